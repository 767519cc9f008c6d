"""A worker process: takes runs from the queue and works on them, until it is told to leave."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from importlib import import_module
from uuid import uuid4

from service.runs.attempt import Attempt
from service.runs.dbos_queue import DbosQueue
from service.runs.queue import RunQueue
from service.runs.sweeping import Sweeper
from service.searches.store import PREFIX as SEARCH
from service.searches.work import SearchAttempt
from service.settings import Settings
from service.store.engine import write_ahead
from service.store.faults import StoreFault
from service.store.store import Store
from service.webhooks.delivery import Deliverer

STARTED_BY_SERVICE = "EARLYBIRD_STARTED_BY_SERVICE"
"""In the environment of workers that `earlybird serve` starts: they do not outlive it."""
LOOK_S = 0.5

log = logging.getLogger("earlybird.worker")


def queue_of(settings: Settings) -> RunQueue:
    """The queue that the settings ask for: beside the embedded database, or inside PostgreSQL.

    SQLite has one writer per file, so the queue has a file of its own there.
    """
    url = settings.store_url
    if url.startswith("sqlite:"):
        url = f"{url.removesuffix('.sqlite')}-queue.sqlite"
    return DbosQueue(url, settings.poll_s, prepare=lambda: write_ahead(url))


class Worker:
    """The parts of a worker."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = Store(settings.store_url)
        self._queue = queue_of(settings)
        self._leaving = threading.Event()
        self._in_hand: set[str] = set()
        self._idle = threading.Condition()
        self._sweeper = Sweeper(self._store, self._queue, settings)
        self._deliverer = Deliverer(self._store, settings)

    def run(self) -> None:
        """Work until SIGTERM or SIGINT. What is being searched then is given back."""
        name = f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._leaving.set())
        self._store.migrate()
        import_module("optimizer.solve")  # takes a moment, which a run's lease must not pay for
        self._queue.work(self._handle, name, self._settings.worker_runs)
        self._sweeper.start()
        self._deliverer.start()
        log.info("worker %s is ready", name)
        self._wait()
        log.info("worker %s is leaving", name)
        self._sweeper.close()
        self._deliverer.close()
        with self._idle:
            self._idle.wait_for(lambda: not self._in_hand)
        self._queue.close()
        self._store.close()

    def _wait(self) -> None:
        """Until a signal comes, or the service that started this process is no more."""
        parent = os.getppid()
        while not self._leaving.wait(LOOK_S):
            if STARTED_BY_SERVICE in os.environ and os.getppid() != parent:
                self._leaving.set()

    def _work(self, organisation_id: str, run_id: str) -> None:
        kind = SearchAttempt if run_id.startswith(f"{SEARCH}_") else Attempt
        kind(self._store, self._settings, self._leaving).work(organisation_id, run_id)

    def _handle(self, organisation_id: str, run_id: str) -> None:
        if self._leaving.is_set():
            return  # it stays queued; the sweeper of another worker finds it
        with self._idle:
            if run_id in self._in_hand:
                return  # its lease was renewed too late, but this very process works on it
            self._in_hand.add(run_id)
        try:
            self._work(organisation_id, run_id)
        except StoreFault as fault:
            log.warning("run %s has to wait for the store: %s", run_id, fault)
        except Exception:
            log.exception("run %s failed in the worker", run_id)
        finally:
            with self._idle:
                self._in_hand.discard(run_id)
                self._idle.notify_all()
