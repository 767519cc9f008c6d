"""The first two rows of the target table: one caller asks, one engineer reports."""

from __future__ import annotations

from typing import Any

from benchmarks.load.client import Caller
from benchmarks.load.day import some_jobs
from models.scenario import Scenario


def ask_for_slots(caller: Caller, day: str, scenario: Scenario, count: int) -> None:
    """Ask for the slots of five days, for so many different jobs."""
    asked = some_jobs(scenario, count + 1, "SLOT")
    caller.must("lay out the desk", "POST", f"/v1/days/{day}/slots", {"job": asked[0]})
    for job in asked[1:]:
        body = {"job": job, "question": {"days": 5}}
        caller.must("slot offers, 5 days", "POST", f"/v1/days/{day}/slots", body)


def report_events(caller: Caller, day: str, count: int) -> None:
    """Report delays, overruns, late departures, cancellations and urgent jobs, in turn."""
    plan = caller.must("read the plan", "GET", f"/v1/days/{day}/plan")["plan"]
    routes = [route for route in plan["routes"] if route["shift_index"] == 0]
    caller.must("warm up", "POST", f"/v1/days/{day}/events", _delay(routes[-1], "WARM"))
    for number in range(count):
        event = KINDS[number % len(KINDS)](routes[number % (len(routes) - 1)], f"EVENT-{number}")
        name = "event to proposals and call list"
        status, content, _ = caller.ask(name, "POST", f"/v1/days/{day}/events", event)
        if status not in (201, 409):
            raise RuntimeError(f"an event was answered {status}: {content}")


def _visits(route: dict[str, Any]) -> list[dict[str, Any]]:
    return [stop for stop in route["stops"] if stop["kind"] == "job"]


def _delay(route: dict[str, Any], event_id: str) -> dict[str, Any]:
    return _event("traffic_delay", route, event_id, delay_s=1500)


def _late(route: dict[str, Any], event_id: str) -> dict[str, Any]:
    departs = _visits(route)[0]["arrive"]
    return _event("late_departure", route, event_id, departs_at=departs)


def _cancelled(route: dict[str, Any], event_id: str) -> dict[str, Any]:
    event = _event("cancelled", route, event_id, job_id=_visits(route)[-1]["job_id"])
    del event["engineer_id"]
    return event


def _ill(route: dict[str, Any], event_id: str) -> dict[str, Any]:
    return _event("engineer_unavailable", route, event_id)


def _urgent(route: dict[str, Any], event_id: str) -> dict[str, Any]:
    place = _visits(route)[0]["place"]
    job = {"id": f"URGENT-{event_id}", "place": place, "duration_s": 2400, "priority": 90}
    job["customer"] = {"name": "Mrs Li", "phone": "+44 7700 900201"}
    event = _event("urgent_job", route, event_id, job=job)
    del event["engineer_id"]
    return event


KINDS = (_delay, _late, _cancelled, _urgent, _ill)


def _event(kind: str, route: dict[str, Any], event_id: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "event_id": event_id,
        "at": route["stops"][0]["arrive"],
        "engineer_id": route["engineer_id"],
    } | more
