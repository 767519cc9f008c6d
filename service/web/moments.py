"""Moments as the page gets them: seconds from the horizon's start, and the zone's offsets."""

from __future__ import annotations

from datetime import datetime

from models.clock import Clock

DAY_S = 86_400
FARTHEST_S = 800 * DAY_S
"""How far from the start of the horizon a change of offset is still looked for."""


class Moments:
    """Turns moments into seconds and remembers their range, so that the offsets of it are known.

    The page gets the offsets as numbers: a browser shows the plan's local times without knowing
    the time zone itself, and never its own.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._first: int | None = None
        self._last: int | None = None

    def seconds(self, moment: datetime) -> int:
        """Seconds from the start of the horizon."""
        at = self._clock.seconds(moment)
        self._first = at if self._first is None else min(self._first, at)
        self._last = at if self._last is None else max(self._last, at)
        return at

    def optional(self, moment: datetime | None) -> int | None:
        """The same where there may be none."""
        return None if moment is None else self.seconds(moment)

    def zone(self) -> dict[str, object]:
        """The zone's name, the origin in Unix seconds, and `[from_s, offset_s]` over the range."""
        first = max((self._first or 0) - DAY_S, -FARTHEST_S)
        last = min((self._last or 0) + DAY_S, FARTHEST_S)
        offsets = [[first, self._offset(first)]]
        for day in range(first, last, DAY_S):
            following = min(day + DAY_S, last)
            if self._offset(day) != self._offset(following):
                change = self._change(day, following)
                offsets.append([change, self._offset(change)])
        return {
            "name": self._clock.zone.key,
            "origin": int(self._clock.moment(0).timestamp()),
            "offsets": offsets,
        }

    def _offset(self, at: int) -> int:
        offset = self._clock.moment(at).utcoffset()
        return int(offset.total_seconds()) if offset is not None else 0

    def _change(self, before: int, after: int) -> int:
        """The first second with the new offset, by bisection."""
        old = self._offset(before)
        while after - before > 1:
            middle = (before + after) // 2
            before, after = (middle, after) if self._offset(middle) == old else (before, middle)
        return after
