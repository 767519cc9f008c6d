"""The lines of a text format of research, with the line in every complaint about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite

from benchmarks.readers.complaints import TEXT_BROKEN, Complaints

LARGEST = 1e9
"""No time, coordinate or demand of these formats comes near; integers made of it stay exact."""
BARELY = 1e-6
"""Decimal fractions that have so little left over, once they are scaled, are meant to be whole."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank."""

    number: int
    """1-based, as editors count."""
    text: str

    def complain(self, complaints: Complaints, what: str) -> None:
        """Complain about this line; `what` completes the sentence."""
        complaints.add(TEXT_BROKEN, f"Line {self.number} {what}.", f"line {self.number}", self.text)

    def numbers(
        self, complaints: Complaints, words: Sequence[str], names: Sequence[str]
    ) -> list[float] | None:
        """One number for each name; None, and complaints, if that is not what the words are."""
        if len(words) != len(names):
            shown = ", ".join(names[:10]) + (", ..." if names[10:] else "")
            what = f"has {len(words)} values where {len(names)} are due: {shown}"
            self.complain(complaints, what)
            return None
        values = [number_of(word) for word in words]
        for name, word, value in zip(names, words, values, strict=True):
            if value is None:
                self.complain(complaints, f"has {word[:50]!r} as {name}, which is no number")
        return None if None in values else [value for value in values if value is not None]


def lines_of(text: str) -> list[Line]:
    """All lines that are not blank."""
    lines = enumerate(text.split("\n"), start=1)
    return [Line(number, line.strip()) for number, line in lines if line.strip()]


def rows_between(lines: Iterable[Line], after: str, before: Sequence[str] = ()) -> Iterator[Line]:
    """The lines between a heading that starts with `after` and one that starts with `before`."""
    inside = False
    for line in lines:
        if line.text.upper().startswith(after):
            inside = True
        elif inside and line.text.upper().startswith(tuple(before)):
            return
        elif inside:
            yield line


def number_of(word: str) -> float | None:
    """A decimal number of ordinary size, or None."""
    try:
        value = float(word)
    except ValueError:
        return None
    return value if isfinite(value) and abs(value) <= LARGEST else None


def rounded_up(value: float, units: int) -> int:
    """The least whole number of units that is not shorter than `value`."""
    near = round(value * units)
    return near if abs(value * units - near) < BARELY else ceil(value * units)


def rounded_down(value: float, units: int) -> int:
    """The largest whole number of units that is not longer than `value`."""
    near = round(value * units)
    return near if abs(value * units - near) < BARELY else floor(value * units)
