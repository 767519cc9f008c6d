"""From a change to what it means: moments, who is moved, who becomes late, what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.job import Job
from models.proposal import Disturbance, MovedVisit, Untruth
from models.timeline import StopTimes, Timeline
from optimizer.proposals.change import Change
from optimizer.proposals.ground import Ground
from optimizer.proposals.tiers import calls_for_it, tier_of
from optimizer.standing import ShiftName

__all__ = ["Draft", "draft"]

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """A change that can be driven, with what it does to people. Not audited yet."""

    change: Change
    timelines: Mapping[ShiftName, Timeline]
    """Of the shifts that would still have visits."""
    moves: tuple[MovedVisit, ...]
    knock_on: tuple[Untruth, ...]
    disturbance: Disturbance


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where one job would be."""

    name: ShiftName
    stop: StopTimes


def draft(ground: Ground, change: Change, homeless: Iterable[str] = ()) -> Draft | None:
    """Walk a change and say what it does; None where a route cannot be driven.

    `homeless` are the jobs of the question that are in no route as things stand; those that the
    change leaves so count as unserved.
    """
    timelines: dict[ShiftName, Timeline] = {}
    for name, visits in change.routes.items():
        if visits:
            walked = ground.walk(name, visits, change.jobs)
            if walked is None:
                return None
            timelines[name] = walked
    seats = {
        stop.job_id: _Seat(name, stop) for name, one in timelines.items() for stop in one.stops
    }
    concerned = dict.fromkeys(
        (
            *(one.job_id for name in change.routes for one in ground.visits(name)),
            *seats,
            *change.unplanned,
        )
    )
    moves = tuple(_moves(ground, change, concerned, seats))
    knock_on = tuple(_knock_on(ground, change, timelines))
    nowhere = [job_id for job_id in dict.fromkeys((*homeless, *concerned)) if job_id not in seats]
    return Draft(
        change=change,
        timelines=timelines,
        moves=moves,
        knock_on=knock_on,
        disturbance=_disturbance(ground, change, timelines, moves, knock_on, nowhere),
    )


def _moves(
    ground: Ground, change: Change, concerned: Iterable[str], seats: Mapping[str, _Seat]
) -> Iterator[MovedVisit]:
    """Every customer for whom something becomes other than the plan in force says."""
    moment = ground.clock.moment
    for job_id in concerned:
        job, seat = ground.job(job_id), seats.get(job_id)
        promise, told_s = ground.promise(job_id), ground.told_s(job)
        old_s = told_s
        if old_s is None and promise is not None:
            old_s = ground.clock.seconds(promise.appointment)
        new_s = None if seat is None else seat.stop.appointment
        engineer_id = None if seat is None else seat.name[0]
        came_from = None if promise is None else promise.name[0]
        if (old_s, came_from) == (new_s, engineer_id):
            continue
        yield MovedVisit(
            job_id=job_id,
            from_engineer_id=came_from,
            to_engineer_id=engineer_id,
            from_appointment=None if old_s is None else moment(old_s),
            to_appointment=None if new_s is None else moment(new_s),
            expected_arrival=None if seat is None else moment(seat.stop.arrive),
            needs_consent=_needs_consent(ground, change, job, new_s),
        )


def _needs_consent(ground: Ground, change: Change, job: Job, new_s: int | None) -> bool:
    if job.id in change.wished:
        return False
    if job.id in change.asks:
        return True
    told_s = ground.told_s(job)
    if told_s is None or new_s == told_s:
        return False
    # Nobody has to agree to what cannot be helped: a visit that nobody can make any more.
    return new_s is not None or _stands(ground, job.id)


def _stands(ground: Ground, job_id: str) -> bool:
    """Whether the visit would still be made if nothing was changed."""
    name = ground.shift_of(job_id)
    return name is not None and any(one.job_id == job_id for one in ground.stands(name)[0])


def _knock_on(
    ground: Ground, change: Change, timelines: Mapping[ShiftName, Timeline]
) -> Iterator[Untruth]:
    """Who would be met after the appointment."""
    moment = ground.clock.moment
    for (engineer_id, _), timeline in timelines.items():
        for stop in timeline.stops:
            late_s = max(0, stop.arrive - stop.appointment)
            if not stop.told or not late_s:
                continue
            job = change.jobs.get(stop.job_id, ground.job(stop.job_id))
            promise = ground.promise(stop.job_id)
            deadline = job.sla_deadline
            yield Untruth(
                job_id=stop.job_id,
                engineer_id=engineer_id,
                planned_arrival=moment(stop.arrive) if promise is None else promise.arrive,
                expected_arrival=moment(stop.arrive),
                appointment=moment(stop.appointment),
                told=True,
                tier=tier_of(ground.policy, stop.arrive, stop.appointment),
                late_s=late_s,
                sla_at_risk=deadline is not None and ground.clock.seconds(deadline) < stop.start,
            )


def _disturbance(
    ground: Ground,
    change: Change,
    timelines: Mapping[ShiftName, Timeline],
    moves: Iterable[MovedVisit],
    knock_on: Iterable[Untruth],
    nowhere: Iterable[str],
) -> Disturbance:
    lost = [ground.job(job_id) for job_id in nowhere]
    called = {job.id for job in lost if job.appointment_told is not None}
    moved_s = 0
    for move in moves:
        told = ground.job(move.job_id).appointment_told is not None
        if told or move.needs_consent:
            called.add(move.job_id)
        if told and move.from_appointment is not None and move.to_appointment is not None:
            moved_s += abs(int((move.to_appointment - move.from_appointment).total_seconds()))
    for late in knock_on:
        moved_s += late.late_s
        if calls_for_it(late.tier):
            called.add(late.job_id)
    touched = {
        engineer_id
        for (engineer_id, turn), visits in change.routes.items()
        if [one.job_id for one in visits]
        != [one.job_id for one in ground.visits((engineer_id, turn))]
    }
    before = ground.cents(ground.before(name)[1] for name in change.routes)
    return Disturbance(
        unserved_priority=sum(job.priority for job in lost),
        customers_to_call=len(called),
        engineers_touched=len(touched),
        minutes_moved=-(-moved_s // MINUTE),
        extra_cents=ground.cents(timelines.values()) - before,
    )
