"""From a draft to a proposal that people can follow: stops, calls, and what the auditor says."""

from __future__ import annotations

from collections.abc import Iterator

from models.plan import Route
from models.proposal import CallItem, Proposal
from optimizer.call_list import calls_about
from optimizer.proposals import sayings
from optimizer.proposals.draft import Draft
from optimizer.proposals.ground import Ground
from optimizer.proposals.small_audit import audit_routes
from optimizer.timing import build_route

__all__ = ["complete", "routes_of"]


def complete(ground: Ground, draft: Draft, proposal_id: str) -> Proposal:
    """Every stop, every call, and the audit."""
    change = draft.change
    routes = routes_of(ground, draft)
    lost = [move.job_id for move in draft.moves if move.to_engineer_id is None]
    unplanned = tuple(dict.fromkeys((*change.unplanned, *lost)))
    return Proposal(
        proposal_id=proposal_id,
        kind=change.kind,
        plan_version=ground.day.version,
        title=change.title,
        moves=draft.moves,
        knock_on=draft.knock_on,
        calls=tuple(
            sorted(_calls(ground, draft), key=lambda call: ground.clock.absolute(call.call_by))
        ),
        routes=routes,
        jobs=tuple(change.jobs.values()),
        unplanned_job_ids=unplanned,
        disturbance=draft.disturbance,
        audit=audit_routes(ground, routes, draft.timelines, change.jobs, unplanned),
    )


def routes_of(ground: Ground, draft: Draft) -> tuple[Route, ...]:
    """The rest of the day of every engineer that the change touches."""
    jobs = {
        one.job_id: draft.change.jobs.get(one.job_id, ground.job(one.job_id))
        for name in draft.timelines
        for one in draft.change.routes[name]
    }
    records = ground.records((engineer_id for engineer_id, _ in draft.timelines), jobs)
    return tuple(
        build_route(records, timeline, draft.change.routes[name])
        for name, timeline in sorted(draft.timelines.items())
    )


def _calls(ground: Ground, draft: Draft) -> Iterator[CallItem]:
    """Who is asked, who is told of somebody else, who is told of a delay."""
    called: set[str] = set()
    for move in draft.moves:
        told = ground.job(move.job_id).appointment_told is not None
        if move.needs_consent or (told and move.to_appointment != move.from_appointment):
            yield sayings.asks(ground, draft.change.kind, move)
        elif told and move.to_engineer_id != move.from_engineer_id:
            yield sayings.tells(ground, move)
        else:
            continue
        called.add(move.job_id)
    late = (one for one in draft.knock_on if one.job_id not in called)
    yield from calls_about(ground.day, late, ground.now)
