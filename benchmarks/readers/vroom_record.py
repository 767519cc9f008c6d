"""One object of a VROOM document, asked field by field, so that nothing in it is overlooked."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import isfinite
from typing import Any

from benchmarks.instance import Window
from benchmarks.readers.complaints import NOT_SUPPORTED, VALUE_WRONG, Complaints
from models.findings import Severity, register

FIELD_MISSING = register(
    "vroom-field-missing",
    Severity.ERROR,
    "A field without which the object means nothing is missing.",
    "Add it.",
)
FIELD_UNKNOWN = register(
    "vroom-field-unknown",
    Severity.ERROR,
    "A field has a name that VROOM's format does not have, so what it asks for would be ignored.",
    "Correct the name or remove the field; docs/solve.md lists all that are read.",
)

MOST = 2**32 - 1
"""The largest whole number of VROOM's own times and amounts."""


class Record:
    """The fields of one object. Every one is taken once; `done` refuses what nobody asked for."""

    def __init__(self, raw: object, path: str, complaints: Complaints) -> None:
        self.path = path
        self.complaints = complaints
        self._left: dict[str, Any] = {}
        if isinstance(raw, Mapping):
            self._left.update(raw)
        else:
            self.wrong("", "has to be an object", raw)

    def at(self, field: str) -> str:
        """The path of a field, from the top of the document."""
        return f"{self.path}.{field}" if self.path and field else self.path or field

    def wrong(self, field: str, what: str, value: object) -> None:
        """Complain about the value of a field; `what` completes the sentence."""
        path = self.at(field)
        self.complaints.add(VALUE_WRONG, f"{path or 'The document'} {what}.", path, value)

    def missing(self, field: str) -> None:
        """Complain that a field is not there."""
        path = self.at(field)
        self.complaints.add(FIELD_MISSING, f"{path} is missing.", path)

    def has(self, field: str) -> bool:
        """Whether the field is there and not taken yet."""
        return field in self._left

    def peek(self, field: str) -> Any:
        """The value of a field as it is written, which stays to be taken; None if not there."""
        return self._left.get(field)

    def take(self, field: str, default: object = None) -> Any:
        """The value of a field as it is written."""
        return self._left.pop(field, default)

    def whole(self, field: str, default: int | None = 0, least: int = 0, most: int = MOST) -> int:
        """A whole number. Without a default the field has to be there."""
        if field not in self._left:
            if default is None:
                self.missing(field)
            return default or 0
        value = self._left.pop(field)
        if type(value) is int and least <= value <= most:
            return value
        self.wrong(field, f"has to be a whole number from {least} to {most}", value)
        return default or 0

    def text(self, field: str) -> str | None:
        """A text, None where it is not there."""
        value = self._left.pop(field, None)
        if value is not None and not isinstance(value, str):
            self.wrong(field, "has to be text", value)
            return None
        return value

    def wholes(self, field: str) -> tuple[int, ...] | None:
        """A list of whole numbers, None where it is not there."""
        if field not in self._left:
            return None
        value = self._left.pop(field)
        if isinstance(value, list) and all(type(one) is int and 0 <= one <= MOST for one in value):
            return tuple(value)
        self.wrong(field, f"has to be a list of whole numbers from 0 to {MOST}", value)
        return None

    def factor(self, field: str, most: float) -> float:
        """A number above 0, 1 where it is not there."""
        value = self._left.pop(field, 1)
        if type(value) in (int, float) and isfinite(value) and 0 < value <= most:
            return float(value)
        self.wrong(field, f"has to be a number above 0 and at most {most:g}", value)
        return 1.0

    def inner_list(self, field: str) -> list[Record]:
        """A list of objects, each with its own path; empty where it is not there."""
        value = self._left.pop(field, [])
        if not isinstance(value, list):
            self.wrong(field, "has to be a list of objects", value)
            return []
        path = self.at(field)
        return [Record(one, f"{path}[{i}]", self.complaints) for i, one in enumerate(value)]

    def inner(self, field: str) -> Record | None:
        """An object within this one, None where it is not there."""
        if field not in self._left:
            return None
        return Record(self._left.pop(field), self.at(field), self.complaints)

    def windows(self, field: str) -> tuple[Window, ...]:
        """A list of pairs of moments, in order; empty where it is not there: any time."""
        if field not in self._left:
            return ()
        value = self._left.pop(field)
        if not isinstance(value, list) or not value:
            self.wrong(field, "has to be a list of one or more pairs [start, end]", value)
            return ()
        pairs = [self.pair(f"{field}[{i}]", one) for i, one in enumerate(value)]
        windows = sorted(pair for pair in pairs if pair is not None)
        for earlier, later in pairwise(windows):
            if later[0] <= earlier[1]:
                self.wrong(field, f"has windows that overlap: {[*earlier]} and {[*later]}", value)
        return tuple(windows)

    def window(self, field: str, default: Window) -> Window:
        """A pair of moments."""
        if field not in self._left:
            return default
        return self.pair(field, self._left.pop(field)) or default

    def pair(self, field: str, value: object) -> Window | None:
        """A pair of moments, already taken from the field; None, and a complaint, if it is none."""
        if (
            isinstance(value, list)
            and len(value) == 2
            and all(type(one) is int and 0 <= one <= MOST for one in value)
            and value[0] <= value[1]
        ):
            return value[0], value[1]
        what = f"has to be a pair [start, end] of whole numbers from 0 to {MOST}, in this order"
        self.wrong(field, what, value)
        return None

    def refuse(self, field: str, why: str) -> None:
        """Complain about a field that asks for what we do not do, if it is there."""
        if field in self._left:
            value = self._left.pop(field)
            path = self.at(field)
            self.complaints.add(NOT_SUPPORTED, f"{path} is not supported: {why}.", path, value)

    def done(self) -> None:
        """Complain about every field that nobody asked for."""
        for field, value in self._left.items():
            path = self.at(field)
            self.complaints.add(FIELD_UNKNOWN, f"{path} is not known.", path, value)
