"""The queue on DBOS: the same code for SQLite and PostgreSQL (docs/decisions/0015-queue.md).

DBOS hands every run to one worker. It does not notice by itself that a worker of another process
has died; the lease of a run says that (`service.runs.store`), and the run is then put again as
its next attempt.
"""

from __future__ import annotations

import json
import logging
import time
from typing import Any, Final

from dbos import DBOS, DBOSClient, DBOSConfig, Serializer, error

from service.runs.queue import Handle
from service.store.faults import StoreUnavailable, faults_told_apart

NAME: Final = "earlybird"
QUEUE: Final = "runs"
WORKFLOW: Final = "work_on_run"
VERSION: Final = "1"
"""Of the messages. All workers of one queue understand the same ones."""
OFFER_S: Final = 300
"""How long an offer can stand in the way of the next one for the same run."""


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

    def __init__(self, url: str, poll_s: float) -> None:
        self._url = url
        self._poll_s = poll_s
        self._client: DBOSClient | None = None
        self._working = False

    def put(self, organisation_id: str, run_id: str, attempt: int) -> None:
        """Offer a run. One that lies in the queue already is not put again.

        An offer that a worker took and lost before it could claim the run blocks others for
        OFFER_S at most.
        """
        offer = f"{run_id}.{attempt}.{int(time.time() // OFFER_S)}"
        try:
            with faults_told_apart():
                self._connected().enqueue(
                    {
                        "workflow_name": WORKFLOW,
                        "queue_name": QUEUE,
                        "app_version": VERSION,
                        "deduplication_id": offer,
                        "duplication_policy": "return-existing",
                    },
                    organisation_id,
                    run_id,
                )
        except error.DBOSException as failure:
            raise StoreUnavailable("The queue does not answer.") from failure

    def work(self, handle: Handle, worker: str, at_once: int) -> None:
        """Launch DBOS in this process."""

        @DBOS.workflow(name=WORKFLOW)
        def work_on_run(organisation_id: str, run_id: str) -> None:
            handle(organisation_id, run_id)

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
