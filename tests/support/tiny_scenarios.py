"""Random scenarios small enough to try everything in, with a bit of every rule."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from models.engineer import Engineer, Shift
from models.job import Customer, Job, JobKind, PartNeed, SkillNeed, Window
from models.part import Depot, Inbound, Interval, Part
from models.place import Place
from models.policy import EarlyBand, Policy, Rates
from models.scenario import Horizon, Scenario
from models.travel import GreatCircleTravel, MatrixTravel

MIDNIGHTS = (
    datetime(2026, 3, 2, tzinfo=ZoneInfo("Asia/Shanghai")),
    datetime(2026, 3, 29, tzinfo=ZoneInfo("Europe/Berlin")),  # a day of 23 hours
    datetime(2026, 10, 24, tzinfo=ZoneInfo("Europe/Berlin")),  # the next day has 25
)
CENTRE = (36.65, 117.05)
PARTS = ("pump", "belt")
SKILLS = ("washer", "oven")
RASTERS = (1, 60, 300)
BANDS = (EarlyBand(), EarlyBand(), EarlyBand(least_s=0, most_s=None), EarlyBand(most_s=300 + 60))


def tiny_scenario(dice: Random, jobs: int = 5, shifts: int = 3) -> Scenario:
    """So many jobs and shifts; engineers, parts, windows and all else as the dice fall."""
    rare = dice.choice([0.0, 0.1, 0.4])
    """How often the rules that forbid things apply: a day where all is forbidden proves little."""
    days = dice.choice([1, 1, 2])
    midnight = dice.choice(MIDNIGHTS)
    size = jobs + shifts + 1
    by_matrix = dice.random() < 0.5
    places = [_place(dice, number, by_matrix=by_matrix) for number in range(size)]
    engineers = _engineers(dice, midnight, shifts, days, places[1 : shifts + 1], rare)
    scenario = Scenario(
        time_zone=str(midnight.tzinfo),
        horizon=Horizon(start=midnight, end=midnight + timedelta(days=days)),
        jobs=tuple(
            _job(dice, midnight, f"j{number}", place, engineers, days, rare)
            for number, place in enumerate(places[shifts + 1 :])
        ),
        engineers=tuple(engineers),
        parts=tuple(Part(id=part) for part in PARTS),
        depots=(_depot(dice, midnight, places[0], days),),
        policy=Policy(
            early_band=dice.choice(BANDS),
            rates=_rates(dice),
            required_fields=("place",),
            depot_handling_s=dice.choice([0, 600]),
        ),
        travel=_matrix(dice, size) if by_matrix else GreatCircleTravel(),
    )
    more = {
        "appointment_raster_s": dice.choice(RASTERS),
        "on_time_probability": dice.choice([None, None, 0.8, 0.95]),
    }
    return scenario.model_copy(update={"policy": scenario.policy.model_copy(update=more)})


def _at(midnight: datetime, day: int, hours: float) -> datetime:
    """By the clock on the wall."""
    return midnight + timedelta(days=day, seconds=int(hours * 3600))


def _place(dice: Random, number: int, *, by_matrix: bool) -> Place:
    territory = dice.choice([None, "north", "south"])
    if by_matrix:
        return Place(matrix_index=number, territory=territory)
    return Place(
        latitude=CENTRE[0] + dice.uniform(-0.1, 0.1),
        longitude=CENTRE[1] + dice.uniform(-0.1, 0.1),
        territory=territory,
    )


def _matrix(dice: Random, size: int) -> MatrixTravel:
    def table(most: int) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(0 if row == column else dice.randint(0, most) for column in range(size))
            for row in range(size)
        )

    uneven = tuple(dice.choice([60, 100, 150]) for _ in range(24))
    return MatrixTravel(
        durations_s=table(2400),
        distances_m=table(20_000),
        speed_percent_by_hour=dice.choice([None, uneven]),
    )


def _rates(dice: Random) -> Rates:
    if dice.random() < 0.4:
        return Rates()
    return Rates(
        travel_cents_per_s=dice.randint(0, 3),
        overtime_cents_per_s=dice.randint(0, 5),
        waiting_cents_per_s=dice.randint(0, 2),
        distance_cents_per_km=dice.choice([0, 33]),
        lateness_cents_per_s=dice.randint(0, 10),
    )


def _engineers(
    dice: Random, midnight: datetime, shifts: int, days: int, homes: list[Place], rare: float
) -> list[Engineer]:
    """One or several shifts each, until there are enough."""
    engineers: list[Engineer] = []
    while shifts > 0:
        own = 1 if days == 1 else min(dice.choice([1, 2]), shifts)
        shifts -= own
        number = len(engineers)
        starts: dict[str, Any] = {"start_place": homes[number]}
        if dice.random() < 0.5:
            starts = {"start_depot_id": "store", "end_place": dice.choice([None, homes[number]])}
        begins = [dice.choice([7.5, 8, 9]) for _ in range(own)]
        engineers.append(
            Engineer(
                id=f"e{number}",
                skills={skill: dice.randint(1, 5) for skill in SKILLS if dice.random() > rare},
                shifts=tuple(
                    Shift(
                        start=_at(midnight, day, begin),
                        end=_at(midnight, day, begin + dice.choice([3, 6, 9])),
                    )
                    for day, begin in enumerate(begins)
                ),
                van_stock={part: dice.randint(0, 1) for part in PARTS},
                tools=() if dice.random() < rare else ("ladder",),
                overtime_max_s=dice.choice([0, 0, 3600]),
                territories=("north",) if dice.random() < rare else (),
                territory_hard=dice.random() < 0.5,
                **starts,
            )
        )
    return engineers


def _depot(dice: Random, midnight: datetime, place: Place, days: int) -> Depot:
    """Closed over noon, if it closes at all."""
    opening = tuple(
        Interval(start=_at(midnight, day, start), end=_at(midnight, day, end))
        for day in range(days)
        for start, end in ((7, 8.5), (9, 12), (13, 18))
    )
    return Depot(
        id="store",
        place=place,
        opening=dice.choice([(), opening]),
        stock={part: dice.randint(0, 2) for part in PARTS},
        inbound=tuple(
            Inbound(part_id=part, quantity=1, eta=_at(midnight, day, dice.choice([6, 8.75, 12.5])))
            for part in PARTS
            for day in range(days)
            if dice.random() < 0.5
        ),
        handling_s=dice.choice([None, 300]),
    )


def _windows(dice: Random, midnight: datetime, days: int) -> tuple[Window, ...]:
    windows = []
    for _ in range(dice.choice([0, 1, 1, 2, 3])):
        day, start = dice.randrange(days), dice.randint(7, 15)
        length = dice.choice([0.5, 2, 4])
        windows.append(
            Window(start=_at(midnight, day, start), end=_at(midnight, day, start + length))
        )
    return tuple(windows)


def _told(dice: Random, midnight: datetime, windows: tuple[Window, ...], days: int) -> datetime:
    """A moment inside a window, or any moment of a working day."""
    if windows:
        window = dice.choice(windows)
        minutes = (window.end - window.start) // timedelta(minutes=1)
        return window.start + timedelta(minutes=dice.randint(0, minutes))
    return _at(midnight, dice.randrange(days), dice.randint(8, 12))


def _job(
    dice: Random,
    midnight: datetime,
    job_id: str,
    place: Place,
    engineers: list[Engineer],
    days: int,
    rare: float,
) -> Job:
    windows = _windows(dice, midnight, days)
    ids = [engineer.id for engineer in engineers]
    skills = (SkillNeed(skill=dice.choice(SKILLS), level=dice.choice([1, 1, 3])),)
    return Job(
        id=job_id,
        kind=dice.choice(list(JobKind)),
        customer=Customer(phone="1"),
        place=place,
        windows=windows,
        appointment_told=_told(dice, midnight, windows, days) if dice.random() < 0.25 else None,
        priority=dice.choice([0, 1, 1, 5]),
        skills=skills if dice.random() < 0.5 else (),
        parts=tuple(
            PartNeed(part_id=part, quantity=dice.choice([1, 1, 2]))
            for part in PARTS
            if dice.random() < 0.25
        ),
        tools=("ladder",) if dice.random() < rare else (),
        duration_s=dice.choice([None, 900, 1801, 5400]),
        duration_by_level_s={2: 600, 4: 500} if dice.random() < 0.2 else {},
        required_engineer_id=dice.choice(ids) if dice.random() < rare / 2 else None,
        refused_engineer_ids=(dice.choice(ids),) if dice.random() < rare / 2 else (),
    )
