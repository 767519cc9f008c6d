"""A running day as a test drives it over HTTP."""

from __future__ import annotations

from typing import Any

from support.service_api import DAY, Organisation

PATH = f"/v1/days/{DAY}"


def begun(api: Organisation, jobs: int = 4, clock: str = "events") -> str:
    """Publish a plan and begin the day with it; the path of the day."""
    plan_id = api.new_plan(jobs)
    published = api.post(f"/v1/plans/{plan_id}/publish", {}, headers={"If-None-Match": "*"})
    assert published.status_code == 200, published.text
    answer = api.post(f"{PATH}/begin", {"clock": clock})
    assert answer.status_code == 201, answer.text
    return PATH


def new_job(job_id: str, **changes: Any) -> dict[str, Any]:
    """A job nobody had heard of."""
    return {
        "id": job_id,
        "customer": {"name": "Mrs New", "phone": "+44 7700 900300"},
        "place": {"address": "1 New Road", "latitude": 36.655, "longitude": 117.005},
        "duration_s": 1200,
    } | changes


def first_offer(api: Organisation, job: dict[str, Any]) -> dict[str, Any]:
    """The cheapest window for a job."""
    answer = api.post(f"{PATH}/slots", {"job": job})
    assert answer.status_code == 200, answer.text
    offer: dict[str, Any] = answer.json()["offers"][0]
    return offer


def held(api: Organisation, job: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A hold on the cheapest window for a job."""
    window = first_offer(api, job)["window"]
    answer = api.post(f"{PATH}/holds", {"job": job, "window": window} | more)
    assert answer.status_code == 201, answer.text
    hold: dict[str, Any] = answer.json()
    return hold


def booked(api: Organisation, job: dict[str, Any]) -> dict[str, Any]:
    """A booking in the cheapest window for a job."""
    answer = api.post(f"{PATH}/bookings", {"hold_id": held(api, job)["id"]})
    assert answer.status_code == 201, answer.text
    booking: dict[str, Any] = answer.json()
    return booking


def delay(event_id: str = "E-1", engineer_id: str = "E0", seconds: int = 1500) -> dict[str, Any]:
    """An engineer is late."""
    return {
        "kind": "traffic_delay",
        "event_id": event_id,
        "at": f"{DAY}T08:00:00",
        "engineer_id": engineer_id,
        "delay_s": seconds,
    }


def told(*job_ids: str) -> dict[str, Any]:
    """Customers have been told their appointments."""
    return {
        "kind": "appointments_told",
        "event_id": "TOLD",
        "at": f"{DAY}T07:00:00",
        "job_ids": list(job_ids),
    }


def stuck(api: Organisation, jobs: int = 6) -> dict[str, Any]:
    """A day on which everybody was told, and E0 is two hours late; the answer to that."""
    begun(api, jobs)
    assert api.post(f"{PATH}/events", told(*(f"J{n}" for n in range(jobs)))).status_code == 201
    routes = api.get(f"{PATH}/plan").json()["plan"]["routes"]
    busiest = max(routes, key=lambda route: len(route["stops"]))["engineer_id"]
    answer = api.post(f"{PATH}/events", delay(engineer_id=busiest, seconds=7200))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()["answer"]
    return found
