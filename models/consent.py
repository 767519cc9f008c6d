"""Consent: a moved appointment is a question to the customer until it is answered.

A pure state machine, one question for each customer of a proposal:

    asked -> accepted | refused     by an answer at `answer_by` or before
    asked -> no_answer              once `answer_by` has passed

The three ends are final. Until all questions of a proposal have ended the plan in force stays as it
is, so the old slots are held; what then follows is `optimizer.replan.accept`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from models.clock import Clock
from models.errors import ConsentRefused, StaleProposal
from models.findings import FindingKind, Severity, finding, register
from models.policy import Policy
from models.proposal import Consent, ConsentState, MovedVisit, Proposal

__all__ = [
    "accepted_jobs",
    "answer_by",
    "answer_consent",
    "expire",
    "is_settled",
    "open_consents",
    "require_current",
    "require_settled",
]

PROPOSAL_STALE = register(
    "proposal-stale",
    Severity.ERROR,
    "A proposal was made for another version of the plan than the one in force.",
    "Ask for proposals again; customers who have agreed to the old one have to be told.",
)
CONSENT_UNKNOWN = register(
    "consent-unknown",
    Severity.ERROR,
    "An answer is from a customer who was not asked about this proposal.",
    "Check the job and the proposal that the answer belongs to.",
)
CONSENT_LATE = register(
    "consent-too-late",
    Severity.ERROR,
    "An answer came after the moment until which the question was open; the old time stays.",
    "Ask for new proposals, and the customer again.",
)
CONSENT_TWICE = register(
    "consent-answered-already",
    Severity.ERROR,
    "The question to this customer has ended already, by an answer or without one.",
    "Ask for new proposals if the customer has changed their mind.",
)
CONSENT_OPEN = register(
    "consent-open",
    Severity.ERROR,
    "A proposal is to be applied before every customer concerned has answered, or has let the time "
    "to answer pass.",
    "Wait for the answers, or until the time to answer is over.",
)


def open_consents(
    proposal: Proposal, plan_version: int, at: datetime, clock: Clock, policy: Policy
) -> tuple[Consent, ...]:
    """The questions of a proposal, all asked at this moment.

    Each is open for `policy.calls.answer_within_s`, but only until the customer would have to be
    called about the old or the new time. Raises StaleProposal when the plan has moved on.
    """
    require_current(proposal, plan_version)
    return tuple(
        Consent(job_id=move.job_id, answer_by=answer_by(move, at, clock, policy))
        for move in proposal.moves
        if move.needs_consent
    )


def answer_by(
    move: MovedVisit,
    at: datetime,
    clock: Clock,
    policy: Policy,
    *,
    waits: bool = True,
) -> datetime:
    """The last moment to reach a customer about a change; never before `at`.

    It is `policy.calls.late_call_before_appointment_s` before the nearer one of the two times and,
    where the plan `waits` for an answer, at most `answer_within_s` from now.
    """
    calls = policy.calls
    before = timedelta(seconds=calls.late_call_before_appointment_s)
    known = [one for one in (move.from_appointment, move.to_appointment) if one is not None]
    ends = [clock.absolute(one) - before for one in known]
    if waits or not ends:
        ends.append(clock.absolute(at) + timedelta(seconds=calls.answer_within_s))
    return max(min(ends), clock.absolute(at)).astimezone(clock.zone)


def answer_consent(
    consents: Sequence[Consent], job_id: str, *, accepts: bool, at: datetime, clock: Clock
) -> tuple[Consent, ...]:
    """The questions after one customer's answer.

    Raises ConsentRefused, and nothing has changed, for a customer who was not asked, a question
    that has ended already, or an answer after the last moment for it.
    """
    asked = next((one for one in consents if one.job_id == job_id), None)
    if asked is None:
        raise _refused(CONSENT_UNKNOWN, f"Nobody was asked about job {job_id}.", job_id)
    if asked.state is not ConsentState.ASKED:
        message = f"The question about job {job_id} has ended: {asked.state}."
        raise _refused(CONSENT_TWICE, message, asked.state)
    if clock.absolute(at) > clock.absolute(asked.answer_by):
        message = f"The answer about job {job_id} came at {at}; it was due by {asked.answer_by}."
        raise _refused(CONSENT_LATE, message, at)
    state = ConsentState.ACCEPTED if accepts else ConsentState.REFUSED
    answered = asked.model_copy(update={"state": state, "answered_at": at})
    return tuple(answered if one is asked else one for one in consents)


def expire(consents: Sequence[Consent], now: datetime, clock: Clock) -> tuple[Consent, ...]:
    """The questions at this moment: those whose time is over have ended without an answer."""
    moment = clock.absolute(now)
    return tuple(
        one.model_copy(update={"state": ConsentState.NO_ANSWER})
        if one.state is ConsentState.ASKED and clock.absolute(one.answer_by) < moment
        else one
        for one in consents
    )


def is_settled(consents: Sequence[Consent]) -> bool:
    """Whether every question has ended."""
    return all(one.state is not ConsentState.ASKED for one in consents)


def accepted_jobs(consents: Sequence[Consent]) -> frozenset[str]:
    """The jobs whose customers agree."""
    return frozenset(one.job_id for one in consents if one.state is ConsentState.ACCEPTED)


def require_current(proposal: Proposal, plan_version: int) -> None:
    """Raise StaleProposal, naming both versions, unless the proposal is for the plan in force."""
    made_for = proposal.plan_version
    if made_for != plan_version:
        message = (
            f"Proposal {proposal.proposal_id} was made for version {made_for} of the plan; "
            f"version {plan_version} is in force."
        )
        found = finding(PROPOSAL_STALE, message, path="plan_version", value=made_for)
        raise StaleProposal(message, [found], made_for=made_for, in_force=plan_version)


def require_settled(proposal: Proposal, consents: Sequence[Consent]) -> None:
    """Raise ConsentRefused unless just the customers concerned were asked, and all have ended."""
    concerned = {move.job_id for move in proposal.moves if move.needs_consent}
    for one in consents:
        if one.job_id not in concerned:
            message = f"Proposal {proposal.proposal_id} asks nothing of job {one.job_id}."
            raise _refused(CONSENT_UNKNOWN, message, one.job_id)
    ended = {one.job_id for one in consents if one.state is not ConsentState.ASKED}
    if concerned - ended:
        waiting = ", ".join(sorted(concerned - ended))
        message = f"Proposal {proposal.proposal_id} waits for the customers of {waiting}."
        raise _refused(CONSENT_OPEN, message, waiting)


def _refused(kind: FindingKind, message: str, value: object) -> ConsentRefused:
    return ConsentRefused(message, [finding(kind, message, path="consents", value=value)])
