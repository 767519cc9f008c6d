"""What a vehicle may do on its way, numbered as the stops of the compiled problem are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from benchmarks.instance import Instance, Stop, Window


class Step(StrEnum):
    """What a task is called in an answer."""

    JOB = "job"
    PICKUP = "pickup"
    """The goods of a shipment are collected."""
    DELIVERY = "delivery"
    """The goods of a shipment are brought."""
    BREAK = "break"
    DEPOT = "depot"
    """Tools and parts are collected: the refill of the vehicle."""


@dataclass(frozen=True, slots=True)
class Task:
    """One stop that a route can have."""

    step: Step
    id: int | None
    """In the file; None for a refill."""
    owner: int
    """Index of the vehicle of a BREAK or DEPOT, of the job of all others."""
    place: int | None
    """None for a BREAK: wherever the vehicle then is."""
    windows: tuple[Window, ...]
    service: int
    setup: int


def tasks_of(instance: Instance) -> tuple[Task, ...]:
    """The tasks by stop number: all jobs, then refills, then breaks, then goods.

    The breaks of a vehicle come in the order in which they are taken: by their first moment.
    """
    jobs = (
        _at(job.stop, Step.JOB if job.goods is None else Step.DELIVERY, job.id, number)
        for number, job in enumerate(instance.jobs)
    )
    refills = (
        _at(vehicle.refill, Step.DEPOT, None, number)
        for number, vehicle in enumerate(instance.vehicles)
        if vehicle.refill is not None
    )
    breaks = (
        Task(Step.BREAK, rest.id, number, None, rest.windows, rest.service, 0)
        for number, vehicle in enumerate(instance.vehicles)
        for rest in sorted(vehicle.breaks, key=lambda one: one.windows)
    )
    goods = (
        _at(job.goods, Step.PICKUP, job.goods_id, number)
        for number, job in enumerate(instance.jobs)
        if job.goods is not None
    )
    return (*jobs, *refills, *breaks, *goods)


def _at(stop: Stop, step: Step, its_id: int | None, owner: int) -> Task:
    return Task(step, its_id, owner, stop.place, stop.windows, stop.service, stop.setup)
