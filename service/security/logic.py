"""Keys and organisations: made, shown, revoked."""

from __future__ import annotations

from service.http import kinds
from service.http.problems import Problem
from service.ids import new_id
from service.security import store
from service.security.caller import Caller
from service.security.keys import new_key
from service.security.permissions import ALLOWED, Role
from service.security.schemas import KeyAsked, KeyMade, KeyView, Me
from service.store import across
from service.store.session import OrganisationSession
from service.store.sql import RowMapping
from service.store.store import Store


def view(row: RowMapping) -> KeyView:
    """As it is shown: never with its hash."""
    return KeyView(**{name: row[name] for name in KeyView.model_fields})


def find(session: OrganisationSession, key_id: str) -> RowMapping:
    """A key. Raises Problem (404)."""
    row = store.get(session, key_id)
    if row is None:
        raise Problem(kinds.NOT_FOUND, f"There is no key {key_id}.")
    return row


def make(session: OrganisationSession, asked: KeyAsked, subject: str) -> KeyMade:
    """Make a key."""
    key = new_key(session.now)
    store.add(session, key, asked, subject)
    return KeyMade(**view(find(session, key.id)).model_dump(), key=key.text)


def revoke(session: OrganisationSession, caller: Caller, key_id: str) -> None:
    """Revoke a key. Raises Problem: 404, and 409 for the caller's own (no lock-out)."""
    find(session, key_id)
    if caller.principal.subject == f"key:{key_id}":
        raise Problem(kinds.NOT_ACCEPTABLE_STATE, f"Key {key_id} is the one of this very request.")
    store.revoke(session, key_id)


def me(session: OrganisationSession, caller: Caller) -> Me:
    """Who the caller is."""
    principal = caller.principal
    return Me(
        organisation_id=principal.organisation_id,
        organisation=session.organisation_name() or "",
        subject=principal.subject,
        role=principal.role,
        engineer_id=principal.engineer_id,
        permissions=sorted(ALLOWED[principal.role]),
    )


def begin_organisation(kept: Store, name: str) -> tuple[str, str]:
    """A new organisation with a first key for its administrator: its id, and the key."""
    now = kept.clock()
    organisation_id = new_id("org", now)
    with kept.transaction() as connection:
        across.add_organisation(connection, organisation_id, name, now)
        session = OrganisationSession(connection, organisation_id, now)
        made = make(session, KeyAsked(name="first administrator", role=Role.ADMIN), "installation")
    return organisation_id, made.key


def has_organisations(kept: Store) -> bool:
    """Whether there is any organisation yet."""
    with kept.glance() as connection:
        return bool(across.organisation_ids(connection))
