"""Follows the journal of a day.

All followers of a day in one process share one look at the journal, every STREAM_POLL_S: changes
come from any process, and a look costs one row. Who does not take what was sent for a while is cut
off; nothing is lost by that, since the stream is taken up again behind the last id.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Final

import anyio
import anyio.to_thread
from fastapi import Request

from service.days import store as journal
from service.days.problems import not_running
from service.http.kinds import problem_kind
from service.http.problems import RETRY_S, Problem
from service.security.caller import Caller
from service.store.faults import StoreFault
from service.store.sql import RowMapping

TOO_MANY_STREAMS: Final = problem_kind(
    503,
    "too-many-streams",
    "This process has as many open streams as it may have.",
    "Close streams that nobody reads, or have EARLYBIRD_MOST_STREAMS raised.",
)
RETRY_MS: Final = 2000
"""After so many milliseconds browsers take a stream up again that broke."""
AT_ONCE: Final = 100
"""Entries that are read at a time for one follower."""


async def follow(caller: Caller, day: str, after: int | None) -> Follower:
    """Begin to follow a day. Raises Problem: 404, 503."""
    streams = caller.services.streams
    sequence = await anyio.to_thread.run_sync(_sequence, caller, day)
    if not streams.enter():
        raise Problem(
            TOO_MANY_STREAMS,
            f"{streams.most} streams are open.",
            headers={"Retry-After": str(RETRY_S)},
        )
    return Follower(caller, day, sequence if after is None else after)


class Streams:
    """How many streams a process has open."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.open = 0

    def enter(self) -> bool:
        """Open one more; False where there are enough."""
        if self.open >= self.most:
            return False
        self.open += 1
        return True

    def leave(self) -> None:
        """Close one."""
        self.open -= 1


class Follower:
    """One stream."""

    def __init__(self, caller: Caller, day: str, after: int) -> None:
        self._caller = caller
        self._day = day
        self._after = after

    async def lines(self, request: Request) -> AsyncIterator[bytes]:
        """What is sent, without end: until the caller or the service leaves."""
        services = self._caller.services
        settings, silent_s = services.settings, 0.0
        try:
            yield f"retry: {RETRY_MS}\n\n".encode()
            while not services.closing.is_set():
                try:
                    rows = await anyio.to_thread.run_sync(self._read)
                except StoreFault:
                    rows = []  # it comes back; what is missed meanwhile is in the journal
                for row in rows:
                    yield shown(row)
                    self._after = row["sequence"]
                if rows:
                    silent_s = 0.0
                    if len(rows) == AT_ONCE:
                        continue
                elif silent_s >= settings.heartbeat_s:
                    silent_s = 0.0
                    yield b": still here\n\n"
                if await request.is_disconnected():
                    return
                await anyio.sleep(settings.stream_poll_s)
                silent_s += settings.stream_poll_s
        finally:
            services.streams.leave()

    def _read(self) -> list[RowMapping]:
        with self._caller.reading() as session:
            return list(journal.shown_after(session, self._day, self._after, AT_ONCE))


def shown(row: RowMapping) -> bytes:
    """An entry of the journal as an event of the stream."""
    data = json.dumps(
        {
            "sequence": row["sequence"],
            "kind": row["kind"],
            "version": row["version"],
            "at": row["created_at"].isoformat(),
            "what": json.loads(row["shown"]),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return f"id: {row['sequence']}\nevent: {row['kind']}\ndata: {data}\n\n".encode()


def _sequence(caller: Caller, day: str) -> int:
    with caller.reading() as session:
        row = journal.get(session, day)
    if row is None:
        raise not_running(day)
    return int(row["sequence"])
