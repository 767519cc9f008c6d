"""Plans of other solvers as days to be lived: executed as they are.

They are given what a careful user of them would give: skills, tools and other demands, parts as
amounts, the mean drive of a working day, 5 minutes more for each visit and windows 5 minutes
earlier, so that the engineer is at the door in time for the appointment.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.contestants import Json, Order, contestant
from benchmarks.instance import Format, Instance, InstanceJob, Objective, Stop, Vehicle
from benchmarks.lived.tours import Ground, Tour, TourVisit, tours_of
from models.job import Job
from optimizer.abilities import Demand, demands
from optimizer.triage import triage

SAMPLED_HOURS = (9, 11, 13, 15)
"""Local hours whose drives are averaged: these solvers know one time for a leg."""
SETTINGS = {"ortools": "path_cheapest_arc", "pyvrp": "loads", "vroom": "x5"}


def peer_tours(ground: Ground, name: str, seconds: float, seed: int) -> tuple[Tour, ...]:
    """The plan of a peer as tours.

    Raises:
        CannotExpressError: the peer has no way to say what the day asks.
        NothingFoundError: the peer has no plan when its time is over.
    """
    instance, jobs = instance_of(ground)
    order = Order(
        seconds=seconds,
        threads=1,
        seed=seed,
        setting=SETTINGS[name],
        deadline=time.perf_counter() + seconds,
    )
    reply = contestant(name).solve(instance, order, lambda _glimpse: None)
    return tuple(_tours(ground, reply.answer, jobs))


def instance_of(ground: Ground) -> tuple[Instance, tuple[Job, ...]]:
    """The day in the words that all contestants understand, and its jobs by number."""
    scenario, clock, early_s = ground.scenario, ground.clock, _early_s(ground)
    jobs, _ = triage(scenario, clock)
    tokens: dict[Demand, int] = {}
    for job in jobs:
        for demand in demands(job):
            tokens.setdefault(demand, len(tokens) + 1)
    parts = sorted({need.part_id for job in jobs for need in job.parts})
    profile = "car"
    vehicles = []
    for number, tour in enumerate(tours_of(ground, None)):
        engineer = ground.engineers[tour.engineer_id]
        vehicles.append(
            Vehicle(
                id=number,
                start=tour.start,
                end=tour.end,
                window=(tour.begins, tour.ends),
                profile=profile,
                skills=frozenset(
                    token for one, token in tokens.items() if one.obstacle(engineer) is None
                ),
                capacity=tuple(engineer.van_stock.get(part, 0) for part in parts),
            )
        )
    found = [
        InstanceJob(
            id=number,
            stop=Stop(
                place=ground.places.job[job.id],
                windows=tuple(
                    (max(0, clock.seconds(one.start) - early_s), clock.seconds(one.end) - early_s)
                    for one in job.windows
                ),
                service=_usual_s(ground, job) + early_s,
            ),
            priority=job.priority,
            skills=frozenset(tokens[one] for one in demands(job)),
            delivery=tuple(
                sum(need.quantity for need in job.parts if need.part_id == part) for part in parts
            ),
        )
        for number, job in enumerate(jobs)
    ]
    instance = Instance(
        name=scenario.name,
        format=Format.VROOM,
        objective=Objective.TRAVEL,
        units=1,
        durations={profile: _mean_drives(ground)},
        jobs=tuple(found),
        vehicles=tuple(vehicles),
    )
    return instance, jobs


def _early_s(ground: Ground) -> int:
    return ground.policy.early_band.least_s


def _usual_s(ground: Ground, job: Job) -> int:
    """These solvers know one duration for all engineers."""
    if job.duration_s is not None:
        return job.duration_s
    return ground.policy.default_duration_s[job.kind]


def _mean_drives(ground: Ground) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    first = ground.clock.seconds(
        ground.clock.moment(0).replace(hour=0, minute=0, second=0, microsecond=0)
    )
    count = len(ground.places.places)
    profile = next(iter(ground.engineers.values())).vehicle_profile
    total = np.zeros((count, count), dtype=np.int64)
    for hour in SAMPLED_HOURS:
        at = first + 3600 * hour
        for origin in range(count):
            total[origin] += [
                ground.travel.arrive(profile, origin, target, at) - at for target in range(count)
            ]
    np.fill_diagonal(total, 0)
    return np.ascontiguousarray(-(-total // len(SAMPLED_HOURS)), dtype=np.int32)


def _tours(ground: Ground, answer: Json, jobs: tuple[Job, ...]) -> Iterator[Tour]:
    empty = tours_of(ground, None)
    routes = {route["vehicle"]: route["steps"] for route in answer["routes"]}
    for number, tour in enumerate(empty):
        yield replace(tour, visits=tuple(_visits(ground, tour, routes.get(number, ()), jobs)))


def _visits(
    ground: Ground, tour: Tour, steps: list[Json] | tuple[Json, ...], jobs: tuple[Job, ...]
) -> Iterator[TourVisit]:
    """The visits of a route: idle time is spent before leaving, as everywhere here."""
    free = tour.begins
    for step in steps:
        if step["type"] == "start":
            free = step["arrival"]
        if step["type"] != "job":
            continue
        door = step["arrival"] + step["waiting_time"]
        job = jobs[step["id"]]
        yield TourVisit(
            job_id=job.id,
            appointment=door + _early_s(ground),
            depart=free + step["waiting_time"],
            work_s=ground.work_s(job.id, tour.engineer_id),
        )
        free = door + step["service"]
