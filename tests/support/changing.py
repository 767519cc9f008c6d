"""Change one thing in an immutable value, named by its path: `routes[0].stops[2].leg.depart`."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from pydantic import BaseModel

M = TypeVar("M", bound=BaseModel)

STEP = re.compile(r"\.?([a-z_0-9]+)|\[(-?\d+)\]")


def changed(value: M, path: str, new: object) -> M:
    """A copy of `value` in which what lies at `path` is `new`. Nothing is validated again."""
    steps = [name or int(index) for name, index in STEP.findall(path)]
    assert path == "".join(f".{s}" if isinstance(s, str) else f"[{s}]" for s in steps).lstrip(".")
    copy = _changed(value, steps, new)
    assert isinstance(copy, type(value))
    return copy


def at(value: BaseModel, path: str) -> Any:
    """What lies at `path`."""
    found: Any = value
    for name, index in STEP.findall(path):
        found = getattr(found, name) if name else found[int(index)]
    return found


def _changed(value: Any, steps: list[str | int], new: object) -> Any:
    if not steps:
        return new
    first, *rest = steps
    if isinstance(first, str):
        assert first in type(value).model_fields, f"{type(value).__name__} has no {first}"
        return value.model_copy(update={first: _changed(getattr(value, first), rest, new)})
    items = list(value)
    items[first] = _changed(items[first], rest, new)
    return tuple(items)
