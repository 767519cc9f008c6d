"""One speed for each hour of the local day, the same on every leg."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from models.clock import Clock
from models.scenario import Horizon
from optimizer.travel import drive
from optimizer.travel.arrays import read_only
from optimizer.travel.hours import HOURS_OF_DAY, local_hours

PERMILLE = 1000
"""Progress of one second at reference speed; a leg of `b` seconds needs `1000 b`."""


@dataclass(frozen=True)
class SpeedByHour:
    """Speed relative to the reference speed, per mille, by bucket of time (docs/timing.md).

    Bucket k reaches from `starts[k]` up to, not including, `starts[k + 1]`, in seconds from the
    start of the horizon; the first reaches back and the last forward without end. Neighbours of
    equal speed are one bucket. Every speed is at least 1.
    """

    starts: tuple[int, ...]
    speeds: tuple[int, ...]

    @classmethod
    def of_day(cls, clock: Clock, horizon: Horizon, permille_by_hour: Sequence[int]) -> SpeedByHour:
        """Lay the 24 speeds of the local day (00:00 first) over the horizon and a day around it."""
        if len(permille_by_hour) != HOURS_OF_DAY or min(permille_by_hour) < 1:
            raise ValueError("a day has 24 speeds, each of 1 per mille or more")
        hours = local_hours(clock, horizon)
        starts: list[int] = []
        speeds: list[int] = []
        for start, hour in zip(hours.starts_s, hours.hour, strict=True):
            if not speeds or speeds[-1] != permille_by_hour[hour]:
                starts.append(start)
                speeds.append(permille_by_hour[hour])
        return cls(tuple(starts), tuple(speeds))

    @cached_property
    def boundaries_s(self) -> npt.NDArray[np.int64]:
        """`starts` for the native core; read-only."""
        return read_only(self.starts, np.int64)

    @cached_property
    def permille(self) -> npt.NDArray[np.int32]:
        """`speeds` for the native core; read-only."""
        return read_only(self.speeds, np.int32)

    def arrive(self, base_s: int, depart_s: int) -> int:
        """Arrival when leaving at `depart_s` for a leg of `base_s` seconds at reference speed."""
        return drive.arrive(self.starts, self.speeds.__getitem__, PERMILLE * base_s, depart_s)

    def depart_by(self, base_s: int, arrive_s: int) -> int:
        """The latest departure that arrives by `arrive_s`."""
        return drive.depart_by(self.starts, self.speeds.__getitem__, PERMILLE * base_s, arrive_s)

    def depart_from(self, base_s: int, arrive_s: int) -> int:
        """The earliest departure that arrives at `arrive_s` or later."""
        return drive.depart_from(self.starts, self.speeds.__getitem__, PERMILLE * base_s, arrive_s)
