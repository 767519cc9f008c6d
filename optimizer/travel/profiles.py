"""Travel by a matrix of seconds for each vehicle profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.errors import TravelUnavailable
from optimizer.travel.arrays import require_shape


@dataclass(frozen=True, eq=False)
class ProfileMatrixTable:
    """Seconds by vehicle profile, and metres for all of them, looked up; the same at any hour.

    Raises ValueError unless there is a matrix and all have the same shape.
    """

    profiles: Mapping[str, npt.NDArray[np.int32]]
    """Seconds by profile: (n, n), C-contiguous, row = origin, none negative."""
    distances_m: npt.NDArray[np.int32] | None = None
    """(n, n) likewise; None: all 0."""

    def __post_init__(self) -> None:
        if not self.profiles:
            raise ValueError("there has to be at least one profile")
        shape = (self.place_count, self.place_count)
        for profile, durations_s in self.profiles.items():
            require_shape(f"the matrix of {profile!r}", durations_s, shape)
        if self.distances_m is not None:
            require_shape("distances_m", self.distances_m, shape)

    @property
    def place_count(self) -> int:
        """Rows of every matrix."""
        return len(next(iter(self.profiles.values())))

    def base_s(self, profile: str, origin: int, destination: int) -> int:
        """Seconds of a leg. Raises TravelUnavailable for an unknown profile."""
        try:
            return int(self.profiles[profile][origin, destination])
        except KeyError:
            raise TravelUnavailable(f"travel knows no vehicle profile {profile!r}") from None

    def arrive(self, profile: str, origin: int, destination: int, depart_s: int) -> int:
        """See `models.travel.TravelTimes`."""
        return depart_s + self.base_s(profile, origin, destination)

    def depart_by(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        """See `models.travel.TravelTimes`."""
        return arrive_s - self.base_s(profile, origin, destination)

    def depart_from(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        """See `models.travel.TravelTimes`."""
        return arrive_s - self.base_s(profile, origin, destination)

    def distance_m(self, origin: int, destination: int) -> int:
        """Metres; 0 where there are no distances."""
        return 0 if self.distances_m is None else int(self.distances_m[origin, destination])
