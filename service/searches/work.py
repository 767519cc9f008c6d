"""What a worker does with a search: it looks at the day, searches, and records what it found."""

from __future__ import annotations

import logging
import threading
import time
from uuid import uuid4
from zlib import crc32

from models.day import Day
from models.errors import EarlyBirdError
from models.event import EVENT, Event
from models.proposal import Proposal, ProposalKind
from optimizer.improve import improvement
from optimizer.replan import search_more, settle
from service.days import store as journal
from service.days.change import change_between, moved_on
from service.days.changing import DayChange, change_as
from service.days.entries import Happened, PlanCause, PlanChange, Proposed, Replanned
from service.days.fold import Running
from service.days.rooms import Room
from service.dispatch import store as dispatch
from service.dispatch.schemas import ProposedShown, ReplannedShown
from service.ids import new_id
from service.searches import store
from service.searches.schemas import SearchKind, SearchState
from service.settings import Settings
from service.store.faults import StoreFault
from service.store.sql import RowMapping
from service.store.store import Store

log = logging.getLogger("earlybird.worker")
MOST_ATTEMPTS = 3
"""Workers that may die of one search before it is given up."""
PART_S = 0.7
"""Seconds of search for one part of a plan."""


class SearchAttempt:
    """One attempt of a worker at one search."""

    def __init__(self, kept: Store, settings: Settings, leaving: threading.Event) -> None:
        self._store = kept
        self._settings = settings
        self._leaving = leaving
        self._name = uuid4().hex

    def work(self, organisation_id: str, search_id: str) -> None:
        """Do the search if it is free. Raises StoreFault."""
        with self._store.writing(organisation_id) as session:
            # The lease covers the whole search: it is short.
            known = store.get(session, search_id)
            seconds = 0.0 if known is None else known["milliseconds"] / 1000
            lease_s = seconds + self._settings.lease_s
            row = store.claim(session, search_id, self._name, lease_s)
        if row is None:
            return
        try:
            if row["attempts"] > MOST_ATTEMPTS:
                raise EarlyBirdError(f"{MOST_ATTEMPTS} workers have died of this search.")
            if row["kind"] == SearchKind.PROPOSALS.value:
                self._proposals(organisation_id, row, seconds)
            else:
                self._plan(organisation_id, row, seconds)
        except StoreFault:
            raise
        except EarlyBirdError as error:
            log.warning("search %s failed: %s", search_id, error)
            with self._store.writing(organisation_id) as session:
                code = type(error).__name__
                store.finish(session, search_id, self._name, SearchState.FAILED, code=code)

    def _proposals(self, organisation_id: str, row: RowMapping, seconds: float) -> None:
        """Search for better answers to an event, and add them to the others."""
        room = Room(row["day"])
        with self._store.reading(organisation_id) as session:
            running = room.current(session)
            event = _event(journal.known(session, row["day"], "event", row["event_id"]))
            rows = dispatch.of_event(session, row["day"], row["event_id"])
        known = [dispatch.view(one).proposal for one in rows]
        current = [one for one in known if one.plan_version == running.day.version]
        found = search_more(running.day, event, seconds, room.day_desk(running), known=current)

        def record(changing: DayChange) -> None:
            numbered = [
                one.model_copy(update={"proposal_id": new_id("prp", changing.wall)})
                for one in found
            ]
            mine = store.finish(
                changing.session,
                row["id"],
                self._name,
                SearchState.DONE,
                proposals=len(numbered),
            )
            if not mine or not numbered:
                return
            ids = tuple(one.proposal_id for one in numbered)
            changing.record(
                Proposed(event_id=row["event_id"], proposal_ids=ids),
                ProposedShown(event_id=row["event_id"], proposal_ids=ids),
            )
            for rank, one in enumerate(numbered, len(known) + 1):
                dispatch.add(changing.session, row["day"], row["event_id"], rank, one)

        change_as(self._store, organisation_id, row["created_by"], room, record)

    def _plan(self, organisation_id: str, row: RowMapping, seconds: float) -> None:
        """Improve the plan until the time is over, part by part, each put in force alone."""
        room, until, turn = Room(row["day"]), time.monotonic() + seconds, 0
        version: int | None = None
        while time.monotonic() < until and not self._leaving.is_set():
            turn += 1
            with self._store.reading(organisation_id) as session:
                running = room.current(session)
            better = self._part(room, running, seed=crc32(f"{row['id']} {turn}".encode()))
            if better is not None:
                version = self._put_in_force(organisation_id, row, room, running, better) or version
        with self._store.writing(organisation_id) as session:
            store.finish(session, row["id"], self._name, SearchState.DONE, plan_version=version)

    def _part(self, room: Room, running: Running, seed: int) -> Day | None:
        """The day with some shifts improved; None where nothing better was found."""
        held = {(one.offer.engineer_id, one.offer.shift_index) for one in running.holds.values()}
        desk = room.day_desk(running)
        found = improvement(running.day, desk, PART_S, seed=seed, leave_alone=held)
        if found is None:
            return None
        settled = settle(running.day, _as_of(found, running.day), (), desk)
        return None if settled.day is running.day else settled.day

    def _put_in_force(
        self, organisation_id: str, row: RowMapping, room: Room, seen: Running, better: Day
    ) -> int | None:
        """Record better routes, unless one has changed meanwhile or is held; the version."""
        change = change_between(seen.day.plan, better.plan)

        def record(changing: DayChange) -> int | None:
            running = changing.running
            if not _untouched(seen, running, change):
                return None
            now = moved_on(change, seen.day.plan, running.day.plan)
            changing.record(
                Replanned(cause=PlanCause.IMPROVED, change=now),
                ReplannedShown(
                    cause=PlanCause.IMPROVED.value,
                    plan_version=running.day.version + 1,
                    engineer_ids=tuple(sorted({one.engineer_id for one in now.routes})),
                ),
            )
            return changing.running.day.version

        return change_as(self._store, organisation_id, row["created_by"], room, record)


def _untouched(seen: Running, running: Running, change: PlanChange) -> bool:
    """Whether everything that a change rests on is as it was seen."""
    names = {(one.engineer_id, one.shift_index) for one in (*change.routes,)}
    names |= {(one.engineer_id, one.shift_index) for one in change.gone}
    held = {(one.offer.engineer_id, one.offer.shift_index) for one in running.holds.values()}
    if names & held:
        return False
    before, after = seen.day, running.day
    for engineer_id, shift_index in names:
        if after.engineer_facts(engineer_id) != before.engineer_facts(engineer_id):
            return False
        routes = [
            [one for one in day.routes_of(engineer_id) if one.shift_index == shift_index]
            for day in (before, after)
        ]
        if routes[0] != routes[1]:
            return False
    jobs = {stop.job_id for route in change.routes for stop in route.stops if stop.job_id}
    return all(
        after.job(job_id) == before.job(job_id)
        and after.job_facts(job_id) == before.job_facts(job_id)
        for job_id in jobs
    )


def _as_of(found: Proposal, day: Day) -> Proposal:
    assert found.kind is ProposalKind.SEARCHED
    return found.model_copy(update={"plan_version": day.version})


def _event(row: RowMapping | None) -> Event:
    if row is None:
        raise EarlyBirdError("The event is not in the journal.")
    entry = journal.parsed(row)
    assert isinstance(entry, Happened)
    return EVENT.validate_python(entry.event)
