"""Proposals in the store."""

from __future__ import annotations

from collections.abc import Sequence

from models.proposal import Proposal
from service.days.store import packed, unpacked
from service.dispatch.schemas import ProposalState, ProposalView
from service.store.day_tables import proposals
from service.store.session import OrganisationSession
from service.store.sql import RowMapping, desc, or_

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


def open_ones(
    session: OrganisationSession, day: str, *, asking: bool = False
) -> Sequence[RowMapping]:
    """The newest proposals that nobody has decided on, or is asked about; newest first."""
    c = proposals.c
    state = or_(c.state == ProposalState.ASKING.value, c.state == ProposalState.OPEN.value)
    if asking:
        state = c.state == ProposalState.ASKING.value
    return session.rows(proposals, c.day == day, state, order_by=(desc(c.id),), limit=MOST_SHOWN)


def note(session: OrganisationSession, day: str, proposal_id: str, state: ProposalState) -> None:
    """Note where a proposal stands."""
    c = proposals.c
    session.change(proposals, c.day == day, c.id == proposal_id, state=state.value)


def view(row: RowMapping) -> ProposalView:
    """As it was kept; whether it is stale, and what customers say, the day knows."""
    return ProposalView(
        id=row["id"],
        event_id=row["event_id"],
        rank=row["rank"],
        state=ProposalState(row["state"]),
        plan_version=row["version"],
        consents=(),
        proposal=Proposal.model_validate_json(unpacked(row["body"])),
    )
