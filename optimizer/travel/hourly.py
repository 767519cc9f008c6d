"""Travel by 24 matrices of seconds, one for every local hour of departure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from optimizer.travel import drive
from optimizer.travel.arrays import profile_value, read_only, require_shape
from optimizer.travel.drive import ceil_divide
from optimizer.travel.hours import HOURS_OF_DAY, LocalHours

WHOLE_LEG = 2**40
"""Progress is counted in 1/2^40 of the leg (docs/timing.md)."""


@dataclass(frozen=True, eq=False)
class HourlyMatrixTable:
    """Seconds by hour and metres between the places of a PlaceIndex, looked up.

    The seconds of a profile of `percent` speed in local hour h are
    `D_h = ceil(durations_s[h, i, j] * 100 / percent)`. A second driven in hour h makes
    `ceil(2^40 / D_h)` of progress and a leg needs `2^40`; a leg of 0 seconds in any hour takes 0
    seconds (docs/timing.md). So a leg that lies within one hour takes exactly `D_h` seconds (for
    `D_h` up to 2^20, twelve days). Raises ValueError for unequal shapes.
    """

    durations_s: npt.NDArray[np.int32]
    """(24, n, n), C-contiguous, row = origin, none negative."""
    distances_m: npt.NDArray[np.int32] | None
    """(n, n) likewise; None: all 0."""
    profiles: dict[str, int]
    """Speed of each vehicle profile relative to the matrices, percent."""
    hours: LocalHours
    """Which of the 24 holds when."""

    def __post_init__(self) -> None:
        n = self.durations_s.shape[-1]
        require_shape("durations_s", self.durations_s, (HOURS_OF_DAY, n, n))
        if self.distances_m is not None:
            require_shape("distances_m", self.distances_m, (n, n))

    @cached_property
    def boundaries_s(self) -> npt.NDArray[np.int64]:
        """Where the buckets of `hours` start, for the native core; read-only."""
        return read_only(self.hours.starts_s, np.int64)

    @cached_property
    def hour_of_bucket(self) -> npt.NDArray[np.int32]:
        """The local hour (index of the matrix) of every bucket, for the native core; read-only."""
        return read_only(self.hours.hour, np.int32)

    def arrive(self, profile: str, origin: int, destination: int, depart_s: int) -> int:
        """See `models.travel.TravelTimes`."""
        need, rate = self._leg(profile, origin, destination)
        return drive.arrive(self.hours.starts_s, rate, need, depart_s)

    def depart_by(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        """See `models.travel.TravelTimes`."""
        need, rate = self._leg(profile, origin, destination)
        return drive.depart_by(self.hours.starts_s, rate, need, arrive_s)

    def depart_from(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        """See `models.travel.TravelTimes`."""
        need, rate = self._leg(profile, origin, destination)
        return drive.depart_from(self.hours.starts_s, rate, need, arrive_s)

    def distance_m(self, origin: int, destination: int) -> int:
        """Road metres; 0 where the matrices came without distances."""
        return 0 if self.distances_m is None else int(self.distances_m[origin, destination])

    def _leg(self, profile: str, origin: int, destination: int) -> tuple[int, drive.Rate]:
        """The progress that a leg needs, and what a second makes of it by bucket."""
        percent = profile_value(self.profiles, profile)
        by_hour = self.durations_s[:, origin, destination]
        need = WHOLE_LEG if by_hour.min() > 0 else 0

        def rate(bucket: int) -> int:
            seconds = ceil_divide(int(by_hour[self.hours.hour[bucket]]) * 100, percent)
            return ceil_divide(WHOLE_LEG, seconds)

        return need, rate
