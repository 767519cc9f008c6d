"""The common base of every domain type: frozen, strict about unknown fields, no NaN."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError


class Model(BaseModel):
    """An immutable value. Unknown fields are refused so that a misspelt rule is never ignored."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, use_attribute_docstrings=True
    )


def _id_from_number(value: object) -> object:
    """Spreadsheets and other programs write ids as whole numbers; an id is always text here."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value


Id = Annotated[
    str,
    BeforeValidator(_id_from_number, json_schema_input_type=str | int),
    Field(min_length=1, max_length=200),
]
"""Identifier chosen by the user; unique among records of the same kind."""

Seconds = Annotated[int, Field(ge=0, le=366 * 86_400)]
"""A span of time in whole seconds."""


def _no_bare_number(value: object) -> object:
    """A number would count as seconds since 1970, which nobody means who writes 9 or 20260302."""
    if isinstance(value, int | float) or (
        isinstance(value, str) and value.strip().lstrip("+-").replace(".", "", 1).isdecimal()
    ):
        raise PydanticCustomError("datetime_type", "a date and time is expected, not a number")
    return value


LocalTime = Annotated[datetime, BeforeValidator(_no_bare_number, json_schema_input_type=datetime)]
"""A moment. With an offset it is absolute; without one it is local to the scenario's time zone."""


class Text(Model):
    """A sentence for people, in both languages of the product."""

    en: str
    zh: str
