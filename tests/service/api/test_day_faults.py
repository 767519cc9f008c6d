"""The store fails while a day runs: a clear answer, memory and journal agree, and all goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from support.day_api import PATH, begun, delay, held, new_job
from support.service_api import DAY, Organisation

from service.days import store as journal
from service.store.faults import StoreUnavailable
from service.store.session import OrganisationSession
from service.store.sql import RowMapping

Request = tuple[str, str, Any]
VIEWS = (
    "running",
    "plan",
    "scenario",
    "holds?limit=200",
    "calls",
    "journal?limit=200",
    "proposals",
)


def _engine(api: Organisation) -> Engine:
    engine: Engine = api.services.store._engine
    return engine


@contextmanager
def _failing(api: Organisation, at: int) -> Iterator[list[int]]:
    """The database goes away before statement number `at` of what changes the day."""
    count = [0]

    def fail(connection: Any, _c: Any, statement: str, *_: Any) -> None:
        if connection.get_execution_options().get("earlybird_writes"):
            count[0] += 1
            if count[0] == at:
                raise OperationalError(statement, {}, Exception("the connection was lost"))

    event.listen(_engine(api), "before_cursor_execute", fail)
    try:
        yield count
    finally:
        event.remove(_engine(api), "before_cursor_execute", fail)


@contextmanager
def _lost_commit(api: Organisation, monkeypatch: pytest.MonkeyPatch, *, is_kept: bool) -> Any:
    """The connection breaks while a change is being kept; whether it is, nobody is told."""
    dialect = _engine(api).dialect
    commit = dialect.do_commit

    def lose(connection: Any) -> None:
        if is_kept:
            commit(connection)
        raise OperationalError("COMMIT", {}, Exception("the connection was lost"))

    with monkeypatch.context() as patch:
        patch.setattr(dialect, "do_commit", lose)
        yield


def _requests(api: Organisation) -> list[Request]:
    """One of every kind that changes a day; the hold is there, the slot is free."""
    hold = held(api, new_job("HELD"), seconds=3000)
    other = held(api, new_job("GIVEN"), seconds=3000)
    window = held_window(api, new_job("NEW"))
    urgent = {"kind": "urgent_job", "event_id": "U", "at": f"{DAY}T08:00:00"}
    return [
        ("POST", "holds", {"job": new_job("NEW"), "window": window}),
        ("POST", "bookings", {"hold_id": hold["id"]}),
        ("DELETE", f"holds/{other['id']}", None),
        ("POST", "events", delay(seconds=5400)),
        ("POST", "events", urgent | {"job": new_job("URGENT")}),
        ("PUT", "reservations", {"reservations": []}),
    ]


def held_window(api: Organisation, job: dict[str, Any]) -> Any:
    """The cheapest window for a job."""
    answer = api.post(f"{PATH}/slots", {"job": job})
    assert answer.status_code == 200, answer.text
    return answer.json()["offers"][0]["window"]


def _send(api: Organisation, asked: Request, key: str) -> Response:
    method, path, body = asked
    return api.request(method, f"{PATH}/{path}", json=body, headers={"Idempotency-Key": key})


def _seen(api: Organisation) -> dict[str, Any]:
    """All that can be read of the day, and what would be offered."""
    seen: dict[str, Any] = {}
    for view in VIEWS:
        answer = api.get(f"{PATH}/{view}")
        assert answer.status_code == 200, answer.text
        seen[view] = answer.json()
    slots = api.post(f"{PATH}/slots", {"job": new_job("ASKED", duration_s=3600)})
    assert slots.status_code == 200, slots.text
    seen["slots"] = slots.json()
    return seen


def _is_gone(answer: Response) -> None:
    assert (answer.status_code, answer.json()["code"]) == (503, "store-unavailable"), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) > 0


def _afresh(api: Organisation, app_with: Callable[..., TestClient]) -> Organisation:
    """The same day as a process sees it that has just started."""
    return Organisation(app_with(), api.services, api.id, api.keys)


def test_a_fault_at_any_statement_leaves_the_day_as_it_was(
    api: Organisation, app_with: Callable[..., TestClient]
) -> None:
    begun(api, jobs=6)
    for number, asked in enumerate(_requests(api)):
        before, at = _seen(api), 0
        while True:
            at += 1
            with _failing(api, at) as count:
                answer = _send(api, asked, f"k{number}")
            if count[0] < at:
                break
            _is_gone(answer)
            assert _seen(api) == before, (asked, at)
        assert at > 3
        assert answer.is_success, answer.text
        assert _seen(api) == _seen(_afresh(api, app_with)), asked


@pytest.mark.parametrize("is_kept", [False, True])
def test_whether_a_lost_commit_was_kept_is_told_by_sending_it_again(
    api: Organisation,
    app_with: Callable[..., TestClient],
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_kept: bool,
) -> None:
    begun(api, jobs=6)
    for number, asked in enumerate(_requests(api)):
        before = api.get(f"{PATH}/running").json()["sequence"]
        with _lost_commit(api, monkeypatch, is_kept=is_kept):
            _is_gone(_send(api, asked, f"k{number}"))
        after = api.get(f"{PATH}/running").json()["sequence"]
        assert after == before + is_kept
        assert _seen(api) == _seen(_afresh(api, app_with)), asked
        again = _send(api, asked, f"k{number}")
        assert again.is_success, again.text
        assert api.get(f"{PATH}/running").json()["sequence"] == before + 1


def test_a_fault_while_the_journal_is_read_makes_no_entry_count_twice(
    api: Organisation, app_with: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(api, jobs=6)
    _seen(api)
    other = _afresh(api, app_with)
    for number in range(4):
        held(other, new_job(f"N{number}", duration_s=3600))
    reads = 0

    def fail(session: OrganisationSession, day: str, sequence: int) -> Sequence[RowMapping]:
        nonlocal reads
        reads += 1
        if reads % 3 == 0:
            raise StoreUnavailable("The database does not answer.")
        return entries_after(session, day, sequence, limit=1)

    entries_after = journal.entries_after
    monkeypatch.setattr(journal, "entries_after", fail)
    _is_gone(api.post(f"{PATH}/slots", {"job": new_job("ASKED")}))
    monkeypatch.undo()
    windows = [
        {one["window"]["start"] for one in _seen(whose)["slots"]["offers"]}
        for whose in (api, other)
    ]
    assert windows[0] == windows[1]
