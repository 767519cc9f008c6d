"""Moments: that they exist, and that no end comes before its start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from models.check.book import FIRST_YEAR, LAST_YEAR, Book, is_plausible
from models.check.walk import Spot
from models.findings import Finding, Severity, finding, register

NOT_PLAUSIBLE = register(
    "moment-not-plausible",
    Severity.ERROR,
    f"The year of a moment is before {FIRST_YEAR} or after {LAST_YEAR - 1}.",
    "Correct the year.",
)
DOES_NOT_EXIST = register(
    "moment-does-not-exist",
    Severity.ERROR,
    "The local time is skipped when the clocks are put forward on that day.",
    "Write a time before or after the gap, or give the offset from UTC.",
)
AMBIGUOUS = register(
    "moment-ambiguous",
    Severity.NOTICE,
    "The local time happens twice when the clocks are put back on that day; the first was taken.",
    "Give the offset from UTC where the second is meant, e.g. 2026-11-01T01:30-05:00.",
)
END_BEFORE_START = register(
    "end-before-start",
    Severity.ERROR,
    "A window, shift, break or opening interval ends before it starts.",
    "Correct the two; what ends after midnight ends on the next date.",
)


def moments_exist(book: Book) -> Iterator[Finding]:
    """Every moment is a time that the local clock shows, and in a year that can be meant."""
    for spot, moment in book.moments():
        if not is_plausible(moment):
            message = f"{spot} is {moment}, which nobody can plan for."
            yield finding(NOT_PLAUSIBLE, message, path=spot.path, value=moment)
        elif moment.tzinfo is None and book.changes_clock_on(moment.date()):
            yield from _on_a_day_of_change(book, spot, moment)


def _on_a_day_of_change(book: Book, spot: Spot, moment: datetime) -> Iterator[Finding]:
    local = moment.replace(tzinfo=book.zone)
    zone = book.scenario.time_zone
    if local.astimezone(UTC).astimezone(book.zone).replace(tzinfo=None) != moment:
        message = f"{spot} is {moment}, a time that does not exist in {zone}."
        yield finding(DOES_NOT_EXIST, message, path=spot.path, value=moment)
    elif local.utcoffset() != local.replace(fold=1).utcoffset():
        message = f"{spot} is {moment}, a time that happens twice in {zone}."
        yield finding(AMBIGUOUS, message, path=spot.path, value=moment)


def ends_follow_starts(book: Book) -> Iterator[Finding]:
    """No window, shift, break or opening interval is reversed."""
    for (_, start), (spot, end) in book.spans:
        span = book.span(start, end)
        if span is not None and span[1] < span[0]:
            message = f"{spot} is {end}, before its start at {start}."
            yield finding(END_BEFORE_START, message, path=spot.path, value=end)


RULES = (moments_exist, ends_follow_starts)
