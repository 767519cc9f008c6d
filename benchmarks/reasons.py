"""Why a job is in no route: a code and a sentence, each of them true.

docs/solve.md lists the codes. The first that holds is given; all but the last two hold whatever
else is planned, so that more time or fewer other jobs would not help.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement

import numpy as np
import numpy.typing as npt

from benchmarks.instance import Instance, InstanceJob, Vehicle
from benchmarks.schedule import Timekeeper
from benchmarks.tasks import Step, Task, tasks_of
from benchmarks.travel import InstanceTravel
from optimizer.problem import Int64
from optimizer.travel.great_circle import HOUR_S, GreatCircleTable

TRIED_FIRST = 4
"""Vehicles that are tried one by one before all others are looked at together."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a job is left out."""

    code: str
    text: str


class Reasons:
    """Says of any job of one instance why it is in no route of a plan."""

    def __init__(
        self,
        instance: Instance,
        travel: InstanceTravel,
        timekeeper: Timekeeper,
        *,
        all_tried: bool,
    ) -> None:
        """`all_tried`: whether the search has tried every job at least once."""
        self._instance = instance
        self._travel = travel
        self._timekeeper = timekeeper
        self._all_tried = all_tried
        tasks = tasks_of(instance)
        self._stops = tasks[: len(instance.jobs)]
        self._goods = {task.owner: task for task in tasks if task.step is Step.PICKUP}
        self._refill = {task.owner: task for task in tasks if task.step is Step.DEPOT}
        self._breaks: dict[int, list[Task]] = {}
        for task in tasks:
            if task.step is Step.BREAK:
                self._breaks.setdefault(task.owner, []).append(task)
        windows = [vehicle.window for vehicle in instance.vehicles]
        self._begins, self._ends = np.array(windows, dtype=np.int64).reshape(-1, 2).T
        self._skilled = cache(self._skilled_of)

    def of(self, number: int) -> Reason:
        """The reason for the job with this index."""
        job = self._instance.jobs[number]
        if not self._instance.vehicles:
            return Reason("no-vehicle", "There is no vehicle.")
        skilled = self._skilled(job.skills, job.tools)
        if not skilled:
            return Reason("no-vehicle-is-able", f"No vehicle has {_demands(job)}.")
        large_enough = [one for one in skilled if self._holds(one, job)]
        if not large_enough:
            return Reason(
                "capacity-too-small",
                f"{_so_many(len(skilled))} what skills and tools it asks for, but no capacity for "
                "it, even alone.",
            )
        if not any(self._can_serve_alone(one, number) for one in self._close(large_enough, number)):
            return Reason(
                "out-of-reach",
                f"{_so_many(len(large_enough))} what it takes, but cannot be there in its time "
                "windows and keep the vehicle's own hours, even alone.",
            )
        if not self._all_tried:
            return Reason(
                "not-tried-yet",
                "The search ended before every job had been tried: give it more time.",
            )
        return Reason(
            "left-out",
            "A vehicle could serve it alone, but no plan was found that serves it and is better "
            "than this one.",
        )

    def _skilled_of(self, skills: frozenset[int], tools: frozenset[int]) -> list[int]:
        """The vehicles with these skills, and the tools or a way to get them."""
        return [
            number
            for number, vehicle in enumerate(self._instance.vehicles)
            if skills <= vehicle.skills and (tools <= vehicle.tools or vehicle.refill is not None)
        ]

    def _holds(self, number: int, job: InstanceJob) -> bool:
        vehicle = self._instance.vehicles[number]
        tasks = 1 if job.goods is None else 2
        if vehicle.max_tasks is not None and vehicle.max_tasks < tasks:
            return False
        return vehicle.refill is not None or fits(job, vehicle)

    def _can_serve_alone(self, number: int, job: int) -> bool:
        """Whether some order of the job, what it needs and the breaks keeps all windows."""
        vehicle = self._instance.vehicles[number]
        work = [self._goods[job], self._stops[job]] if job in self._goods else [self._stops[job]]
        if not (self._instance.jobs[job].tools <= vehicle.tools) or not fits(
            self._instance.jobs[job], vehicle
        ):
            work.insert(0, self._refill[number])
        return any(
            self._timekeeper.is_possible(vehicle, order)
            for order in _merged(work, self._breaks.get(number, []))
        )

    def _close(self, numbers: Sequence[int], job: int) -> Iterator[int]:
        """The vehicles without those that obviously cannot be there in time."""
        yield from numbers[:TRIED_FIRST]
        rest = np.array(numbers[TRIED_FIRST:], dtype=np.intp)
        stop = self._stops[job]
        arrive = self._begins[rest]
        if job not in self._goods and not self._refill:
            arrive = arrive + self._least_legs(rest, self._instance.jobs[job].stop.place)
        starts = np.maximum(arrive, stop.windows[0][0]) if stop.windows else arrive
        in_time = starts + stop.service <= self._ends[rest]
        if stop.windows:
            in_time &= starts <= stop.windows[-1][1]
        yield from rest[in_time].tolist()

    def _least_legs(self, numbers: npt.NDArray[np.intp], place: int) -> Int64:
        """No more than what each vehicle takes from its start straight to a place."""
        vehicles = [self._instance.vehicles[one] for one in numbers]
        # A route without a start begins at the place itself.
        starts = [place if one.start is None else one.start for one in vehicles]
        if isinstance(self._travel, GreatCircleTable):
            vectors = self._travel.unit_vectors
            chords = np.linalg.norm(vectors[starts] - vectors[place], axis=1)
            metres = chords * self._travel.radius_m * self._travel.road_factor - 1.0
            speeds = np.array([self._travel.reference_m_per_h[one.profile] for one in vehicles])
            seconds: Int64 = np.floor(np.maximum(metres, 0.0) * HOUR_S / speeds).astype(np.int64)
            return seconds
        profiles = self._travel.profiles
        legs = (
            0 if one.start is None else profiles[one.profile][start, place]
            for one, start in zip(vehicles, starts, strict=True)
        )
        return np.fromiter(legs, dtype=np.int64, count=len(vehicles))


def fits(job: InstanceJob, vehicle: Vehicle) -> bool:
    """Whether the vehicle has room for the job alone, without a refill."""
    if vehicle.capacity is None:
        return True
    return all(
        amount <= room
        for amounts in (job.delivery, job.pickup, job.amount)
        for amount, room in zip(amounts, vehicle.capacity, strict=False)
    )


def _merged(work: Sequence[Task], breaks: Sequence[Task]) -> Iterator[list[Task]]:
    """The work with the breaks in every place between, both in their order."""
    for places in combinations_with_replacement(range(len(work) + 1), len(breaks)):
        order: list[Task] = []
        for turn in range(len(work) + 1):
            order += (one for one, at in zip(breaks, places, strict=True) if at == turn)
            order += work[turn : turn + 1]
        yield order


def _demands(job: InstanceJob) -> str:
    skills, tools = _listed("skill", job.skills), _listed("tool", job.tools)
    return " and ".join(part for part in (skills, tools) if part)


def _listed(word: str, numbers: Iterable[int]) -> str:
    several = sorted(numbers)
    if not several:
        return ""
    if len(several) == 1:
        return f"{word} {several[0]}"
    first = ", ".join(map(str, several[:-1]))
    return f"{word}s {first} and {several[-1]} together"


def _so_many(vehicles: int) -> str:
    return "1 vehicle has" if vehicles == 1 else f"{vehicles} vehicles have"
