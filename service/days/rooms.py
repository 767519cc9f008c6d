"""Where running days are worked on: kept warm, one piece of work at a time, off the event loop.

A room holds what a process knows of one day. The store decides: before anything is done, what
other processes have added to the journal is read, and who changes a day holds its row locked from
there until the change is kept. So a room can be dropped at any moment; it only saves time.
"""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

import anyio
import anyio.to_thread

from models.errors import InputUnusable
from optimizer.replan import DayDesk
from optimizer.travel.source import TravelSource
from service.days import pictures, store
from service.days.desks import Desk, Mark
from service.days.entries import Begun, Entry
from service.days.fold import Running, begin, fold
from service.days.problems import not_running
from service.plans import logic as plans
from service.scenarios import logic as scenarios
from service.security.caller import Caller
from service.store.session import OrganisationSession

log = logging.getLogger("earlybird.service")
YOUNG: Final = 1
EVERY_AGE: Final = 2
"""Up to which of its generations the collector looks: what is young is looked through quickly."""
SETTLE_EVERY: Final = 32
"""Changes of a day after which what is left of them is taken to stay. Each leaves thousands of
objects; left to itself, the collector stops every few seconds for a third of a second to look at
all since the desk was laid out."""
Result = TypeVar("Result")


class Room:
    """One running day in this process. Used by one thread at a time."""

    def __init__(self, day: str) -> None:
        self.day = day
        self.turn = anyio.Lock()
        self._running: Running | None = None
        self._begun_at: object = None
        self._adopted = 0
        self._desk: Desk | None = None
        self._day_desk: DayDesk | None = None
        self._source: TravelSource | None = None

    def current(self, session: OrganisationSession, *, lock: bool = False) -> Running:
        """The day as the store has it. Raises Problem (404) where it does not run."""
        row = store.get(session, self.day, lock=lock)
        if row is None:
            raise not_running(self.day)
        running = self._running
        if running is None or row["begun_at"] != self._begun_at:
            self.forget()
            running, self._begun_at = self._load(session), row["begun_at"]
        try:
            running = self._caught_up(session, running, row["sequence"])
        except BaseException:
            self._desk = None  # it may have followed entries that would be followed once more
            raise
        if self._desk is not None:
            self._desk.live.commit()
        self._running = running
        return running

    def desk(self, caller: Caller) -> tuple[Running, Desk]:
        """The day, and the desk on which slots are looked for."""
        with caller.reading() as session:
            running = self.current(session)
            now = running.now(session.now)
        self.pass_time(running, now)
        return running, self.laid_out(running, now)

    def pass_time(self, running: Running, now: datetime) -> None:
        """Let the desk, if there is one, know how late it is. This is not undone."""
        if self._desk is None:
            return
        if not self._desk.pass_time(running, now, self.day_desk(running).terrain):
            log.info("the desk of %s cannot follow the clock", self.day)
            self._desk = None

    def laid_out(self, running: Running, now: datetime) -> Desk:
        """The desk of a day that was just read."""
        if self._desk is None or self._desk.is_full:
            began = time.perf_counter()
            self._desk = Desk(running, now, self.day_desk(running).terrain)
            _settle_memory()
            took_ms = round(1000 * (time.perf_counter() - began))
            log.info("a desk was laid out in %d ms", took_ms, extra={"fields": {"day": self.day}})
        return self._desk

    def day_desk(self, running: Running) -> DayDesk:
        """What answering events keeps from one to the next."""
        if self._day_desk is None:
            self._day_desk = DayDesk(running.day)
        return self._day_desk

    def source(self, running: Running) -> TravelSource:
        """Travel of the day."""
        if self._source is None:
            self._source = TravelSource.of(running.day.scenario)
        return self._source

    def adopt(self, running: Running) -> None:
        """What was just kept is how the day stands."""
        self._running = running
        if self._desk is not None:
            self._desk.live.commit()
        self._adopted += 1
        if self._adopted % SETTLE_EVERY == 0:
            _settle_memory(YOUNG)

    def forget(self) -> None:
        """Know nothing any more."""
        self._running = None
        self._desk = self._day_desk = self._source = None

    def mark(self) -> tuple[Desk, Mark] | None:
        """Where the desk can be taken back to."""
        return None if self._desk is None else (self._desk, self._desk.mark())

    def take_back(self, mark: tuple[Desk, Mark] | None) -> None:
        """Take back what was done at the desk."""
        if mark is not None and mark[0] is self._desk:
            mark[0].undo(mark[1])
        else:
            self._desk = None

    def follow(self, entry: Entry, before: Running, after: Running) -> None:
        """Let the desk change with an entry. Raises SlotTaken."""
        if self._desk is None:
            return
        if not self._desk.follow(entry, before, after, self.day_desk(after).terrain):
            log.info("the desk of %s cannot follow an entry of kind %s", self.day, entry.kind)
            self._desk = None

    def _follow(self, entry: Entry, before: Running, after: Running) -> None:
        """The same for an entry of another process, which has happened whatever we think of it."""
        try:
            if isinstance(entry, Begun):
                return
            self.follow(entry, before, after)
        except (InputUnusable, ValueError) as error:
            log.info("the desk of %s cannot follow entry %s: %s", self.day, entry.kind, error)
            self._desk = None

    def _caught_up(self, session: OrganisationSession, running: Running, sequence: int) -> Running:
        """The day with everything that the journal has by now."""
        while running.sequence < sequence:
            for entry_row in store.entries_after(session, self.day, running.sequence):
                entry = store.parsed(entry_row)
                after = fold(running, entry)
                self._follow(entry, running, after)
                running = after
        return running

    def _load(self, session: OrganisationSession) -> Running:
        """The day as it began, or as a picture of it has it."""
        pictured = pictures.newest(session, self.day)
        if pictured is not None:
            _settle_memory()
            return pictured
        (first,) = store.entries_after(session, self.day, 0, limit=1)
        entry = store.parsed(first)
        assert isinstance(entry, Begun)
        row = plans.find(session, entry.plan_id, entry.plan_version)
        scenario = scenarios.load(session, entry.scenario_id)
        begun = begin(entry, scenario, plans.parsed(session, row["document"]))
        _settle_memory()
        return begun


def _settle_memory(generation: int = EVERY_AGE) -> None:
    """Let the collector of circles pass over what a day consists of, once it has looked so far.

    A day of 3,000 jobs is more than a million objects, which stay; looking at all of them again
    takes the collector seconds, during which nobody is answered.
    """
    gc.collect(generation)
    gc.freeze()


class Rooms:
    """The rooms of a process: those used last, at most so many."""

    def __init__(self, most: int, threads: int) -> None:
        self._most = most
        self._threads = threads
        self._rooms: OrderedDict[tuple[str, str], Room] = OrderedDict()
        self._lock = threading.Lock()
        self._limiter: anyio.CapacityLimiter | None = None

    async def work(self, caller: Caller, day: str, what: Callable[[Room], Result]) -> Result:
        """Do something with a day in a thread, when it is one's turn."""
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(self._threads)
        room = self.room(caller.principal.organisation_id, day)
        async with room.turn:
            return await anyio.to_thread.run_sync(what, room, limiter=self._limiter)

    def room(self, organisation_id: str, day: str) -> Room:
        """The room of a day."""
        key = (organisation_id, day)
        with self._lock:
            room = self._rooms.get(key)
            if room is None:
                room = self._rooms[key] = Room(day)
            self._rooms.move_to_end(key)
            while len(self._rooms) > self._most:
                self._rooms.popitem(last=False)
            return room
