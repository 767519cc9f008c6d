"""The windows that could be promised: of one length, on a raster of the local clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models.clock import Clock
from models.scenario import Scenario
from models.slot import SlotQuestion
from models.starts import Span


@dataclass(frozen=True, slots=True)
class DayOfWindows:
    """A local day and the windows in it, as seconds from the start of the horizon, in order."""

    day: date
    is_planned: bool
    """Whether any of the day lies in the horizon and is not over."""
    windows: tuple[Span, ...]


def days_of_windows(
    question: SlotQuestion, scenario: Scenario, clock: Clock, now_s: int = 0
) -> Iterator[DayOfWindows]:
    """The days that are asked for, with the windows that lie in the horizon and still begin.

    Windows begin at wall-clock times: on a day when the clocks change they are where the customer
    reads them. One that the change makes empty is left out.
    """
    horizon_end = clock.seconds(scenario.horizon.end)
    least = max(0, now_s)
    first = question.first_day or clock.moment(least).date()
    for number in range(question.days):
        day = first + timedelta(days=number)
        begins, ends = _seconds(clock, day, 0), _seconds(clock, day, 86_400)
        windows = tuple(
            window
            for window in _windows_of(question, clock, day)
            if window[0] < window[1] and window[0] >= least and window[1] <= horizon_end
        )
        yield DayOfWindows(day, begins < horizon_end and ends > least, windows)


def inside(windows: Sequence[Span], promised: Sequence[Span]) -> tuple[Span, ...]:
    """Those that lie whole in one of the spans that suit the customer."""
    return tuple(
        window
        for window in windows
        if any(first <= window[0] and window[1] <= last for first, last in promised)
    )


def _windows_of(question: SlotQuestion, clock: Clock, day: date) -> Iterator[Span]:
    at = -(-question.opens_s // question.raster_s) * question.raster_s
    while at + question.length_s <= question.closes_s:
        yield _seconds(clock, day, at), _seconds(clock, day, at + question.length_s)
        at += question.raster_s


def _seconds(clock: Clock, day: date, after_midnight_s: int) -> int:
    """A wall-clock time of a day."""
    return clock.seconds(datetime.combine(day, time()) + timedelta(seconds=after_midnight_s))
