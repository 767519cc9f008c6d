"""The day that is loaded: a week of 200 engineers, planned by the service and begun."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.load.client import Caller
from models.scenario import Scenario

LOOK_S = 0.5


def begun(caller: Caller, scenario: Scenario, seconds: float) -> str:
    """Send a scenario, have it planned for so many seconds, publish, begin; the day."""
    document = json.loads(scenario.model_dump_json(exclude_defaults=True))
    document["format_version"] = "1"
    sent = caller.must("send the scenario", "POST", "/v1/scenarios", document)
    asked = {"scenario_id": sent["id"], "seconds": seconds, "threads": 1}
    run = caller.must("ask for a run", "POST", "/v1/runs", asked)
    while run["state"] in ("queued", "running"):
        time.sleep(LOOK_S)
        run = caller.must("look at the run", "GET", f"/v1/runs/{run['id']}")
    if run["state"] != "done":
        raise RuntimeError(f"the run has failed: {run['fault']}")
    path = f"/v1/plans/{run['plan_id']}/publish"
    day = caller.must("publish", "POST", path, {}, **{"If-None-Match": "*"})["day"]
    caller.must("begin the day", "POST", f"/v1/days/{day}/begin", {"clock": "events"})
    return str(day)


def some_jobs(scenario: Scenario, count: int, prefix: str) -> list[dict[str, Any]]:
    """New jobs like those of the scenario: the same places, work and skills, any time."""
    jobs = []
    step = max(1, len(scenario.jobs) // count)
    for number in range(count):
        like = scenario.jobs[number * step % len(scenario.jobs)]
        new = like.model_copy(
            update={
                "id": f"{prefix}-{number}",
                "windows": (),
                "appointment_told": None,
                "required_engineer_id": None,
                "parts": (),
            }
        )
        jobs.append(json.loads(new.model_dump_json(exclude_defaults=True)))
    return jobs


@dataclass
class Improved:
    """What the searches beside the callers have led to."""

    adopted: int = 0
    refused: int = 0


@contextmanager
def improving(url: str, key: str, day: str, seconds: float) -> Iterator[Improved]:
    """One search after the other for a better plan, until the block ends; 0 seconds: none."""
    found, over = Improved(), threading.Event()
    caller = Caller(url, key)

    def improve() -> None:
        while not over.is_set():
            path = f"/v1/days/{day}/improve"
            job = caller.must("improve", "POST", path, {"seconds": seconds})
            while job["state"] in ("queued", "running"):
                time.sleep(LOOK_S)
                job = caller.must("look", "GET", f"/v1/days/{day}/searches/{job['id']}")
            found.adopted += job["state"] == "done" and bool(job["plan_version"])
            found.refused += not (job["state"] == "done" and bool(job["plan_version"]))

    thread = threading.Thread(target=improve)
    if seconds:
        thread.start()
    try:
        yield found
    finally:
        over.set()
        if seconds:
            thread.join()
