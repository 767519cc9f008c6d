"""A desk that changes along with its day offers what a desk laid out anew would offer."""

from __future__ import annotations

import random
from typing import Any

from httpx import Response
from support.day_api import PATH, begun, delay, held, new_job, stuck
from support.service_api import DAY, Organisation


def offers(api: Organisation, job: dict[str, Any]) -> list[tuple[str, int]]:
    """Windows and prices."""
    answer = api.post(f"{PATH}/slots", {"job": job})
    assert answer.status_code == 200, answer.text
    return sorted((one["window"]["start"], one["price_cents"]) for one in answer.json()["offers"])


def forget_desk(api: Organisation) -> None:
    """Have the desk laid out anew at the next question."""
    api.services.rooms.room(api.id, DAY)._desk = None


def test_a_desk_follows_events_and_accepted_proposals(api: Organisation) -> None:
    begun(api, jobs=12)
    routes = api.get(f"{PATH}/plan").json()["plan"]["routes"]
    first = routes[0]["stops"][1]
    engineer_id, job_id = routes[0]["engineer_id"], first["job_id"]
    depart, arrive = first["leg"]["depart"], first["arrive"]
    on_the_way = {"engineer_id": engineer_id, "job_id": job_id}
    last = routes[0]["stops"][-2]["job_id"]
    events: list[dict[str, Any]] = [
        delay("D1", engineer_id, 600) | {"at": depart},
        {"kind": "departed", "event_id": "D2", "at": depart} | on_the_way,
        {"kind": "arrived", "event_id": "D3", "at": arrive} | on_the_way,
        {"kind": "started", "event_id": "D4", "at": first["start"]} | on_the_way,
        {"kind": "cancelled", "event_id": "D5", "at": first["start"], "job_id": last},
        {"kind": "finished", "event_id": "D6", "at": first["finish"]} | on_the_way,
        {"kind": "engineer_unavailable", "event_id": "D7", "at": first["finish"]}
        | {"engineer_id": engineer_id},
    ]
    job = new_job("N1")
    offers(api, job)
    for event in events:
        answer = api.post(f"{PATH}/events", event)
        assert answer.status_code == 201, answer.text
        followed = offers(api, job)
        forget_desk(api)
        assert followed == offers(api, job), event


def test_a_desk_follows_an_accepted_proposal(api: Organisation) -> None:
    stuck(api)
    job = new_job("N1")
    before = offers(api, job)
    accepted = _accept(api, api.get(f"{PATH}/proposals?event_id=E-1").json()["proposals"][0])
    assert accepted.status_code == 200, accepted.text
    followed = offers(api, job)
    assert followed != before
    forget_desk(api)
    assert followed == offers(api, job)


def _accept(api: Organisation, proposal: dict[str, Any]) -> Response:
    """Have every customer agree to a proposal, and accept it."""
    path = f"{PATH}/proposals/{proposal['id']}"
    match = {"If-Match": f'"{proposal["plan_version"]}"'}
    asked = api.post(f"{path}/ask", headers=match).json()
    for consent in asked["consents"]:
        assert api.post(f"{path}/consents/{consent['job_id']}", {"accepts": True}).is_success
    return api.post(f"{path}/accept", headers=match)


def test_a_desk_follows_holds_and_bookings(api: Organisation) -> None:
    dice = random.Random(3)
    begun(api, jobs=6)
    holds: list[str] = []
    for number in range(12):
        step = dice.choice(("hold", "hold", "book", "release"))
        if step == "hold" or not holds:
            holds.append(held(api, new_job(f"N{number}"))["id"])
        elif step == "book":
            hold_id = holds.pop(dice.randrange(len(holds)))
            booked = api.post(f"{PATH}/bookings", {"hold_id": hold_id})
            assert booked.status_code == 201, booked.text
        else:
            hold_id = holds.pop(dice.randrange(len(holds)))
            assert api.request("DELETE", f"{PATH}/holds/{hold_id}").status_code == 204
    job = new_job("ASKED", duration_s=3600)
    followed = {start for start, _ in offers(api, job)}
    forget_desk(api)
    assert followed == {start for start, _ in offers(api, job)}
