"""Insert: a new visit at its best place; nobody who was told anything is moved or met later."""

from __future__ import annotations

from collections.abc import Iterator

from models.base import Text
from models.proposal import ProposalKind
from models.starts import possible_starts
from optimizer.proposals.case import Case
from optimizer.proposals.change import Change

__all__ = ["propose"]

PLACES_SHOWN = 3


def propose(case: Case) -> Iterator[Change]:
    """The places of the least detour for each visit that has been promised nothing yet."""
    ground = case.ground
    for job_id in case.homeless:
        job = ground.job(job_id)
        if job.appointment_told is not None or ground.promise(job_id) is not None:
            continue
        starts = possible_starts(job, ground.day.scenario, ground.clock)
        spans = tuple(
            (max(first, ground.now_s), last) for first, last in starts.spans if last > ground.now_s
        )
        for seat in case.seats(job, spans, count=PLACES_SHOWN):
            at = ground.clock.moment(seat.appointment_s)
            name = ground.engineer(seat.name[0]).name or seat.name[0]
            yield Change(
                ProposalKind.INSERT,
                Text(
                    en=f"{name} visits {job_id} at {at:%H:%M} on {at:%d.%m.}",
                    zh=f"{name} {at:%m-%d %H:%M} 上门 {job_id}",
                ),
                {seat.name: seat.visits},
            )
