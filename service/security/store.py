"""API keys in the store."""

from __future__ import annotations

from collections.abc import Sequence

from service.security.keys import NewKey
from service.security.schemas import KeyAsked
from service.store.session import OrganisationSession
from service.store.sql import RowMapping, desc
from service.store.tables import api_keys


def add(session: OrganisationSession, key: NewKey, asked: KeyAsked, subject: str) -> None:
    """Keep a key: everything but its secret."""
    session.add(
        api_keys,
        id=key.id,
        name=asked.name,
        role=asked.role.value,
        engineer_id=asked.engineer_id,
        secret_sha256=key.secret_sha256,
        created_at=session.now,
        created_by=subject,
        expires_at=asked.expires_at,
    )


def get(session: OrganisationSession, key_id: str) -> RowMapping | None:
    """A key of the organisation."""
    return session.row(api_keys, api_keys.c.id == key_id)


def newest(session: OrganisationSession, before: str | None, limit: int) -> Sequence[RowMapping]:
    """Keys, newest first; one more than `limit`."""
    older = () if before is None else (api_keys.c.id < before,)
    return session.rows(api_keys, *older, order_by=(desc(api_keys.c.id),), limit=limit + 1)


def revoke(session: OrganisationSession, key_id: str) -> None:
    """Make a key worthless from now on; a key that was revoked stays as it is."""
    valid = (api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None))
    session.change(api_keys, *valid, revoked_at=session.now)
