"""Proposals: shown, asked about, answered for, applied as far as the customers agree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from models.consent import answer_consent, expire, open_consents
from models.errors import ConsentRefused
from models.findings import finding
from models.proposal import Consent, Proposal
from optimizer.replan import settle
from service.days.change import change_between
from service.days.changing import DayChange
from service.days.entries import Answered, Asked, PlanCause, Replanned
from service.days.fold import Running
from service.dispatch import problems, store
from service.dispatch.schemas import (
    ConsentAnswer,
    ConsentShown,
    ProposalAccepted,
    ProposalState,
    ProposalsView,
    ProposalView,
    ReplannedShown,
)
from service.http import kinds
from service.http.etags import etag_of, require_match
from service.http.problems import Problem
from service.security.caller import Caller
from service.store.session import OrganisationSession
from service.store.sql import RowMapping


def show(
    session: OrganisationSession, caller: Caller, day: str, running: Running, event_id: str | None
) -> ProposalsView:
    """The proposals of an event, or all that can still be accepted."""
    if event_id is not None:
        rows = store.of_event(session, day, event_id)
    else:
        rows = store.open_ones(session, day)
    now = running.now(caller.services.store.clock())
    shown = [view(row, running, now) for row in rows]
    if event_id is None:
        shown = [one for one in shown if one.state is not ProposalState.STALE]
    return ProposalsView(version=running.day.version, proposals=tuple(shown))


def view(row: RowMapping, running: Running, now: datetime) -> ProposalView:
    """A proposal as it stands."""
    shown = store.view(row)
    consents = _consents(running, shown.id, now)
    state = shown.state
    if state in (ProposalState.OPEN, ProposalState.ASKING) and not _is_current(
        running, shown.proposal
    ):
        state = ProposalState.STALE
    return shown.model_copy(update={"state": state, "consents": consents})


def find(session: OrganisationSession, day: str, proposal_id: str) -> RowMapping:
    """A proposal. Raises Problem (404)."""
    row = store.get(session, day, proposal_id)
    if row is None:
        raise Problem(kinds.NOT_FOUND, f"There is no proposal {proposal_id} on {day}.")
    return row


def ask(changing: DayChange, proposal_id: str, if_match: str | None) -> ProposalView:
    """Begin to ask the customers concerned. Raises Problem: 404, 409, 412, 428."""
    row, shown = _decidable(changing, proposal_id, if_match)
    if shown.state is not ProposalState.OPEN:
        raise Problem(problems.DECIDED, f"Proposal {proposal_id} is {shown.state.value}.")
    running = changing.running
    now = running.now(changing.wall)
    clock, policy = running.day.clock, running.day.scenario.policy
    proposal = shown.proposal
    consents = open_consents(proposal, proposal.plan_version, now, clock, policy)
    jobs = tuple(one.job_id for one in consents)
    changing.record(
        Asked(proposal_id=proposal_id, consents=consents),
        ConsentShown(proposal_id=proposal_id, job_ids=jobs, state="asked"),
        about=proposal_id,
    )
    store.note(changing.session, changing.room.day, proposal_id, ProposalState.ASKING)
    row = find(changing.session, changing.room.day, proposal_id)
    return view(row, changing.running, now)


def answer_for(
    changing: DayChange, proposal_id: str, job_id: str, answered: ConsentAnswer
) -> ProposalView:
    """Note what a customer has said. Raises Problem: 404, 409."""
    row = find(changing.session, changing.room.day, proposal_id)
    running = changing.running
    now = running.now(changing.wall)
    at = now if answered.at is None else running.day.clock.absolute(answered.at)
    consents = _consents(running, proposal_id, max(now, at))
    try:
        _known_by(at, now)
        answer_consent(consents, job_id, accepts=answered.accepts, at=at, clock=running.day.clock)
        changing.record(
            Answered(proposal_id=proposal_id, job_id=job_id, accepts=answered.accepts, at=at),
            ConsentShown(
                proposal_id=proposal_id,
                job_ids=(job_id,),
                state="accepted" if answered.accepts else "refused",
            ),
        )
    except ConsentRefused as refused:
        raise Problem(problems.CONSENT, str(refused), findings=refused.findings) from refused
    return view(row, changing.running, now)


def accept(changing: DayChange, proposal_id: str, if_match: str | None) -> ProposalAccepted:
    """Apply a proposal as far as the customers agree. Raises Problem: 404, 409, 412, 428."""
    _, shown = _decidable(changing, proposal_id, if_match)
    running, room = changing.running, changing.room
    consents = _consents(running, proposal_id, running.now(changing.wall))
    current = shown.proposal.model_copy(update={"plan_version": running.day.version})
    try:
        settled = settle(running.day, current, consents, room.day_desk(running))
    except ConsentRefused as refused:
        raise Problem(problems.WAITING, str(refused), findings=refused.findings) from refused
    state = ProposalState.ACCEPTED
    if settled.day is running.day:
        state = ProposalState.WITHOUT_EFFECT
    else:
        jobs = [job for job in current.jobs if job.id in settled.applied]
        change = change_between(running.day.plan, settled.day.plan, jobs)
        changing.record(
            Replanned(cause=PlanCause.ACCEPTED, proposal_id=proposal_id, change=change),
            ReplannedShown(
                cause=PlanCause.ACCEPTED.value,
                proposal_id=proposal_id,
                plan_version=settled.day.version,
                engineer_ids=tuple(sorted({one.engineer_id for one in change.routes})),
            ),
            about=proposal_id,
        )
    store.note(changing.session, room.day, proposal_id, state)
    return ProposalAccepted(
        state=state,
        plan_version=changing.running.day.version,
        applied=tuple(sorted(settled.applied)),
        findings=settled.findings,
    )


def _decidable(
    changing: DayChange, proposal_id: str, if_match: str | None
) -> tuple[RowMapping, ProposalView]:
    """A proposal that the caller means and that can still be decided on."""
    row = find(changing.session, changing.room.day, proposal_id)
    running = changing.running
    shown = view(row, running, running.now(changing.wall))
    if shown.state is ProposalState.STALE:
        made_for, in_force = shown.plan_version, running.day.version
        message = (
            f"Proposal {proposal_id} was made for version {made_for} of the plan; version "
            f"{in_force} is in force, and has changed routes that the proposal changes."
        )
        found = finding(
            problems.STALE.finding, message, path="plan_version", value=f"{made_for}, {in_force}"
        )
        raise Problem(problems.STALE, message, findings=(found,))
    if shown.state not in (ProposalState.OPEN, ProposalState.ASKING):
        raise Problem(problems.DECIDED, f"Proposal {proposal_id} is {shown.state.value}.")
    require_match(f"proposal {proposal_id}", etag_of(shown.plan_version), if_match)
    return row, shown


def _is_current(running: Running, proposal: Proposal) -> bool:
    """Whether the routes that a proposal changes are still those that it was made for."""
    return all(
        running.changed.get(engineer_id, 0) <= proposal.plan_version
        for engineer_id in _engineers(proposal)
    )


def _engineers(proposal: Proposal) -> Iterable[str]:
    for route in proposal.routes:
        yield route.engineer_id
    for move in proposal.moves:
        yield from (one for one in (move.from_engineer_id, move.to_engineer_id) if one)


def _consents(running: Running, proposal_id: str, now: datetime) -> tuple[Consent, ...]:
    """The questions about a proposal as they stand."""
    asked = running.asked.get(proposal_id, ())
    return expire(asked, now, running.day.clock)


def _known_by(at: datetime, now: datetime) -> None:
    """Nobody has answered in the future."""
    if at > now:
        raise Problem(kinds.INVALID, f"The answer is said to have come at {at}, after now.")
