"""Travel times that can be added up in one's head: fixed seconds and metres between places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

METRES_PER_SECOND = 10


@dataclass(frozen=True)
class TableTravel:
    """Fixed travel seconds, at any hour and for any profile; 10 metres a second."""

    durations_s: Sequence[Sequence[int]]

    def arrive(self, profile: str, origin: int, destination: int, depart_s: int) -> int:
        del profile
        return depart_s + self.durations_s[origin][destination]

    def depart_by(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        del profile
        return arrive_s - self.durations_s[origin][destination]

    def depart_from(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        del profile
        return arrive_s - self.durations_s[origin][destination]

    def distance_m(self, origin: int, destination: int) -> int:
        return self.durations_s[origin][destination] * METRES_PER_SECOND
