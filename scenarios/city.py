"""Synthetic cities as scenarios: a working day with all the detail that planning can use."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from models.scenario import FORMAT_VERSION, Scenario
from models.travel import DEFAULT_SPEED_KMH_BY_HOUR
from scenarios import city_words as words
from scenarios.city_jobs import describe_jobs, place, rare_part_needed
from scenarios.city_map import SPEED_M_PER_MINUTE, coordinates
from scenarios.city_numbers import Base, City, Load, draw_city
from scenarios.city_vroom import MOST_JOBS_WITH_MATRIX, city_matrix, city_places
from scenarios.dice import Dice

TIME_ZONE = "Asia/Shanghai"
DAY = date(2026, 3, 16)
"""A Monday."""
DEPOT_ID = "DEPOT"
OVERTIME_S = 1800

INVENTED = (
    "A synthetic city: people, addresses, phones and jobs are invented (scenarios/README.md)."
)
NO_RIVER_HERE = (
    "The river is left out: a travel matrix is embedded up to 3,000 jobs, and above that "
    "travel follows the great circle, which knows no bridges."
)


def generate_city(
    jobs: int,
    seed: int,
    river: int = 0,
    base: Base = "homes",
    load: Load = "normal",
    *,
    day: date = DAY,
    told_percent: int = 0,
    incomplete: int = 0,
) -> Scenario:
    """One working day of an invented city: the same for the same arguments, on any machine.

    Args:
        jobs: how many jobs, 10 to 100,000; engineers follow from it.
        seed: 0 or more; another seed is another city.
        river: rivers through the city, 0 to 3, crossed by bridges only (up to 3,000 jobs).
        base: where shifts start and end: at home, all at the depot, or ("mixed") some at each.
        load: "normal" has engineers for every job; "overloaded" about a third fewer.
        day: the local day that is planned.
        told_percent: share of customers who have been told their appointment already.
        incomplete: so many jobs cannot be planned yet, and wait for one thing or another.

    Raises:
        InputUnusable: a size is out of bounds.
    """
    city = draw_city(jobs, seed, river, base, load)
    travel, index = _travel(city, river, jobs)
    midnight = datetime.combine(day, time())
    document: dict[str, Any] = {
        "format_version": FORMAT_VERSION,
        "name": f"City of {jobs} jobs, seed {seed}",
        "time_zone": TIME_ZONE,
        "horizon": {"start": midnight, "end": midnight + timedelta(days=1)},
        "jobs": describe_jobs(city, midnight, index, told_percent, incomplete),
        "engineers": _engineers(city, midnight, index),
        "parts": _parts(rare_part_needed(incomplete)),
        "depots": [_depot(city, midnight, index, rare_part_needed(incomplete))],
        "travel": travel,
        "assumptions": [INVENTED],
    }
    if river and index is None:
        document["assumptions"].append(NO_RIVER_HERE)
    return Scenario.model_validate(document)


def _travel(
    city: City, river: int, jobs: int
) -> tuple[dict[str, Any], dict[str, list[int]] | None]:
    """The travel settings, and the matrix index of every place where there is a matrix."""
    if not river or jobs > MOST_JOBS_WITH_MATRIX:
        return {"kind": "great_circle"}, None
    _, bases, homes = city_places(city)
    seconds, metres = city_matrix(city)
    reference = SPEED_M_PER_MINUTE * 60 / 1000
    travel = {
        "kind": "matrix",
        "durations_s": seconds.tolist(),
        "distances_m": metres.tolist(),
        "speed_percent_by_hour": [
            round(100 * speed / reference) for speed in DEFAULT_SPEED_KMH_BY_HOUR
        ],
    }
    depot = 0 if city.engineers.at_depot.any() else len(seconds) - 1
    return travel, {"engineers": bases.tolist(), "jobs": homes.tolist(), "depot": [depot]}


def _engineers(
    city: City, midnight: datetime, index: dict[str, list[int]] | None
) -> list[dict[str, Any]]:
    staff = city.engineers
    count = len(staff.points)
    dice = Dice(city.seed, "engineer words")
    first, last, number = (dice.whole(0, 2**20, count).tolist() for _ in range(3))
    english = dice.percent(60, count).tolist()
    where = coordinates(staff.points).tolist()
    at = index["engineers"] if index else [None] * count
    found: list[dict[str, Any]] = []
    for k in range(count):
        levels = {
            trade.skill: level
            for trade, level in zip(words.TRADES, staff.levels[k].tolist(), strict=True)
            if level
        }
        begins, ends = (
            timedelta(seconds=int(staff.begins[k])),
            timedelta(seconds=int(staff.ends[k])),
        )
        start: dict[str, Any] = {"start_place": place("", where[k], None, at[k])}
        if staff.at_depot[k]:
            start = {"start_depot_id": DEPOT_ID}
        found.append(
            {
                "id": f"E{k + 1:0{len(str(count))}d}",
                "name": words.person(first[k], last[k], chinese=True),
                "phone": words.phone(number[k]),
                "skills": levels,
                "shifts": [{"start": midnight + begins, "end": midnight + ends}],
                **start,
                "van_stock": {
                    part: units
                    for (part, _, _), units in zip(
                        words.PARTS, staff.stock[k].tolist(), strict=True
                    )
                    if units
                },
                "tools": [trade.tool for trade in words.TRADES if trade.skill in levels],
                "overtime_max_s": OVERTIME_S,
                "languages": ["zh", "en"] if english[k] else ["zh"],
            }
        )
    return found


def _parts(rare: bool) -> list[dict[str, Any]]:
    return [
        {"id": part, "name": f"{english} / {chinese}", "price_cents": price}
        for part, (english, chinese), price in (*words.PARTS, *([words.RARE_PART] if rare else []))
    ]


def _depot(
    city: City, midnight: datetime, index: dict[str, list[int]] | None, rare: bool
) -> dict[str, Any]:
    """The parts store: something of everything on the shelf, and a van due in the forenoon."""
    units = 2 + len(city.engineers.points) // 2
    shelf = Dice(city.seed, "shelf").whole(units // 2, units, len(words.PARTS)).tolist()
    due = [
        {"part_id": part, "quantity": units, "eta": midnight + timedelta(hours=8, minutes=45)}
        for part, _, _ in words.PARTS[:3]
    ]
    if rare:
        part, _, _ = words.RARE_PART
        due.append({"part_id": part, "quantity": 5, "eta": midnight + timedelta(hours=38)})
    hours = {"start": midnight + timedelta(hours=7), "end": midnight + timedelta(hours=19)}
    where = coordinates(city.depot)[0].tolist()
    address = "Parts store / 配件库, " + words.address(0, 1, 88, chinese=False)
    return {
        "id": DEPOT_ID,
        "name": "Central parts store / 中心配件库",
        "place": place(address, where, None, index["depot"][0] if index else None),
        "opening": [hours],
        "stock": {
            part: count for (part, _, _), count in zip(words.PARTS, shelf, strict=True) if count
        },
        "inbound": due,
    }
