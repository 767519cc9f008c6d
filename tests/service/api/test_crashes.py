"""Processes die at any moment, and nothing that was acknowledged is lost."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from support.served import Served, serving, working
from support.service_api import small_day

from models.plan import Plan

pytestmark = pytest.mark.slow


@pytest.fixture
def served(new_url: str, tmp_path: Path) -> Iterator[Served]:
    """A service without workers."""
    with serving(new_url, tmp_path, workers=0) as service:
        yield service


def _is_over(run: dict[str, object]) -> bool:
    return run["state"] in {"done", "stopped", "failed"}


def test_a_run_goes_on_in_another_worker_when_its_own_is_killed(
    served: Served, new_url: str
) -> None:
    scenario = served.post("/v1/scenarios", small_day(30))["id"]
    asked = {"scenario_id": scenario, "seconds": 6, "threads": 1}
    with ExitStack() as stack:
        first = stack.enter_context(working(new_url))
        run_id = served.post("/v1/runs", asked)["id"]
        served.wait_for_run(run_id, lambda run: bool(run["best_available"]))
        first.kill()
        best = Plan.model_validate(served.get(f"/v1/runs/{run_id}/best"))
        assert best.merit.served == 30
        stack.enter_context(working(new_url))
        run = served.wait_for_run(run_id, _is_over)
    assert (run["state"], run["attempts"]) == ("done", 2)
    plan = Plan.model_validate(served.get(f"/v1/plans/{run['plan_id']}")["plan"])
    assert plan.cost.key <= best.cost.key
    assert len(served.get("/v1/plans")["items"]) == 1


def test_workers_killed_at_random_moments_leave_one_plan_for_every_run(
    served: Served, new_url: str
) -> None:
    dice = random.Random(7)
    scenario = served.post("/v1/scenarios", small_day(8))["id"]
    asked = {"scenario_id": scenario, "seconds": 1, "threads": 1}
    runs = [served.post("/v1/runs", asked)["id"] for _ in range(4)]
    for _ in range(4):
        with working(new_url) as worker:
            time.sleep(dice.uniform(0, 1.5))
            worker.kill()
    with working(new_url):
        ended = [served.wait_for_run(run_id, _is_over, 90) for run_id in runs]
    assert {run["state"] for run in ended} == {"done"}
    plans = served.get("/v1/plans")["items"]
    assert {run["plan_id"] for run in ended} == {plan["id"] for plan in plans}
    assert len(plans) == len(runs)


def test_a_worker_that_is_told_to_leave_gives_its_run_back_at_once(
    served: Served, new_url: str
) -> None:
    scenario = served.post("/v1/scenarios", small_day(8))["id"]
    run_id = served.post("/v1/runs", {"scenario_id": scenario, "seconds": 60, "threads": 1})["id"]
    with working(new_url) as worker:
        served.wait_for_run(run_id, lambda run: bool(run["best_available"]))
        assert worker.stop() == 0
    run = served.get(f"/v1/runs/{run_id}")
    assert (run["state"], run["best_available"]) == ("queued", True)
    with working(new_url):
        served.wait_for_run(run_id, lambda run: run["attempts"] == 2)
        served.post(f"/v1/runs/{run_id}/stop", {})
        run = served.wait_for_run(run_id, _is_over)
    assert run["state"] == "stopped"
    assert run["plan_id"] is not None


def test_a_run_is_stopped_and_keeps_its_best_plan(new_url: str, tmp_path: Path) -> None:
    with serving(new_url, tmp_path) as served:
        scenario = served.post("/v1/scenarios", small_day(8))["id"]
        asked = {"scenario_id": scenario, "seconds": 600, "threads": 1}
        run_id = served.post("/v1/runs", asked)["id"]
        served.wait_for_run(run_id, lambda run: bool(run["progress"]))
        assert served.post(f"/v1/runs/{run_id}/stop", {})["stop_asked"]
        assert served.post(f"/v1/runs/{run_id}/stop", {})["stop_asked"]
        run = served.wait_for_run(run_id, _is_over)
        assert run["state"] == "stopped"
        assert served.get(f"/v1/plans/{run['plan_id']}")["plan"]["merit"]["served"] == 8
        improved = served.post(
            "/v1/runs",
            {
                "scenario_id": scenario,
                "iterations": 50,
                "threads": 1,
                "start_plan_id": run["plan_id"],
            },
        )
        improved = served.wait_for_run(improved["id"], _is_over)
        assert (improved["plan_id"], improved["plan_version"]) == (run["plan_id"], 2)


@pytest.mark.parametrize("seed", range(2))
def test_writes_that_were_acknowledged_survive_the_death_of_the_service(
    new_url: str, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    acknowledged: list[tuple[str, str]] = []
    for _ in range(2):
        with serving(new_url, tmp_path, workers=0) as served:
            known = {one["id"] for one in served.get("/v1/scenarios?limit=200")["items"]}
            assert {scenario_id for scenario_id, _ in acknowledged[-100:]} <= known
            writers = [
                threading.Thread(target=_write, args=(served, acknowledged)) for _ in range(4)
            ]
            for writer in writers:
                writer.start()
            before = len(acknowledged)
            while len(acknowledged) == before:
                time.sleep(0.01)
            time.sleep(dice.uniform(0, 1))
            served.process.kill()
            for writer in writers:
                writer.join()
    with serving(new_url, tmp_path, workers=0) as served:
        assert served.get("/health/ready") == {"status": "ok"}
        for scenario_id, digest in acknowledged:
            assert served.get(f"/v1/scenarios/{scenario_id}/summary")["digest"] == digest
            assert served.get(f"/v1/scenarios/{scenario_id}")["time_zone"] == "Asia/Shanghai"


def _write(served: Served, acknowledged: list[tuple[str, str]]) -> None:
    """Send scenarios until the service is gone; remember those that were acknowledged."""
    headers = {"Authorization": f"Bearer {served.key}"}
    with httpx.Client(base_url=served.address, headers=headers) as client:
        for jobs in range(1, 1000):
            try:
                answer = client.post("/v1/scenarios", json=small_day(jobs % 7))
            except httpx.TransportError:
                return
            assert answer.status_code == 201
            body = answer.json()
            acknowledged.append((body["id"], body["digest"]))


def test_the_service_stops_cleanly_and_takes_its_worker_along(new_url: str, tmp_path: Path) -> None:
    with serving(new_url, tmp_path) as served:
        served.process.wait_to_say("is ready")
        assert served.process.stop() == 0
        assert "is leaving" in served.process.said
        assert "Traceback" not in served.process.said
    with serving(new_url, tmp_path, workers=0) as served:
        assert "shown this once" not in served.process.said
        assert served.get("/v1/me")["role"] == "admin"
