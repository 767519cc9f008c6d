"""A synthetic city over several days: a full day, and days that are filling up.

What slots and proposals are measured on. Every job is invented as in `scenarios.city`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import numpy as np

from models.base import LocalTime
from models.engineer import Engineer
from models.errors import InputUnusable
from models.job import Job, Window
from models.part import Depot, Interval
from models.place import Place
from models.scenario import Horizon, Scenario
from scenarios.city import DAY, generate_city
from scenarios.dice import Dice

JOBS_IN_CITY_PERCENT = 128
"""The city whose engineers work all days has so many jobs for 100 on the first day; so that 1,000
jobs meet 202 engineers."""
JITTER_UDEG = 2000
"""Customers of another day live up to so many millionths of a degree (200 m) from a customer of the
city, north or south, and east or west."""
MOST_DAYS = 31


def generate_week(
    jobs_today: int = 1000,
    jobs_later: int = 500,
    days: int = 5,
    seed: int = 1,
    *,
    told_percent: int = 50,
    first_day: date = DAY,
) -> Scenario:
    """Several days of an invented city: the same for the same arguments, on any machine.

    Args:
        jobs_today: on the first day, 10 or more. Engineers follow from it.
        jobs_later: on each of the other days, at most as many as on the first.
        days: 1 to 31.
        seed: another seed is another city.
        told_percent: share of the first day's customers who know their appointment already.
        first_day: the local day that begins the horizon.

    Raises:
        InputUnusable: a number is out of bounds.
    """
    for name, value, least, most in (
        ("jobs_later", jobs_later, 0, jobs_today),
        ("days", days, 1, MOST_DAYS),
    ):
        if not least <= value <= most:
            raise InputUnusable(f"{name} must be from {least:,} to {most:,}, not {value:,}")
    size = max(10, jobs_today * JOBS_IN_CITY_PERCENT // 100)
    city = generate_city(size, seed, day=first_day, told_percent=told_percent)
    jobs: list[Job] = []
    for day in range(days):
        wanted = jobs_later if day else jobs_today
        turn = Dice(seed, f"week day {day}").whole(0, 2**20, size)
        chosen = np.sort(np.argsort(turn, kind="stable")[:wanted]).tolist()
        jobs += _of_day(city, chosen, day, seed)
    # Vans and shelves of the city hold what a day of it needs.
    times = -(-len(jobs) // size)
    return city.model_copy(
        update={
            "name": f"Week of {len(jobs)} jobs, seed {seed}",
            "horizon": Horizon(
                start=city.horizon.start, end=city.horizon.start + timedelta(days=days)
            ),
            "jobs": tuple(jobs),
            "engineers": tuple(_over_days(one, days, times) for one in city.engineers),
            "depots": tuple(_depot_over_days(one, days, times) for one in city.depots),
        }
    )


def _of_day(city: Scenario, chosen: list[int], day: int, seed: int) -> Iterator[Job]:
    """The chosen jobs of the city as they are asked for on another day, by people nearby."""
    off = Dice(seed, f"week places {day}").whole(-JITTER_UDEG, JITTER_UDEG, 2 * len(chosen))
    later = timedelta(days=day)
    for number, row in enumerate(chosen):
        job = city.jobs[row]
        north, east = (int(one) / 1e6 for one in off[2 * number : 2 * number + 2])
        yield job.model_copy(
            update={
                "id": f"D{day + 1}-{job.id}",
                "place": _moved(job.place, north, east) if day else job.place,
                "windows": tuple(
                    Window(start=one.start + later, end=one.end + later) for one in job.windows
                ),
                "appointment_told": None if day else job.appointment_told,
            }
        )


def _moved(place: Place, north: float, east: float) -> Place:
    assert place.latitude is not None
    assert place.longitude is not None
    where = {
        "latitude": round(place.latitude + north, 6),
        "longitude": round(place.longitude + east, 6),
    }
    return place.model_copy(update=where)


def _over_days(engineer: Engineer, days: int, times: int) -> Engineer:
    """The same shift every day, with as much in the van as all days need."""
    (shift,) = engineer.shifts
    return engineer.model_copy(
        update={
            "shifts": tuple(
                shift.model_copy(
                    update={"start": _on(shift.start, day), "end": _on(shift.end, day)}
                )
                for day in range(days)
            ),
            "van_stock": {part: times * units for part, units in engineer.van_stock.items()},
        }
    )


def _depot_over_days(depot: Depot, days: int, times: int) -> Depot:
    return depot.model_copy(
        update={
            "opening": tuple(
                Interval(start=_on(one.start, day), end=_on(one.end, day))
                for day in range(days)
                for one in depot.opening
            ),
            "stock": {part: times * units for part, units in depot.stock.items()},
        }
    )


def _on(moment: LocalTime, day: int) -> datetime:
    return moment + timedelta(days=day)
