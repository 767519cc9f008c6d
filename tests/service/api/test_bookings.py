"""Slots are offered, held, booked and given back; nothing is promised twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from support.day_api import PATH, begun, booked, delay, first_offer, held, new_job
from support.service_api import DAY, Organisation

from models.plan import Plan
from service.days import desks
from service.security.permissions import Role


def test_a_slot_is_offered_held_and_booked_and_the_plan_has_the_visit(api: Organisation) -> None:
    begun(api)
    job = new_job("N1")
    offer = first_offer(api, job)
    hold = held(api, job)
    assert (hold["window"], hold["engineer_id"]) == (offer["window"], offer["engineer_id"])
    before = api.get(f"{PATH}/running").json()
    answer = api.post(f"{PATH}/bookings", {"hold_id": hold["id"]})
    assert answer.status_code == 201, answer.text
    booked = answer.json()
    assert booked["plan_version"] == before["version"] + 1
    assert api.get(answer.headers["Location"]).json() == booked
    plan = Plan.model_validate(api.get(f"{PATH}/plan").json()["plan"])
    (stop,) = (one for route in plan.routes for one in route.stops if one.job_id == "N1")
    assert stop.appointment is not None
    assert stop.appointment == datetime.fromisoformat(booked["appointment"])
    start, end = (datetime.fromisoformat(booked["window"][name]) for name in ("start", "end"))
    assert start <= stop.appointment <= end


def test_the_room_of_a_hold_is_offered_to_nobody_else(api: Organisation) -> None:
    begun(api)
    whole_day = new_job("N1", duration_s=4 * 3600)
    seen = {one["window"]["start"] for one in _offers(api, whole_day)}
    holds: list[str] = []
    while offers := _offers(api, new_job(f"N{len(holds)}", duration_s=4 * 3600)):
        job = new_job(f"N{len(holds)}", duration_s=4 * 3600)
        asked = {"job": job, "window": offers[0]["window"]}
        answer = api.post(f"{PATH}/holds", asked)
        assert answer.status_code == 201, answer.text
        holds.append(answer.json()["id"])
    # Two engineers of ten hours each, with two short visits each: two jobs of four hours each.
    assert 2 <= len(holds) <= 4
    refused = api.post(
        f"{PATH}/holds", {"job": new_job("LATE", duration_s=4 * 3600), "window": _window(9)}
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "slot-taken")
    for hold_id in holds:
        assert api.request("DELETE", f"{PATH}/holds/{hold_id}").status_code == 204
    assert {one["window"]["start"] for one in _offers(api, whole_day)} == seen


def test_a_hold_that_has_run_out_cannot_be_booked_and_its_room_is_free(
    api: Organisation,
) -> None:
    begun(api)
    hold = held(api, new_job("N1"), seconds=1)
    clock = api.services.store.clock
    api.services.store.clock = lambda: datetime.now(UTC) + timedelta(seconds=2)
    try:
        assert api.get(f"{PATH}/holds/{hold['id']}").json()["state"] == "expired"
        answer = api.post(f"{PATH}/bookings", {"hold_id": hold["id"]})
        assert (answer.status_code, answer.json()["code"]) == (410, "hold-over")
        again = held(api, new_job("N1"))
    finally:
        api.services.store.clock = clock
    assert again["window"] == hold["window"]


def test_booking_and_releasing_twice(api: Organisation) -> None:
    begun(api)
    hold = held(api, new_job("N1"))
    key = {"Idempotency-Key": "book-n1"}
    first = api.post(f"{PATH}/bookings", {"hold_id": hold["id"]}, headers=key)
    again = api.post(f"{PATH}/bookings", {"hold_id": hold["id"]}, headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    without = api.post(f"{PATH}/bookings", {"hold_id": hold["id"]})
    assert (without.status_code, without.json()["code"]) == (409, "hold-booked-already")
    released = api.request("DELETE", f"{PATH}/holds/{hold['id']}")
    assert (released.status_code, released.json()["code"]) == (409, "hold-booked-already")
    other = held(api, new_job("N2"))
    assert api.request("DELETE", f"{PATH}/holds/{other['id']}").status_code == 204
    assert api.request("DELETE", f"{PATH}/holds/{other['id']}").status_code == 204
    over = api.post(f"{PATH}/bookings", {"hold_id": other["id"]})
    assert (over.status_code, over.json()["code"]) == (410, "hold-over")


def test_jobs_that_need_no_slot_get_none(api: Organisation) -> None:
    begun(api)
    cases = [
        ({"job_id": "J0", "window": _window(9)}, 409, "job-planned-already"),
        ({"job_id": "nobody", "window": _window(9)}, 404, "not-found"),
        ({"job": new_job("J0"), "window": _window(9)}, 409, "job-known"),
        ({"job": new_job("N1"), "job_id": "J0", "window": _window(9)}, 422, "request-invalid"),
        ({"window": _window(9)}, 422, "request-invalid"),
    ]
    for asked, status, code in cases:
        answer = api.post(f"{PATH}/holds", asked)
        assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


def test_a_window_that_cannot_be_offered_is_refused(api: Organisation) -> None:
    begun(api)
    for start, end in (
        (f"{DAY}T09:00:30", f"{DAY}T11:00:00"),
        (f"{DAY}T23:00:00", "2026-03-17T01:00:00"),
        (f"{DAY}T09:00:00", f"{DAY}T09:00:00"),
    ):
        asked = {"job": new_job("N1"), "window": {"start": start, "end": end}}
        answer = api.post(f"{PATH}/holds", asked)
        assert answer.status_code == 422, answer.text
    asked = {"job": new_job("N1"), "window": {"start": f"{DAY}T02:00:00", "end": f"{DAY}T03:00:00"}}
    answer = api.post(f"{PATH}/holds", asked)
    assert (answer.status_code, answer.json()["code"]) == (409, "slot-taken")


def test_a_job_has_one_hold_at_a_time(api: Organisation) -> None:
    begun(api)
    hold = held(api, new_job("N1"))
    answer = api.post(f"{PATH}/holds", {"job": new_job("N1"), "window": hold["window"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "job-held-already")


def test_capacity_set_aside_is_kept_from_other_kinds_of_work(api: Organisation) -> None:
    begun(api)
    reservation = {
        "reservation_id": "R1",
        "day": DAY,
        "kinds": ["install"],
        "visits": 100,
        "visit_s": 3600,
    }
    answer = api.request("PUT", f"{PATH}/reservations", json={"reservations": [reservation]})
    assert answer.status_code == 200, answer.text
    answer = api.post(f"{PATH}/slots", {"job": new_job("N1")}).json()
    assert answer["offers"] == []
    codes = [one["code"] for one in answer["days_without"][0]["reasons"]]
    assert codes == ["capacity-set-aside"]
    refused = api.post(f"{PATH}/holds", {"job": new_job("N1"), "window": _window(9)})
    assert (refused.status_code, refused.json()["code"]) == (409, "slot-taken")
    assert _offers(api, new_job("N2", kind="install"))
    api.request("PUT", f"{PATH}/reservations", json={})
    assert api.get(f"{PATH}/reservations").json()["reservations"] == []
    assert _offers(api, new_job("N1"))


def test_two_processes_do_not_hold_the_same_room(
    api: Organisation, app_with: Callable[..., object]
) -> None:
    begun(api, jobs=2)
    second = Organisation(app_with(), api.services, api.id, api.keys)  # type: ignore[arg-type]
    held_by: list[str] = []
    for number in range(12):
        whose = (api, second)[number % 2]
        job = new_job(f"N{number}", duration_s=3 * 3600)
        offers = _offers(whose, job)
        if not offers:
            break
        answer = whose.post(f"{PATH}/holds", {"job": job, "window": offers[0]["window"]})
        assert answer.status_code == 201, answer.text
        held_by.append(answer.json()["id"])
        if number % 3 == 0:
            other = (second, api)[number % 2]
            booked = other.post(f"{PATH}/bookings", {"hold_id": held_by[-1]})
            assert booked.status_code == 201, booked.text
    # Two engineers of ten hours: at most three visits of three hours each.
    assert 4 <= len(held_by) <= 6
    assert api.get(f"{PATH}/plan").json() == second.get(f"{PATH}/plan").json()
    rows = api.get(f"{PATH}/holds?limit=200").json()["items"]
    assert {row["state"] for row in rows} == {"held", "booked"}


def test_slots_of_engineers_who_are_under_way_or_late_can_be_booked(api: Organisation) -> None:
    begun(api, jobs=6)
    first = api.get(f"{PATH}/plan").json()["plan"]["routes"][0]
    stop, whose = first["stops"][1], first["engineer_id"]
    on_the_way = {"engineer_id": whose, "job_id": stop["job_id"]}
    for event in (
        {"kind": "departed", "event_id": "D", "at": stop["leg"]["depart"]} | on_the_way,
        delay("LATE", whose, 900) | {"at": stop["leg"]["depart"]},
        {"kind": "engineer_unavailable", "event_id": "ILL", "at": stop["leg"]["depart"]}
        | {"engineer_id": "E1" if whose == "E0" else "E0"},
    ):
        answer = api.post(f"{PATH}/events", event)
        assert answer.status_code == 201, answer.text
    for number in range(3):
        hold = held(api, new_job(f"N{number}"))
        assert hold["engineer_id"] == whose
        booked = api.post(f"{PATH}/bookings", {"hold_id": hold["id"]})
        assert booked.status_code == 201, booked.text
        plan = Plan.model_validate(api.get(f"{PATH}/plan").json()["plan"])
        jobs = [one.job_id for route in plan.routes for one in route.stops if one.job_id]
        assert sorted(jobs) == sorted({*jobs})
        assert f"N{number}" in jobs


def test_another_organisation_sees_and_books_nothing_of_it(
    api: Organisation, other: Organisation
) -> None:
    begun(api)
    hold = held(api, new_job("N1"))
    assert other.get(f"{PATH}/holds/{hold['id']}").status_code == 404
    assert other.post(f"{PATH}/bookings", {"hold_id": hold["id"]}).status_code == 404
    assert other.post(f"{PATH}/slots", {"job": new_job("N1")}).status_code == 404
    assert other.get(f"{PATH}/holds").json()["items"] == []
    begun(other)
    assert other.post(f"{PATH}/bookings", {"hold_id": hold["id"]}).status_code == 404


def test_who_may_book(api: Organisation) -> None:
    begun(api)
    asked = {"job": new_job("N1")}
    allowed = {Role.ADMIN, Role.DISPATCHER, Role.CALL_CENTRE}
    for role in Role:
        status = api.post(f"{PATH}/slots", asked, role).status_code
        assert status == (200 if role in allowed else 403), role


def _offers(api: Organisation, job: dict[str, object]) -> list[dict[str, dict[str, str]]]:
    answer = api.post(f"{PATH}/slots", {"job": job})
    assert answer.status_code == 200, answer.text
    offers: list[dict[str, dict[str, str]]] = answer.json()["offers"]
    return offers


def _window(hour: int) -> dict[str, str]:
    return {"start": f"{DAY}T{hour:02}:00:00", "end": f"{DAY}T{hour + 2:02}:00:00"}


def test_more_jobs_can_be_booked_than_a_desk_has_room_for(
    api: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "SPARE_JOBS", 4)
    monkeypatch.setattr(desks, "SPARE_LEFT", 2)
    begun(api, jobs=2)
    for number in range(7):
        booked(api, new_job(f"N{number}", duration_s=600))
    plan = Plan.model_validate(api.get(f"{PATH}/plan").json()["plan"])
    assert sum(len(route.stops) - 2 for route in plan.routes) == 9
