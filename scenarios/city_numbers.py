"""A synthetic city in numbers: what every format of it has in common.

The statistics follow days of real field service as the public city files have them: how long work
takes, how tight windows are, what vans carry. docs and figures: scenarios/README.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models.errors import InputUnusable
from scenarios.city_map import CityMap, draw_map
from scenarios.dice import Dice, Whole

Base = Literal["homes", "depot", "mixed"]
Load = Literal["normal", "overloaded"]

FEWEST_JOBS, MOST_JOBS, MOST_RIVERS = 10, 100_000, 3

HOUR = 3600
EVENING = 18 * HOUR
NOON = 12 * HOUR + 1800
MORNING = 8 * HOUR
"""Local seconds of the day: the customers' day is 08:00 to 18:00, halved at 12:30."""

SKILL_WEIGHTS = (27, 23, 19, 18, 15, 12)
SKILLS, PARTS = len(SKILL_WEIGHTS), 8
PRIORITIES, PRIORITY_WEIGHTS = (1, 3, 10), (70, 20, 10)
LEVELS, LEVEL_WEIGHTS = (2, 3, 4, 5), (20, 40, 25, 15)

JOBS_PER_ENGINEER_TENTHS: dict[Load, dict[Base, int]] = {
    "normal": {"homes": 64, "mixed": 60, "depot": 57},
    "overloaded": {"homes": 92, "mixed": 89, "depot": 86},
}

SURE = 256
"""The first so many engineers are made able to serve every job, each job by itself."""


@dataclass(frozen=True)
class CityJobs:
    """One row per job."""

    points: Whole
    district: Whole
    service_s: Whole
    priority: Whole
    needs: Whole
    """Level needed, by skill; 0 where the skill is not needed."""
    parts: Whole
    """Units needed, by part."""
    opens: Whole
    closes: Whole
    """The window in which the work starts, local seconds of the day."""


@dataclass(frozen=True)
class CityEngineers:
    """One row per engineer."""

    points: Whole
    """Where the shift starts and ends: the home, or the depot."""
    at_depot: NDArray[np.bool_]
    levels: Whole
    """Level of mastery by skill; 0 where the engineer has none."""
    stock: Whole
    """Units in the van, by part."""
    begins: Whole
    ends: Whole
    """The shift, local seconds of the day."""


@dataclass(frozen=True)
class City:
    """The whole city."""

    seed: int
    ground: CityMap
    depot: Whole
    jobs: CityJobs
    engineers: CityEngineers


def draw_city(jobs: int, seed: int, river: int, base: Base, load: Load) -> City:
    """A city in numbers.

    Raises:
        InputUnusable: a size is out of bounds.
    """
    for name, value, least, most in (
        ("jobs", jobs, FEWEST_JOBS, MOST_JOBS),
        ("seed", seed, 0, 2**63),
        ("river", river, 0, MOST_RIVERS),
    ):
        if not least <= value <= most:
            raise InputUnusable(f"{name} must be from {least:,} to {most:,}, not {value:,}")
    ground = draw_map(jobs, seed, river)
    off = ground.side_m // 8
    depot = ground.rivers.keep_off(Dice(seed, "depot").whole(-off, off, 2)[None, :])
    drawn = _draw_jobs(Dice(seed, "jobs"), ground, jobs)
    staff = _draw_engineers(
        Dice(seed, "engineers"), ground, depot, base, engineers_for(jobs, base, load)
    )
    staff = _equip(staff, drawn)
    return City(seed, ground, depot, _widen(ground, drawn, staff), staff)


def engineers_for(jobs: int, base: Base, load: Load) -> int:
    """How many engineers a city of so many jobs has.

    Normal: one for about six jobs, and two more, so that everything can be served. Overloaded: one
    for about nine, and then about an eighth of the work has no room in the day.
    """
    tenths = JOBS_PER_ENGINEER_TENTHS[load][base]
    if load == "normal":
        return 2 + -(-jobs * 10 // tenths)
    return max(2, (jobs * 20 + tenths) // (2 * tenths))


def _draw_jobs(dice: Dice, ground: CityMap, count: int) -> CityJobs:
    points, district = ground.draw_points(dice, count)
    first = dice.weighted(SKILL_WEIGHTS, count)
    second = dice.weighted(SKILL_WEIGHTS, count)
    second = np.where(dice.percent(24, count), second, first)
    everyone = np.arange(count)
    needs = np.zeros((count, SKILLS), dtype=np.int64)
    needs[everyone, second] = 1
    needs[everyone, first] = dice.whole(1, 2, count)
    parts = np.zeros((count, PARTS), dtype=np.int64)
    units = dice.weighted((50, 36, 14), count)
    for unit in (1, 2):
        np.add.at(parts, (everyone, dice.whole(0, PARTS - 1, count)), units >= unit)
    opens, closes = _draw_windows(dice, count)
    return CityJobs(
        points,
        district,
        service_s=dice.whole(3, 18, count) * 300,
        priority=np.array(PRIORITIES)[dice.weighted(PRIORITY_WEIGHTS, count)],
        needs=needs,
        parts=parts,
        opens=opens,
        closes=closes,
    )


def _draw_windows(dice: Dice, count: int) -> tuple[Whole, Whole]:
    """All day 20 %, a morning or an afternoon 15 % each, two hours 35 %, one hour 15 %."""
    kind = dice.weighted((20, 15, 15, 35, 15), count)
    two, one = dice.whole(8, 15, count) * HOUR, dice.whole(8, 16, count) * HOUR
    full = np.full(count, MORNING)
    late = np.full(count, EVENING)
    noon = np.full(count, NOON)
    opens = np.choose(kind, [full, full, noon, two, one])
    closes = np.choose(kind, [late, noon, late, two + 2 * HOUR, one + HOUR])
    return opens, closes


def _draw_engineers(
    dice: Dice, ground: CityMap, depot: Whole, base: Base, count: int
) -> CityEngineers:
    homes, _ = ground.draw_points(dice, count)
    at_depot = dice.percent({"homes": 0, "mixed": 40, "depot": 100}[base], count)
    known = dice.whole(2, 4, count)
    ranks = np.stack([dice.whole(0, 2**30, count) for _ in range(SKILLS)], axis=1)
    order = ranks.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    mastery = np.stack(
        [np.array(LEVELS)[dice.weighted(LEVEL_WEIGHTS, count)] for _ in range(SKILLS)], axis=1
    )
    begins = np.where(dice.percent(50, count), MORNING, MORNING + HOUR)
    return CityEngineers(
        points=np.where(at_depot[:, None], depot, homes),
        at_depot=at_depot,
        levels=np.where(order < known[:, None], mastery, 0),
        stock=np.stack([dice.whole(0, 4, count) for _ in range(PARTS)], axis=1),
        begins=begins,
        ends=begins + 9 * HOUR,
    )


def _equip(staff: CityEngineers, jobs: CityJobs) -> CityEngineers:
    """Teach and stock those who come nearest, until two could take every job there is."""
    levels, stock = staff.levels.copy(), staff.stock.copy()
    enough = min(2, len(levels))
    for wanted in np.unique(np.hstack([jobs.needs, jobs.parts]), axis=0):
        skills, parts = wanted[:SKILLS], wanted[SKILLS:]
        unskilled = (levels[:SURE] < skills).sum(axis=1)
        unstocked = (stock[:SURE] < parts).sum(axis=1)
        able = (unskilled + unstocked) == 0
        short = enough - int(able.sum())
        if short > 0:
            nearest = np.argsort(unskilled * 10 + unstocked + able * 1000, kind="stable")[:short]
            levels[nearest] = np.where(levels[nearest] < skills, LEVELS[1], levels[nearest])
            stock[nearest] = np.maximum(stock[nearest], parts)
    return replace(staff, levels=levels, stock=stock)


def _widen(ground: CityMap, jobs: CityJobs, staff: CityEngineers) -> CityJobs:
    """Make windows that nobody could keep half a day long, or the whole day if need be."""
    opens, closes = jobs.opens.copy(), jobs.closes.copy()
    for whole_day in (False, True):
        hard = np.flatnonzero(
            reachable_by(ground, replace(jobs, opens=opens, closes=closes), staff)
            < min(2, len(staff.levels))
        )
        late = opens[hard] >= NOON
        opens[hard] = np.where(late, NOON, MORNING)
        closes[hard] = np.where(late, EVENING, NOON)
        if whole_day:
            opens[hard], closes[hard] = MORNING, EVENING
    return replace(jobs, opens=opens, closes=closes)


def reachable_by(ground: CityMap, jobs: CityJobs, staff: CityEngineers) -> Whole:
    """By how many of the first engineers each job could be served as the only one of their day.

    Reckoned with the slowest hour, a beginner's pace and five minutes at the door.
    """
    count = len(jobs.points)
    found = np.zeros(count, dtype=np.int64)
    bases, levels, stock = staff.points[:SURE], staff.levels[:SURE], staff.stock[:SURE]
    for low in range(0, count, 4096):
        rows = slice(low, low + 4096)
        able = (levels[None] >= jobs.needs[rows, None]).all(axis=2)
        able &= (stock[None] >= jobs.parts[rows, None]).all(axis=2)
        straight = ground.straight_m(jobs.points[rows], bases)
        back = ground.travel_s(jobs.points[rows], bases, straight) * 5 // 4
        starts = np.maximum(jobs.opens[rows, None], staff.begins[:SURE] + back + 600)
        able &= starts <= jobs.closes[rows, None]
        able &= starts + jobs.service_s[rows, None] * 11 // 10 + back <= staff.ends[:SURE]
        found[rows] = able.sum(axis=1)
    return found
