"""Rebook: a visit at another time, today or on a day that follows, if the customer agrees."""

from __future__ import annotations

from collections.abc import Iterator

from models.base import Text
from models.event import CustomerAsksToChange
from models.job import Job
from models.proposal import ProposalKind
from models.starts import Span
from optimizer.proposals.case import Case, Seat, told_anew
from optimizer.proposals.change import Change
from optimizer.proposals.days import free_on, spans_of_days
from optimizer.proposals.ground import Visits
from optimizer.standing import ShiftName

__all__ = ["propose"]

SEATS_EACH_DAY = 1
DAYS_SHOWN = 3
MOST_VISITS = 2
"""Where more visits are in trouble than that, each by itself is no way out."""


def propose(case: Case) -> Iterator[Change]:
    """For each visit in trouble, the best place of each of the next days."""
    ground = case.ground
    if len(case.homeless) > MOST_VISITS:
        return
    for job_id in list(dict.fromkeys(case.in_trouble))[:MOST_VISITS]:
        if ground.is_fixed(job_id):
            continue  # nobody turns round on the way
        job = ground.job(job_id)
        if job_id in case.homeless and job.appointment_told is None and _was_asked_for(case, job):
            continue  # its own windows are open: `insert` looks for a place in them
        shown = 0
        for span in spans_of_days(ground, job):
            seat = _seat(case, job, span)
            if seat is not None:
                yield _change(case, job, seat)
                shown += 1
            if shown == DAYS_SHOWN:
                break


def _was_asked_for(case: Case, job: Job) -> bool:
    """Whether the job has never had a visit that could have been told."""
    return case.ground.promise(job.id) is None


def _seat(case: Case, job: Job, span: Span) -> Seat | None:
    free = free_on(case.ground, job, (span,))
    routes = _without(case, job.id)
    return next(iter(case.seats(free, (span,), count=SEATS_EACH_DAY, routes=routes)), None)


def _without(case: Case, job_id: str) -> dict[ShiftName, Visits]:
    """The shift that the visit would leave, without it."""
    ground = case.ground
    name = ground.shift_of(job_id)
    if name is None:
        return {}
    visits = tuple(one for one in ground.stands(name)[0] if one.job_id != job_id)
    return {name: visits}


def _change(case: Case, job: Job, seat: Seat) -> Change:
    ground = case.ground
    routes = {name: ground.stands(name)[0] for name in case.upset if ground.visits(name)}
    routes |= _without(case, job.id)
    routes[seat.name] = seat.visits
    at = ground.clock.moment(seat.appointment_s)
    wished = isinstance(case.event, CustomerAsksToChange) and case.event.job_id == job.id
    return Change(
        ProposalKind.REBOOK,
        Text(
            en=f"Visit {job.id} on {at:%d.%m.} at {at:%H:%M}",
            zh=f"{job.id} 改约 {at:%m-%d %H:%M}",
        ),
        routes,
        {job.id: told_anew(ground, job, seat.appointment_s)},
        asks=frozenset() if wished else frozenset({job.id}),
        wished=frozenset({job.id}) if wished else frozenset(),
    )
