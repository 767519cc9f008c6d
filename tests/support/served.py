"""The service as people run it: processes of its own, spoken to over the network."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from support.command import PROGRAM, earlybird
from support.service_api import DAY, small_day

from service.security.keys import KEY

START_S = 60.0
IMPATIENT = {
    "EARLYBIRD_LEASE_S": "4",
    "EARLYBIRD_FIRST_CHECKPOINT_S": "0.5",
    "EARLYBIRD_CHECKPOINT_S": "1",
    "EARLYBIRD_REQUESTS_PER_MINUTE": "1000000",
    "EARLYBIRD_REQUESTS_AT_ONCE": "1000000",
}
"""Settings with which a test need not wait long for the death of a worker to be noticed."""


class Process:
    """A program of ours that runs beside the test; what it says is collected."""

    def __init__(self, *arguments: str, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [*PROGRAM, *arguments],
            env=os.environ | IMPATIENT | dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def wait_to_say(self, pattern: str) -> re.Match[str]:
        """Wait until it has said something; fail when it ends before."""
        end = time.monotonic() + START_S
        while time.monotonic() < end:
            if found := re.search(pattern, self.said):
                return found
            assert self._process.poll() is None, self.said
            time.sleep(0.02)
        raise AssertionError(f"not said in {START_S} s: {pattern}\n{self.said}")

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """Ask it to stop; its exit code."""
        self._process.send_signal(signal.SIGTERM)
        code = self._process.wait(60)
        self._listener.join(10)
        return code

    @property
    def is_running(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.said += line


class Served:
    """A service that listens, and a client with the administrator's key."""

    def __init__(self, process: Process, key: str) -> None:
        address = process.wait_to_say(r"listens at (http://\S+)")[1]
        self.process = process
        self.address = address
        self.key = key
        self.client = httpx.Client(
            base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=60
        )

    def get(self, path: str) -> Any:
        """What a GET answers, which has to go well."""
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any, **headers: str) -> Any:
        """What a POST answers, which has to go well."""
        answer = self.client.post(path, json=body, headers=headers)
        assert answer.is_success, answer.text
        return answer.json()

    def wait_for_run(self, run_id: str, until: Callable[[Any], bool], seconds: float = 60) -> Any:
        """The run, once it is so."""
        end = time.monotonic() + seconds
        run = None
        while time.monotonic() < end:
            run = self.get(f"/v1/runs/{run_id}")
            if until(run):
                return run
            time.sleep(0.05)
        raise AssertionError(f"the run stays {run}")


KEYS: dict[str, str] = {}
"""The administrator's key of every database that was served, for when it is served again."""


@contextmanager
def serving(url: str, folder: Path, workers: int = 1, port: str = "0") -> Iterator[Served]:
    """`earlybird serve` on a database, the first time or again; at a free port, or at the same."""
    environment = {"EARLYBIRD_DATABASE_URL": url, "EARLYBIRD_DATA_FOLDER": str(folder)}
    if url not in KEYS:
        made = earlybird("organisation", "Tests", environment=environment)
        KEYS[url] = next(KEY.finditer(made.stdout)).group()
    process = Process("serve", "--port", port, "--workers", str(workers), environment=environment)
    try:
        yield Served(process, KEYS[url])
    finally:
        if process.is_running:
            process.stop()


def begin_day(served: Served, jobs: int, engineers: int = 2, iterations: int = 50) -> None:
    """Have a day planned by a worker, publish the plan and begin the day."""
    scenario = served.post("/v1/scenarios", small_day(jobs, engineers))["id"]
    asked = {"scenario_id": scenario, "iterations": iterations, "threads": 1}
    run = served.wait_for_run(
        served.post("/v1/runs", asked)["id"], lambda one: one["state"] == "done"
    )
    served.post(f"/v1/plans/{run['plan_id']}/publish", {}, **{"If-None-Match": "*"})
    served.post(f"/v1/days/{DAY}/begin", {"clock": "events"})


@contextmanager
def working(url: str) -> Iterator[Process]:
    """`earlybird worker` on a database."""
    process = Process("worker", environment={"EARLYBIRD_DATABASE_URL": url})
    try:
        process.wait_to_say("is ready")
        yield process
    finally:
        if process.is_running:
            process.stop()
