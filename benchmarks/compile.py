"""From an instance of any file format to the flat arrays that the core searches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil, pi

import numpy as np
import numpy.typing as npt

from benchmarks.amounts import Amounts, amounts_of
from benchmarks.instance import Instance, InstanceJob, Objective, Vehicle, Window
from benchmarks.tasks import Step, Task, tasks_of
from benchmarks.travel import InstanceTravel, place_count, travel_table
from optimizer.numbering import Numbering
from optimizer.problem import LEVELS, NO_MOMENT, NONE, ErrandKind, Int64, ProblemArrays
from optimizer.travel.great_circle import HOUR_S, GreatCircleTable

ERRAND_KINDS = {
    Step.DEPOT: ErrandKind.REFILL,
    Step.BREAK: ErrandKind.REST,
    Step.PICKUP: ErrandKind.GOODS,
}
NO_LEVEL = 0
"""Files of other solvers know no skill levels: a skill is there or not."""


def compile_instance(instance: Instance, travel: InstanceTravel | None = None) -> ProblemArrays:
    """Compile an instance; stop numbers of the arrays are indices of `tasks_of(instance)`.

    `travel` is its `travel_table`, where that is at hand. Vehicle v is both engineer v and shift v.
    Moments and spans are in the units of the instance; a
    price is in the unit of what the objective adds up.

    Raises ValueError for an instance that no reader makes (see `amounts_of` and `travel_table`).
    """
    tasks = tasks_of(instance)
    table = travel_table(instance) if travel is None else travel
    amounts = amounts_of(instance, tasks)
    profiles = Numbering()
    earliest, latest = _horizon(instance, tasks, table)
    shifts = [
        _shift_row(number, vehicle, profiles, place_count(instance), latest)
        for number, vehicle in enumerate(instance.vehicles)
    ]
    starts, starts_first = _starts(tasks, (earliest, latest))
    jobs = len(instance.jobs)
    able, equipped = _able(instance)
    return ProblemArrays(
        travel=table,
        profiles=tuple(profiles.names),
        jobs=_job_rows(instance, starts_first, amounts),
        service_s=np.repeat(
            np.array([task.service for task in tasks[:jobs]], dtype=np.int64)[:, None], LEVELS, 1
        ),
        starts=starts,
        shifts=np.array(shifts, dtype=np.int64).reshape(-1, 11),
        openings=np.zeros((0, 2), dtype=np.int64),
        needs=amounts.needs,
        lots=amounts.lots,
        skills=np.zeros(0, dtype=np.int64),
        levels=np.full((len(instance.vehicles), 0), NO_LEVEL, dtype=np.uint8),
        able=able,
        rates=_rates(instance),
        band_least_s=0,
        band_most_s=-1,
        parts=amounts.parts,
        depots=0,
        errands=_errand_rows(tasks, jobs, starts_first),
        equipped=equipped,
        loads=amounts.loads,
    )


def _rates(instance: Instance) -> Int64:
    """Travel, overtime, waiting, distance, lateness, duration: one of them is counted."""
    travel = instance.objective is Objective.TRAVEL and instance.costs is None
    # A thousand for a "kilometre" makes the price of a leg exactly its cost.
    costs = 1000 if instance.objective is Objective.TRAVEL and instance.costs is not None else 0
    duration = instance.objective is Objective.DURATION
    return np.array([travel, 0, 0, costs, 0, duration], dtype=np.int64)


def _horizon(instance: Instance, tasks: Sequence[Task], travel: InstanceTravel) -> Window:
    """When the first route may begin, and when even the last one is over if nobody dawdles.

    No route is shorter for going on later: whoever starts everything as early as possible has
    waited for the last window to open at most, and then travelled and worked without a break.
    """
    begins = [vehicle.window[0] for vehicle in instance.vehicles]
    opens = (window[0] for task in tasks for window in task.windows)
    work = sum(task.service + task.setup for task in tasks)
    legs = (len(tasks) + 1) * _longest_leg(travel)
    return min(begins, default=0), max((*begins, *opens), default=0) + work + legs


def _longest_leg(travel: InstanceTravel) -> int:
    if isinstance(travel, GreatCircleTable):
        half_the_earth_m = pi * travel.radius_m * travel.road_factor + 1
        slowest = min(travel.reference_m_per_h.values(), default=1)
        return ceil(half_the_earth_m * HOUR_S / slowest)
    return max(int(matrix.max(initial=0)) for matrix in travel.profiles.values())


def _shift_row(
    number: int, vehicle: Vehicle, profiles: Numbering, anywhere: int, latest: int
) -> list[int]:
    begins, ends = vehicle.window
    end = min(ends, latest)
    return [
        number,
        anywhere if vehicle.start is None else vehicle.start,
        anywhere if vehicle.end is None else vehicle.end,
        profiles.of(vehicle.profile),
        begins,
        end,
        end,
        NONE,
        0,
        0,
        0,
    ]


def _starts(tasks: Sequence[Task], any_time: Window) -> tuple[Int64, Int64]:
    """The possible starts of all tasks, and where those of each begin (and the last ones end)."""
    windows = [task.windows or (any_time,) for task in tasks]
    counts = np.fromiter(map(len, windows), dtype=np.int64, count=len(windows))
    rows = np.array([one for several in windows for one in several], dtype=np.int64).reshape(-1, 2)
    rows[:, 1] = np.minimum(rows[:, 1], any_time[1])
    return rows, np.concatenate([[0], np.cumsum(counts)])


def _job_rows(instance: Instance, starts_first: Int64, amounts: Amounts) -> Int64:
    jobs = instance.jobs
    count = len(jobs)
    nothing = np.zeros(count, dtype=np.int64)
    # Where all have to be served, leaving one out has to be worse than any cost.
    priority = [1 if instance.all_must_be_served else job.priority for job in jobs]
    return np.column_stack(
        [
            np.array([job.stop.place for job in jobs], dtype=np.int64),
            np.array(priority, dtype=np.int64),
            nothing,
            starts_first[:count],
            starts_first[1 : count + 1],
            np.full(count, NO_MOMENT),
            amounts.needs_first[:-1],
            amounts.needs_first[1:],
            nothing,
            nothing,
            np.array([job.stop.setup for job in jobs], dtype=np.int64),
        ]
    )


def _errand_rows(tasks: Sequence[Task], jobs: int, starts_first: Int64) -> Int64:
    rows = [
        [
            ERRAND_KINDS[task.step],
            task.owner,
            NONE if task.place is None else task.place,
            task.service,
            starts_first[number],
            starts_first[number + 1],
            task.setup,
        ]
        for number, task in enumerate(tasks[jobs:], jobs)
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 7)


Mask = npt.NDArray[np.uint64]


def _able(instance: Instance) -> tuple[Mask, Mask | None]:
    """Who may do each job, and who may without a refill (None: the same)."""
    vehicles = instance.vehicles
    skilled = _holders(vehicles, lambda vehicle: vehicle.skills)
    tooled = _holders(vehicles, lambda vehicle: vehicle.tools)
    refills = np.array([vehicle.refill is not None for vehicle in vehicles], dtype=np.bool_)

    def able(job: InstanceJob) -> npt.NDArray[np.bool_]:
        return skilled(job.skills) & (tooled(job.tools) | refills)

    def equipped(job: InstanceJob) -> npt.NDArray[np.bool_]:
        return skilled(job.skills) & tooled(job.tools)

    masks = _packed(instance.jobs, able, len(vehicles))
    if not refills.any() or not any(job.tools for job in instance.jobs):
        return masks, None
    return masks, _packed(instance.jobs, equipped, len(vehicles))


def _holders(
    vehicles: Sequence[Vehicle], held: Callable[[Vehicle], frozenset[int]]
) -> Callable[[Iterable[int]], npt.NDArray[np.bool_]]:
    """A function that says which vehicles hold all of some skills or tools."""
    everybody = np.ones(len(vehicles), dtype=np.bool_)
    who: dict[int, npt.NDArray[np.bool_]] = {}

    def holders(asked: Iterable[int]) -> npt.NDArray[np.bool_]:
        mask = everybody
        for one in asked:
            if one not in who:
                who[one] = np.array([one in held(v) for v in vehicles], dtype=np.bool_)
            mask = mask & who[one]
        return mask

    return holders


def _packed(
    jobs: Sequence[InstanceJob],
    who: Callable[[InstanceJob], npt.NDArray[np.bool_]],
    vehicles: int,
) -> Mask:
    """Bit masks of vehicles for every job; equal demands are worked out once."""
    words = -(-vehicles // 64)
    masks = np.zeros((len(jobs), words), dtype=np.uint64)
    known: dict[tuple[frozenset[int], frozenset[int]], Mask] = {}
    for row, job in enumerate(jobs):
        demand = (job.skills, job.tools)
        if demand not in known:
            bits = np.zeros(words * 64, dtype=np.bool_)
            bits[:vehicles] = who(job)
            known[demand] = np.packbits(bits, bitorder="little").view("<u8").astype(np.uint64)
        masks[row] = known[demand]
    return masks
