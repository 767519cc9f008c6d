"""Pages of long lists.

A cursor is the id of the last item seen, newest first: nothing is skipped or shown twice when items
are added meanwhile.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from service.http import kinds
from service.http.problems import Problem

Item = TypeVar("Item", bound=BaseModel)
Row = TypeVar("Row")
ID = re.compile(r"[A-Za-z0-9_.:-]{1,40}")

Limit = Annotated[int, Query(ge=1, le=200, description="Most items in the answer.")]
Cursor = Annotated[
    str | None,
    Query(max_length=100, description="The field `next` of the page before; none: the first."),
]
DEFAULT_LIMIT = 50


class Page(BaseModel, Generic[Item]):
    """A part of a list, newest first."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    items: list[Item]
    """What is on this page."""
    next: Annotated[str | None, Field(default=None)]
    """The cursor of the next page; null on the last one."""


def cursor_of(last_id: str) -> str:
    """The cursor behind an item."""
    return base64.urlsafe_b64encode(last_id.encode()).decode().rstrip("=")


def id_of(cursor: str | None) -> str | None:
    """The id in a cursor. Raises Problem for what is none of ours."""
    if cursor is None:
        return None
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        text = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (UnicodeError, binascii.Error, ValueError):
        text = ""
    if not ID.fullmatch(text):
        raise Problem(kinds.CURSOR, f"The cursor {cursor[:40]!r} is not one of this list.")
    return text


def page_of(
    rows: Sequence[Row], limit: int, show: Callable[[Row], Item], id_of_row: Callable[[Row], str]
) -> Page[Item]:
    """A page of rows of which one more than `limit` was fetched, to see whether there are more."""
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(
        items=[show(row) for row in shown], next=cursor_of(id_of_row(shown[-1])) if more else None
    )
