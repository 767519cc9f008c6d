"""What of a proposal is applied once its customers have answered: the largest legal part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from models.audit import is_legal
from models.job import Job
from models.plan import StopKind
from models.proposal import Proposal
from models.timeline import Timeline, Visit
from optimizer.proposals.change import Change
from optimizer.proposals.complete import routes_of
from optimizer.proposals.draft import Draft, draft
from optimizer.proposals.ground import Ground, Visits
from optimizer.proposals.small_audit import audit_routes
from optimizer.standing import ShiftName

__all__ = ["Part", "applicable"]

ALL_TRIED_UP_TO = 8
"""Of so many parts every choice is tried; of more, one part after the other is added."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a proposal can be done as the day stands now."""

    draft: Draft
    moved: frozenset[str]
    """Jobs that are moved, placed or left out by it."""


def applicable(ground: Ground, proposal: Proposal, refused: frozenset[str]) -> Part | None:
    """The largest legal part of a proposal without what was refused; None where there is none.

    A visit whose move was refused stays where it was. Nobody told is met later for that than the
    proposal itself says, or than as things stand.
    """
    wanted = _Wanted.of(ground, proposal)
    movable = [one for one in wanted.movable if one not in refused]
    if not movable and (refused or wanted.movable):
        return None
    if len(movable) <= ALL_TRIED_UP_TO:
        for size in range(len(movable), 0 if movable else -1, -1):
            for chosen in combinations(movable, size):
                part = _legal(ground, proposal, wanted, frozenset(chosen))
                if part is not None:
                    return part
        return None
    whole = _legal(ground, proposal, wanted, frozenset(movable))
    return whole or _grown(ground, proposal, wanted, movable)


def _grown(
    ground: Ground, proposal: Proposal, wanted: _Wanted, movable: Sequence[str]
) -> Part | None:
    """One part after the other, as long as what comes of it is legal."""
    best: Part | None = None
    chosen: frozenset[str] = frozenset()
    for _ in range(2):  # what was refused at first may fit once others have moved
        for job_id in movable:
            if job_id not in chosen:
                part = _legal(ground, proposal, wanted, chosen | {job_id})
                if part is not None:
                    best, chosen = part, chosen | {job_id}
    return best


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A proposal in terms of the ground: what every shift would do, and who moves."""

    routes: Mapping[ShiftName, Visits]
    movable: tuple[str, ...]
    """Jobs that go to another shift or time, into a route or out of all."""
    origin: Mapping[str, ShiftName]
    target: Mapping[str, ShiftName]

    @classmethod
    def of(cls, ground: Ground, proposal: Proposal) -> _Wanted:
        routes: dict[ShiftName, Visits] = {
            (route.engineer_id, route.shift_index): tuple(
                Visit(str(stop.job_id), stop.draws)
                for stop in route.stops
                if stop.kind is StopKind.JOB and ground.is_open(str(stop.job_id))
            )
            for route in proposal.routes
        }
        target = {one.job_id: name for name, visits in routes.items() for one in visits}
        origin: dict[str, ShiftName] = {}
        for job_id in dict.fromkeys((*target, *(move.job_id for move in proposal.moves))):
            name = ground.shift_of(job_id)
            if name is not None:
                origin[job_id] = name
                routes.setdefault(name, tuple(v for v in ground.visits(name)))
        patched = {job.id for job in proposal.jobs}
        asked = {move.job_id for move in proposal.moves if move.needs_consent}
        movable = tuple(
            job_id
            for job_id in dict.fromkeys(
                (*(move.job_id for move in proposal.moves), *(job.id for job in proposal.jobs))
            )
            if ground.is_open(job_id)
            and (job_id in patched | asked or origin.get(job_id) != target.get(job_id))
        )
        return cls(routes, movable, origin, target)


def _legal(
    ground: Ground, proposal: Proposal, wanted: _Wanted, moved: frozenset[str]
) -> Part | None:
    """The part that moves just these, in the first order that is legal."""
    jobs = {job.id: job for job in proposal.jobs if job.id in moved}
    lost = tuple(one for one in moved if one not in wanted.target and one in wanted.origin)
    for routes in _orders(ground, wanted, moved):
        change = Change(proposal.kind, proposal.title, routes, jobs, unplanned=lost)
        found = draft(ground, change)
        if found is None or _breaks_promises(ground, proposal, found.timelines, moved):
            continue
        built = routes_of(ground, found)
        if is_legal(audit_routes(ground, built, found.timelines, jobs, lost)):
            return Part(found, moved)
    return None


def _orders(
    ground: Ground, wanted: _Wanted, moved: frozenset[str]
) -> Iterator[dict[ShiftName, Visits]]:
    """The visits of every shift: in the order proposed, and as close to the old one as can be."""
    for as_proposed in (True, False):
        routes: dict[ShiftName, Visits] = {}
        for name, proposed in wanted.routes.items():
            stands = ground.stands(name)[0]
            stays = [
                v for v in stands if v.job_id not in moved or wanted.target.get(v.job_id) == name
            ]
            comes = [
                v for v in proposed if v.job_id in moved and wanted.origin.get(v.job_id) != name
            ]
            lead, follow = (proposed, stands) if as_proposed else (stands, proposed)
            routes[name] = _woven(
                lead, follow, {v.job_id: v for v in (*stays, *comes)}, name, wanted, moved
            )
        yield routes


def _woven(
    lead: Visits,
    follow: Visits,
    present: Mapping[str, Visit],
    name: ShiftName,
    wanted: _Wanted,
    moved: frozenset[str],
) -> Visits:
    """Those present, as `lead` orders them; who is only in `follow` comes behind its last there."""
    proposed = {v.job_id: v for v in wanted.routes[name]}
    order = [v.job_id for v in lead if v.job_id in present]
    for at, visit in enumerate(follow):
        if visit.job_id in present and visit.job_id not in order:
            before = [v.job_id for v in follow[:at] if v.job_id in order]
            order.insert(order.index(before[-1]) + 1 if before else 0, visit.job_id)
    return tuple(
        proposed[job_id] if job_id in moved and job_id in proposed else present[job_id]
        for job_id in order
    )


def _breaks_promises(
    ground: Ground,
    proposal: Proposal,
    timelines: Mapping[ShiftName, Timeline],
    moved: frozenset[str],
) -> bool:
    """Whether somebody told would be met later than now, and than the proposal says."""
    said = {one.job_id: one.late_s for one in proposal.knock_on}
    for name, timeline in timelines.items():
        stands = ground.before(name)[1]
        known = {} if stands is None else {one.job_id: one for one in stands.stops}
        for stop in timeline.stops:
            if not stop.told or stop.job_id in moved:
                continue
            late_s = max(0, stop.arrive - stop.appointment)
            now = known.get(stop.job_id)
            allowed = said.get(stop.job_id, 0)
            if now is not None:
                allowed = max(allowed, now.arrive - now.appointment)
            if late_s > allowed:
                return True
    return False


def jobs_of(ground: Ground, part: Part) -> dict[str, Job]:
    """Every job of the routes of a part, as it would be."""
    changed = part.draft.change.jobs
    return {
        one.job_id: changed.get(one.job_id) or ground.job(one.job_id)
        for visits in part.draft.change.routes.values()
        for one in visits
    }
