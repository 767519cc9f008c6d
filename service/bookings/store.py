"""Holds in the store: what the journal says of each, to be found by id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from service.bookings.schemas import BookingView, HoldState, HoldView
from service.days.entries import Hold
from service.store.day_tables import holds
from service.store.session import OrganisationSession
from service.store.sql import RowMapping, desc


def add(session: OrganisationSession, view: HoldView) -> None:
    """Note a hold."""
    session.add(
        holds,
        id=view.id,
        day=view.day,
        job_id=view.job_id,
        state=view.state.value,
        expires_at=view.expires_at,
        body=view.model_dump_json().encode(),
        created_at=session.now,
        created_by=view.created_by,
    )


def end(
    session: OrganisationSession, hold_id: str, state: HoldState, view: BookingView | None = None
) -> None:
    """Note how a hold has ended; a booking is kept with it."""
    body = {} if view is None else {"booking": view.model_dump_json().encode()}
    session.change(holds, holds.c.id == hold_id, state=state.value, **body)


def get(session: OrganisationSession, day: str, hold_id: str) -> RowMapping | None:
    """A hold of a day."""
    return session.row(holds, holds.c.id == hold_id, holds.c.day == day)


def newest(
    session: OrganisationSession,
    day: str,
    before: str | None,
    limit: int,
    state: HoldState | None,
) -> Sequence[RowMapping]:
    """Holds, newest first; one more than `limit`."""
    older = () if before is None else (holds.c.id < before,)
    in_state = () if state is None else (holds.c.state == state.value,)
    return session.rows(
        holds,
        holds.c.day == day,
        *older,
        *in_state,
        order_by=(desc(holds.c.id),),
        limit=limit + 1,
    )


def view(row: RowMapping, now: datetime) -> HoldView:
    """As it is shown; a hold whose time is over has expired, be that written down or not."""
    found = HoldView.model_validate_json(row["body"])
    state = HoldState(row["state"])
    if state is HoldState.HELD and row["expires_at"] <= now:
        state = HoldState.EXPIRED
    return found.model_copy(update={"state": state})


def expired(one: Hold, now: datetime) -> bool:
    """Whether the time of a hold is over."""
    return one.expires_at <= now
