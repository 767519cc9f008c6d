"""Finds what fell between: runs whose worker has died, and runs that never reached the queue."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from service.http.idempotency import forget
from service.runs.queue import RunQueue
from service.settings import Settings
from service.store import across
from service.store.faults import StoreFault
from service.store.store import Store

log = logging.getLogger("earlybird.worker")
SWEEPS_PER_LEASE = 5
FORGOTTEN_S = 2.0
"""A run that nobody has taken for so long is put into the queue again (it may wait there)."""
TIDY_EVERY = 1000
"""Sweeps between two looks for what can be forgotten."""


def sweep(store: Store, queue: RunQueue) -> int:
    """Offer such runs again, unless they only wait their turn; how many there were.

    Raises StoreFault.
    """
    now = store.clock()
    with store.glance() as connection:
        before = now - timedelta(seconds=FORGOTTEN_S)
        found = [
            *across.runs_without_worker(connection, now, before),
            *across.searches_without_worker(connection, now, before),
        ]
    if not found:
        return 0
    waiting = queue.waiting()
    lost = [row for row in found if row["id"] not in waiting]
    for row in lost:
        queue.put(row["organisation_id"], row["id"])
    return len(lost)


def tidy(store: Store, queue: RunQueue, hours: int) -> None:
    """Forget old offers, and old idempotency keys of every organisation. Raises StoreFault."""
    queue.tidy(store.clock())
    with store.glance() as connection:
        ids = across.organisation_ids(connection)
    for organisation_id in ids:
        with store.writing(organisation_id) as session:
            forget(session, hours)


class Sweeper:
    """Sweeps from time to time, in a thread of its own."""

    def __init__(self, store: Store, queue: RunQueue, settings: Settings) -> None:
        self._store, self._queue, self._settings = store, queue, settings
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sweep, name="sweeper", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End."""
        self._over.set()
        self._thread.join()

    def _sweep(self) -> None:
        count = 0
        while not self._over.wait(min(1.0, self._settings.lease_s / SWEEPS_PER_LEASE)):
            try:
                sweep(self._store, self._queue)
                if count % TIDY_EVERY == 0:
                    tidy(self._store, self._queue, self._settings.idempotency_hours)
            except StoreFault as fault:
                log.warning("sweeping has to wait: %s", fault)
            count += 1
