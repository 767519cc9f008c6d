"""Travel times for tests: constant ones, and speed by hour stepped through second by second."""

from __future__ import annotations

from collections.abc import Sequence

from models.clock import Clock

Matrix = Sequence[Sequence[int]]


class ConstantTravel:
    """The same seconds at every hour and for every profile."""

    def __init__(self, durations_s: Matrix, distances_m: Matrix | None = None) -> None:
        self._durations_s = durations_s
        self._distances_m = distances_m

    def arrive(self, profile: str, origin: int, destination: int, depart_s: int) -> int:
        del profile
        return depart_s + self._durations_s[origin][destination]

    def depart_by(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        del profile
        return arrive_s - self._durations_s[origin][destination]

    def depart_from(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        del profile
        return arrive_s - self._durations_s[origin][destination]

    def distance_m(self, origin: int, destination: int) -> int:
        return 0 if self._distances_m is None else self._distances_m[origin][destination]


class SteppedTravel:
    """Changing speed, literally as docs/timing.md defines it: one second after the other.

    `per_mille` is the speed factor of every second of the horizon.
    """

    def __init__(
        self, base_s: Matrix, per_mille: Sequence[int], distances_m: Matrix | None = None
    ) -> None:
        self._base_s = base_s
        self._per_mille = per_mille
        self._distances_m = distances_m

    @classmethod
    def by_hour(
        cls, base_s: Matrix, per_mille_by_hour: Sequence[int], clock: Clock, horizon_s: int
    ) -> SteppedTravel:
        """Factors of the 24 hours of the local day."""
        hours = [clock.moment(second).hour for second in range(0, horizon_s, 900)]
        return cls(base_s, [per_mille_by_hour[hour] for hour in hours for _ in range(900)])

    def _factor(self, second: int) -> int:
        """Before the horizon the first hour goes on, after it the last."""
        return self._per_mille[min(max(second, 0), len(self._per_mille) - 1)]

    def arrive(self, profile: str, origin: int, destination: int, depart_s: int) -> int:
        del profile
        progress, second = 0, depart_s
        while progress < 1000 * self._base_s[origin][destination]:
            progress += self._factor(second)
            second += 1
        return second

    def depart_by(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        del profile
        progress, second = 0, arrive_s
        while progress < 1000 * self._base_s[origin][destination]:
            second -= 1
            progress += self._factor(second)
        return second

    def depart_from(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        # Who leaves later than the latest departure for one second sooner arrives at arrive_s.
        return self.depart_by(profile, origin, destination, arrive_s - 1) + 1

    def distance_m(self, origin: int, destination: int) -> int:
        return 0 if self._distances_m is None else self._distances_m[origin][destination]
