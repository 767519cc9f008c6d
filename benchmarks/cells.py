"""The cells of a CSV row as the fields of a dataclass."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, get_type_hints


def from_cells(
    kind: type, row: Mapping[str, str], names: Collection[str] | None = None
) -> dict[str, Any]:
    """The fields of `kind` from cells of their names; an empty one of an optional field is None.

    Args:
        kind: a dataclass whose fields are text, numbers, truth values, enums, or one of these or
            None.
        row: cells by name.
        names: of the fields that are wanted; default: all.

    Raises:
        KeyError: a cell is missing, or is no truth value.
        ValueError: a cell is not of its field's type.
    """
    hints = get_type_hints(kind)
    return {name: _value(hints[name], row[name]) for name in (hints if names is None else names)}


def _value(hint: Any, text: str) -> Any:
    optional = [one for one in getattr(hint, "__args__", ()) if one is not type(None)]
    if optional and not text:
        return None
    kind = optional[0] if optional else hint
    return {"True": True, "False": False}[text] if kind is bool else kind(text)
