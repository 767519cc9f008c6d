"""The few questions that reach across organisations: whose key is this, what is left to do.

Nothing of this is ever shown to a caller; import-linter names the modules that may use it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, func, or_, select

from service.store.day_tables import deliveries, searches
from service.store.tables import api_keys, organisations, runs


def key_by_id(connection: Connection, key_id: str) -> RowMapping | None:
    """The API key of an id, whoever it belongs to."""
    query = select(api_keys).where(api_keys.c.id == key_id)
    return connection.execute(query).mappings().one_or_none()


def add_organisation(
    connection: Connection, organisation_id: str, name: str, now: datetime
) -> None:
    """Add an organisation."""
    connection.execute(organisations.insert().values(id=organisation_id, name=name, created_at=now))


def organisation_ids(connection: Connection) -> Sequence[str]:
    """All organisations, the oldest first."""
    query = select(organisations.c.id).order_by(organisations.c.created_at, organisations.c.id)
    return connection.execute(query).scalars().all()


def runs_without_worker(
    connection: Connection, now: datetime, queued_before: datetime
) -> Sequence[RowMapping]:
    """Runs whose worker is silent, and runs that nobody has taken for a while."""
    columns: tuple[Any, ...] = (runs.c.organisation_id, runs.c.id)
    forgotten = and_(runs.c.state == "queued", runs.c.created_at < queued_before)
    silent = and_(runs.c.state == "running", runs.c.lease_until < now)
    query = select(*columns).where(or_(forgotten, silent)).order_by(runs.c.id)
    return connection.execute(query).mappings().all()


def searches_without_worker(
    connection: Connection, now: datetime, queued_before: datetime
) -> Sequence[RowMapping]:
    """Searches whose worker is silent, and searches that nobody has taken for a while."""
    columns: tuple[Any, ...] = (searches.c.organisation_id, searches.c.id)
    forgotten = and_(searches.c.state == "queued", searches.c.created_at < queued_before)
    silent = and_(searches.c.state == "running", searches.c.lease_until < now)
    query = select(*columns).where(or_(forgotten, silent)).order_by(searches.c.id)
    return connection.execute(query).mappings().all()


def deliveries_due(connection: Connection, now: datetime, limit: int) -> Sequence[RowMapping]:
    """Messages of webhooks whose time has come, the oldest first."""
    columns: tuple[Any, ...] = (deliveries.c.organisation_id, deliveries.c.id)
    due = and_(deliveries.c.state == "waiting", deliveries.c.next_at <= now)
    query = select(*columns).where(due).order_by(deliveries.c.next_at).limit(limit)
    return connection.execute(query).mappings().all()


def runs_by_state(connection: Connection) -> dict[str, int]:
    """How many runs there are in every state."""
    query = select(runs.c.state, func.count()).group_by(runs.c.state)
    return {row[0]: row[1] for row in connection.execute(query).all()}
