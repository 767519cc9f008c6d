"""The database goes away, or is full: a clear answer, nothing half done, then all is well again."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from support.postgres import Postgres
from support.served import serving, working
from support.service_api import Organisation, organisation_at, small_day

from service.store.store import Store


def test_while_postgresql_is_gone_requests_get_a_503_and_afterwards_all_is_well(
    own_postgres: Postgres,
) -> None:
    with organisation_at(own_postgres.new_database()) as api:
        scenario = api.new_scenario()
        own_postgres.stop()
        for answer in (
            api.get(f"/v1/scenarios/{scenario}"),
            api.post("/v1/scenarios", small_day(), headers={"Idempotency-Key": "k"}),
            api.get("/health/ready"),
        ):
            assert (answer.status_code, answer.json()["code"]) == (503, "store-unavailable")
            assert int(answer.headers["retry-after"]) > 0
        assert api.get("/health/live").status_code == 200
        assert api.get("/metrics").status_code == 200
        own_postgres.start()
        assert api.get("/health/ready").status_code == 200
        first = api.post("/v1/scenarios", small_day(), headers={"Idempotency-Key": "k"})
        assert first.status_code == 201
        assert len(api.get("/v1/scenarios").json()["items"]) == 2


@pytest.mark.slow
def test_a_worker_outlives_the_absence_of_its_database_and_keeps_what_it_found(
    own_postgres: Postgres, tmp_path: Path
) -> None:
    url = own_postgres.new_database()
    with serving(url, tmp_path, workers=0) as served, working(url) as worker:
        scenario = served.post("/v1/scenarios", small_day(8))["id"]
        asked = {"scenario_id": scenario, "seconds": 8, "threads": 1}
        run_id = served.post("/v1/runs", asked)["id"]
        served.wait_for_run(run_id, lambda run: bool(run["best_available"]))
        own_postgres.stop()
        assert served.client.get(f"/v1/runs/{run_id}").status_code == 503
        time.sleep(5)
        own_postgres.start()
        run = served.wait_for_run(run_id, lambda run: run["state"] == "done", 120)
        assert served.get(f"/v1/plans/{run['plan_id']}")["plan"]["merit"]["served"] == 8
        assert worker.is_running
        later = served.post("/v1/runs", {"scenario_id": scenario, "iterations": 5})["id"]
        served.wait_for_run(later, lambda run: run["state"] == "done", 120)
        assert len(served.get("/v1/plans")["items"]) == 2


def test_while_another_process_writes_to_sqlite_reading_goes_on_and_writing_waits(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    with organisation_at(url) as api:
        other = Store(url)
        with ThreadPoolExecutor(1) as pool:
            with other.writing(api.id) as session:
                session.keep_document(b"x")
                waiting = pool.submit(api.post, "/v1/scenarios", small_day())
                assert api.get("/v1/scenarios").json()["items"] == []
                time.sleep(0.2)
                assert not waiting.done()
            assert waiting.result(30).status_code == 201
        other.close()


def test_when_sqlite_is_full_a_507_says_so_and_nothing_is_half_done(tmp_path: Path) -> None:
    with organisation_at(f"sqlite:///{tmp_path / 'full.sqlite'}", most_pages=200) as api:
        kept = []
        for number in range(400):
            body = small_day(40) | {"name": f"day {number}"}
            answer = api.post("/v1/scenarios", body, headers={"Idempotency-Key": f"k{number}"})
            if answer.status_code != 201:
                break
            kept.append(answer.json()["id"])
        assert (answer.status_code, answer.json()["code"]) == (507, "store-full")
        assert kept
        listed = api.get("/v1/scenarios?limit=200").json()["items"]
        assert sorted(one["id"] for one in listed) == sorted(kept)
        for scenario_id in kept:
            assert api.get(f"/v1/scenarios/{scenario_id}/findings").status_code == 200
        repeated = api.post(
            "/v1/scenarios", small_day(40) | {"name": "day 0"}, headers={"Idempotency-Key": "k0"}
        )
        assert repeated.json()["id"] == kept[0]


def test_a_database_of_a_later_version_is_not_ready(
    app_with: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = app_with()
    assert client.get("/health/ready").status_code == 200
    monkeypatch.setattr("service.store.store.head", lambda: "9999")
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["code"]) == (503, "store-unavailable")


def test_every_place_for_a_search_taken_is_a_503(
    app_with: Callable[..., TestClient], api: Organisation
) -> None:
    client = app_with(solves_at_once=1)
    problem = {"vehicles": [{"id": 1, "start": [1, 1]}], "jobs": [{"id": 1, "location": [1, 2]}]}

    def solve(_: int) -> int:
        path = "/v1/solve?seconds=1&threads=1"
        answer: Response = client.post(path, json=problem, headers=api.headers())
        return answer.status_code

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(solve, range(3))) == [200, 503, 503]


def test_a_store_that_cannot_be_used_is_told_by_the_command(tmp_path: Path) -> None:
    from support.command import earlybird

    done = earlybird(
        "organisation", "x", environment={"EARLYBIRD_DATABASE_URL": "mysql://localhost/x"}
    )
    assert done.returncode == 2
    assert "mysql" in done.stderr
    (tmp_path / "file").write_text("")
    done = earlybird("organisation", "x", "--data", str(tmp_path / "file"))
    assert done.returncode == 2
