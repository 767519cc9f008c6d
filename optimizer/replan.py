"""Replanning: an event in, what becomes untrue, whom to call, and ranked proposals out.

answer       at once: the quick ways, each walked, priced and audited
search_more  after some seconds of search: better ways, if there are
accept       the proposal that was chosen, as far as the customers agree, becomes the plan
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.consent import accepted_jobs, require_current, require_settled
from models.day import Day, take_event, with_plan
from models.event import CustomerAsksToChange, Event
from models.findings import Finding, Severity, finding, register
from models.proposal import Consent, EventAnswer, Proposal
from optimizer.call_list import calls_about
from optimizer.outlook import outlook
from optimizer.proposals import (
    displace,
    insert,
    keep_late,
    other_engineer,
    pull_forward,
    rebook,
    searched,
    swap,
)
from optimizer.proposals.acceptance import applicable, jobs_of
from optimizer.proposals.board import Board
from optimizer.proposals.case import Case
from optimizer.proposals.change import Change
from optimizer.proposals.complete import routes_of
from optimizer.proposals.draft import draft
from optimizer.proposals.ground import Ground
from optimizer.proposals.merge import merged
from optimizer.proposals.questions import case_of
from optimizer.proposals.ranking import best
from optimizer.proposals.terrain import Terrain

__all__ = [
    "PROPOSALS_SHOWN",
    "Accepted",
    "DayDesk",
    "accept",
    "answer",
    "changes_for",
    "search_more",
    "settle",
]

PART_NOT_APPLIED = register(
    "proposal-part-not-applied",
    Severity.WARNING,
    "A part of a proposal that nobody refused is not applied: it rests on one that was refused, or "
    "the day has moved on.",
    "Ask for new proposals; call the customer if they have agreed to it.",
)
PROPOSALS_SHOWN = 4
KINDS = (keep_late, swap, other_engineer, insert, displace, pull_forward, rebook)


class DayDesk:
    """What is worth keeping from one event of a day to the next. For one thread at a time."""

    def __init__(self, day: Day, base_folder: Path | None = None) -> None:
        """Lay out roads and gaps of a day. `base_folder` is where a matrix file lies."""
        self.terrain = Terrain(day.scenario, base_folder)
        self.board = Board(day.scenario, self.terrain)
        self.board.read(day.plan)

    def ground(self, day: Day, now: datetime, without: str | None = None) -> Ground:
        """The rest of the day at a moment; one visit may be taken out of its route."""
        self.board.read(day.plan)
        return Ground(day, now, self.terrain, without)


def answer(
    day: Day,
    event: Event,
    desk: DayDesk | None = None,
    *,
    count: int = PROPOSALS_SHOWN,
    received_at: datetime | None = None,
) -> EventAnswer:
    """What an event makes untrue, whom to call, and what could be done about it.

    Args:
        day: the running day, before the event or after it.
        event: what has happened.
        desk: of this day, where one is kept; making one takes a moment.
        count: of proposals at most.
        received_at: the receiver's clock, see `models.day.take_event`.

    Raises EventRefused where the event cannot be true of this day.
    """
    applied = take_event(day, event, received_at)
    after = applied.day
    kept = DayDesk(after) if desk is None else desk
    case, now = _case(after, event, kept), after.now
    seen = outlook(after, now, roads=kept.terrain, only=case.engineer_ids)
    proposals = tuple(propose(case, count))
    return EventAnswer(
        event_id=event.event_id,
        plan_version=after.version,
        untrue=seen.untrue,
        calls=calls_about(after, seen.untrue, now),
        proposals=proposals,
        findings=(*applied.notices, *case.findings),
    )


def search_more(
    day: Day,
    event: Event,
    budget_s: float,
    desk: DayDesk | None = None,
    *,
    known: Sequence[Proposal] = (),
    seed: int = 0,
    threads: int = 1,
) -> tuple[Proposal, ...]:
    """Better proposals, if a search of the rest of the day finds any; the best one first.

    Args:
        day: the running day, before the event or after it.
        event: what has happened.
        budget_s: of search, seconds; 1 or more finds what there is around an engineer.
        desk: of this day, where one is kept.
        known: proposals that are there already (`answer`); nothing worse than all of them is given.
        seed: of the search.
        threads: to search with.

    Raises EventRefused where the event cannot be true of this day.
    """
    after = take_event(day, event).day
    kept = DayDesk(after) if desk is None else desk
    case = _case(after, event, kept)
    drafts = [
        found
        for change in searched.propose(case, budget_s, seed=seed, threads=threads)
        if (found := draft(case.ground, change, case.homeless)) is not None
    ]
    if known:
        beaten = min(one.disturbance.key for one in known)
        drafts = [one for one in drafts if one.disturbance.key < beaten]
    return tuple(best(case.ground, drafts, PROPOSALS_SHOWN, f"{event.event_id}-searched"))


def _case(after: Day, event: Event, desk: DayDesk) -> Case:
    """What an event has upset."""
    without = event.job_id if isinstance(event, CustomerAsksToChange) else None
    return case_of(event, desk.ground(after, after.now, without), desk.board)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of a proposal once its customers had answered."""

    day: Day
    """With the changed plan in force; the day as it was, where nothing could be applied."""
    applied: frozenset[str]
    """Jobs that have been moved, placed or left out."""
    findings: tuple[Finding, ...]
    """What was not applied though nobody refused it."""


def accept(day: Day, proposal: Proposal, consents: Sequence[Consent] = ()) -> Day:
    """The day with a proposal in force, as far as customers agree. See `settle`."""
    return settle(day, proposal, consents).day


def settle(
    day: Day, proposal: Proposal, consents: Sequence[Consent] = (), desk: DayDesk | None = None
) -> Accepted:
    """Apply what was accepted of a proposal; what was refused stays as it was.

    The plan stays legal: what cannot be applied without something refused is not applied either,
    and the findings say so. Past stops stay as they were; the version goes up by one, or the day is
    returned as it is where nothing is left to apply.

    Raises:
        StaleProposal: another plan is in force than the one it was made for.
        ConsentRefused: somebody has not been asked, or may still answer.
    """
    require_current(proposal, day.version)
    require_settled(proposal, consents)
    agreed = accepted_jobs(consents)
    refused = frozenset(
        move.job_id for move in proposal.moves if move.needs_consent and move.job_id not in agreed
    )
    kept = DayDesk(day) if desk is None else desk
    ground = kept.ground(day, day.now)
    part = applicable(ground, proposal, refused)
    wanted = {move.job_id for move in proposal.moves} - refused
    done = frozenset() if part is None else part.moved
    findings = tuple(
        _not_applied(proposal, job_id)
        for job_id in sorted(wanted - done)
        if job_id in _asked(proposal)
    )
    if part is None:
        return Accepted(day, done, findings)
    made = {
        (route.engineer_id, route.shift_index): route for route in routes_of(ground, part.draft)
    }
    rests = {name: made.get(name) for name in part.draft.change.routes}
    plan = merged(ground, rests, jobs_of(ground, part), part.draft.change.unplanned)
    after = with_plan(day, plan, part.draft.change.jobs.values())
    kept.board.read(after.plan)
    return Accepted(after, done, findings)


def _asked(proposal: Proposal) -> set[str]:
    """Jobs whose move a proposal is made of, and not only follows from it."""
    patched = {job.id for job in proposal.jobs}
    return {
        move.job_id
        for move in proposal.moves
        if move.job_id in patched or move.from_engineer_id != move.to_engineer_id
    }


def _not_applied(proposal: Proposal, job_id: str) -> Finding:
    message = (
        f"The move of job {job_id} in proposal {proposal.proposal_id} is not applied: without what "
        "was refused, or as the day stands now, it is not possible."
    )
    return finding(PART_NOT_APPLIED, message, path="moves", value=job_id)


def propose(case: Case, count: int) -> Iterator[Proposal]:
    """The best of the quick ways to deal with a case."""
    drafts = [
        found
        for change in changes_for(case)
        if (found := draft(case.ground, change, case.homeless)) is not None
    ]
    yield from best(case.ground, drafts, count, case.event.event_id)


def changes_for(case: Case) -> Iterator[Change]:
    """Every quick way to deal with a case, legal or not."""
    inserted = False
    for kind in KINDS:
        if kind is displace and inserted:
            continue  # nobody is moved for a visit that fits anyway
        for change in kind.propose(case):
            inserted = inserted or kind is insert
            yield change
