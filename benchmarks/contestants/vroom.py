"""VROOM through its own Python package: thorough (`-x 5`) or quick (`-x 0`), on all threads.

https://github.com/VROOM-Project/vroom: `-x` is the exploration level, `-t` the threads, `-l` the
time limit, after which it answers with what it has. It ends by itself once it has tried all that
its level asks for, and it knows no seed. Priorities, skills, amounts and windows are its own words.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks.amounts import dimensions
from benchmarks.answer import answer
from benchmarks.contestants import Glimpse, NothingFoundError, Order, Reply
from benchmarks.contestants.features import Feature, require_only
from benchmarks.contestants.matrices import amounts, capacities, profiles
from benchmarks.instance import Instance

SETTINGS = ("x5", "x0")
USES_SEED = False
PACKAGE = "pyvroom"
MODULES = ("vroom",)
KNOWN = {Feature.OPEN_ROUTES, Feature.PICKUPS, Feature.SETUPS, Feature.TASK_LIMITS}


def solve(instance: Instance, order: Order, _tell: Callable[[Glimpse], None]) -> Reply:
    """See `Contestant`. VROOM tells nothing before it ends."""
    require_only(instance, KNOWN)
    problem = _problem(instance)
    try:
        solution = problem.solve(
            exploration_level=int(order.setting.removeprefix("x")),
            nb_threads=order.threads,
            timeout=timedelta(seconds=order.seconds_left()),
        )
    except RuntimeError as error:  # what the package makes of VROOM's own exceptions
        raise NothingFoundError(f"VROOM says: {error}") from error
    steps = solution.routes
    visits = steps[steps["type"] == "job"]
    found: list[list[int]] = [[] for _ in instance.vehicles]
    for vehicle, job in zip(visits["vehicle_id"], visits.get("id", ()), strict=True):
        found[int(vehicle)].append(int(job))
    return Reply(answer(instance, found))


def _problem(instance: Instance) -> Any:
    """The instance in VROOM's words; its ids are our row numbers."""
    import vroom

    problem = vroom.Input()
    for profile in profiles(instance):
        problem.set_durations_matrix(profile, instance.durations[profile])
        if instance.costs is not None:
            problem.set_costs_matrix(profile, instance.costs)
    limits, count = capacities(instance), dimensions(instance)
    problem.add_vehicle(
        [
            vroom.Vehicle(
                number,
                start=vehicle.start,
                end=vehicle.end,
                profile=vehicle.profile,
                capacity=limits[number],
                skills=set(vehicle.skills),
                time_window=vroom.TimeWindow(*vehicle.window),
                **({} if vehicle.max_tasks is None else {"max_tasks": vehicle.max_tasks}),
            )
            for number, vehicle in enumerate(instance.vehicles)
        ]
    )
    problem.add_job(
        [
            vroom.Job(
                number,
                job.stop.place,
                default_setup=job.stop.setup,
                default_service=job.stop.service,
                delivery=amounts(job.delivery, count),
                pickup=amounts(job.pickup, count),
                skills=set(job.skills),
                priority=job.priority,
                time_windows=[vroom.TimeWindow(*window) for window in job.stop.windows],
            )
            for number, job in enumerate(instance.jobs)
        ]
    )
    return problem
