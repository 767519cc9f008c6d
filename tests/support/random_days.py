"""Small random scenarios that use every rule the optimizer knows, drawn from a seed."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from models.engineer import Engineer, Shift
from models.job import Job, PartNeed, SkillNeed, Window
from models.part import Depot, Inbound, Interval, Part
from models.place import Place
from models.policy import EarlyBand, Policy, Rates
from models.scenario import Horizon, Scenario
from models.travel import GreatCircleTravel, MatrixTravel, TravelSettings

MIDNIGHT = datetime.fromisoformat("2026-03-02T00:00")
SKILLS = ("gas", "washer", "computer")
PARTS = ("pump", "hose")


def random_day(seed: int, jobs: int = 6, shifts: int = 3) -> Scenario:
    """A scenario of one or two days; equal seeds give equal scenarios."""
    return _Dice(seed).scenario(jobs, shifts)


class _Dice:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        # A source of its own: what else a seed gives stays as it is.
        self.raster_s = random.Random(~seed).choice((1, 60, 300))
        self.on_time = random.Random(~seed - 1).choice((None, None, 0.8, 0.95))
        self.days = self.random.choice((1, 1, 2))
        self.by_matrix = self.random.random() < 0.5
        self.places = 12

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def moment(self, day: int, low_hour: float, high_hour: float) -> datetime:
        seconds = self.random.randint(int(low_hour * 3600), int(high_hour * 3600))
        return MIDNIGHT + timedelta(days=day, seconds=seconds)

    def place(self) -> Place:
        if self.by_matrix:
            return Place(matrix_index=self.random.randrange(self.places))
        return Place(
            latitude=31.2 + self.random.uniform(-0.15, 0.15),
            longitude=121.4 + self.random.uniform(-0.15, 0.15),
        )

    def travel(self) -> TravelSettings:
        if not self.by_matrix:
            return GreatCircleTravel(profile_speed_percent={"car": 100, "bike": 60})
        rows = range(self.places)
        durations = tuple(
            tuple(0 if i == j else self.random.randint(60, 2400) for j in rows) for i in rows
        )
        by_hour = tuple(self.random.randint(60, 100) for _ in range(24))
        return MatrixTravel(
            durations_s=durations,
            distances_m=tuple(tuple(seconds * 9 for seconds in row) for row in durations),
            speed_percent_by_hour=by_hour if self.chance(0.5) else None,
            profile_speed_percent={"car": 100, "bike": 60},
        )

    def scenario(self, jobs: int, shifts: int) -> Scenario:
        depots = (self.depot(),) if self.chance(0.7) else ()
        return Scenario(
            time_zone="Asia/Shanghai",
            horizon=Horizon(start=MIDNIGHT, end=MIDNIGHT + timedelta(days=self.days)),
            parts=tuple(Part(id=name) for name in PARTS),
            depots=depots,
            engineers=tuple(self.engineer(number, bool(depots)) for number in range(shifts)),
            jobs=tuple(self.job(number, shifts) for number in range(jobs)),
            policy=self.policy(),
            travel=self.travel(),
        )

    def policy(self) -> Policy:
        priced = self.chance(0.5)
        band = EarlyBand() if self.chance(0.7) else EarlyBand(least_s=0, most_s=None)
        return Policy(
            required_fields=("place", "duration"),
            early_band=band,
            on_time_probability=self.on_time,
            appointment_raster_s=self.raster_s,
            rates=Rates(
                waiting_cents_per_s=self.random.choice((0, 1)) if priced else 0,
                distance_cents_per_km=self.random.choice((0, 37)) if priced else 0,
            ),
        )

    def depot(self) -> Depot:
        opening = (
            (Interval(start=self.moment(0, 6, 9), end=MIDNIGHT + timedelta(hours=14, minutes=7)),)
            if self.chance(0.5)
            else ()
        )
        inbound = (
            (Inbound(part_id="pump", quantity=2, eta=self.moment(0, 6, 20)),)
            if self.chance(0.6)
            else ()
        )
        return Depot(
            id="depot",
            place=self.place(),
            opening=opening,
            stock={name: self.random.randint(0, 3) for name in PARTS},
            inbound=inbound,
            handling_s=self.random.choice((None, 333)),
        )

    def engineer(self, number: int, has_depot: bool) -> Engineer:
        days = range(self.days) if self.chance(0.5) else (self.random.randrange(self.days),)
        at_depot = has_depot and self.chance(0.6)
        return Engineer(
            id=f"e{number}",
            skills={name: self.random.randint(1, 5) for name in SKILLS if self.chance(0.7)},
            shifts=tuple(
                Shift(start=self.moment(day, 7, 9), end=self.moment(day, 13, 18)) for day in days
            ),
            start_place=None if at_depot else self.place(),
            start_depot_id="depot" if at_depot else None,
            end_place=self.place() if self.chance(0.4) else None,
            van_stock={name: self.random.randint(0, 2) for name in PARTS if self.chance(0.6)},
            overtime_max_s=self.random.choice((0, 0, 3600)),
            vehicle_profile=self.random.choice(("car", "bike")),
        )

    def window(self, day: int) -> Window:
        start = self.moment(day, 7, 15)
        length_s = self.random.choice((1800, 7200, 14_400))
        return Window(start=start, end=start + timedelta(seconds=length_s))

    def job(self, number: int, engineers: int) -> Job:
        windows: tuple[Window, ...] = ()
        if self.chance(0.8):
            windows = tuple(
                self.window(self.random.randrange(self.days))
                for _ in range(self.random.choice((1, 1, 2)))
            )
        told = None
        if windows and self.chance(0.25):
            told = windows[0].start + (windows[0].end - windows[0].start) / 4
        skills = tuple(
            SkillNeed(skill=name, level=self.random.randint(1, 3))
            for name in SKILLS
            if self.chance(0.25)
        )
        parts = tuple(
            PartNeed(part_id=name, quantity=self.random.choice((1, 1, 2)))
            for name in PARTS
            if self.chance(0.25)
        )
        return Job(
            id=f"j{number}",
            place=self.place(),
            windows=windows,
            appointment_told=told,
            priority=self.random.choice((0, 1, 1, 3, 10)),
            skills=skills,
            parts=parts,
            duration_s=self.random.randint(0, 5400),
            duration_by_level_s={4: 1234} if self.chance(0.3) else {},
            refused_engineer_ids=(
                (f"e{self.random.randrange(engineers)}",) if self.chance(0.1) else ()
            ),
        )
