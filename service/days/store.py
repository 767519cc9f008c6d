"""Running days in the store. Their journals are added to, never changed.

Whoever changes a day locks its row first, so the entries of a day are made one after the other,
by whatever process; the journal's key (day, sequence) makes sure of it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any, Final

from service.days.entries import ENTRY, Begun, Entry
from service.store.day_tables import day_journal, running_days
from service.store.session import OrganisationSession
from service.store.sql import RowMapping, desc

COMPRESSION: Final = 1
MOST_ENTRIES: Final = 500
"""Read at a time."""


def packed(body: bytes) -> bytes:
    """As it is kept."""
    return zlib.compress(body, COMPRESSION)


def unpacked(body: bytes) -> bytes:
    """As it was."""
    return zlib.decompress(body)


def get(session: OrganisationSession, day: str, *, lock: bool = False) -> RowMapping | None:
    """A running day; `lock` keeps others from changing it until the transaction ends."""
    return session.row(running_days, running_days.c.day == day, lock=lock)


def begin(session: OrganisationSession, day: str, entry: Begun, subject: str) -> bool:
    """Begin a day; False where it runs already. The first entry of the journal is not added."""
    return session.add_if_new(
        running_days,
        day=day,
        sequence=0,
        version=entry.plan_version,
        scenario_id=entry.scenario_id,
        plan_id=entry.plan_id,
        plan_version=entry.plan_version,
        begun_at=session.now,
        changed_at=session.now,
        begun_by=subject,
    )


def append(
    session: OrganisationSession,
    day: str,
    sequence: int,
    version: int,
    entry: Entry,
    *,
    about: str | None,
    shown: bytes,
    answer: bytes | None,
    subject: str,
) -> None:
    """Add an entry to a day whose row is locked.

    Args:
        session: a transaction that writes.
        day: which day.
        sequence: of the new entry.
        version: of the plan in force after it.
        entry: what has changed.
        about: what is unique among entries of this kind, such as the id of the event.
        shown: JSON for those who follow the day.
        answer: JSON of what was answered, to answer a repetition alike.
        subject: who did it.
    """
    session.add(
        day_journal,
        day=day,
        sequence=sequence,
        kind=entry.kind,
        about=about,
        version=version,
        body=packed(_readable(entry)),
        shown=shown,
        answer=None if answer is None else packed(answer),
        created_at=session.now,
        created_by=subject,
    )
    moved = session.change(
        running_days,
        running_days.c.day == day,
        running_days.c.sequence == sequence - 1,
        sequence=sequence,
        version=version,
        changed_at=session.now,
    )
    if not moved:
        raise AssertionError(f"day {day} was changed by somebody who did not lock it")


def _readable(entry: Entry) -> bytes:
    """An entry as JSON. Raises ValidationError, a defect, for one that nobody could read again."""
    body = ENTRY.dump_json(entry)
    ENTRY.validate_json(body)
    return body


def entries_after(
    session: OrganisationSession, day: str, sequence: int, limit: int = MOST_ENTRIES
) -> Sequence[RowMapping]:
    """The entries that follow one, in order."""
    columns: tuple[Any, ...] = (day_journal.c.sequence, day_journal.c.body)
    return session.rows(
        day_journal,
        day_journal.c.day == day,
        day_journal.c.sequence > sequence,
        columns=columns,
        order_by=(day_journal.c.sequence,),
        limit=limit,
    )


def parsed(row: RowMapping) -> Entry:
    """An entry of the journal."""
    return ENTRY.validate_json(unpacked(row["body"]))


def shown_after(
    session: OrganisationSession, day: str, sequence: int, limit: int = MOST_ENTRIES
) -> Sequence[RowMapping]:
    """What those who follow the day get to see of the entries that follow one, in order."""
    c = day_journal.c
    columns: tuple[Any, ...] = (c.sequence, c.kind, c.about, c.version, c.shown, c.created_at)
    return session.rows(
        day_journal,
        c.day == day,
        c.sequence > sequence,
        columns=columns,
        order_by=(c.sequence,),
        limit=limit,
    )


def known(session: OrganisationSession, day: str, kind: str, about: str) -> RowMapping | None:
    """The one entry of a kind about something."""
    c = day_journal.c
    return session.row(day_journal, c.day == day, c.kind == kind, c.about == about)


def newest(
    session: OrganisationSession, day: str, before: int | None, limit: int
) -> Sequence[RowMapping]:
    """Entries, newest first; one more than `limit`."""
    c = day_journal.c
    older = () if before is None else (c.sequence < before,)
    return session.rows(
        day_journal, c.day == day, *older, order_by=(desc(c.sequence),), limit=limit + 1
    )
