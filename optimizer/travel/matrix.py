"""Travel by one matrix of seconds, perhaps slower or faster by the hour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from optimizer.travel.arrays import profile_value, require_shape
from optimizer.travel.drive import ceil_divide
from optimizer.travel.speed import SpeedByHour


@dataclass(frozen=True, eq=False)
class MatrixTravelTable:
    """Seconds and metres between the places of a PlaceIndex, looked up.

    The base seconds of a profile of `percent` speed are `ceil(durations_s[i, j] * 100 / percent)`.
    Without `speed` a leg takes its base seconds at any time; with it docs/timing.md, "Speed by
    hour", applies. The diagonal is used as it is given. Raises ValueError for unequal shapes.
    """

    durations_s: npt.NDArray[np.int32]
    """(n, n), C-contiguous, row = origin, none negative."""
    distances_m: npt.NDArray[np.int32] | None
    """(n, n) likewise; None: all 0."""
    profiles: dict[str, int]
    """Speed of each vehicle profile relative to the matrix, percent."""
    speed: SpeedByHour | None = None

    def __post_init__(self) -> None:
        n = len(self.durations_s)
        require_shape("durations_s", self.durations_s, (n, n))
        if self.distances_m is not None:
            require_shape("distances_m", self.distances_m, (n, n))

    def base_s(self, profile: str, origin: int, destination: int) -> int:
        """Seconds at reference speed. Raises TravelUnavailable for an unknown profile."""
        percent = profile_value(self.profiles, profile)
        return ceil_divide(int(self.durations_s[origin, destination]) * 100, percent)

    def base_matrix_s(self, profile: str) -> npt.NDArray[np.int32]:
        """`base_s` of all pairs, (n, n) C-contiguous. Raises TravelUnavailable likewise."""
        percent = profile_value(self.profiles, profile)
        base: npt.NDArray[np.int64] = -(-self.durations_s.astype(np.int64) * 100 // percent)
        return base.astype(np.int32)

    def arrive(self, profile: str, origin: int, destination: int, depart_s: int) -> int:
        """See `models.travel.TravelTimes`."""
        base_s = self.base_s(profile, origin, destination)
        return depart_s + base_s if self.speed is None else self.speed.arrive(base_s, depart_s)

    def depart_by(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        """See `models.travel.TravelTimes`."""
        base_s = self.base_s(profile, origin, destination)
        return arrive_s - base_s if self.speed is None else self.speed.depart_by(base_s, arrive_s)

    def depart_from(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        """See `models.travel.TravelTimes`."""
        base_s = self.base_s(profile, origin, destination)
        return arrive_s - base_s if self.speed is None else self.speed.depart_from(base_s, arrive_s)

    def distance_m(self, origin: int, destination: int) -> int:
        """Road metres; 0 where the matrix came without distances."""
        return 0 if self.distances_m is None else int(self.distances_m[origin, destination])
