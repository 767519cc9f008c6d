"""From what was written to moments: the date column and the horizon supply dates left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from models.tables.cells import WrittenSpan
from models.tables.moments import Written
from models.tables.problems import DATE_MISSING, TIME_MISSING, CellProblem

_LONGEST_LIST_OF_DAYS = 400
MIDNIGHT, END_OF_DAY = timedelta(0), timedelta(days=1)
Edge = Literal["begin", "end"]


@dataclass(frozen=True)
class Calendar:
    """The days of the horizon, as far as they are known."""

    days: tuple[date, ...] = ()

    @classmethod
    def between(cls, start: datetime, end: datetime) -> Calendar:
        """Every day that has a moment of the horizon; midnight at its end begins no day."""
        count = (end - timedelta(microseconds=1)).date().toordinal() - start.toordinal() + 1
        count = max(0, min(count, _LONGEST_LIST_OF_DAYS))
        return cls(tuple(start.date() + timedelta(days=number) for number in range(count)))

    def moment(
        self, written: Written, row_day: date | None, without_time: Edge | None = None
    ) -> datetime:
        """The moment that is meant.

        Without a date it is on the day of the row, else on the only day of the horizon. Without a
        time it is the begin or the end of the day where that makes sense. Raises CellProblem.
        """
        day = written.day or row_day or (self.days[0] if len(self.days) == 1 else None)
        if day is None:
            message = f"The time {_clock(written.time)} has no date."
            raise CellProblem(DATE_MISSING, message)
        if written.time is None:
            if without_time is None:
                raise CellProblem(TIME_MISSING, f"The date {day} has no time.")
            edge = MIDNIGHT if without_time == "begin" else END_OF_DAY
            return Written(day, edge, written.zone).on(day)
        return written.on(day)

    def span(self, written: WrittenSpan, row_day: date | None) -> dict[str, datetime]:
        """One span; raises CellProblem."""
        return {
            "start": self.moment(written.start, row_day),
            "end": self.moment(written.end, row_day),
        }

    def daily(self, written: WrittenSpan, row_day: date | None) -> list[dict[str, datetime]]:
        """A span of working or opening hours: of every day where no date is written."""
        if written.start.day is None and row_day is None and self.days:
            return [self.span(written, day) for day in self.days]
        return [self.span(written, row_day)]

    def all_daily(
        self, spans: Sequence[WrittenSpan], row_day: date | None
    ) -> list[dict[str, datetime]]:
        """Several such spans."""
        return [one for written in spans for one in self.daily(written, row_day)]


def whole_day(day: date) -> dict[str, Any]:
    """From midnight to midnight."""
    return {
        "start": Written(None, MIDNIGHT).on(day),
        "end": Written(None, END_OF_DAY).on(day),
    }


def _clock(time: timedelta | None) -> str:
    minutes = round((time or MIDNIGHT).total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"
