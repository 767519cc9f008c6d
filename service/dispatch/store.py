"""Proposals in the store."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter

from models.proposal import Consent, Proposal
from service.days.store import packed, unpacked
from service.dispatch.schemas import ProposalState, ProposalView
from service.store.day_tables import proposals
from service.store.session import OrganisationSession
from service.store.sql import RowMapping

CONSENTS: TypeAdapter[tuple[Consent, ...]] = TypeAdapter(tuple[Consent, ...])
MOST_SHOWN = 200


def add(
    session: OrganisationSession, day: str, event_id: str, rank: int, proposal: Proposal
) -> None:
    """Note a proposal."""
    session.add(
        proposals,
        day=day,
        id=proposal.proposal_id,
        event_id=event_id,
        version=proposal.plan_version,
        rank=rank,
        state=ProposalState.OPEN.value,
        body=packed(proposal.model_dump_json().encode()),
        consents=CONSENTS.dump_json(()),
        created_at=session.now,
    )


def get(session: OrganisationSession, day: str, proposal_id: str) -> RowMapping | None:
    """A proposal of a day."""
    return session.row(proposals, proposals.c.day == day, proposals.c.id == proposal_id)


def of_event(session: OrganisationSession, day: str, event_id: str) -> Sequence[RowMapping]:
    """The proposals of an event, best first."""
    c = proposals.c
    return session.rows(
        proposals, c.day == day, c.event_id == event_id, order_by=(c.rank, c.id), limit=MOST_SHOWN
    )


def current(session: OrganisationSession, day: str, version: int) -> Sequence[RowMapping]:
    """The proposals that are made for a version of the plan, oldest first."""
    c = proposals.c
    return session.rows(
        proposals, c.day == day, c.version == version, order_by=(c.id,), limit=MOST_SHOWN
    )


def note(
    session: OrganisationSession,
    day: str,
    proposal_id: str,
    state: ProposalState,
    consents: tuple[Consent, ...] = (),
) -> None:
    """Note where a proposal stands."""
    c = proposals.c
    session.change(
        proposals,
        c.day == day,
        c.id == proposal_id,
        state=state.value,
        consents=CONSENTS.dump_json(consents),
    )


def view(row: RowMapping, version: int) -> ProposalView:
    """As it is shown while a version of the plan is in force."""
    state = ProposalState(row["state"])
    if state is not ProposalState.ACCEPTED and row["version"] != version:
        state = ProposalState.STALE
    return ProposalView(
        id=row["id"],
        event_id=row["event_id"],
        rank=row["rank"],
        state=state,
        plan_version=row["version"],
        consents=CONSENTS.validate_json(row["consents"]),
        proposal=Proposal.model_validate_json(unpacked(row["body"])),
    )
