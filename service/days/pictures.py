"""Pictures of running days: how a day stood at an entry, so that a new process need not fold all.

A picture says nothing that the journal does not say: it saves time, and can be missing. One of
another version of the program is not looked at, since that may have folded otherwise.
"""

from __future__ import annotations

import logging
from functools import cache
from importlib.metadata import version
from typing import Final

from pydantic import TypeAdapter, ValidationError

from service.days import store
from service.days.fold import Running
from service.store.day_tables import day_pictures
from service.store.session import OrganisationSession
from service.store.sql import desc

log = logging.getLogger("earlybird.service")
EVERY: Final = 500
"""Entries from one picture to the next. For a day of 3,000 jobs one is made in 0.2 s and read in
1.2 s; folding as many changes of its plan takes 8 s."""
FORMAT: Final = 1
"""To be raised with every change of what folding makes of an entry."""
_RUNNING: Final = TypeAdapter(Running)


def keep(session: OrganisationSession, day: str, before: Running, after: Running) -> None:
    """Keep a picture of a day whose row is locked, if it is time for one; older ones go."""
    if before.sequence // EVERY == after.sequence // EVERY:
        return
    session.remove(day_pictures, day_pictures.c.day == day)
    session.add(
        day_pictures,
        day=day,
        sequence=after.sequence,
        body=written(after),
        created_at=session.now,
    )


def newest(session: OrganisationSession, day: str) -> Running | None:
    """The day as its newest picture has it; None where there is none that can be used."""
    c = day_pictures.c
    rows = session.rows(day_pictures, c.day == day, order_by=(desc(c.sequence),), limit=1)
    if not rows:
        return None
    found = read(rows[0]["body"])
    if found is None:
        log.info("the picture of %s is of no use; its whole journal is read", day)
    return found


def written(running: Running) -> bytes:
    """A picture of a day."""
    return store.packed(_mark() + _RUNNING.dump_json(running))


def read(picture: bytes) -> Running | None:
    """The day on a picture; None where another program made it."""
    body = store.unpacked(picture)
    if not body.startswith(_mark()):
        return None
    try:
        return _RUNNING.validate_json(body[len(_mark()) :])
    except ValidationError:
        return None


@cache
def _mark() -> bytes:
    """What a picture begins with that this program can use."""
    return f"{FORMAT} {version('earlybird')}\n".encode()
