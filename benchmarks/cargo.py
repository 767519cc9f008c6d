"""What a vehicle has on board along a route, and whether it may be sent on that route at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.instance import Instance, Vehicle
from benchmarks.tasks import Step, Task
from models.errors import RouteImpossible

Load = list[int]
SERVES = frozenset({Step.JOB, Step.DELIVERY})
"""The steps that serve a job."""


def added(one: Sequence[int], other: Iterable[int], sign: int = 1) -> Load:
    """One amount plus (or minus) another, which may name fewer dimensions."""
    total = list(one)
    for at, units in enumerate(other):
        total[at] += sign * units
    return total


def loads_on(instance: Instance, tasks: Sequence[Task], width: int) -> list[Load]:
    """What is on board at the start and after every task, in so many dimensions.

    What is brought to jobs is on board from the start of the route, or from the depot on where
    that comes between.
    """
    depot = next((at for at, task in enumerate(tasks) if task.step is Step.DEPOT), len(tasks))
    load = _brought(instance, tasks[:depot], width)
    loads = [load]
    for task in tasks:
        if task.step is Step.DEPOT:
            load = added(load, _brought(instance, tasks[depot:], width))
        elif task.step is Step.PICKUP:
            load = added(load, instance.jobs[task.owner].amount)
        elif task.step in SERVES:
            job = instance.jobs[task.owner]
            load = added(added(load, job.delivery, -1), job.pickup)
            load = added(load, job.amount, -1)
        loads.append(load)
    return loads


def _brought(instance: Instance, tasks: Iterable[Task], width: int) -> Load:
    total = [0] * width
    for task in tasks:
        if task.step in SERVES:
            total = added(total, instance.jobs[task.owner].delivery)
    return total


def require_legal(
    instance: Instance, vehicle: Vehicle, tasks: Sequence[Task], loads: Sequence[Load]
) -> None:
    """Hold a route against every rule but the times. `loads` are `loads_on` of its tasks.

    Raises RouteImpossible with a rule that is broken.
    """
    depot = next((at for at, task in enumerate(tasks) if task.step is Step.DEPOT), len(tasks))
    if vehicle.capacity is not None:
        room = vehicle.capacity
        if any(units > room[at] for load in loads[: depot + 1] for at, units in enumerate(load)):
            raise RouteImpossible(f"vehicle {vehicle.id} has more on board than it holds")
    work = [task for task in tasks if task.step in SERVES or task.step is Step.PICKUP]
    if vehicle.max_tasks is not None and len(work) > vehicle.max_tasks:
        raise RouteImpossible(f"vehicle {vehicle.id} has more tasks than it may have")
    if sum(task.step is Step.BREAK for task in tasks) != len(vehicle.breaks):
        raise RouteImpossible(f"vehicle {vehicle.id} has not just the breaks that it should have")
    collected: set[int] = set()
    for at, task in enumerate(tasks):
        if task.step is Step.PICKUP:
            collected.add(task.owner)
        elif task.step in SERVES:
            job = instance.jobs[task.owner]
            if not job.skills <= vehicle.skills or (at < depot and not job.tools <= vehicle.tools):
                raise RouteImpossible(f"vehicle {vehicle.id} is not able to do job {job.id}")
            if job.goods is not None and task.owner not in collected:
                raise RouteImpossible(f"the goods of {job.id} are not collected before it")
            collected.discard(task.owner)
    if collected:
        raise RouteImpossible(f"vehicle {vehicle.id} collects goods that it brings nowhere")
