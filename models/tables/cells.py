"""What a cell holds, by the kind of its column. Empty cells never come here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from models.spelling import did_you_mean
from models.tables.moments import DateOrder, Written, read_moment
from models.tables.problems import (
    CELL_UNREADABLE,
    MOMENT_UNREADABLE,
    NUMBER_SHORTENED,
    CellProblem,
)

Cell = Any
"""Text from a CSV file; text, a number, a truth value, a date or a time from a workbook."""
Reader = Callable[[Cell, DateOrder | None], Any]

_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d{2}", re.IGNORECASE)
_KEPT_FROM_FORMULA = re.compile(r"'[=+@-]")
_TRUE = {"yes", "y", "true", "1", "x", "是", "有", "对", "√", "✓"}
_FALSE = {"no", "n", "false", "0", "否", "无", "没有", "不"}
_BETWEEN = re.compile("\\s*[;\uff1b,\uff0c、|\n]\\s*")
_WITH_LEVEL = re.compile("(?P<name>.+?)\\s*[:\uff1a]\\s*(?P<number>\\d+)")
_WITH_COUNT = re.compile(
    r"(?P<name>.+?)(?:\s+[xX]|(?<=[^\x00-\x7f])[xX]|\s*[*\u00d7])\s*(?P<number>\d+)"
)
"""An x that belongs to a name, as in `matrix2`, is no count: it needs a space before it."""
_DURATION = re.compile(
    r"(?:(?P<hours>\d+(?:\.\d+)?)\s*(?:h|hr|hrs|hour|hours|小时|个小时|时|:))?\s*"
    r"(?:(?P<minutes>\d+(?:\.\d+)?)\s*(?:m|min|mins|minute|minutes|分|分钟)?)?"
)


def text(value: Cell, _: DateOrder | None) -> str:
    """What people typed; a spreadsheet's number as people typed it too, without `.0`.

    The apostrophe that keeps a text like +86 10 from being taken for a formula is no part of it.
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    written = str(value).strip()
    return written[1:] if _KEPT_FROM_FORMULA.match(written) else written


def digits(value: Cell, order: DateOrder | None) -> str:
    """An id or a phone number, of which no digit may be lost."""
    written = text(value, order)
    if _SHORTENED.fullmatch(written):
        raise CellProblem(NUMBER_SHORTENED, f"'{written}' is a number that lost its last digits.")
    return written


def number(value: Cell, order: DateOrder | None) -> Any:
    """A number; what is none is refused later, with the limits of the field."""
    return value if isinstance(value, int | float) else normalised(text(value, order))


def moment(value: Cell, order: DateOrder | None) -> Written:
    """A date, a time or both."""
    return read_moment(value, order)


def day(value: Cell, order: DateOrder | None) -> date:
    """A date; a time beside it is not used."""
    written = read_moment(value, order)
    if written.day is None:
        raise CellProblem(MOMENT_UNREADABLE, f"'{text(value, order)}' has no date.")
    return written.day


def yes_or_no(value: Cell, order: DateOrder | None) -> bool:
    """A truth value in either language."""
    written = normalised(text(value, order)).lower()
    if written in _TRUE or written in _FALSE:
        return written in _TRUE
    raise CellProblem(CELL_UNREADABLE, f"'{written}' is neither yes nor no.")


def choice(words: Mapping[str, str]) -> Reader:
    """One of the words of a type, or what people say for it."""

    def read(value: Cell, order: DateOrder | None) -> str:
        written = normalised(text(value, order)).lower().replace(" ", "_").replace("-", "_")
        if written not in words:
            known = list(dict.fromkeys(words.values()))
            hint = did_you_mean(written, known)
            listed = ", ".join(known)
            raise CellProblem(CELL_UNREADABLE, f"'{written}' is none of {listed}{hint}.")
        return words[written]

    return read


def minutes(value: Cell, order: DateOrder | None) -> int:
    """A span in minutes, or with its unit (1h30, 1.5 hours, 90min, 1小时30分); in seconds."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(value * 60)
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    written = normalised(text(value, order)).lower()
    sign = -1 if written.startswith("-") else 1  # refused later, with the limits of the field
    match = _DURATION.fullmatch(written.lstrip("-").strip())
    if match is None or not (match["hours"] or match["minutes"]):
        raise CellProblem(CELL_UNREADABLE, f"'{written}' is no number of minutes.")
    return sign * round(float(match["hours"] or 0) * 3600 + float(match["minutes"] or 0) * 60)


def money(value: Cell, order: DateOrder | None) -> int:
    """An amount in the currency's unit, e.g. 49.50 or ¥49.50; in cents."""
    written = re.sub(r"[\s¥$€元]|rmb|cny|usd|eur", "", normalised(text(value, order)).lower())
    try:
        return round(float(written) * 100)
    except (ValueError, OverflowError):
        raise CellProblem(CELL_UNREADABLE, f"'{written}' is no amount of money.") from None


def names(value: Cell, order: DateOrder | None) -> list[str]:
    """Several names, between semicolons, commas or new lines."""
    return [name for name in _BETWEEN.split(text(value, order)) if name]


def levels(value: Cell, order: DateOrder | None) -> dict[str, int | None]:
    """Skills with their levels: `washer:3; gas`. None where no level is written."""
    return _numbered(value, order, _WITH_LEVEL)


def quantities(value: Cell, order: DateOrder | None) -> dict[str, int]:
    """Things and how many: `pump x2; hose`. One where no number is written."""
    counted = _numbered(value, order, _WITH_COUNT)
    return {name: 1 if count is None else count for name, count in counted.items()}


def _numbered(
    value: Cell, order: DateOrder | None, pattern: re.Pattern[str]
) -> dict[str, int | None]:
    numbered: dict[str, int | None] = {}
    for one in names(value, order):
        match = pattern.fullmatch(one)
        name = one if match is None else match["name"].strip()
        if name in numbered:
            raise CellProblem(CELL_UNREADABLE, f"'{name}' is written twice.")
        numbered[name] = None if match is None else int(match["number"])
    return numbered


@dataclass(frozen=True)
class WrittenSpan:
    """Two moments as far as they were written."""

    start: Written
    end: Written


_CUT = re.compile(r"\s*(?:--?|–|—|~|至|到|\bto\b)\s*")

_AFTERNOON = re.compile(r"中午|下午|傍晚|晚上|pm|p\.m\.")


def spans(value: Cell, order: DateOrder | None) -> list[WrittenSpan]:
    """Spans such as `2026-03-02 09:00-12:00; 2026-03-03 13:00-17:00`, or `09:00-12:00`."""
    written = normalised(text(value, order)).lower()
    return [_span(one, order) for one in re.split(r"\s*[;\n]\s*", written) if one]


def _span(written: str, order: DateOrder | None) -> WrittenSpan:
    """Cut where both sides are times: a date has hyphens of its own."""
    problem: CellProblem | None = None
    for cut in _CUT.finditer(written):
        try:
            start = read_moment(written[: cut.start()], order)
            end = read_moment(written[cut.end() :], order)
        except CellProblem as found:
            problem = found if found.kind is not MOMENT_UNREADABLE else problem
            continue
        if start.time is not None and end.time is not None:
            if _AFTERNOON.search(written[: cut.start()]) and _says_the_same_afternoon(start, end):
                end = replace(end, time=end.time + timedelta(hours=12))
            return WrittenSpan(start, end if end.day else replace(end, day=start.day))
    message = f"'{written}' is no span of time such as 2026-03-02 09:00-12:00."
    raise problem or CellProblem(MOMENT_UNREADABLE, message)


def _says_the_same_afternoon(start: Written, end: Written) -> bool:
    """Whether the end goes on counting the hours of the start, as in 下午1点到5点 or 1pm-5:00."""
    assert start.time is not None
    assert end.time is not None
    return end.day is None and end.time < start.time <= end.time + timedelta(hours=12)


def normalised(written: str) -> str:
    """Full-width letters, digits and punctuation as plain ones."""
    return unicodedata.normalize("NFKC", written).strip()
