"""Displace: an urgent visit in the place of one of less priority, which goes to another time."""

from __future__ import annotations

from collections.abc import Iterator

from models.base import Text
from models.job import Job
from models.proposal import ProposalKind
from models.starts import possible_starts
from models.timeline import Visit
from optimizer.abilities import may_do
from optimizer.proposals.case import Case, told_anew
from optimizer.proposals.change import Change
from optimizer.proposals.days import free_on, spans_of_days
from optimizer.proposals.ground import Visits
from optimizer.standing import ShiftName

__all__ = ["propose"]

NEIGHBOURS_TRIED = 12
CHANGES_SHOWN = 2


def propose(case: Case) -> Iterator[Change]:
    """For a visit that fits nowhere: the nearest that it could take the place of."""
    ground = case.ground
    for job_id in case.homeless:
        job = ground.job(job_id)
        if not ground.terrain.locates(job.place) or ground.promise(job_id) is not None:
            continue
        shown = 0
        for name, other in _neighbours(case, job):
            change = _instead(case, job, name, other)
            if change is not None:
                yield change
                shown += 1
            if shown == CHANGES_SHOWN:
                break


def _neighbours(case: Case, job: Job) -> Iterator[tuple[ShiftName, str]]:
    """Visits of less priority that are near, and whose engineer may do the job."""
    ground = case.ground
    spans = possible_starts(job, ground.day.scenario, ground.clock).spans
    if not spans:
        return
    span = max(ground.now_s, min(one[0] for one in spans)), max(one[1] for one in spans)
    tried = 0
    for name, other_id in case.board.visits_near(ground.terrain.number(job.place), span):
        if tried == NEIGHBOURS_TRIED:
            return
        other, engineer = ground.day.job(other_id), ground.day.engineer(name[0])
        if other is None or engineer is None or other.priority >= job.priority:
            continue
        if may_do(engineer, job):
            tried += 1
            yield name, other_id


def _instead(case: Case, job: Job, name: ShiftName, other_id: str) -> Change | None:
    """The visit in the place of another one, which is made by somebody else or at another time."""
    ground = case.ground
    stands = ground.stands(name)[0]
    at = next((k for k, one in enumerate(stands) if one.job_id == other_id), None)
    if at is None or at < ground.fixed(name):
        return None
    without = (*stands[:at], *stands[at + 1 :])
    draws = case.draws(job, name, {name: without})
    if draws is None:
        return None
    visits = (*stands[:at], Visit(job.id, draws), *stands[at + 1 :])
    seen = ground.glance(name, visits)
    if seen is None or case.worse(seen, name, job.id):
        return None
    return _elsewhere(case, job, ground.job(other_id), {name: visits})


def _elsewhere(case: Case, job: Job, other: Job, routes: dict[ShiftName, Visits]) -> Change | None:
    ground = case.ground
    told_s = ground.told_s(other)
    spans = possible_starts(other, ground.day.scenario, ground.clock).spans
    if told_s is not None:
        spans = ((told_s, told_s),)
    title = Text(en=f"{job.id} in the place of {other.id}", zh=f"{job.id} 占用 {other.id} 的时段")
    for seat in case.seats(other, spans, count=1, routes=routes):
        return Change(ProposalKind.DISPLACE, title, {**routes, seat.name: seat.visits})
    for span in spans_of_days(ground, other):
        free = free_on(ground, other, (span,))
        for seat in case.seats(free, (span,), count=1, routes=routes):
            return Change(
                ProposalKind.DISPLACE,
                title,
                {**routes, seat.name: seat.visits},
                {other.id: told_anew(ground, other, seat.appointment_s)},
                asks=frozenset({other.id}),
            )
    return None
