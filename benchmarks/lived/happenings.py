"""What else happens in a day: illness, calls that are due, cancellations, calls that come in."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import simpy

from benchmarks.lived.records import Fate, JobRecord
from benchmarks.lived.van import Van
from models.job import Job

if TYPE_CHECKING:
    from benchmarks.lived.world import World

Process = Generator[simpy.Event, Any, None]


def illness(world: World, van: Van, at: int) -> Process:
    """The engineer notices it, wherever he waits; who works finishes that first."""
    yield world.env.timeout(max(0, at - world.now))
    world.wake(van)


def deadline(world: World, job_id: str, appointment: int) -> Process:
    """At the latest moment for a call: who will be met after the appointment is called."""
    at = appointment - world.ground.policy.calls.late_call_before_appointment_s
    if at < world.now:
        return
    yield world.env.timeout(at - world.now)
    record = world.records[job_id]
    if record.agreed != appointment or record.arrived is not None or record.fate is not None:
        return
    if record.called_late is None and world.dispatcher.is_to_be_called(
        world.van_of(job_id), job_id
    ):
        record.called_late = world.now


def cancellation(world: World, job_id: str, share: float) -> Process:
    """The customer cancels at a share of the time from the first shift to the appointment."""
    begins = min(van.tour.begins for van in world.vans)
    until = world.records[job_id].agreed or begins
    yield world.env.timeout(begins + round(share * max(0, until - begins)) - world.now)
    record = world.records[job_id]
    if record.departed is not None or record.fate is not None:
        return
    record.fate = Fate.CANCELLED
    world.heard()
    for van in world.vans:
        position = van.position(job_id)
        if position is not None:
            van.queue.pop(position)
            world.wake(van)
    world.dispatcher.cancelled(job_id)


def call(world: World, job: Job) -> Process:
    """A job that comes in while the day is lived."""
    assert job.received_at is not None
    yield world.env.timeout(max(0, world.ground.clock.seconds(job.received_at) - world.now))
    world.records[job.id] = JobRecord(job.id, urgent=True)
    world.heard()
    world.dispatcher.comes_in(job)
