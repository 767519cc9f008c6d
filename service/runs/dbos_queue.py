"""The queue on DBOS: the same code for SQLite and PostgreSQL (docs/decisions/0015-queue.md).

DBOS hands every offer to one worker. It does not notice by itself that a worker of another process
has died; the lease of a run says that (`service.runs.store`), and the run is then offered again.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from dbos import DBOS, DBOSClient, DBOSConfig, Serializer, error

from service.runs.queue import Handle
from service.store.faults import StoreUnavailable, faults_told_apart

NAME: Final = "earlybird"
QUEUE: Final = "runs"
WORKFLOW: Final = "work_on_run"
VERSION: Final = "1"
"""Of the messages. All workers of one queue understand the same ones."""
FORGET_AFTER: Final = {
    "SUCCESS": timedelta(hours=1),
    "ERROR": timedelta(days=1),
    "PENDING": timedelta(days=8),
}
"""How long taken offers stay; a PENDING one that is so old had a worker that has died."""
MOST_FORGOTTEN: Final = 500
"""At a time."""


class JsonSerializer(Serializer):
    """Messages as JSON: what lies in a database is never run as code."""

    def serialize(self, data: Any) -> str:
        """To JSON; an exception is kept by its name."""
        return json.dumps(data, default=repr)

    def deserialize(cls, serialized_data: str) -> Any:  # noqa: N805 - as DBOS has it
        """From JSON."""
        return json.loads(serialized_data)

    def name(self) -> str:
        """What rows are marked with."""
        return "earlybird_json"


class DbosQueue:
    """A RunQueue. A process may work on one only: DBOS keeps its state in the process."""

    def __init__(self, url: str, poll_s: float, prepare: Callable[[], None]) -> None:
        self._url = url
        self._prepare = prepare
        self._poll_s = poll_s
        self._client: DBOSClient | None = None
        self._working = False

    def put(self, organisation_id: str, run_id: str) -> None:
        """Offer a run."""
        with _faults():
            self._connected().enqueue(
                {
                    "workflow_name": WORKFLOW,
                    "queue_name": QUEUE,
                    "workflow_id": f"{run_id}.{uuid4().hex[:8]}",
                    "app_version": VERSION,
                },
                organisation_id,
                run_id,
            )

    def waiting(self) -> frozenset[str]:
        """The runs that nobody has taken yet."""
        with _faults():
            found = self._connected().list_queued_workflows(
                queue_name=QUEUE, status="ENQUEUED", load_input=False
            )
        return frozenset(one.workflow_id.partition(".")[0] for one in found)

    def tidy(self, now: datetime) -> None:
        """Forget offers that were taken long ago."""
        with _faults():
            for status, kept in FORGET_AFTER.items():
                found = self._connected().list_workflows(
                    queue_name=QUEUE,
                    status=status,
                    end_time=(now - kept).isoformat(),
                    limit=MOST_FORGOTTEN,
                    load_input=False,
                    load_output=False,
                )
                if found:
                    self._connected().delete_workflows([one.workflow_id for one in found])

    def work(self, handle: Handle, worker: str, at_once: int) -> None:
        """Launch DBOS in this process."""

        @DBOS.workflow(name=WORKFLOW)
        def work_on_run(organisation_id: str, run_id: str) -> None:
            handle(organisation_id, run_id)

        self._prepare()
        config: DBOSConfig = {
            "name": NAME,
            "system_database_url": self._url,
            "executor_id": worker,
            "application_version": VERSION,
            "serializer": JsonSerializer(),
            "log_level": "ERROR",
        }
        DBOS(config=config)
        DBOS.launch()
        DBOS.register_queue(QUEUE, worker_concurrency=at_once, polling_interval_sec=self._poll_s)
        self._working = True

    def close(self) -> None:
        """Stop taking runs. Those that are being worked on have been given back before."""
        if self._working:
            DBOS.destroy(workflow_completion_timeout_sec=0)
            self._working = False
        if self._client is not None:
            self._client.destroy()
            self._client = None

    def _connected(self) -> DBOSClient:
        if self._client is None:
            logging.getLogger("dbos").setLevel(logging.ERROR)
            self._client = DBOSClient(
                system_database_url=self._url,
                serializer=JsonSerializer(),
                retry_connection_errors=False,
            )
        return self._client


@contextmanager
def _faults() -> Iterator[None]:
    """An ailing queue is an ailing store to everybody else."""
    try:
        with faults_told_apart():
            yield
    except error.DBOSException as failure:
        raise StoreUnavailable("The queue does not answer.") from failure
