"""A day is followed as it changes: from any process, and from where one was cut off."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from support.day_api import PATH, delay, new_job
from support.served import Served, begin_day, serving
from support.service_api import Organisation

pytestmark = pytest.mark.slow


class Listener:
    """Reads a stream in a thread of its own."""

    def __init__(self, served: Served, after: str = "", **headers: str) -> None:
        self.events: list[dict[str, Any]] = []
        self.comments = 0
        self.over = threading.Event()
        self._served = served
        self._path = f"{PATH}/stream{after}"
        self._headers = {"Authorization": f"Bearer {served.key}"} | headers
        self._leave = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def wait_for(self, count: int, seconds: float = 20) -> list[dict[str, Any]]:
        """The events, once there are so many."""
        end = time.monotonic() + seconds
        while len(self.events) < count and time.monotonic() < end:
            time.sleep(0.02)
        assert len(self.events) >= count, self.events
        return self.events

    def leave(self) -> None:
        """Read no more."""
        self._leave.set()

    def _listen(self) -> None:
        try:
            with (
                httpx.Client(base_url=self._served.address, timeout=30) as client,
                client.stream("GET", self._path, headers=self._headers) as answer,
            ):
                assert answer.headers["content-type"].startswith("text/event-stream")
                self._read(answer.iter_lines())
        except httpx.TransportError:
            pass
        self.over.set()

    def _read(self, lines: Iterator[str]) -> None:
        event: dict[str, Any] = {}
        for line in lines:
            if self._leave.is_set():
                return
            name, _, value = line.partition(": ")
            if not line and "data" in event:
                self.events.append(event)
                event = {}
            elif line.startswith(":"):
                self.comments += 1
            elif name in ("id", "event"):
                event[name] = value
            elif name == "data":
                event["data"] = json.loads(value)


@pytest.fixture
def served(new_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A service whose day has begun."""
    monkeypatch.setenv("EARLYBIRD_HEARTBEAT_S", "0.5")
    monkeypatch.setenv("EARLYBIRD_MOST_STREAMS", "3")
    with serving(new_url, tmp_path) as service:
        begin_day(service, 4)
        yield service


def test_changes_are_told_as_they_happen_and_taken_up_again_at_another_process(
    served: Served, new_url: str, tmp_path: Path
) -> None:
    listener = Listener(served, "?after=0")
    listener.wait_for(1)
    served.post(f"{PATH}/events", delay())
    events = listener.wait_for(2)
    assert [(one["id"], one["event"]) for one in events] == [("1", "begun"), ("2", "event")]
    assert events[1]["data"]["what"]["event_id"] == "E-1"
    listener.leave()
    job = new_job("N1")
    window = served.post(f"{PATH}/slots", {"job": job})["offers"][0]["window"]
    with serving(new_url, tmp_path, workers=0) as second:
        again = Listener(second, **{"Last-Event-ID": events[-1]["id"]})
        hold = served.post(f"{PATH}/holds", {"job": job, "window": window})
        served.post(f"{PATH}/bookings", {"hold_id": hold["id"]})
        told = again.wait_for(2)
        assert [(one["id"], one["event"]) for one in told] == [("3", "held"), ("4", "booked")]
        assert "Mrs New" not in json.dumps(told)
        again.leave()


def test_a_quiet_stream_gives_signs_of_life_and_ends_with_the_service(served: Served) -> None:
    listener = Listener(served)
    time.sleep(3)
    assert listener.comments >= 2
    assert listener.events == []
    began = time.monotonic()
    assert served.process.stop() == 0
    assert time.monotonic() - began < 10
    assert listener.over.wait(5)


def test_there_are_only_so_many_streams_and_one_that_ends_makes_room(served: Served) -> None:
    listeners = [Listener(served, "?after=0") for _ in range(3)]
    for one in listeners:
        one.wait_for(1)
    refused = served.client.get(f"{PATH}/stream")
    assert (refused.status_code, refused.json()["code"]) == (503, "too-many-streams")
    for one in listeners:
        one.leave()
    end = time.monotonic() + 10
    while time.monotonic() < end:
        last = Listener(served, "?after=0")
        time.sleep(1)
        if last.events:
            break
    assert last.events
    last.leave()


def test_a_stream_needs_a_running_day_and_a_sequence_of_its_own(api: Organisation) -> None:
    assert api.get(f"{PATH}/stream").json()["code"] == "day-not-running"
    wrong = api.get(f"{PATH}/stream", headers={"Last-Event-ID": "yesterday"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "request-invalid")
