"""OR-Tools' routing library with guided local search, on one thread.

https://developers.google.com/optimization/routing: a dimension for time and one for each kind of
amount, windows and vehicles allowed on each job's index, and a disjunction with a penalty for each
job that may be left out. The settings are its two usual ways to a first plan; guided local search
improves both until the time is over. It knows no seed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.amounts import dimensions
from benchmarks.answer import answer
from benchmarks.contestants import Glimpse, NothingFoundError, Order, Reply, Routes
from benchmarks.contestants.features import require_only
from benchmarks.contestants.matrices import (
    amounts,
    bases_of,
    capacities,
    longest_leg,
    require_memory,
)
from benchmarks.contestants.weights import job_weights
from benchmarks.instance import Instance, Window

SETTINGS = ("path_cheapest_arc", "parallel_cheapest_insertion")
USES_SEED = False
PACKAGE = "ortools"
MODULES = ("ortools.constraint_solver.pywrapcp", "ortools.constraint_solver.routing_enums_pb2")
BYTES_PER_ENTRY = 48
"""A matrix goes in as Python numbers."""
TOLD_EVERY_S = 0.1


def solve(instance: Instance, order: Order, tell: Callable[[Glimpse], None]) -> Reply:
    """See `Contestant`."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    require_only(instance)
    model = _Model(instance, pywrapcp)
    model.add_travel()
    model.add_amounts()
    model.add_choice()
    best, told_at = inf, 0.0

    def on_plan() -> None:  # guided local search also comes by worse plans
        nonlocal best, told_at
        cost = model.routing.CostVar().Value()
        if cost < best:
            best = cost
            if time.perf_counter() - told_at >= TOLD_EVERY_S:
                told_at = time.perf_counter()
                tell(model.glimpse(lambda index: model.routing.NextVar(index).Value()))

    model.routing.AddAtSolutionCallback(on_plan)
    search = pywrapcp.DefaultRoutingSearchParameters()
    search.first_solution_strategy = getattr(
        routing_enums_pb2.FirstSolutionStrategy, order.setting.upper()
    )
    search.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    search.time_limit.FromMilliseconds(round(1000 * order.seconds_left()))
    found = model.routing.SolveWithParameters(search)
    if found is None:
        raise NothingFoundError(f"OR-Tools ended with status {model.routing.status()}")
    routes = model.routes(lambda index: found.Value(model.routing.NextVar(index)))
    return Reply(answer(instance, routes))


class _Model:
    """The instance in the words of OR-Tools: a node for each base, then one for each job."""

    def __init__(self, instance: Instance, pywrapcp: Any) -> None:
        self.instance = instance
        bases = bases_of(instance)
        self.first_job = len(bases)
        self.at = np.array([*bases, *(job.stop.place for job in instance.jobs)], dtype=np.int64)
        require_memory(2 * BYTES_PER_ENTRY * len(self.at) ** 2, "its matrices")
        self.manager = pywrapcp.RoutingIndexManager(
            len(self.at),
            len(instance.vehicles),
            [bases[vehicle.start] for vehicle in instance.vehicles],
            [bases[vehicle.end] for vehicle in instance.vehicles],
        )
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.index_of = [
            self.manager.NodeToIndex(self.first_job + job) for job in range(len(instance.jobs))
        ]

    def add_travel(self) -> None:
        """Time with its windows, and what a leg costs."""
        instance, routing = self.instance, self.routing
        work = np.array([0] * self.first_job + [job.stop.service for job in instance.jobs])
        time_of: dict[str, int] = {}
        cost_of: dict[str, int] = {}
        for profile in dict.fromkeys(vehicle.profile for vehicle in instance.vehicles):
            durations = instance.durations[profile]
            costs = durations if instance.costs is None else instance.costs
            time_of[profile] = self._transit(self._among(durations) + work[:, None])
            cost_of[profile] = self._transit(self._among(costs))
        for number, vehicle in enumerate(instance.vehicles):
            routing.SetArcCostEvaluatorOfVehicle(cost_of[vehicle.profile], number)

        end = max((vehicle.window[1] for vehicle in instance.vehicles), default=0)
        evaluators = [time_of[vehicle.profile] for vehicle in instance.vehicles]
        routing.AddDimensionWithVehicleTransits(evaluators, end, end, False, "time")
        moment = routing.GetDimensionOrDie("time")
        for number, vehicle in enumerate(instance.vehicles):
            moment.CumulVar(routing.Start(number)).SetRange(*vehicle.window)
            moment.CumulVar(routing.End(number)).SetRange(*vehicle.window)
        for index, job in zip(self.index_of, instance.jobs, strict=True):
            windows = [window for window in job.stop.windows if window[1] >= 0 and window[0] <= end]
            if windows:
                _keep_windows(moment.CumulVar(index), windows, end)
            elif job.stop.windows:  # all of them are outside of every shift
                routing.VehicleVar(index).SetValue(-1)

    def add_amounts(self) -> None:
        """What is taken along from the start must fit."""
        count, limits = dimensions(self.instance), capacities(self.instance)
        before = [0] * self.first_job
        for dimension in range(count):
            taken = [amounts(job.delivery, count)[dimension] for job in self.instance.jobs]
            self.routing.AddDimensionWithVehicleCapacity(
                self.routing.RegisterUnaryTransitVector([*before, *taken]),
                0,
                [capacity[dimension] for capacity in limits],
                True,
                f"amount {dimension}",
            )

    def add_choice(self) -> None:
        """Who may serve a job, and what leaving it out costs."""
        weights = job_weights(self.instance, longest_leg(self.instance))
        able: dict[frozenset[int], list[int]] = {}
        for index, job, weight in zip(self.index_of, self.instance.jobs, weights, strict=True):
            self.routing.AddDisjunction([index], weight)
            if not job.skills:
                continue
            if job.skills not in able:
                able[job.skills] = [
                    number
                    for number, vehicle in enumerate(self.instance.vehicles)
                    if job.skills <= vehicle.skills
                ]
            # SetAllowedVehiclesForIndex takes no Python list in 9.15; -1 is nobody.
            self.routing.VehicleVar(index).SetValues([-1, *able[job.skills]])

    def routes(self, after: Callable[[int], int]) -> Routes:
        """The routes, from what follows each index."""
        found: list[list[int]] = []
        for number in range(len(self.instance.vehicles)):
            route: list[int] = []
            index = after(self.routing.Start(number))
            while not self.routing.IsEnd(index):
                route.append(self.manager.IndexToNode(index) - self.first_job)
                index = after(index)
            found.append(route)
        return found

    def glimpse(self, after: Callable[[int], int]) -> Glimpse:
        """What the plan that was just found is worth."""
        cost = 0
        served: set[int] = set()
        for vehicle, route in zip(self.instance.vehicles, self.routes(after), strict=True):
            served.update(route)
            if route:
                matrix = self.instance.costs
                matrix = self.instance.durations[vehicle.profile] if matrix is None else matrix
                places = [vehicle.start, *self.at[[self.first_job + job for job in route]]]
                cost += int(matrix[places, [*places[1:], vehicle.end]].sum())
        left = [job for number, job in enumerate(self.instance.jobs) if number not in served]
        return Glimpse(sum(job.priority for job in left), len(left), float(cost))

    def _among(self, matrix: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
        return matrix[np.ix_(self.at, self.at)].astype(np.int64)

    def _transit(self, matrix: npt.NDArray[np.int64]) -> int:
        made: int = self.routing.RegisterTransitMatrix(matrix.tolist())
        return made


def _keep_windows(moment: Any, windows: Sequence[Window], end: int) -> None:
    """Let the work start within one of the windows."""
    moment.SetRange(max(0, windows[0][0]), min(end, windows[-1][1]))
    for (_, closes), (opens, _) in pairwise(windows):
        if opens - closes > 1:
            moment.RemoveInterval(closes + 1, opens - 1)
