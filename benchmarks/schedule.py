"""When everything on a route happens, in plain loops over its stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.instance import Instance, Objective, Vehicle, Window
from benchmarks.tasks import Task
from benchmarks.travel import place_count
from models.errors import RouteImpossible
from models.travel import TravelTimes


@dataclass(frozen=True, slots=True)
class Visit:
    """One task of a route with its moments, in the units of the instance."""

    task: Task
    leg: int
    """Travel since the stop before."""
    leg_cost: int
    arrival: int
    start: int
    """Of the work: of the setup, if there is one."""
    setup: int
    """0 where the stop before is at the same place."""

    @property
    def finish(self) -> int:
        """The end of the work."""
        return self.start + self.setup + self.task.service


@dataclass(frozen=True, slots=True)
class Schedule:
    """A route from its start to its end."""

    depart: int
    visits: tuple[Visit, ...]
    last_leg: int
    last_leg_cost: int
    finish: int

    @property
    def travel(self) -> int:
        """Of all legs."""
        return sum(visit.leg for visit in self.visits) + self.last_leg

    @property
    def leg_cost(self) -> int:
        """Of all legs."""
        return sum(visit.leg_cost for visit in self.visits) + self.last_leg_cost


class Timekeeper:
    """Knows when the tasks of any route of one instance are done.

    Work starts as early as it can. A break is taken where the vehicle is, right after the stop
    before it. A route leaves as late as that allows: where travel is what counts, such that the
    first stop is not later; where the duration counts, such that the return is not.
    """

    def __init__(self, instance: Instance, travel: TravelTimes) -> None:
        """`travel` is the `travel_table` of the instance."""
        self._travel = travel
        self._anywhere = place_count(instance)
        self._costs = instance.costs is not None
        self._late = instance.objective is Objective.DURATION

    def schedule(self, vehicle: Vehicle, tasks: Sequence[Task]) -> Schedule:
        """Time the tasks in this order. Raises RouteImpossible where a window cannot be kept."""
        begins, ends = vehicle.window
        legs = self._legs(vehicle, tasks)
        starts, finish = _forward(tasks, legs, begins)
        if finish > ends:
            raise RouteImpossible(f"vehicle {vehicle.id} is not back before its time window ends")
        if self._late:
            depart = _latest_departure(tasks, legs, finish)
        else:
            depart = starts[0] - legs[0].time if starts else begins
        starts, finish = _forward(tasks, legs, depart)
        visits, moment = [], depart
        for task, leg, start in zip(tasks, legs, starts, strict=False):
            visit = Visit(task, leg.time, leg.cost, moment + leg.time, start, leg.setup)
            visits.append(visit)
            moment = visit.finish
        return Schedule(depart, tuple(visits), legs[-1].time, legs[-1].cost, finish)

    def is_possible(self, vehicle: Vehicle, tasks: Sequence[Task]) -> bool:
        """Whether a route of these tasks in this order keeps all windows."""
        try:
            _, finish = _forward(tasks, self._legs(vehicle, tasks), vehicle.window[0])
        except RouteImpossible:
            return False
        return finish <= vehicle.window[1]

    def _legs(self, vehicle: Vehicle, tasks: Sequence[Task]) -> list[_Leg]:
        """The leg before each task, and the one to the end."""
        here = self._anywhere if vehicle.start is None else vehicle.start
        legs = []
        for task in tasks:
            if task.place is None:
                legs.append(_Leg(0, 0, 0))
                continue
            setup = task.setup if task.place != here else 0
            legs.append(self._leg(vehicle.profile, here, task.place, setup))
            here = task.place
        end = self._anywhere if vehicle.end is None else vehicle.end
        legs.append(self._leg(vehicle.profile, here, end, 0))
        return legs

    def _leg(self, profile: str, origin: int, destination: int, setup: int) -> _Leg:
        time = self._travel.arrive(profile, origin, destination, 0)
        cost = self._travel.distance_m(origin, destination) if self._costs else time
        return _Leg(time, cost, setup)


@dataclass(frozen=True, slots=True)
class _Leg:
    time: int
    cost: int
    setup: int
    """Of the task at its end."""


def _forward(tasks: Sequence[Task], legs: Sequence[_Leg], depart: int) -> tuple[list[int], int]:
    """The earliest start of every task, and the end of the route."""
    starts, moment = [], depart
    for task, leg in zip(tasks, legs, strict=False):
        start = _next_start(task.windows, moment + leg.time)
        if start is None:
            raise RouteImpossible(f"{task.step} {task.id} is reached too late", str(task.id))
        starts.append(start)
        moment = start + leg.setup + task.service
    return starts, moment + legs[-1].time


def _latest_departure(tasks: Sequence[Task], legs: Sequence[_Leg], finish: int) -> int:
    """The latest departure of a possible route that is over by `finish`."""
    moment = finish - legs[-1].time
    for task, leg in zip(reversed(tasks), reversed(legs[:-1]), strict=True):
        moment = _previous_start(task.windows, moment - task.service - leg.setup) - leg.time
    return moment


def _next_start(windows: Sequence[Window], moment: int) -> int | None:
    """The first possible start from `moment` on; None where there is none."""
    if not windows:
        return moment
    return next((max(moment, opens) for opens, closes in windows if moment <= closes), None)


def _previous_start(windows: Sequence[Window], moment: int) -> int:
    """The last possible start up to `moment`, which there is."""
    if not windows:
        return moment
    return next(min(moment, closes) for opens, closes in reversed(windows) if moment >= opens)
