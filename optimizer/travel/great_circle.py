"""Travel along the great circle times a road factor: no matrix, nothing to download."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, floor, radians, sin, sqrt
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from models.place import Place
from optimizer.travel.arrays import profile_value, read_only
from optimizer.travel.drive import ceil_divide
from optimizer.travel.speed import SpeedByHour

EARTH_RADIUS_M = 6_371_009.0
"""The mean earth radius, metres, that geopy's great_circle uses too."""
HOUR_S = 3600
HALVE_ABOVE = 0.25
"""Squared chord above which the series would need more terms: the angle is halved first."""
SERIES = (
    231.0 / 54525952.0,
    63.0 / 2883584.0,
    35.0 / 294912.0,
    5.0 / 7168.0,
    3.0 / 640.0,
    1.0 / 24.0,
)
"""Coefficients of x^6 .. x^1 of 2 asin(sqrt(x)/2) / sqrt(x), highest first (Horner)."""
ROWS_AT_ONCE = 64
"""Rows of a matrix computed together, so that what is in between stays in the cache."""

Number = TypeVar("Number", float, npt.NDArray[np.float64])


@dataclass(frozen=True, eq=False)
class GreatCircleTable:
    """Great-circle metres times a road factor, at a speed by hour; O(n) memory.

    The native core computes the same integers from `unit_vectors`. Everything below is IEEE 754
    double precision in exactly this order, from operations that are rounded correctly everywhere
    (+ - * / sqrt floor), with no fused multiply-add; so scalar Python, numpy and C++ (compiled
    with -ffp-contract=off) agree to the bit. For unit vectors (ax, ay, az) and (bx, by, bz):

        dx = ax - bx;  dy = ay - by;  dz = az - bz
        x  = (dx*dx + dy*dy) + dz*dz            the squared chord, 0 <= x <= 4
        turns = 1.0
        while x > 0.25:                         halve the angle: chord'^2 = 2 - sqrt(4 - chord^2)
            if x > 4.0: x = 4.0                 (rounding may exceed the diameter)
            x = 2.0 - sqrt(4.0 - x);  turns = turns * 2.0
        s = 231/54525952                        Taylor series of 2 asin(sqrt(x)/2) / sqrt(x) - 1
        s = s*x + 63/2883584                    (each coefficient is one division of two doubles)
        s = s*x + 35/294912
        s = s*x + 5/7168
        s = s*x + 3/640
        s = s*x + 1/24
        angle = (sqrt(x) * (1.0 + x*s)) * turns
        metres = floor((radius_m * angle) * road_factor + 0.5)

    The terms left out are below 1 mm at x = 0.25 (3,200 km), less for shorter legs. Then, in
    integers, for a profile with the reference speed v (metres per hour):

        base seconds = ceil(metres * 3600 / v)

    and the hours of the day apply as docs/timing.md, "Speed by hour", says. The same place gives 0.
    """

    unit_vectors: npt.NDArray[np.float64]
    """(n, 3), C-contiguous: the places on the unit sphere (`unit_vectors_of`)."""
    road_factor: float
    reference_m_per_h: dict[str, int]
    """By vehicle profile: metres per hour in the fastest hour of the day."""
    speed: SpeedByHour
    radius_m: float = EARTH_RADIUS_M

    def distance_m(self, origin: int, destination: int) -> int:
        """Road metres between two places."""
        ax, ay, az = self.unit_vectors[origin].tolist()
        bx, by, bz = self.unit_vectors[destination].tolist()
        dx, dy, dz = ax - bx, ay - by, az - bz
        x = (dx * dx + dy * dy) + dz * dz
        turns = 1.0
        while x > HALVE_ABOVE:
            x = 2.0 - sqrt(4.0 - min(x, 4.0))
            turns = turns * 2.0
        angle = (sqrt(x) * (1.0 + x * _series(x))) * turns
        metres: int = floor((self.radius_m * angle) * self.road_factor + 0.5)
        return metres

    def base_s(self, profile: str, origin: int, destination: int) -> int:
        """Seconds at reference speed. Raises TravelUnavailable for an unknown profile."""
        speed = profile_value(self.reference_m_per_h, profile)
        return ceil_divide(self.distance_m(origin, destination) * HOUR_S, speed)

    def full(self, profile: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Base seconds and metres of all pairs, both (n, n): equal to the scalar methods.

        Raises TravelUnavailable for an unknown profile.
        """
        speed = profile_value(self.reference_m_per_h, profile)
        n = len(self.unit_vectors)
        durations_s = np.empty((n, n), dtype=np.int32)
        distances_m = np.empty((n, n), dtype=np.int32)
        for first in range(0, n, ROWS_AT_ONCE):
            rows = slice(first, first + ROWS_AT_ONCE)
            metres = self.metres_from(self.unit_vectors[rows])
            distances_m[rows] = metres
            durations_s[rows] = -(-metres * HOUR_S // speed)
        return durations_s, distances_m

    def row(self, profile: str, place: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Base seconds and metres between one place and all, either way; as in `full`.

        Raises TravelUnavailable for an unknown profile.
        """
        speed = profile_value(self.reference_m_per_h, profile)
        metres = self.metres_from(self.unit_vectors[place : place + 1])[0]
        return (-(-metres * HOUR_S // speed)).astype(np.int32), metres.astype(np.int32)

    def arrive(self, profile: str, origin: int, destination: int, depart_s: int) -> int:
        """See `models.travel.TravelTimes`."""
        return self.speed.arrive(self.base_s(profile, origin, destination), depart_s)

    def depart_by(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        """See `models.travel.TravelTimes`."""
        return self.speed.depart_by(self.base_s(profile, origin, destination), arrive_s)

    def depart_from(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        """See `models.travel.TravelTimes`."""
        return self.speed.depart_from(self.base_s(profile, origin, destination), arrive_s)

    def metres_from(self, origins: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        """Road metres from some places to all, by the same operations in the same order."""
        ax, ay, az = (column[:, None] for column in origins.T)
        bx, by, bz = self.unit_vectors.T
        dx, dy, dz = ax - bx, ay - by, az - bz
        x = (dx * dx + dy * dy) + dz * dz
        turns = np.ones_like(x)
        while (long := x > HALVE_ABOVE).any():
            x[long] = 2.0 - np.sqrt(4.0 - np.minimum(x[long], 4.0))
            turns[long] = turns[long] * 2.0
        angle = (np.sqrt(x) * (1.0 + x * _series(x))) * turns
        metres: npt.NDArray[np.float64] = np.floor((self.radius_m * angle) * self.road_factor + 0.5)
        return metres.astype(np.int64)


def unit_vectors_of(places: Iterable[Place]) -> npt.NDArray[np.float64]:
    """The places on the unit sphere, (n, 3): (cos lat cos lon, cos lat sin lon, sin lat).

    Sine and cosine may differ in the last bit between machines; so they are taken here once, and
    the core is given the vectors. Raises ValueError for a place without coordinates.
    """
    vectors = []
    for place in places:
        if place.latitude is None or place.longitude is None:
            raise ValueError(f"the place {place.address!r} has no coordinates")
        latitude, longitude = radians(place.latitude), radians(place.longitude)
        vectors.append(
            (cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude))
        )
    return read_only(np.array(vectors, dtype=np.float64).reshape(-1, 3), np.float64)


def _series(x: Number) -> Number:
    s = x * 0.0 + SERIES[0]
    for coefficient in SERIES[1:]:
        s = s * x + coefficient
    return s
