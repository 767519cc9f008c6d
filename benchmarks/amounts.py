"""What jobs take out of a vehicle and put into it: units of parts, or loads that change.

An amount that is only brought, or only collected, limits the sum over a route, whatever the order
of its stops: that is a part of which the vehicle holds so many. Where something is brought and
something else collected, or goods come on board on the way, the order counts: that is a load.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.instance import Instance
from benchmarks.tasks import Step, Task
from optimizer.problem import NO_MOMENT, NONE, Int64, Loads

ALWAYS = NO_MOMENT // 4
"""Earlier than any shift, and far from overflow."""


@dataclass(frozen=True, eq=False)
class Amounts:
    """Amounts in the form of `optimizer.problem.ProblemArrays`."""

    needs: Int64
    needs_first: Int64
    """(n + 1,): the needs of job j are `needs[needs_first[j] : needs_first[j + 1]]`."""
    lots: Int64
    parts: int
    loads: Loads | None


def dimensions(instance: Instance) -> int:
    """How many amounts are told apart."""
    capacities = (vehicle.capacity or () for vehicle in instance.vehicles)
    of_jobs = (max(map(len, (j.delivery, j.pickup, j.amount))) for j in instance.jobs)
    return max((*map(len, capacities), *of_jobs), default=0)


def amounts_of(instance: Instance, tasks: tuple[Task, ...]) -> Amounts:
    """Compile the amounts of an instance with these tasks.

    Raises ValueError for rules that no file format combines: collections of a vehicle with a
    refill, or a number of tasks.
    """
    width = dimensions(instance)
    delivery = _table((job.delivery for job in instance.jobs), width)
    pickup = _table((job.pickup for job in instance.jobs), width)
    goods = _table((job.amount for job in instance.jobs), width)
    refills = any(vehicle.refill is not None for vehicle in instance.vehicles)
    counted = any(vehicle.max_tasks is not None for vehicle in instance.vehicles)
    if refills and (counted or pickup.any() or goods.any()):
        raise ValueError("a refill goes with deliveries only, and with any number of tasks")

    changes = _used(goods) | (_used(delivery) & _used(pickup))
    in_all = delivery + pickup + goods
    capacity = _capacity(instance, in_all.sum(axis=0))
    used, held = in_all[:, ~changes], capacity[:, ~changes]
    if counted:
        used, held = _with_task_count(instance, used, held)
    rows, parts = np.nonzero(used)
    owners, held_parts = np.nonzero(held)
    lots = np.column_stack(
        [
            held_parts,
            owners,
            np.full(len(owners), NONE),
            held[owners, held_parts],
            np.full(len(owners), ALWAYS),
        ]
    )
    return Amounts(
        needs=np.column_stack([parts, used[rows, parts]]).astype(np.int64),
        needs_first=np.searchsorted(rows, np.arange(len(used) + 1)).astype(np.int64),
        lots=np.ascontiguousarray(lots, dtype=np.int64),
        parts=used.shape[1],
        loads=_loads(delivery, pickup, goods, capacity, changes, tasks),
    )


def _loads(
    delivery: Int64,
    pickup: Int64,
    goods: Int64,
    capacity: Int64,
    changes: npt.NDArray[np.bool_],
    tasks: tuple[Task, ...],
) -> Loads | None:
    if not changes.any():
        return None
    jobs = len(delivery)
    at_start = np.zeros((len(tasks), int(changes.sum())), dtype=np.int64)
    change = np.zeros_like(at_start)
    at_start[:jobs] = delivery[:, changes]
    change[:jobs] = (pickup - delivery - goods)[:, changes]
    for number, task in enumerate(tasks):
        if task.step is Step.PICKUP:
            change[number] = goods[task.owner, changes]
    return Loads(at_start, change, np.ascontiguousarray(capacity[:, changes]))


def _with_task_count(instance: Instance, used: Int64, held: Int64) -> tuple[Int64, Int64]:
    """One more part, of which every task takes one; a shipment is two tasks."""
    tasks = np.array([1 if job.goods is None else 2 for job in instance.jobs], dtype=np.int64)
    enough = int(tasks.sum())
    allowed = [
        enough if vehicle.max_tasks is None else vehicle.max_tasks for vehicle in instance.vehicles
    ]
    return np.column_stack([used, tasks]), np.column_stack([held, np.array(allowed, np.int64)])


def _used(amounts: Int64) -> npt.NDArray[np.bool_]:
    used: npt.NDArray[np.bool_] = (amounts != 0).any(axis=0)
    return used


def _capacity(instance: Instance, everything: Int64) -> Int64:
    """(v, d): a vehicle without a capacity holds everything there is."""
    return _table(
        (
            everything.tolist() if vehicle.capacity is None else vehicle.capacity
            for vehicle in instance.vehicles
        ),
        len(everything),
    )


def _table(rows: Iterable[Iterable[int]], width: int) -> Int64:
    """Rows of amounts, filled up with 0."""
    nothing = (0,) * width
    filled = [(*row, *nothing)[:width] for row in rows]
    return np.array(filled, dtype=np.int64).reshape(len(filled), width)
