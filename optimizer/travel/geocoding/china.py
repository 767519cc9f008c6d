"""From the coordinates of Chinese map services to WGS 84.

Map services in mainland China must shift their coordinates. GCJ-02 moves a WGS-84 point by 100 to
700 m in a smooth, published way; BD-09, Baidu's own, moves a GCJ-02 point further. Neither has an
inverse in closed form, so the shift is undone by fixed-point iteration, to less than a millimetre.
The formulas are those that the open source libraries eviltransform and coordTransform agree on;
the tests hold reference points of both. Outside the rectangle around China nothing is shifted.
"""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, cos, fabs, hypot, pi, radians, sin, sqrt

from optimizer.travel.geocoding.geocoder import Coordinates

KRASOVSKY_A_M = 6_378_245.0
"""Semi-major axis of the Krasovsky 1940 ellipsoid, metres."""
KRASOVSKY_EE = 0.006_693_421_622_965_943
"""Its first eccentricity, squared."""
BD_ANGLE = pi * 3000.0 / 180.0
SMALL_ENOUGH = 1e-9
"""Degrees; a tenth of a millimetre."""
ROUNDS = 30
"""More than are ever needed: each makes the error about a thousand times smaller."""


def wgs84_from_bd09(point: Coordinates) -> Coordinates:
    """Undo Baidu's shift and the national one."""
    return wgs84_from_gcj02(_undo(bd09_from_gcj02, point))


def wgs84_from_gcj02(point: Coordinates) -> Coordinates:
    """Undo the national shift."""
    return _undo(gcj02_from_wgs84, point)


def gcj02_from_wgs84(point: Coordinates) -> Coordinates:
    """The national shift."""
    if not _near_china(point):
        return point
    x, y = point.longitude - 105.0, point.latitude - 35.0
    ripple = 20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)
    north_m = (
        -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x))
        + (ripple + 20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
        + (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y / 30.0 * pi)) * 2.0 / 3.0
    )  # fmt: skip
    east_m = (
        300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x))
        + (ripple + 20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
        + (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    )  # fmt: skip
    latitude = radians(point.latitude)
    w = 1.0 - KRASOVSKY_EE * sin(latitude) ** 2
    meridian_m = KRASOVSKY_A_M * (1.0 - KRASOVSKY_EE) / (w * sqrt(w))
    parallel_m = KRASOVSKY_A_M / sqrt(w) * cos(latitude)
    return Coordinates(
        point.latitude + north_m * 180.0 / (meridian_m * pi),
        point.longitude + east_m * 180.0 / (parallel_m * pi),
    )


def bd09_from_gcj02(point: Coordinates) -> Coordinates:
    """Baidu's shift."""
    if not _near_china(point):
        return point
    x, y = point.longitude, point.latitude
    radius = hypot(x, y) + 0.00002 * sin(y * BD_ANGLE)
    angle = atan2(y, x) + 0.000003 * cos(x * BD_ANGLE)
    return Coordinates(radius * sin(angle) + 0.006, radius * cos(angle) + 0.0065)


def _undo(shift: Callable[[Coordinates], Coordinates], shifted: Coordinates) -> Coordinates:
    """The point that `shift` moves to `shifted`."""
    guess = shifted
    for _ in range(ROUNDS):
        moved = shift(guess)
        north, east = shifted.latitude - moved.latitude, shifted.longitude - moved.longitude
        guess = Coordinates(guess.latitude + north, guess.longitude + east)
        if fabs(north) < SMALL_ENOUGH and fabs(east) < SMALL_ENOUGH:
            break
    return guess


def _near_china(point: Coordinates) -> bool:
    return 0.8293 <= point.latitude <= 55.8271 and 72.004 <= point.longitude <= 137.8347
