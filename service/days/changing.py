"""Changing a running day: all of a request's entries in one transaction, or none of them."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Response
from pydantic import BaseModel

from service.days import store
from service.days.entries import Entry
from service.days.fold import Running, fold
from service.days.rooms import Room
from service.http.idempotency import Answer, Once
from service.security.caller import Caller
from service.store.session import OrganisationSession
from service.webhooks.outbox import put_out


class DayChange:
    """A change of a day in the making: nobody sees it before it is kept."""

    def __init__(
        self, session: OrganisationSession, room: Room, running: Running, caller: Caller
    ) -> None:
        self.session = session
        self.room = room
        self.running = running
        """The day with what was recorded so far."""
        self.caller = caller
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
        self.room.follow(entry, self.running)
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
            subject=self.caller.principal.subject,
        )
        put_out(self.session, self.room.day, after.sequence, entry.kind, after.day.version, body)
        self.running = after
        return after.sequence


Make = Callable[[DayChange], Answer]


def change(
    caller: Caller, room: Room, once: Once, make: Make, after: Callable[[], None] | None = None
) -> Response:
    """Change a day once, whatever the number of times it is asked for.

    Args:
        caller: whose request it is.
        room: of the day.
        once: of the request.
        make: records entries. What it raises undoes everything.
        after: called when all is kept, also for a repetition.
    """
    made: list[Running] = []
    mark = room.mark()

    def in_session(session: OrganisationSession) -> Answer:
        nonlocal mark
        made.clear()
        running = room.current(session, lock=True)
        mark = room.mark()
        changing = DayChange(session, room, running, caller)
        answer = make(changing)
        made.append(changing.running)
        return answer

    try:
        response = once(caller, in_session)
    except BaseException:
        room.take_back(mark)
        raise
    if made:
        room.adopt(made[0])
    if after is not None:
        after()
    return response
