"""The hours of the local clock over a horizon, as seconds, whatever daylight saving does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.clock import Clock
from models.scenario import Horizon

DAY_S = 86_400
HOURS_OF_DAY = 24


@dataclass(frozen=True)
class LocalHours:
    """Buckets of time and the local hour of the day (0-23) that holds in each.

    Bucket k reaches from `starts_s[k]` up to, not including, `starts_s[k + 1]`; the first one also
    reaches back without end and the last one forward without end.
    """

    starts_s: tuple[int, ...]
    hour: tuple[int, ...]


def local_hours(clock: Clock, horizon: Horizon) -> LocalHours:
    """The local hours from one day before the horizon to one day after it.

    A shift may begin before the horizon and end after it; a day more on both sides lets it drive
    at the speed of its real hour. Beyond that the first and the last bucket go on.
    """
    at = -DAY_S
    last = max(clock.seconds(horizon.end), 0) + DAY_S
    starts: list[int] = []
    hours: list[int] = []
    while at < last:
        hour = clock.moment(at).hour
        # An hour can go on behind a boundary: where the clock is put back by an hour, it repeats.
        if not hours or hours[-1] != hour:
            starts.append(at)
            hours.append(hour)
        at = _next_boundary(clock, at)
    return LocalHours(tuple(starts), tuple(hours))


def _next_boundary(clock: Clock, at: int) -> int:
    """The first second after `at` at which the local hour may differ from the one at `at`."""
    moment = clock.moment(at)
    candidate = at + _seconds_to_full_hour(moment)
    # A clock that is put forward or back off the full hour changes its hour before the candidate.
    return _first(lambda second: _offset(clock, second) != moment.utcoffset(), at, candidate)


def _seconds_to_full_hour(moment: datetime) -> int:
    since = timedelta(minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)
    return -((since - timedelta(hours=1)) // timedelta(seconds=1))


def _offset(clock: Clock, second: int) -> timedelta | None:
    return clock.moment(second).utcoffset()


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The least second in `(low, high)` for which `holds`, else `high`. `holds(low)` is false."""
    if not holds(high - 1):
        return high
    high -= 1
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high
