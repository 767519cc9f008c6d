"""Searches: asked for and shown."""

from __future__ import annotations

import logging

from service.days import store as journal
from service.days.problems import not_running
from service.http import kinds
from service.http.problems import Problem
from service.searches import store
from service.searches.schemas import SearchKind, SearchView
from service.security.caller import Caller
from service.services import Services
from service.store.faults import StoreFault
from service.store.session import OrganisationSession

log = logging.getLogger("earlybird.service")


def ask(
    session: OrganisationSession,
    caller: Caller,
    day: str,
    kind: SearchKind,
    event_id: str | None,
    seconds: float,
) -> SearchView:
    """Ask for a search. Raises Problem (404)."""
    if journal.get(session, day) is None:
        raise not_running(day)
    if event_id is not None and journal.known(session, day, "event", event_id) is None:
        raise Problem(kinds.NOT_FOUND, f"There is no event {event_id} on {day}.")
    search_id = store.add(session, day, kind, event_id, seconds, caller.principal.subject)
    return find(session, day, search_id)


def find(session: OrganisationSession, day: str, search_id: str) -> SearchView:
    """A search. Raises Problem (404)."""
    row = store.get(session, search_id)
    if row is None or row["day"] != day:
        raise Problem(kinds.NOT_FOUND, f"There is no search {search_id} on {day}.")
    return store.view(row)


def offer(services: Services, organisation_id: str, search_id: str) -> None:
    """Put a search into the queue. Where that fails a worker finds it anyway, a little later."""
    try:
        services.queue.put(organisation_id, search_id)
    except StoreFault as fault:
        log.warning("search %s has to be found by a worker: %s", search_id, fault)
