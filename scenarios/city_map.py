"""The ground a synthetic city stands on: districts, rivers, bridges, and how long it takes.

The plane is in whole metres around the city's centre, x to the east and y to the north. Rivers are
straight and parallel, so the land between two of them is convex and the shortest way is straight
within it; over a river it goes by a bridge. Travel is a metric: no detour is ever faster.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from scenarios.dice import Dice, Whole

Metres = NDArray[np.float64]

LATITUDE, LONGITUDE = 36.65, 117.10
"""The centre. Real ground, so that maps and time zones work; the city on it is invented."""
METRES_PER_DEGREE_NORTH = 111_195
METRES_PER_DEGREE_EAST = 89_212
"""At the centre's latitude; within 0.6 % over the largest city."""

ROAD_PERMILLE = 1300
"""Road metres per kilometre of straight line."""
SPEED_M_PER_MINUTE = 467
"""28 km/h: what cars make on average in the working hours of the default speeds."""
PARKING_S = 60
"""Seconds that every drive takes on top: leaving, parking, walking to the door."""
INBOUND_PERMILLE = 30
"""By how much driving towards the centre is slower, and away from it faster, at most."""
SIDES_KM = ((10, 14), (100, 25), (1000, 45), (10_000, 75), (100_000, 90))
"""Side of the city by jobs a day: ten times the jobs live on about three times the ground."""
BANK_M = 150
"""Nobody lives closer to a river's middle than this."""

DIRECTIONS = ((3, 4, 5), (-3, 4, 5), (4, 3, 5), (5, 12, 13), (-8, 15, 17), (0, 1, 1))
"""Normals of the rivers: whole numbers with a whole length, so that nothing is rounded."""


@dataclass(frozen=True)
class Rivers:
    """Parallel straight rivers: where they run across the normal, and their bridges along it."""

    normal: tuple[int, int, int]
    offsets_m: tuple[int, ...]
    bridges_m: tuple[tuple[int, ...], ...]

    def across(self, points: Whole) -> Whole:
        """How far along the normal each point lies, whole metres."""
        east, north, length = self.normal
        return (points[:, 0] * east + points[:, 1] * north) // length

    def side(self, points: Whole) -> Whole:
        """Which strip of land: 0 before the first river, then one more for each."""
        return np.searchsorted(self.offsets_m, self.across(points)).astype(np.int64)

    def keep_off(self, points: Whole) -> Whole:
        """Move what stands in the water to the bank it is nearer to."""
        east, north, length = self.normal
        for offset in self.offsets_m:
            beyond = self.across(points) - offset
            wet = np.abs(beyond) < BANK_M
            push = np.where(wet, np.where(beyond > 0, BANK_M, -BANK_M) - beyond, 0)
            points = points + np.stack([push * east // length, push * north // length], axis=1)
        return points

    def bridge_points(self, river: int) -> Metres:
        """The bridges of one river as points in the plane."""
        east, north, length = self.normal
        along = np.array(self.bridges_m[river], dtype=np.float64)
        offset = self.offsets_m[river]
        return np.stack(
            [(offset * east - along * north) / length, (offset * north + along * east) / length],
            axis=1,
        )


@dataclass(frozen=True)
class CityMap:
    """Where people live and how far it is between them."""

    side_m: int
    centres: Whole
    reaches_m: Whole
    weights: Whole
    rivers: Rivers

    def draw_points(self, dice: Dice, count: int) -> tuple[Whole, Whole]:
        """Homes: 85 % around the districts' centres, the rest anywhere. Points and districts."""
        half = self.side_m // 2
        district = dice.weighted([int(weight) for weight in self.weights], count)
        spread = np.stack([dice.bell(1000, count), dice.bell(1000, count)], axis=1)
        around = self.centres[district] + spread * self.reaches_m[district][:, None] // 1000
        anywhere = np.stack(
            [dice.whole(-half, half, count), dice.whole(-half, half, count)], axis=1
        )
        lone = dice.percent(15, count) | (np.abs(around).max(axis=1) > half)
        points = self.rivers.keep_off(np.where(lone[:, None], anywhere, around))
        gaps = np.stack([_square(points - centre) for centre in self.centres], axis=1)
        return points, np.where(lone, gaps.argmin(axis=1), district)

    def straight_m(self, origins: Whole, destinations: Whole) -> Metres:
        """Metres of the shortest way, over bridges where there is a river.

        One row per origin, one column per destination.
        """
        here = origins.astype(np.float64)
        there = destinations.astype(np.float64)
        way = _distances(here, there)
        if not self.rivers.offsets_m:
            return way
        side_here, side_there = self.rivers.side(origins), self.rivers.side(destinations)
        for start, end in product(np.unique(side_here), np.unique(side_there)):
            if start != end:
                rows = np.flatnonzero(side_here == start)
                columns = np.flatnonzero(side_there == end)
                way[np.ix_(rows, columns)] = self._over_bridges(
                    here[rows], there[columns], int(start), int(end)
                )
        return way

    def road_m(self, straight: Metres) -> Whole:
        """Whole road metres for a straight way, rounded up."""
        return np.ceil(straight * ROAD_PERMILLE / 1000).astype(np.int64)

    def travel_s(self, origins: Whole, destinations: Whole, straight: Metres) -> Whole:
        """Whole seconds, rounded up; into the centre a little slower than out of it."""
        centre = np.zeros((1, 2))
        out = _distances(origins.astype(np.float64), centre)
        into = _distances(destinations.astype(np.float64), centre).T
        weighed = straight * 1000 + (out - into) * INBOUND_PERMILLE
        road = weighed * (ROAD_PERMILLE * 60) / (1_000_000 * SPEED_M_PER_MINUTE)
        return PARKING_S + np.ceil(road).astype(np.int64)

    def _over_bridges(self, here: Metres, there: Metres, start: int, end: int) -> Metres:
        """The shortest way from one strip of land to another, bridge by bridge."""
        crossed = range(start, end) if end > start else range(start - 1, end - 1, -1)
        stops = self.rivers.bridge_points(crossed[0])
        reached = _distances(here, stops)
        for river in crossed[1:]:
            bridges = self.rivers.bridge_points(river)
            reached, stops = _shortest(reached, _distances(stops, bridges)), bridges
        return _shortest(reached, _distances(stops, there))


def coordinates(points: Whole) -> NDArray[np.float64]:
    """Latitude and longitude of points in the plane, to about a metre."""
    north = LATITUDE + points[:, 1] / METRES_PER_DEGREE_NORTH
    east = LONGITUDE + points[:, 0] / METRES_PER_DEGREE_EAST
    return np.stack([north, east], axis=1).round(5)


def draw_map(jobs: int, seed: int, rivers: int) -> CityMap:
    """A city for so many jobs a day: the more jobs, the larger and the denser it is."""
    side_m = _side_m(jobs)
    dice = Dice(seed, "map")
    count = 4 + min(12, side_m // 5000)
    reach = side_m * 35 // 100
    centres = np.stack([dice.whole(-reach, reach, count), dice.whole(-reach, reach, count)], axis=1)
    centres[0] //= 6  # the old town lies near the middle
    weights = dice.whole(2, 12, count)
    weights[0] = 14
    reaches = dice.whole(side_m * 25 // 1000, side_m * 75 // 1000, count)
    return CityMap(side_m, centres, reaches, weights, _draw_rivers(dice, rivers, side_m))


def _draw_rivers(dice: Dice, rivers: int, side_m: int) -> Rivers:
    """Rivers across the city, evenly apart give or take, each with a bridge every 5 km or so."""
    normal = DIRECTIONS[int(dice.whole(0, len(DIRECTIONS) - 1, 1)[0])]
    gap = side_m // (rivers + 1)
    offsets, bridges = [], []
    for river in range(rivers):
        wobble = int(dice.whole(-gap // 8, gap // 8, 1)[0])
        offsets.append(gap * (river + 1) - side_m // 2 + wobble)
        count = 2 + side_m // 10_000
        pace = side_m // count
        bends = dice.whole(-pace // 4, pace // 4, count)
        bridges.append(
            tuple(pace * k + pace // 2 - side_m // 2 + int(bends[k]) for k in range(count))
        )
    return Rivers(normal, tuple(offsets), tuple(bridges))


def _side_m(jobs: int) -> int:
    """Side of the square city in metres, in a straight line between the sizes of `SIDES_KM`."""
    for (fewer, small), (more, large) in pairwise(SIDES_KM):
        if jobs <= more:
            return small * 1000 + (large - small) * 1000 * (jobs - fewer) // (more - fewer)
    return SIDES_KM[-1][1] * 1000


def _square(gap: Whole) -> Whole:
    squared: Whole = gap[:, 0] ** 2 + gap[:, 1] ** 2
    return squared


def _distances(here: Metres, there: Metres) -> Metres:
    """Straight lines. Only +, * and sqrt: rounded the same on every machine."""
    east = here[:, None, 0] - there[None, :, 0]
    north = here[:, None, 1] - there[None, :, 1]
    return np.sqrt(east * east + north * north)


def _shortest(first: Metres, second: Metres) -> Metres:
    """The least sum over the places in between."""
    way = first[:, :1] + second[:1, :]
    for between in range(1, second.shape[0]):
        np.minimum(way, first[:, between, None] + second[None, between, :], out=way)
    return way
