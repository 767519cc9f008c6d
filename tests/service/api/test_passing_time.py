"""Time passes on a running day: nothing is offered, held or booked that lies behind its clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from support.day_api import PATH, begun, booked, delay, first_offer, held, new_job
from support.service_api import DAY, Organisation

from models.plan import Plan

CLOCKS = ("09:10", "10:58", "11:00", "14:37", "17:50")


def at(time: str) -> datetime:
    """A moment of the day."""
    return datetime.fromisoformat(f"{DAY}T{time}:00+08:00")


def tick(api: Organisation, time: str) -> None:
    """Let it be so late: an event that changes nothing says it."""
    event = {
        "kind": "engineer_available",
        "event_id": f"T-{time}",
        "at": f"{DAY}T{time}:00",
        "engineer_id": "E1",
    }
    answer = api.post(f"{PATH}/events", event)
    assert answer.status_code == 201, answer.text


def offers(api: Organisation, job: dict[str, Any], **question: Any) -> list[dict[str, Any]]:
    """What is offered for a job."""
    asked = {"job": job, "question": {"length_s": 1800, "raster_s": 900, "most": 100} | question}
    answer = api.post(f"{PATH}/slots", asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["offers"]
    return found


def stops(api: Organisation) -> dict[str, tuple[str, Any]]:
    """The visits of the plan in force, each with its engineer."""
    plan = Plan.model_validate(api.get(f"{PATH}/plan").json()["plan"])
    return {
        stop.job_id: (route.engineer_id, stop)
        for route in plan.routes
        for stop in route.stops
        if stop.job_id is not None
    }


@pytest.mark.parametrize("time", CLOCKS)
def test_what_is_offered_and_booked_lies_ahead_of_the_clock(api: Organisation, time: str) -> None:
    begun(api, jobs=8)
    offers(api, new_job("N"))  # the desk is laid out in the morning
    tick(api, time)
    found = offers(api, new_job("N"))
    assert bool(found) == (time != "17:50")
    for one in found:
        start, appointment = (datetime.fromisoformat(one[name]) for name in ("appointment",) * 2)
        assert start >= at(time)
        assert appointment >= at(time)
        assert datetime.fromisoformat(one["window"]["start"]) >= at(time)
    for number, one in enumerate(found[:3]):
        job = new_job(f"N{number}")
        hold = api.post(f"{PATH}/holds", {"job": job, "window": one["window"]})
        assert hold.status_code == 201, hold.text
        booked = api.post(f"{PATH}/bookings", {"hold_id": hold.json()["id"]})
        assert booked.status_code == 201, booked.text
        _, stop = stops(api)[job["id"]]
        assert stop.leg.depart >= at(time)
        assert stop.arrive >= at(time)


@pytest.mark.parametrize("time", CLOCKS)
def test_a_desk_that_has_seen_time_pass_offers_what_a_new_one_does(
    api: Organisation, time: str
) -> None:
    begun(api, jobs=12)
    for now in ("07:30", *CLOCKS):
        if now > time:
            break
        tick(api, now)
        offers(api, new_job("N"))
    followed = offers(api, new_job("N"))
    api.services.rooms.room(api.id, DAY).forget()
    assert followed == offers(api, new_job("N"))


def test_a_visit_that_is_presumed_made_is_not_pushed_back(api: Organisation) -> None:
    begun(api, jobs=12)
    offers(api, new_job("N"))
    tick(api, "11:00")
    before = stops(api)
    hold = held(api, new_job("N", duration_s=3600))
    assert api.post(f"{PATH}/bookings", {"hold_id": hold["id"]}).status_code == 201
    for job_id, (engineer_id, stop) in before.items():
        if stop.leg.depart < at("11:00"):
            _, after = stops(api)[job_id]
            assert (after.arrive, after.start) == (stop.arrive, stop.start), (job_id, engineer_id)


def test_an_engineer_who_is_under_way_is_free_behind_that_visit(api: Organisation) -> None:
    begun(api, jobs=8)
    routes = api.get(f"{PATH}/plan").json()["plan"]["routes"]
    whose = routes[0]["engineer_id"]
    first, second = routes[0]["stops"][1:3]
    for kind, job_id, moment in (
        ("departed", first["job_id"], first["leg"]["depart"]),
        ("arrived", first["job_id"], first["arrive"]),
        ("started", first["job_id"], first["start"]),
        ("finished", first["job_id"], first["finish"]),
        ("departed", second["job_id"], second["leg"]["depart"]),
    ):
        event = {"kind": kind, "event_id": f"{kind}-{job_id}", "at": moment, "job_id": job_id}
        answer = api.post(f"{PATH}/events", event | {"engineer_id": whose})
        assert answer.status_code == 201, answer.text
    gone = {"kind": "engineer_unavailable", "event_id": "ILL", "at": second["leg"]["depart"]}
    other = "E1" if whose == "E0" else "E0"
    assert api.post(f"{PATH}/events", gone | {"engineer_id": other}).status_code == 201
    api.services.rooms.room(api.id, DAY).forget()
    found = offers(api, new_job("N"))
    assert {one["engineer_id"] for one in found} == {whose}
    earliest = min(datetime.fromisoformat(one["appointment"]) for one in found)
    assert earliest >= datetime.fromisoformat(second["arrive"]) + timedelta(seconds=1200)


def test_a_hold_whose_window_has_passed_cannot_be_booked(api: Organisation) -> None:
    begun(api, jobs=4)
    window = {"start": f"{DAY}T10:00:00", "end": f"{DAY}T11:00:00"}
    hold = api.post(f"{PATH}/holds", {"job": new_job("N"), "window": window, "seconds": 3600})
    assert hold.status_code == 201, hold.text
    tick(api, "11:00")
    booked = api.post(f"{PATH}/bookings", {"hold_id": hold.json()["id"]})
    assert (booked.status_code, booked.json()["code"]) == (410, "window-over")
    again = api.post(f"{PATH}/holds", {"job": new_job("N2"), "window": window})
    assert (again.status_code, again.json()["code"]) == (410, "window-over")
    assert "N" not in stops(api)


def test_a_hold_that_nobody_can_keep_any_more_cannot_be_booked(api: Organisation) -> None:
    begun(api, jobs=4)
    window = {"start": f"{DAY}T10:00:00", "end": f"{DAY}T11:00:00"}
    job = new_job("N", place={"address": "Far Road", "latitude": 36.9, "longitude": 117.4})
    hold = api.post(f"{PATH}/holds", {"job": job, "window": window, "seconds": 3600})
    assert hold.status_code == 201, hold.text
    tick(api, "10:50")  # it takes more than ten minutes to be there
    booked = api.post(f"{PATH}/bookings", {"hold_id": hold.json()["id"]})
    assert (booked.status_code, booked.json()["code"]) == (409, "slot-taken")


def test_the_room_of_a_hold_that_has_run_out_is_offered_again(api: Organisation) -> None:
    begun(api, jobs=2)
    clock = api.services.store.clock
    before = offers(api, new_job("ASKED", duration_s=6 * 3600))
    for number in range(2):
        held(api, new_job(f"N{number}", duration_s=6 * 3600), seconds=60)
    assert not offers(api, new_job("ASKED", duration_s=6 * 3600))
    api.services.store.clock = lambda: clock() + timedelta(seconds=61)
    try:
        assert offers(api, new_job("ASKED", duration_s=6 * 3600)) == before
    finally:
        api.services.store.clock = clock
    assert first_offer(api, new_job("LAST"))


def test_what_was_just_held_can_be_booked_with_engineers_who_miss_a_promise(
    api: Organisation,
) -> None:
    begun(api, jobs=8)
    for number in range(4):
        booked(api, new_job(f"N{number}"))
        held(api, new_job(f"H{number}"))
        late = api.post(f"{PATH}/events", delay(f"D{number}", seconds=3600 + 900 * number))
        assert late.status_code == 201, late.text
        followed = {one["window"]["start"] for one in offers(api, new_job("N"))}
        api.services.rooms.room(api.id, DAY).forget()
        assert followed == {one["window"]["start"] for one in offers(api, new_job("N"))}
