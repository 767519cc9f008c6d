"""A plan in the output shape of VROOM, for all file formats.

Times and costs are in the units of the file: numbers with as many decimals as the times are worked
out with, but for VROOM files whole numbers, as VROOM answers, whatever is below a second being cut
off every moment and every sum of a route. docs/solve.md explains every field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.amounts import dimensions
from benchmarks.cargo import SERVES, Load, added, loads_on, require_legal
from benchmarks.instance import Format, Instance, Objective, Vehicle
from benchmarks.reasons import Reasons
from benchmarks.schedule import Schedule, Timekeeper, Visit
from benchmarks.tasks import Step, Task, tasks_of
from benchmarks.travel import InstanceTravel, travel_table
from models.errors import PlanRejected, RouteImpossible

Json = dict[str, Any]


def answer(
    instance: Instance,
    routes: Sequence[Sequence[int]],
    *,
    all_tried: bool = True,
    travel: InstanceTravel | None = None,
) -> Json:
    """The answer for a plan, without the times that it took. Routes without a job are left out.

    Args:
        instance: what was asked.
        routes: the stops of every vehicle in order, numbered as `tasks_of(instance)` is.
        all_tried: whether the search has tried every job at least once.
        travel: the `travel_table` of the instance, where it is at hand.

    Raises:
        PlanRejected: the plan breaks a rule of the file, a defect of ours.
    """
    table = travel_table(instance) if travel is None else travel
    return _Answer(instance, table).document(routes, all_tried)


@dataclass(frozen=True, slots=True)
class _Figures:
    """What is added up, as `_Answer._shown` gives it."""

    cost: int
    setup: int
    service: int
    duration: int
    waiting_time: int
    priority: int
    delivery: Load
    pickup: Load


class _Answer:
    def __init__(self, instance: Instance, travel: InstanceTravel) -> None:
        self._instance = instance
        self._travel = travel
        self._tasks = tasks_of(instance)
        self._timekeeper = Timekeeper(instance, travel)
        self._width = dimensions(instance)
        self._whole = instance.format is Format.VROOM or instance.units == 1

    def document(self, routes: Sequence[Sequence[int]], all_tried: bool) -> Json:
        served = self._served(routes)
        shown, figures = [], []
        for vehicle, stops in zip(self._instance.vehicles, routes, strict=True):
            if any(self._tasks[stop].step in SERVES for stop in stops):
                route, of_route = self._route(vehicle, [self._tasks[stop] for stop in stops])
                shown.append(route)
                figures.append(of_route)
        unassigned = list(self._unassigned(served, all_tried))
        in_all = self._figures(_in_all(figures, self._width))
        counts = {"routes": len(shown), "unassigned": len(unassigned)}
        return {
            "code": 0,
            "summary": {"cost": in_all.pop("cost"), **counts, **in_all},
            "unassigned": unassigned,
            "routes": shown,
        }

    def _served(self, routes: Sequence[Sequence[int]]) -> set[int]:
        """The stops in routes. Raises PlanRejected when one is in two."""
        every = [stop for stops in routes for stop in stops]
        served = set(every)
        if len(served) != len(every):
            raise PlanRejected("A plan serves something twice; please report it as a defect.", ())
        return served

    def _unassigned(self, served: set[int], all_tried: bool) -> Iterator[Json]:
        reasons = Reasons(self._instance, self._travel, self._timekeeper, all_tried=all_tried)
        jobs = len(self._instance.jobs)
        goods = {task.owner: task for task in self._tasks[jobs:] if task.step is Step.PICKUP}
        for number, task in enumerate(self._tasks[:jobs]):
            if number not in served:
                reason = reasons.of(number)
                for one in (goods[number], task) if number in goods else (task,):
                    yield {
                        "id": one.id,
                        "type": one.step.value,
                        **self._where(one.place),
                        "reason": reason.text,
                        "reason_code": reason.code,
                    }

    def _route(self, vehicle: Vehicle, tasks: list[Task]) -> tuple[Json, _Figures]:
        loads = loads_on(self._instance, tasks, self._width)
        try:
            require_legal(self._instance, vehicle, tasks, loads)
            schedule = self._timekeeper.schedule(vehicle, tasks)
        except RouteImpossible as error:
            raise PlanRejected(
                f"A plan breaks a rule of the file: {error}. Please report it as a defect.", ()
            ) from error
        figures = self._figures_of(schedule)
        return {
            "vehicle": vehicle.id,
            **self._figures(figures),
            "steps": list(self._steps(vehicle, schedule, loads)),
        }, figures

    def _figures_of(self, schedule: Schedule) -> _Figures:
        visits = schedule.visits
        jobs = [
            self._instance.jobs[visit.task.owner] for visit in visits if visit.task.step in SERVES
        ]
        nothing = [0] * self._width
        delivery, pickup = nothing, nothing
        for job in jobs:
            delivery = added(added(delivery, job.delivery), job.amount)
            pickup = added(added(pickup, job.pickup), job.amount)
        return _Figures(
            cost=self._cost(schedule),
            setup=self._shown(sum(visit.setup for visit in visits)),
            service=self._shown(sum(visit.task.service for visit in visits)),
            duration=self._shown(schedule.travel),
            waiting_time=sum(self._waiting(visit) for visit in visits),
            priority=sum(job.priority for job in jobs),
            delivery=delivery,
            pickup=pickup,
        )

    def _cost(self, schedule: Schedule) -> int:
        if self._instance.objective is Objective.DURATION:
            return self._shown(schedule.finish - schedule.depart)
        if self._instance.costs is not None:  # these are not times
            return schedule.leg_cost
        return self._shown(schedule.travel)

    def _waiting(self, visit: Visit) -> int:
        """So that arrival and waiting add up to the start, whatever was cut off."""
        return self._shown(visit.start) - self._shown(visit.arrival)

    def _figures(self, figures: _Figures) -> Json:
        amounts = {"delivery": figures.delivery, "pickup": figures.pickup} if self._width else {}
        return {
            "cost": self._number(figures.cost),
            **amounts,
            "setup": self._number(figures.setup),
            "service": self._number(figures.service),
            "duration": self._number(figures.duration),
            "waiting_time": self._number(figures.waiting_time),
            "priority": figures.priority,
            "violations": [],
        }

    def _steps(self, vehicle: Vehicle, schedule: Schedule, loads: Sequence[Load]) -> Iterator[Json]:
        if vehicle.start is not None:
            yield self._end("start", vehicle.start, schedule.depart, 0, loads[0])
        travelled = 0
        for visit, load in zip(schedule.visits, loads[1:], strict=True):
            travelled += visit.leg
            yield self._step(visit, travelled, load)
        if vehicle.end is not None:
            yield self._end("end", vehicle.end, schedule.finish, schedule.travel, loads[-1])

    def _step(self, visit: Visit, travelled: int, load: Load) -> Json:
        task = visit.task
        return {
            "type": task.step.value,
            "id": task.id,
            "job": None if task.step in {Step.BREAK, Step.DEPOT} else task.id,
            **self._where(task.place),
            "setup": self._number(self._shown(visit.setup)),
            "service": self._number(self._shown(task.service)),
            "waiting_time": self._number(self._waiting(visit)),
            "arrival": self._number(self._shown(visit.arrival)),
            "duration": self._number(self._shown(travelled)),
            **self._load(load),
            "violations": [],
        }

    def _end(self, kind: str, place: int, moment: int, travelled: int, load: Load) -> Json:
        return {
            "type": kind,
            "id": None,
            "job": None,
            **self._where(place),
            "setup": self._number(0),
            "service": self._number(0),
            "waiting_time": self._number(0),
            "arrival": self._number(self._shown(moment)),
            "duration": self._number(self._shown(travelled)),
            **self._load(load),
            "violations": [],
        }

    def _where(self, place: int | None) -> Json:
        """By coordinates where the file has those, else by the row of its matrix."""
        if place is None:
            return {}
        if self._instance.durations or self._instance.coordinates is None:
            return {"location_index": place}
        latitude, longitude = self._instance.coordinates[place].tolist()
        return {"location": [longitude, latitude]}

    def _load(self, load: Load) -> Json:
        return {"load": load} if self._width else {}

    def _shown(self, value: int) -> int:
        """A time in whole units of what is shown: those of a VROOM file, else of the instance."""
        return value // self._instance.units if self._whole else value

    def _number(self, shown: int) -> int | float:
        """What was shown, in the units of the file."""
        return shown if self._whole else shown / self._instance.units


def _in_all(figures: Sequence[_Figures], width: int) -> _Figures:
    delivery, pickup = [0] * width, [0] * width
    for one in figures:
        delivery, pickup = added(delivery, one.delivery), added(pickup, one.pickup)
    return _Figures(
        cost=sum(one.cost for one in figures),
        setup=sum(one.setup for one in figures),
        service=sum(one.service for one in figures),
        duration=sum(one.duration for one in figures),
        waiting_time=sum(one.waiting_time for one in figures),
        priority=sum(one.priority for one in figures),
        delivery=delivery,
        pickup=pickup,
    )
