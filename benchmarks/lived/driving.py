"""How engineers behave (domain.md, sections 4 and 6), as a process on SimPy's clock.

They leave as planned or as soon as they are free after it, wait where they are, ring in the band,
begin at the appointment (or on arrival if late), never interrupt their work, and go for nothing
that would bring them home after their overtime.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import simpy

from benchmarks.lived.records import Fate, JobRecord
from benchmarks.lived.tours import TourVisit
from benchmarks.lived.van import Van

if TYPE_CHECKING:
    from benchmarks.lived.world import World

Process = Generator[simpy.Event, Any, None]

NOTICED_FROM_S = 60
"""Deviations from the expected moment that are smaller are not reported to anybody, seconds."""
WRONG_PART_SHOWS_AFTER = 0.3
"""Share of the work after which it shows that a part does not fit."""
LEAST_WORK_S = 60


def shift(world: World, van: Van) -> Process:
    """One engineer's day, from the begin of the shift to the end place."""
    yield world.env.timeout(max(0, van.tour.begins - world.now))
    while not van.is_ill(world.now):
        visit = _next(world, van)
        if visit is None and van.has_left and van.place != van.tour.end:
            yield from _go_home(world, van)
            continue
        until = van.tour.must_end if visit is None else visit.depart
        if until > world.now:
            yield from _wait(world, van, until)
            continue
        if visit is None:
            break
        van.queue.pop(0)
        yield from _visit(world, van, visit)
    van.is_out = True
    if van.is_ill(world.now):
        van.record.fell_ill, van.record.back = world.now, None
        world.heard()
        world.dispatcher.unavailable(van)


def _next(world: World, van: Van) -> TourVisit | None:
    """The next visit that can still be made; those that cannot are given up."""
    while van.queue:
        visit = van.queue[0]
        depart = max(world.now, visit.depart)
        place = world.ground.places.job[visit.job_id]
        arrive = depart + world.drive_s(van, place, depart)
        done = max(arrive, visit.appointment) + visit.work_s
        back = done + world.drive_s(van, van.tour.end, done, place)
        if back <= van.tour.must_end and world.dispatcher.keeps(van, visit):
            return visit
        van.queue.pop(0)
    return None


def _wait(world: World, van: Van, until: int) -> Process:
    """Wait where the engineer is, until then or until something changes."""
    yield world.env.timeout(until - world.now) | van.changed


def _visit(world: World, van: Van, visit: TourVisit) -> Process:
    record = world.records[visit.job_id]
    record.engineer_id, record.departed = van.engineer_id, world.now
    if not (yield from _drive_to(world, van, visit)):
        record.engineer_id = record.departed = None
        van.queue.insert(0, visit)
        return
    record.arrived = world.now
    van.free_at = max(world.now, visit.appointment) + visit.work_s
    world.dispatcher.arrived(van, visit)
    if world.truth.is_no_show(visit.job_id):
        yield from _nobody_at_home(world, van, visit, record)
        return
    yield world.env.timeout(max(0, visit.appointment - world.now))
    record.started = world.now
    world.dispatcher.started(van, visit)
    yield from _work(world, van, visit, record)


def _drive_to(world: World, van: Van, visit: TourVisit) -> Generator[simpy.Event, Any, bool]:
    """Drive to a customer; False for who falls ill on the way."""
    target = world.ground.places.job[visit.job_id]
    by_table_s = world.drive_s(van, target, world.now)
    drive_s = round(by_table_s * world.truth.drive(visit.job_id))
    arrival = world.now + drive_s
    van.at_work_on, van.arrives, van.free_at, van.has_left = visit, arrival, None, True
    world.dispatcher.departed(van, visit)
    if van.ill_at is not None and van.ill_at < arrival:
        van.record.travel_s += van.ill_at - world.now
        yield world.env.timeout(van.ill_at - world.now)
        van.at_work_on = van.arrives = None
        return False
    van.record.travel_s += drive_s
    seen_s = drive_s // 2
    yield world.env.timeout(seen_s)
    if drive_s - by_table_s >= NOTICED_FROM_S:
        world.heard()
        world.dispatcher.on_the_road_late(van, visit, arrival)
    yield world.env.timeout(drive_s - seen_s)
    van.place, van.arrives = target, None
    return True


def _nobody_at_home(world: World, van: Van, visit: TourVisit, record: JobRecord) -> Process:
    """Knock, call, and leave a note some time after the last attempt."""
    rules = world.ground.policy.door
    last_attempt = max(world.now + rules.knock_for_s, visit.appointment)
    van.free_at = last_attempt + rules.leave_note_after_s
    yield world.env.timeout(van.free_at - world.now)
    record.fate = Fate.NO_ACCESS
    _leave(world, van, record)
    world.heard()
    world.dispatcher.failed(van, visit)


def _work(world: World, van: Van, visit: TourVisit, record: JobRecord) -> Process:
    factor = world.truth.work(visit.job_id, world.ground.spread(visit.job_id))
    work_s = max(min(LEAST_WORK_S, visit.work_s), round(visit.work_s * factor))
    fails = world.truth.has_wrong_part(visit.job_id)
    if fails:
        work_s = round(work_s * WRONG_PART_SHOWS_AFTER)
    finish = world.now + work_s
    if work_s - visit.work_s >= NOTICED_FROM_S:
        yield world.env.timeout(visit.work_s)
        van.free_at = finish
        world.heard()
        world.dispatcher.overruns(van, visit, finish)
    yield world.env.timeout(finish - world.now)
    van.record.work_s += work_s
    record.fate = Fate.WRONG_PART if fails else Fate.DONE
    _leave(world, van, record)
    if fails:
        world.heard()
        world.dispatcher.failed(van, visit)
    else:
        world.dispatcher.finished(van, visit)


def _leave(world: World, van: Van, record: JobRecord) -> None:
    record.finished = world.now
    van.at_work_on = van.free_at = None


def _go_home(world: World, van: Van) -> Process:
    by_table_s = world.drive_s(van, van.tour.end, world.now)
    drive_s = round(by_table_s * world.truth.drive(f"home of {van.engineer_id}"))
    if van.ill_at is not None and van.ill_at < world.now + drive_s:
        van.ill_at = None  # on the way home anyway, and nobody waits
    van.record.travel_s += drive_s
    yield world.env.timeout(drive_s)
    van.place, van.record.back = van.tour.end, world.now
