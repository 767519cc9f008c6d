"""PyVRP's iterated local search with its published defaults, on one thread.

https://github.com/PyVRP/PyVRP. Jobs that may be left out are optional clients with a prize; a job
with several windows is a group of clients of which one at most is visited. It has no skills, and
two ways around that, both of its documentation:

loads       a skill is a dimension of load: a job takes one unit, who lacks the skill carries none
profiles    who has the same skills shares a matrix in which the places of other jobs are out of
            reach (the "site dependent" problem); where nobody needs skills that is the same
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.amounts import dimensions
from benchmarks.answer import answer
from benchmarks.contestants import (
    CannotExpressError,
    Glimpse,
    NothingFoundError,
    Order,
    Reply,
    Routes,
)
from benchmarks.contestants.features import Feature, require_only
from benchmarks.contestants.matrices import (
    amounts,
    bases_of,
    capacities,
    longest_leg,
    require_memory,
)
from benchmarks.contestants.weights import job_weights
from benchmarks.instance import Instance, Vehicle, Window

SETTINGS = ("loads", "profiles")
USES_SEED = True
PACKAGE = "pyvrp"
MODULES = ("pyvrp",)
KNOWN = {Feature.PICKUPS}
ALWAYS: Window = (0, 2**62)


@dataclass(frozen=True, slots=True)
class Model:
    """The problem as PyVRP knows it, and the way back."""

    data: Any
    job_of_client: tuple[int, ...]
    vehicles_of_type: tuple[tuple[int, ...], ...]


def solve(instance: Instance, order: Order, tell: Callable[[Glimpse], None]) -> Reply:
    """See `Contestant`."""
    from pyvrp import IteratedLocalSearchCallbacks, IteratedLocalSearchParams, SolveParams
    from pyvrp import solve as search

    require_only(instance, KNOWN)
    if order.setting == "profiles" and not any(job.skills for job in instance.jobs):
        raise CannotExpressError("no job needs a skill, so it is the same as the setting 'loads'")
    model = _model(instance, by_profiles=order.setting == "profiles")

    class Telling(IteratedLocalSearchCallbacks):
        def on_best(self, best: Any) -> None:
            if best.is_feasible():
                tell(_glimpse(instance, model, best))

    found = search(
        model.data,
        stop=lambda _cost: time.perf_counter() >= order.deadline,
        seed=order.seed,
        collect_stats=False,
        params=SolveParams(ils=IteratedLocalSearchParams(callbacks=Telling())),
    )
    if not found.is_feasible():
        raise NothingFoundError("PyVRP found no feasible solution")
    return Reply(answer(instance, _routes(instance, model, found.best)))


def _glimpse(instance: Instance, model: Model, best: Any) -> Glimpse:
    served = {job for route in _routes(instance, model, best) for job in route}
    left = [job for number, job in enumerate(instance.jobs) if number not in served]
    return Glimpse(sum(job.priority for job in left), len(left), float(best.distance_cost()))


def _routes(instance: Instance, model: Model, best: Any) -> Routes:
    found: list[list[int]] = [[] for _ in instance.vehicles]
    free = [list(vehicles) for vehicles in model.vehicles_of_type]
    for route in best.routes():
        vehicle = free[route.vehicle_type()].pop(0)
        found[vehicle] = [model.job_of_client[stop.idx] for stop in route if stop.is_client()]
    return found


def _model(instance: Instance, *, by_profiles: bool) -> Model:
    """The instance in PyVRP's words: a location for each base, then one for each job."""
    import pyvrp

    bases = bases_of(instance)
    at = np.array([*bases, *(job.stop.place for job in instance.jobs)], dtype=np.int64)
    needed = sorted({skill for job in instance.jobs for skill in job.skills})
    as_loads = [] if by_profiles else needed

    kinds = list(dict.fromkeys(_kind(vehicle, by_profiles) for vehicle in instance.vehicles))
    # Two matrices for each profile, which are copied once on their way into PyVRP.
    require_memory(len(kinds) * 2 * 2 * 8 * len(at) ** 2, "the matrices of its profiles")
    durations: list[Any] = []
    distances: list[Any] = []
    for profile, skills in kinds:
        barred = [
            len(bases) + number
            for number, job in enumerate(instance.jobs)
            if skills is not None and not job.skills <= skills
        ]
        duration = instance.durations[profile]
        durations.append(_among(duration, at, barred))
        cost = instance.costs
        distances.append(durations[-1] if cost is None else _among(cost, at, barred))

    clients, groups, job_of_client = _clients(instance, len(bases), as_loads)
    alike: dict[Any, list[int]] = defaultdict(list)
    for number, (vehicle, limits) in enumerate(
        zip(instance.vehicles, capacities(instance), strict=True)
    ):
        can = [len(instance.jobs) if skill in vehicle.skills else 0 for skill in as_loads]
        ends = bases[vehicle.start], bases[vehicle.end]
        profile_number = kinds.index(_kind(vehicle, by_profiles))
        alike[profile_number, *ends, vehicle.window, (*limits, *can)].append(number)
    types = [
        pyvrp.VehicleType(
            num_available=len(numbers),
            capacity=list(capacity),
            start_depot=start,
            end_depot=end,
            tw_early=window[0],
            tw_late=window[1],
            profile=profile_number,
        )
        for (profile_number, start, end, window, capacity), numbers in alike.items()
    ]
    depots = [pyvrp.Depot(number) for number in range(len(bases))]
    locations = [pyvrp.Location(0, 0) for _ in at]
    data = pyvrp.ProblemData(locations, clients, depots, types, distances, durations, groups)
    return Model(data, tuple(job_of_client), tuple(map(tuple, alike.values())))


def _kind(vehicle: Vehicle, by_profiles: bool) -> tuple[str, frozenset[int] | None]:
    """What vehicles have in common that share a matrix; None: all places are in reach."""
    return vehicle.profile, vehicle.skills if by_profiles else None


def _clients(
    instance: Instance, first_location: int, as_loads: list[int]
) -> tuple[list[Any], list[Any], list[int]]:
    """Clients, groups of those that are windows of the same job, and the job of each client."""
    import pyvrp

    clients: list[Any] = []
    groups: list[Any] = []
    job_of_client: list[int] = []
    units = dimensions(instance)
    for number, (job, weight) in enumerate(
        zip(instance.jobs, job_weights(instance, longest_leg(instance)), strict=True)
    ):
        windows = job.stop.windows or (ALWAYS,)
        several = len(windows) > 1
        if several:
            members = list(range(len(clients), len(clients) + len(windows)))
            groups.append(pyvrp.ClientGroup(members, required=instance.all_must_be_served))
        skills = [int(skill in job.skills) for skill in as_loads]
        for early, late in windows:
            clients.append(
                pyvrp.Client(
                    first_location + number,
                    delivery=[*amounts(job.delivery, units), *skills],
                    pickup=[*amounts(job.pickup, units), *[0] * len(skills)],
                    service_duration=job.stop.service,
                    tw_early=early,
                    tw_late=late,
                    prize=0 if instance.all_must_be_served else weight,
                    required=instance.all_must_be_served and not several,
                    group=len(groups) - 1 if several else None,
                )
            )
            job_of_client.append(number)
    return clients, groups, job_of_client


def _among(
    matrix: npt.NDArray[np.int32], at: npt.NDArray[np.int64], barred: list[int]
) -> npt.NDArray[np.int64]:
    """What lies between the locations, some of them out of reach. PyVRP wants 0 to itself."""
    from pyvrp.constants import MAX_VALUE

    made = matrix[np.ix_(at, at)].astype(np.int64)
    made[barred, :] = MAX_VALUE
    made[:, barred] = MAX_VALUE
    np.fill_diagonal(made, 0)
    return made
