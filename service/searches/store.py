"""Searches in the store. As with runs, a worker owns a search while its lease lasts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from service.ids import new_id
from service.searches.schemas import SearchKind, SearchState, SearchView
from service.store.day_tables import searches
from service.store.session import OrganisationSession
from service.store.sql import RowMapping, and_, or_

PREFIX = "sea"


def add(
    session: OrganisationSession,
    day: str,
    kind: SearchKind,
    event_id: str | None,
    seconds: float,
    subject: str,
) -> str:
    """Ask for a search; its id."""
    search_id = new_id(PREFIX, session.now)
    session.add(
        searches,
        id=search_id,
        day=day,
        kind=kind.value,
        event_id=event_id,
        milliseconds=round(1000 * seconds),
        state=SearchState.QUEUED.value,
        attempts=0,
        created_at=session.now,
        created_by=subject,
    )
    return search_id


def get(session: OrganisationSession, search_id: str) -> RowMapping | None:
    """A search of the organisation."""
    return session.row(searches, searches.c.id == search_id)


def claim(
    session: OrganisationSession, search_id: str, worker: str, lease_s: float
) -> RowMapping | None:
    """Take a search that waits, or whose worker is silent; None if there is nothing to take."""
    c = searches.c
    free = or_(
        c.state == SearchState.QUEUED.value,
        and_(c.state == SearchState.RUNNING.value, c.lease_until < session.now),
    )
    taken = session.change(
        searches,
        c.id == search_id,
        free,
        state=SearchState.RUNNING.value,
        worker=worker,
        lease_until=session.now + timedelta(seconds=lease_s),
        attempts=c.attempts + 1,
    )
    return get(session, search_id) if taken else None


def finish(
    session: OrganisationSession, search_id: str, worker: str, state: SearchState, **values: Any
) -> bool:
    """Write down how a search has ended; False where another worker has it by now."""
    c = searches.c
    mine = and_(c.id == search_id, c.worker == worker, c.state == SearchState.RUNNING.value)
    over = {"state": state.value, "finished_at": session.now, "lease_until": None}
    return bool(session.change(searches, mine, **over, **values))


def view(row: RowMapping) -> SearchView:
    """As it is shown."""
    same = set(SearchView.model_fields) - {"seconds"}
    return SearchView(seconds=row["milliseconds"] / 1000, **{name: row[name] for name in same})
