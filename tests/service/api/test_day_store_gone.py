"""The database goes and comes back, or fills up, while people book and report."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event
from support.day_api import PATH, begun, delay, held, new_job
from support.postgres import Postgres
from support.served import Served, begin_day, serving
from support.service_api import DAY, Organisation, organisation_at

WINDOW = {"start": f"{DAY}T09:00:00", "end": f"{DAY}T17:00:00"}


def _at_the_day(api: Organisation, hold_id: str, key: str) -> Iterator[Any]:
    """An answer of every kind of request about a day."""
    once = {"Idempotency-Key": key}
    for name in ("running", "plan", "scenario", "holds", "calls", "journal", "proposals", "stream"):
        yield api.get(f"{PATH}/{name}")
    yield api.post(f"{PATH}/slots", {"job": new_job("N")})
    position = {"event_id": f"{key}-P", "at": f"{DAY}T08:00:00"}
    position["place"] = {"latitude": 36.66, "longitude": 117.0}  # type: ignore[assignment]
    yield api.post(f"{PATH}/engineers/E1/position", position, headers=once)
    yield api.post(f"{PATH}/events", delay(key, seconds=60), headers=once)
    yield api.post(f"{PATH}/improve", {"seconds": 1}, headers=once)
    yield api.post(f"{PATH}/bookings", {"hold_id": hold_id}, headers=once)


def test_while_postgresql_is_gone_a_day_answers_503_and_goes_on_afterwards(
    own_postgres: Postgres,
) -> None:
    url = own_postgres.new_database()
    with organisation_at(url) as api:
        begun(api, jobs=6)
        hold = held(api, new_job("HELD"))
        before = api.get(f"{PATH}/plan").json()
        own_postgres.stop()
        began = time.monotonic()
        for _ in range(3):
            for answer in _at_the_day(api, hold["id"], "k"):
                said = answer.json()
                assert (answer.status_code, said["code"]) == (503, "store-unavailable"), said
                assert answer.headers["content-type"] == "application/problem+json"
                assert int(answer.headers["retry-after"]) > 0
        assert time.monotonic() - began < 30  # nobody waits long to be told
        own_postgres.start()
        assert api.get(f"{PATH}/plan").json() == before
        once = {"Idempotency-Key": "k"}
        answer = api.post(f"{PATH}/events", delay("k", seconds=60), headers=once)
        assert answer.status_code == 201, answer.text
        booked = api.post(f"{PATH}/bookings", {"hold_id": hold["id"]})
        assert booked.status_code == 201, booked.text
        assert held(api, new_job("LATER"))["state"] == "held"


@contextmanager
def _no_more_room(api: Organisation) -> Iterator[None]:
    """The disk is soon full: the database may grow by a few pages. Then there is room again."""
    store = api.services.store
    with store.glance() as connection:
        most = [int(connection.exec_driver_sql("PRAGMA page_count").scalar_one()) + 5]

    def limit(connection: Any, *_: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={most[0]}")

    event.listen(store._engine, "checkout", limit)
    yield
    most[0] = 2**30


def test_when_the_disk_is_full_a_day_says_so_keeps_its_promises_and_goes_on_with_room(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'full.sqlite'}"
    with organisation_at(url) as api:
        begun(api, jobs=6)
        hold = held(api, new_job("HELD"))
        acknowledged, refused = [], 0
        with _no_more_room(api):
            for number in range(60):
                kind = number % 3
                if kind == 0:
                    asked = {"job": new_job(f"N{number}", duration_s=60), "window": WINDOW}
                    answer = api.post(f"{PATH}/holds", asked)
                elif kind == 1:
                    answer = api.post(f"{PATH}/events", delay(f"E{number}", seconds=number))
                else:
                    answer = api.post(f"{PATH}/bookings", {"hold_id": hold["id"]})
                    if answer.json().get("code") == "hold-booked-already":
                        continue
                if answer.is_success:
                    acknowledged.append(answer.json())
                    continue
                refused += 1
                said = answer.json()
                assert (answer.status_code, said["code"]) == (507, "store-full"), said
                assert answer.headers["content-type"] == "application/problem+json"
                assert api.get(f"{PATH}/running").status_code == 200
        assert acknowledged
        assert refused > 10
        running = api.get(f"{PATH}/running").json()
        assert running["sequence"] == 2 + len(acknowledged)
        with_room = api.post(f"{PATH}/events", delay("LAST", seconds=3600))
        assert with_room.status_code == 201, with_room.text
        plan, offered = api.get(f"{PATH}/plan").json(), _windows(api)
        api.services.rooms.room(api.id, DAY).forget()
        assert (api.get(f"{PATH}/plan").json(), _windows(api)) == (plan, offered)


def _windows(api: Organisation) -> set[str]:
    """When an hour of work could begin."""
    answer = api.post(f"{PATH}/slots", {"job": new_job("ASKED", duration_s=3600)})
    return {one["window"]["start"] for one in answer.json()["offers"]}


def _send(
    served: Served, over: threading.Event, name: str, done: list[str], bad: list[str]
) -> None:
    """Report delays until told to stop; each is sent again until it is acknowledged."""
    headers = {"Authorization": f"Bearer {served.key}"}
    with httpx.Client(base_url=served.address, headers=headers, timeout=60) as client:
        number = 0
        while not over.is_set():
            event_id = f"{name}-{number}"
            answer = client.post(f"{PATH}/events", json=delay(event_id, seconds=60 + number))
            if answer.status_code in (200, 201):
                done.append(event_id)
                number += 1
            elif (answer.status_code, answer.json()["code"]) == (503, "store-unavailable"):
                time.sleep(0.1)
            else:
                bad.append(answer.text)
                return


@pytest.mark.slow
def test_nothing_that_was_acknowledged_is_lost_while_postgresql_comes_and_goes(
    own_postgres: Postgres, tmp_path: Path
) -> None:
    done: list[str] = []
    bad: list[str] = []
    over = threading.Event()
    with serving(own_postgres.new_database(), tmp_path) as served:
        begin_day(served, 8)
        senders = [
            threading.Thread(target=_send, args=(served, over, f"S{n}", done, bad))
            for n in range(4)
        ]
        for one in senders:
            one.start()
        for absent_s in (0.5, 30):
            time.sleep(2)
            own_postgres.stop()
            time.sleep(absent_s)
            own_postgres.start()
        time.sleep(3)
        before = len(done)
        time.sleep(3)
        over.set()
        for one in senders:
            one.join()
        assert not bad
        assert len(done) > before, "it goes on by itself"
        running = served.get(f"{PATH}/running")
        assert running["events"] == len(set(done)) == len(done)
        assert served.process.is_running
        search = served.post(f"{PATH}/improve", {"seconds": 1})
        end = time.monotonic() + 60
        while (found := served.get(f"{PATH}/searches/{search['id']}"))["state"] != "done":
            assert time.monotonic() < end, found
            time.sleep(0.1)
