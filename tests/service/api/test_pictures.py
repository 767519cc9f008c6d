"""A picture of a day and the rest of its journal are as good as the whole journal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from support.day_api import PATH, begun, booked, delay, held, new_job, told
from support.service_api import DAY, Organisation

from service.days import pictures
from service.days.fold import Running
from service.store.day_tables import day_pictures

VIEWS = ("running", "plan", "scenario", "calls", "proposals", "reservations")


def views(api: Organisation) -> dict[str, Any]:
    """All that can be read of a day."""
    seen = {}
    for name in VIEWS:
        answer = api.get(f"{PATH}/{name}")
        assert answer.status_code == 200, answer.text
        seen[name] = answer.json()
    return seen


def folded(api: Organisation) -> Running:
    """The day as a process has it that has just opened it."""
    room = api.services.rooms.room(api.id, DAY)
    room.forget()
    with api.services.store.reading(api.id) as session:
        return room.current(session)


def pictured(api: Organisation) -> list[int]:
    """The sequences of which there are pictures."""
    with api.services.store.reading(api.id) as session:
        return [row["sequence"] for row in session.rows(day_pictures)]


def live_on(api: Organisation, number: int) -> None:
    """A few entries of several kinds."""
    booked(api, new_job(f"N{number}"))
    held(api, new_job(f"H{number}"))
    late = api.post(f"{PATH}/events", delay(f"D{number}", seconds=3600 + 900 * number))
    assert late.status_code == 201, late.text
    for view in api.get(f"{PATH}/calls").json()["calls"][:1]:
        call = view["call"]
        made = {"job_id": call["job_id"], "reason": call["reason"], "reached": True}
        assert api.post(f"{PATH}/calls/done", made).is_success
    for one in late.json()["answer"]["proposals"][:1]:
        match = {"If-Match": f'"{one["plan_version"]}"'}
        assert api.post(f"{PATH}/proposals/{one['proposal_id']}/ask", headers=match).is_success


def test_a_picture_and_the_rest_of_the_journal_are_the_whole_journal(
    api: Organisation, app_with: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "EVERY", 4)
    begun(api, jobs=8)
    assert api.post(f"{PATH}/events", told("J0", "J1", "J2", "J3")).status_code == 201
    for number in range(4):
        live_on(api, number)
        (sequence,) = pictured(api)
        seen, by_picture = views(api), folded(api)
        with monkeypatch.context() as patch:
            patch.setattr(pictures, "newest", lambda *_: None)
            whole = folded(api)
        assert sequence <= by_picture.sequence == whole.sequence
        assert by_picture == whole
        other = Organisation(app_with(), api.services, api.id, api.keys)
        assert views(other) == seen


def test_a_picture_of_another_version_is_not_looked_at(
    api: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "EVERY", 2)
    begun(api)
    hold = held(api, new_job("N"))
    assert pictured(api) == [2]
    before = folded(api)
    for mark in (b"0 1.0\n", pictures._mark() + b"broken"):
        with monkeypatch.context() as patch:
            patch.setattr(pictures, "_mark", lambda mark=mark: mark)
            assert api.post(f"{PATH}/events", delay(f"E{mark!r}")).status_code == 201
            assert api.request("PUT", f"{PATH}/reservations", json={}).status_code == 200
        assert folded(api).holds == before.holds
    assert api.post(f"{PATH}/bookings", {"hold_id": hold["id"]}).status_code == 201


def test_a_change_that_is_not_kept_leaves_no_picture(
    api: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(api)
    monkeypatch.setattr(pictures, "EVERY", 1)

    def fail(*_: Any) -> None:
        raise LookupError

    with monkeypatch.context() as patch:
        patch.setattr("service.http.idempotency.Answer.response", fail)
        assert api.post(f"{PATH}/events", delay()).status_code == 500
    assert pictured(api) == []
    assert api.post(f"{PATH}/events", delay()).status_code == 201
    assert pictured(api) == [2]
