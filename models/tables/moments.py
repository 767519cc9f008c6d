"""Dates and times as people and spreadsheets write them.

Read are, among others: 2026-03-02 9:00, 2026/3/2, 20260302, 2 Mar 2026 9am, 2026年3月2日 上午9点半,
02.03.2026 (where the order is told or only one is possible), Excel's date cells and serial numbers.
Nothing is guessed: what can be read in two ways is refused with both.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Literal

from models.tables.problems import DATE_AMBIGUOUS, MOMENT_UNREADABLE, CellProblem

DateOrder = Literal["ymd", "dmy", "mdy"]
"""What three numbers of a date mean where that is not clear by itself."""

_EXCEL_EPOCH = datetime.fromisoformat("1899-12-30")
_SERIALS = range(20_000, 110_000)
"""Days since the epoch of Excel that are taken for a date: 1954 to 2201."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(
    r"\(?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?:星期|周|礼拜)[一二三四五六日天])\)?[.,]?\s*"
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*(?:日|(?!\d))")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{1,2})(?!\d)")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?|0?\.\d+")
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})[.,]?[\s-]+(\d{4})(?!\d)")
_NAME_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_TIME = re.compile(
    r"""(?P<before>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|am|pm)?\s*
    (?P<hour>\d{1,2})\s*
    (?: (?P<half>[点时]半)
      | : (?P<minute>\d{2}) (?: : (?P<second>\d{2}) (?:\.\d+)? )?
      | [点时h] \s* (?:钟|整)? (?: (?P<minutes>\d{1,2}) \s*分? (?: \s*(?P<seconds>\d{1,2})秒 )? )?
    )?
    \s*(?P<after>am|pm|a\.m\.|p\.m\.)?\s*
    (?P<offset>z|[+-](?:0\d|1[0-4]):?[0-5]\d)?""",
    re.VERBOSE,
)
_BEFORE_NOON = {"凌晨", "早上", "早晨", "上午", "am", "a.m."}


@dataclass(frozen=True)
class Written:
    """A date, a time, or both, as far as they were written."""

    day: date | None = None
    time: timedelta | None = None
    """Since midnight; 24:00 is allowed."""
    zone: timezone | None = None
    """The offset from UTC where one was written."""

    def on(self, day: date) -> datetime:
        """The moment; `day` counts where no date was written. Needs a time.

        Raises CellProblem beyond the last day of the calendar.
        """
        assert self.time is not None
        chosen = self.day or day
        midnight = datetime(chosen.year, chosen.month, chosen.day, tzinfo=self.zone)
        try:
            return midnight + self.time
        except OverflowError:
            message = f"{chosen} is the last day of the calendar."
            raise CellProblem(MOMENT_UNREADABLE, message) from None


def read_moment(value: object, order: DateOrder | None) -> Written:
    """Read a cell. Raises CellProblem when it is no date or time, or can be read in two ways."""
    if isinstance(value, datetime):
        since_midnight = value - value.replace(hour=0, minute=0, second=0, microsecond=0)
        return Written(value.date(), _to_the_second(since_midnight))
    if isinstance(value, date):
        return Written(value)
    if isinstance(value, time):
        return Written(
            None, timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
        )
    if isinstance(value, timedelta):
        if timedelta(0) <= value <= timedelta(days=1):
            return Written(None, _to_the_second(value))
        raise CellProblem(MOMENT_UNREADABLE, f"The span {value} is no time of the day.")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value)
    return _of_text(unicodedata.normalize("NFKC", str(value)).strip().lower(), order)


def _of_number(value: float) -> Written:
    """What a spreadsheet shows as a number when the cell lost its format."""
    if 0 <= value < 1:
        return Written(None, _to_the_second(timedelta(days=value)))
    if 10_000_000 <= value < 100_000_000 and value == int(value):
        return _of_text(str(int(value)), None)
    if _SERIALS.start <= value < _SERIALS.stop:
        moment = _EXCEL_EPOCH + timedelta(days=value)
        return read_moment(moment, None)
    raise CellProblem(MOMENT_UNREADABLE, f"The number {value} is neither a date nor a time.")


@lru_cache(maxsize=100_000)
def _of_text(text: str, order: DateOrder | None) -> Written:
    if _SERIAL.fullmatch(text):
        return _of_number(float(text))
    rest = _WEEKDAY.sub(" ", text).strip()
    day, used = _leading_date(rest, order)
    rest = rest[used:].lstrip(" t,") if used else rest
    if not rest and day is not None:
        return Written(day)
    match = _TIME.fullmatch(rest)
    if match is None or not _has_mark_of_time(match):
        raise CellProblem(MOMENT_UNREADABLE, f"'{text}' cannot be read as a date or a time.")
    offset = match["offset"]
    return Written(day, _time_of(match, text), _zone(offset) if offset else None)


def _leading_date(text: str, order: DateOrder | None) -> tuple[date | None, int]:
    """The date that a text begins with, and how much of the text it takes."""
    for pattern in (_YEAR_FIRST, _COMPACT):
        if match := pattern.match(text):
            return _date(int(match[1]), int(match[2]), int(match[3]), text), match.end()
    if match := _NUMBERS.match(text):
        return _from_numbers(match, order, text), match.end()
    for pattern, month_group, day_group in ((_DAY_NAME, 2, 1), (_NAME_DAY, 1, 2)):
        match = pattern.match(text)
        if match and match[month_group][:3] in _MONTHS:
            month = _MONTHS.index(match[month_group][:3]) + 1
            return _date(int(match[3]), month, int(match[day_group]), text), match.end()
    return None, 0


def _from_numbers(match: re.Match[str], order: DateOrder | None, text: str) -> date:
    """Three numbers of which the first is no year of four digits."""
    a, b, c = int(match[1]), int(match[2]), int(match[3])
    year = c if len(match[3]) == 4 else 2000 + c
    readings = {
        "ymd": (2000 + a, b, c) if len(match[1]) == 2 and len(match[3]) < 4 else None,
        "dmy": (year, b, a) if len(match[3]) > 1 else None,
        "mdy": (year, a, b) if len(match[3]) > 1 else None,
    }
    asked = {readings[order]} if order is not None else set(readings.values())
    possible = sorted(reading for reading in asked if reading is not None and _is_date(*reading))
    if len(possible) != 1:
        if not possible:
            raise CellProblem(MOMENT_UNREADABLE, f"'{text}' is no date of the calendar.")
        shown = " or ".join(f"{y}-{m:02}-{d:02}" for y, m, d in possible)
        raise CellProblem(DATE_AMBIGUOUS, f"'{text}' may be {shown}.")
    return date(*possible[0])


def _has_mark_of_time(match: re.Match[str]) -> bool:
    """A bare number is no time: 9 may be nine o'clock, 9 minutes or a slip."""
    return not match[0].strip().isdecimal()


def _time_of(match: re.Match[str], text: str) -> timedelta:
    hour = _hour_of_day(int(match["hour"]), match["before"] or match["after"])
    minute = 30 if match["half"] else int(match["minute"] or match["minutes"] or 0)
    second = int(match["second"] or match["seconds"] or 0)
    last = hour == 24 and not (minute or second)
    if hour is None or (hour > 23 and not last) or minute > 59 or second > 59:
        raise CellProblem(MOMENT_UNREADABLE, f"'{text}' is no time of the day.")
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _hour_of_day(hour: int, part: str | None) -> int | None:
    """The hour of 24, from an hour and the part of the day; None where the two do not agree."""
    if part is None:
        return hour
    if part in _BEFORE_NOON:
        # 12 am is midnight, but nobody agrees on what twelve in the morning is in Chinese.
        if hour == 12:
            return 0 if part in ("凌晨", "am", "a.m.") else None
        return hour if hour < 12 else None
    if part == "中午":
        return hour + 12 if hour < 3 else hour if 10 < hour < 15 else None
    if part == "晚上" and (hour == 12 or hour < 5):
        return 24 if hour == 12 else None
    return hour if hour >= 12 else hour + 12


def _zone(offset: str) -> timezone:
    if offset == "z":
        return UTC
    digits = offset[1:].replace(":", "")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-span if offset[0] == "-" else span)


def _date(year: int, month: int, day: int, text: str) -> date:
    if not _is_date(year, month, day):
        raise CellProblem(MOMENT_UNREADABLE, f"'{text}' is no date of the calendar.")
    return date(year, month, day)


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _to_the_second(span: timedelta) -> timedelta:
    """Spreadsheets count in fractions of a day: 9:00 may come as 8:59:59.999997."""
    return timedelta(seconds=round(span.total_seconds()))
