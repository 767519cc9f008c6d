"""Changing a running day: all of a request's entries in one transaction, or none of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fastapi import Response
from pydantic import BaseModel

from service.days import pictures, store
from service.days.entries import Entry
from service.days.fold import Running, fold
from service.days.rooms import Room
from service.http.idempotency import Answer, Once
from service.security.caller import Caller
from service.store.session import OrganisationSession
from service.store.store import Store
from service.webhooks.outbox import put_out

Result = TypeVar("Result")


class DayChange:
    """A change of a day in the making: nobody sees it before it is kept."""

    def __init__(
        self, session: OrganisationSession, room: Room, running: Running, subject: str
    ) -> None:
        self.session = session
        self.room = room
        self.running = running
        """The day with what was recorded so far."""
        self.subject = subject
        """Who changes it."""
        self.wall = session.now
        """The clock of the service."""

    def record(
        self,
        entry: Entry,
        shown: BaseModel,
        *,
        about: str | None = None,
        answer: BaseModel | None = None,
    ) -> int:
        """Add an entry to the journal; its sequence. Raises whatever says that it cannot be.

        Args:
            entry: what has changed.
            shown: the same for those who follow the day.
            about: what is unique among entries of this kind.
            answer: what was answered, for a repetition.
        """
        after = fold(self.running, entry)
        self.room.follow(entry, self.running, after)
        body = shown.model_dump_json().encode()
        store.append(
            self.session,
            self.room.day,
            after.sequence,
            after.day.version,
            entry,
            about=about,
            shown=body,
            answer=None if answer is None else answer.model_dump_json().encode(),
            subject=self.subject,
        )
        put_out(self.session, self.room.day, after.sequence, entry.kind, after.day.version, body)
        self.running = after
        return after.sequence


def change(caller: Caller, room: Room, once: Once, make: Callable[[DayChange], Answer]) -> Response:
    """Change a day once, whatever the number of times it is asked for.

    Args:
        caller: whose request it is.
        room: of the day.
        once: of the request.
        make: records entries. What it raises undoes everything.
    """
    working = _Working(room, caller.principal.subject)
    with working:
        return once(caller, lambda session: working.make(session, make))


def change_as(
    store: Store,
    organisation_id: str,
    subject: str,
    room: Room,
    make: Callable[[DayChange], Result],
) -> Result:
    """Change a day for somebody whose request was answered long ago."""
    working = _Working(room, subject)
    with working, store.writing(organisation_id) as session:
        return working.make(session, make)


class _Working:
    """Keeps a room in step with the transaction: both move on, or neither does."""

    def __init__(self, room: Room, subject: str) -> None:
        self._room = room
        self._subject = subject
        self._made: Running | None = None

    def __enter__(self) -> None:
        self._mark = self._room.mark()

    def make(self, session: OrganisationSession, make: Callable[[DayChange], Result]) -> Result:
        """Do the work inside of the transaction."""
        running = self._room.current(session, lock=True)
        self._room.pass_time(running, running.now(session.now))
        self._mark = self._room.mark()
        changing = DayChange(session, self._room, running, self._subject)
        result = make(changing)
        self._made = changing.running
        pictures.keep(session, self._room.day, running, changing.running)
        return result

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._room.take_back(self._mark)
        elif self._made is not None:
            self._room.adopt(self._made)
