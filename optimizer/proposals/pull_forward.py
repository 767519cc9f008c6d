"""Pull forward: a gap is used by a visit that was to be later, if its customer likes that."""

from __future__ import annotations

from collections.abc import Iterator

from models.base import Text
from models.event import CustomerAsksToChange
from models.job import Job, Window
from models.plan import Stop
from models.proposal import ProposalKind
from models.starts import Span
from optimizer.proposals.case import Case, told_anew
from optimizer.proposals.change import Change
from optimizer.proposals.ground import Visits
from optimizer.standing import ShiftName

__all__ = ["propose"]

NEIGHBOURS_TRIED = 16
CHANGES_SHOWN = 3


def propose(case: Case) -> Iterator[Change]:
    """The nearest later visits that are worth a call in the gap of a visit that is not made."""
    if isinstance(case.event, CustomerAsksToChange):
        return  # the gap opens once the customer has another time
    ground = case.ground
    job_id: str | None = getattr(case.event, "job_id", None)
    stop = None if job_id is None else ground.day.stop_of(job_id)
    if (
        job_id is None
        or stop is None
        or not ground.terrain.locates(stop.place)
        or ground.shift_of(job_id) is not None
    ):
        return
    shown = 0
    for name in case.upset:
        gap, before = _gap(case, name, stop)
        for origin, other in _later_neighbours(case, stop):
            change = _forward(case, other, origin, name, gap, before)
            if change is not None:
                yield change
                shown += 1
            if shown == CHANGES_SHOWN:
                return


def _gap(case: Case, name: ShiftName, stop: Stop) -> tuple[Span, str | None]:
    """From when to when there is nothing to do now, and which visit comes after it."""
    ground = case.ground
    seconds = ground.clock.seconds
    assert stop.leg is not None  # a visit
    begin, end = max(ground.now_s, seconds(stop.leg.ready)), seconds(stop.finish)
    for one in ground.stands(name)[0]:
        promise = ground.promise(one.job_id)
        if promise is not None and seconds(promise.appointment) >= seconds(stop.start):
            end = max(end, seconds(promise.appointment))
            return (begin, max(begin, end)), one.job_id
    return (begin, max(begin, end)), None


def _later_neighbours(case: Case, stop: Stop) -> Iterator[tuple[ShiftName, str]]:
    """Visits that were told a later time, the nearest first."""
    ground = case.ground
    later = ground.clock.seconds(stop.finish), ground.clock.seconds(ground.day.scenario.horizon.end)
    tried = 0
    for name, job_id in case.board.visits_near(ground.terrain.number(stop.place), later):
        if tried == NEIGHBOURS_TRIED:
            return
        job = ground.day.job(job_id)
        if job is not None and job.appointment_told is not None:
            tried += 1
            ids = [one.job_id for one in ground.stands(name)[0][ground.fixed(name) :]]
            if job_id in ids:
                yield name, job_id


def _forward(
    case: Case, job_id: str, origin: ShiftName, name: ShiftName, gap: Span, before: str | None
) -> Change | None:
    """A visit in the gap, where that makes the routes so much cheaper that a call is worth it."""
    ground = case.ground
    job = ground.job(job_id)
    routes = _without(case, job_id, name, origin)
    if before == job_id:
        before = _behind(ground.stands(name)[0], job_id)
    windows = (Window(start=ground.clock.moment(gap[0]), end=ground.clock.moment(gap[1])),)
    free = job.model_copy(update={"appointment_told": None, "windows": windows})
    seat = case.seat(free, name, routes[name], before, routes)
    if seat is None:
        return None
    routes[name] = seat.visits
    agreed = told_anew(ground, job, seat.appointment_s)
    if not _saves(case, routes, agreed):
        return None
    at = ground.clock.moment(seat.appointment_s)
    title = Text(en=f"Visit {job_id} earlier, at {at:%H:%M}", zh=f"{job_id} 提前到 {at:%H:%M}")
    return Change(
        ProposalKind.PULL_FORWARD, title, routes, {job_id: agreed}, asks=frozenset({job_id})
    )


def _without(
    case: Case, job_id: str, name: ShiftName, origin: ShiftName
) -> dict[ShiftName, Visits]:
    ground = case.ground
    return {
        one: tuple(visit for visit in ground.stands(one)[0] if visit.job_id != job_id)
        for one in dict.fromkeys((origin, name))
    }


def _behind(visits: Visits, job_id: str) -> str | None:
    """Who is visited after a job."""
    ids = [one.job_id for one in visits]
    at = ids.index(job_id) + 1
    return ids[at] if at < len(ids) else None


def _saves(case: Case, routes: dict[ShiftName, Visits], agreed: Job) -> bool:
    ground = case.ground
    after = [ground.walk(name, visits, {agreed.id: agreed}) for name, visits in routes.items()]
    if any(
        walked is None and visits for walked, visits in zip(after, routes.values(), strict=True)
    ):
        return False
    before = [ground.before(name)[1] for name in routes]
    saved = ground.cents(before) - ground.cents(after)
    return saved >= max(1, ground.policy.worth_a_call_cents)
