"""Many callers, several processes, planners beside them, and deaths: nothing is promised twice."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from support.day_api import PATH, new_job
from support.served import Served, begin_day, serving, working
from support.service_api import DAY

from benchmarks.load.callers import Load, Promises, call_all
from benchmarks.load.client import Caller, Timings
from benchmarks.load.proof import faults_after

pytestmark = pytest.mark.slow
CALLERS = 100


def begun(served: Served) -> None:
    """A day of ten engineers, planned by a worker and begun."""
    begin_day(served, jobs=20, engineers=10, iterations=300)


@pytest.fixture
def served(new_url: str, tmp_path: Path) -> Iterator[Served]:
    """A service with one worker, its day begun."""
    with serving(new_url, tmp_path) as service:
        begun(service)
        yield service


def calling(served: Served, load: Load) -> tuple[Timings, Promises]:
    """Callers who ask for an hour of work each."""
    jobs = [new_job("any", duration_s=3600)]
    return call_all(served.address, served.key, DAY, jobs, load)


def faults(served: Served, promises: Promises) -> list[str]:
    """What the auditor and the promises say of the plan in force."""
    return faults_after(Caller(served.address, served.key), DAY, promises)


def urgent(served: Served, over: threading.Event, accepted: list[str]) -> None:
    """A planner: reports urgent jobs and accepts the first proposal for each."""
    headers = {"Authorization": f"Bearer {served.key}"}
    with httpx.Client(base_url=served.address, headers=headers, timeout=60) as client:
        for number in range(1000):
            if over.wait(0.05):
                return
            job = new_job(f"URGENT-{number}", priority=90, duration_s=1200)
            event = {"kind": "urgent_job", "event_id": f"U-{number}", "job": job}
            event["at"] = f"{DAY}T00:00:00"
            answer = client.post(f"{PATH}/events", json=event)
            assert answer.status_code == 201, answer.text
            for one in answer.json()["answer"]["proposals"][:1]:
                if any(move["needs_consent"] for move in one["moves"]):
                    continue
                match = {"If-Match": f'"{one["plan_version"]}"'}
                path = f"{PATH}/proposals/{one['proposal_id']}/accept"
                taken = client.post(path, headers=match)
                assert taken.status_code in (200, 409), taken.text
                if taken.status_code == 200 and taken.json()["state"] == "accepted":
                    accepted.append(job["id"])


def test_a_hundred_callers_and_two_planners_get_no_promise_twice(
    served: Served, new_url: str, tmp_path: Path
) -> None:
    over, accepted = threading.Event(), list[str]()
    with serving(new_url, tmp_path, workers=0) as second, ThreadPoolExecutor(4) as pool:
        served.post(f"{PATH}/improve", {"seconds": 6})
        planner = pool.submit(urgent, second, over, accepted)
        half = CALLERS // 2
        loads = [Load(half, 6, 0.2, first) for first in (0, half)]
        both = list(pool.map(calling, (served, second), loads))
        over.set()
        planner.result(60)
        promises = Promises(both[0][1].windows | both[1][1].windows)
        assert [timings.broken for timings, _ in both] == [[], []]
        assert len(promises.windows) > 30
        assert faults(served, promises) == []
        seen = served.get(f"{PATH}/plan")
        assert second.get(f"{PATH}/plan") == seen
        planned = {stop["job_id"] for route in seen["plan"]["routes"] for stop in route["stops"]}
        assert set(accepted) <= planned
    with serving(new_url, tmp_path, workers=0) as fresh:
        assert fresh.get(f"{PATH}/plan") == seen


@pytest.mark.parametrize("seed", range(2))
def test_no_promise_is_lost_when_the_service_is_killed(
    new_url: str, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    promises = Promises()
    with serving(new_url, tmp_path) as served:
        begun(served)
    for turn in range(3):
        with serving(new_url, tmp_path, workers=0) as served, ThreadPoolExecutor(1) as pool:
            load = Load(12, 30, 0.05, first=100 * turn)
            callers = pool.submit(calling_until_dead, served, load)
            wait_for_bookings(served, turn + 1)
            time.sleep(dice.uniform(0.0, 1.5))
            served.process.kill()
            promises.windows.update(callers.result(60).windows)
    assert promises.windows
    with serving(new_url, tmp_path, workers=0) as served:
        assert faults(served, promises) == []
        entries = whole_journal(served)
        assert [one["sequence"] for one in entries] == list(range(len(entries), 0, -1))
        booked = [one["what"]["hold_id"] for one in entries if one["kind"] == "booked"]
        assert len(booked) == len(set(booked)) >= len(promises.windows)
        rows = served.get(f"{PATH}/holds?state=booked&limit=200")["items"]
        assert len(rows) == min(200, len(booked))


def wait_for_bookings(served: Served, count: int) -> None:
    """Wait until so many slots are booked."""
    end = time.monotonic() + 30
    path = f"{PATH}/holds?state=booked&limit=200"
    while len(served.get(path)["items"]) < count and time.monotonic() < end:
        time.sleep(0.05)


def calling_until_dead(served: Served, load: Load) -> Promises:
    """The same; the callers give up when the service is gone."""
    jobs = [new_job("any", duration_s=1200)]
    return call_all(served.address, served.key, DAY, jobs, load, until_broken=True)[1]


def whole_journal(served: Served) -> list[dict[str, Any]]:
    """All entries, newest first."""
    entries: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = served.get(f"{PATH}/journal?limit=200{cursor}")
        entries += page["items"]
        if page["next"] is None:
            return entries
        cursor = f"&cursor={page['next']}"


def test_events_that_were_acknowledged_survive_and_are_told_once(
    new_url: str, tmp_path: Path
) -> None:
    dice = random.Random(5)
    acknowledged: dict[str, Any] = {}
    with serving(new_url, tmp_path) as served:
        begun(served)
    for _ in range(3):
        with serving(new_url, tmp_path, workers=0) as served:
            sender = threading.Thread(target=_report, args=(served, acknowledged))
            sender.start()
            time.sleep(dice.uniform(0.8, 2.0))
            served.process.kill()
            sender.join()
    assert acknowledged
    with serving(new_url, tmp_path, workers=0) as served:
        assert served.get(f"{PATH}/running")["events"] >= len(acknowledged)
        for event_id, (event, answer) in acknowledged.items():
            again = served.client.post(f"{PATH}/events", json=event)
            assert (again.status_code, again.json()) == (200, answer), event_id


def _report(served: Served, acknowledged: dict[str, Any]) -> None:
    """Report delays until the service is gone; what was sent before is sent again first."""
    headers = {"Authorization": f"Bearer {served.key}"}
    with httpx.Client(base_url=served.address, headers=headers) as client:
        for number in range(1000):
            event = {
                "kind": "traffic_delay",
                "event_id": f"E-{number}",
                "at": f"{DAY}T08:00:00",
                "engineer_id": f"E{number % 10}",
                "delay_s": 60 + number,
            }
            try:
                answer = client.post(f"{PATH}/events", json=event)
            except httpx.TransportError:
                return
            assert answer.status_code in (200, 201), answer.text
            acknowledged[f"E-{number}"] = (event, answer.json())


def test_a_search_goes_on_in_another_worker_when_its_own_is_killed(
    new_url: str, tmp_path: Path
) -> None:
    with serving(new_url, tmp_path) as served:
        begun(served)
    with serving(new_url, tmp_path, workers=0) as served, ExitStack() as stack:
        first = stack.enter_context(working(new_url))
        search = served.post(f"{PATH}/improve", {"seconds": 3})
        path = f"{PATH}/searches/{search['id']}"
        end = time.monotonic() + 30
        while served.get(path)["state"] == "queued" and time.monotonic() < end:
            time.sleep(0.05)
        first.kill()
        stack.enter_context(working(new_url))
        while served.get(path)["state"] != "done" and time.monotonic() < end:
            time.sleep(0.1)
        found = served.get(path)
        assert (found["state"], found["attempts"]) == ("done", 2)
        assert faults(served, Promises()) == []
