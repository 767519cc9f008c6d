"""Events are answered, proposals applied with consent, calls worked off, and all of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from support.day_api import PATH, begun, delay, held, new_job, stuck, told
from support.service_api import DAY, Organisation

from service.days import store as running_days
from service.days.rooms import Room
from service.security.caller import Caller
from service.security.permissions import Role
from service.security.principal import Principal


def rebuilt(api: Organisation) -> Any:
    """The day as the journal alone has it."""
    room = Room(DAY)
    caller = Caller(Principal(api.id, "test", Role.ADMIN), api.services)
    with caller.reading() as session:
        return room.current(session)


def warm(api: Organisation) -> Any:
    """The day as the process has it in memory."""
    return api.services.rooms.room(api.id, DAY)._running


def test_a_day_begins_once_and_with_a_plan(api: Organisation) -> None:
    assert api.post(f"{PATH}/begin").json()["code"] == "not-found"
    assert api.get(f"{PATH}/running").json()["code"] == "day-not-running"
    begun(api)
    again = api.post(f"{PATH}/begin")
    assert (again.status_code, again.json()["code"]) == (409, "day-running")
    running = api.get(f"{PATH}/running")
    assert running.headers["ETag"] == '"1"'
    assert running.json()["sequence"] == 1


def test_no_other_plan_is_published_for_a_day_that_runs(api: Organisation) -> None:
    begun(api)
    etag = api.get(PATH).headers["ETag"]
    before = api.get(PATH).json(), api.get(f"{PATH}/plan").json()
    other = api.new_plan(6)
    for headers in ({"If-Match": etag}, {"If-Match": '"9"'}, {"If-None-Match": "*"}, {}):
        answer = api.post(f"/v1/plans/{other}/publish", {"day": DAY}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (409, "day-running"), headers
        assert "improve" in answer.json()["detail"]
    assert (api.get(PATH).json(), api.get(f"{PATH}/plan").json()) == before
    free = api.post(
        f"/v1/plans/{other}/publish", {"day": "2031-01-01"}, headers={"If-None-Match": "*"}
    )
    assert free.status_code == 200


def test_a_day_that_begins_while_plans_are_published_runs_with_the_plan_in_force(
    api: Organisation,
) -> None:
    plan_ids = [api.new_plan() for _ in range(4)]
    api.post(f"/v1/plans/{plan_ids[0]}/publish", {}, headers={"If-None-Match": "*"})

    def publish(plan_id: str) -> int:
        etag = api.get(PATH).headers["ETag"]
        path = f"/v1/plans/{plan_id}/publish"
        return api.post(path, {}, headers={"If-Match": etag}).status_code

    with ThreadPoolExecutor(5) as pool:
        published = [pool.submit(publish, plan_id) for plan_id in plan_ids[1:]]
        assert pool.submit(api.post, f"{PATH}/begin").result(30).status_code == 201
        assert {one.result(30) for one in published} <= {200, 409, 412}
    with api.services.store.reading(api.id) as session:
        row = running_days.get(session, DAY)
    assert row is not None
    assert row["plan_id"] == api.get(PATH).json()["plan_id"]


def test_an_event_is_answered_with_untruths_calls_and_proposals(api: Organisation) -> None:
    answer = stuck(api)
    assert answer["untrue"]
    assert answer["calls"]
    assert answer["proposals"]
    assert all(one["plan_version"] == 1 for one in answer["proposals"])
    shown = api.get(f"{PATH}/proposals?event_id=E-1").json()["proposals"]
    assert [one["proposal"] for one in shown] == answer["proposals"]
    assert [one["rank"] for one in shown] == list(range(1, len(shown) + 1))


def test_the_same_event_twice_is_one_event(api: Organisation) -> None:
    begun(api)
    first = api.post(f"{PATH}/events", delay())
    again = api.post(f"{PATH}/events", delay())
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = api.post(f"{PATH}/events", delay(seconds=60))
    assert (other.status_code, other.json()["code"]) == (409, "event-id-taken")
    assert api.get(f"{PATH}/running").json()["events"] == 1


def test_events_that_cannot_be_true_are_refused_and_change_nothing(api: Organisation) -> None:
    begun(api)
    finish = {"kind": "finished", "at": f"{DAY}T09:00:00", "engineer_id": "E0"}
    own = next(
        stop["job_id"]
        for route in api.get(f"{PATH}/plan").json()["plan"]["routes"]
        if route["engineer_id"] == "E0"
        for stop in route["stops"]
        if stop["job_id"]
    )
    assert api.post(f"{PATH}/events", finish | {"event_id": "F", "job_id": own}).is_success
    before = api.get(f"{PATH}/running").json()
    cases = [
        (finish | {"event_id": "U", "job_id": "nobody"}, "event-unknown-job"),
        (finish | {"event_id": "G", "job_id": own}, "event-job-finished"),
        (delay("O", engineer_id="nobody"), "event-unknown-engineer"),
        (delay("P") | {"at": "2026-03-01T08:00:00"}, "event-before-horizon"),
        (delay("Q") | {"at": "2027-03-16T08:00:00"}, "event-from-future"),
    ]
    for event, code in cases:
        answer = api.post(f"{PATH}/events", event)
        assert (answer.status_code, answer.json()["code"]) == (409, "event-refused"), answer.text
        assert [one["code"] for one in answer.json()["findings"]] == [code]
    malformed = api.post(f"{PATH}/events", {"kind": "no_such_kind", "event_id": "X"})
    assert (malformed.status_code, malformed.json()["code"]) == (422, "request-invalid")
    assert api.get(f"{PATH}/running").json() == before


def test_a_proposal_without_questions_is_accepted_at_once(api: Organisation) -> None:
    proposals = stuck(api)["proposals"]
    one = next(
        found
        for found in proposals
        if found["kind"] != "keep_late" and not any(m["needs_consent"] for m in found["moves"])
    )
    path = f"{PATH}/proposals/{one['proposal_id']}"
    assert api.post(f"{path}/accept").status_code == 428
    wrong = api.post(f"{path}/accept", headers={"If-Match": '"7"'})
    assert (wrong.status_code, wrong.json()["code"]) == (412, "changed-meanwhile")
    etag = api.get(path).headers["ETag"]
    accepted = api.post(f"{path}/accept", headers={"If-Match": etag})
    assert accepted.status_code == 200, accepted.text
    assert accepted.json()["plan_version"] == 2
    assert api.get(f"{PATH}/plan").json()["version"] == 2
    again = api.post(f"{path}/accept", headers={"If-Match": etag})
    assert (again.status_code, again.json()["code"]) == (409, "proposal-decided")
    assert rebuilt(api).day == warm(api).day


def test_customers_are_asked_and_only_what_they_agree_to_is_applied(api: Organisation) -> None:
    proposals = stuck(api)["proposals"]
    one = next(
        (found for found in proposals if any(m["needs_consent"] for m in found["moves"])), None
    )
    assert one is not None, [found["kind"] for found in proposals]
    path = f"{PATH}/proposals/{one['proposal_id']}"
    match = {"If-Match": api.get(path).headers["ETag"]}
    early = api.post(f"{path}/accept", headers=match)
    assert (early.status_code, early.json()["code"]) == (409, "consent-open")
    asked = api.post(f"{path}/ask", headers=match)
    assert asked.status_code == 200, asked.text
    assert asked.json()["state"] == "asking"
    jobs = [consent["job_id"] for consent in asked.json()["consents"]]
    listed = {(call["call"]["job_id"], call["call"]["reason"]) for call in _calls(api)}
    assert {(job_id, "move") for job_id in jobs} <= listed
    twice = api.post(f"{path}/ask", headers=match)
    assert (twice.status_code, twice.json()["code"]) == (409, "proposal-decided")
    stranger = api.post(f"{path}/consents/nobody", {"accepts": True})
    assert (stranger.status_code, stranger.json()["code"]) == (409, "consent-refused")
    for job_id in jobs:
        answered = api.post(f"{path}/consents/{job_id}", {"accepts": True})
        assert answered.status_code == 200, answered.text
    again = api.post(f"{path}/consents/{jobs[0]}", {"accepts": False})
    assert [found["code"] for found in again.json()["findings"]] == ["consent-answered-already"]
    accepted = api.post(f"{path}/accept", headers=match)
    assert accepted.status_code == 200, accepted.text
    assert accepted.json()["state"] == "accepted"
    assert set(jobs) <= set(accepted.json()["applied"])
    assert rebuilt(api).day == warm(api).day


def test_an_answer_after_its_time_is_refused(api: Organisation) -> None:
    proposals = stuck(api)["proposals"]
    one = next(found for found in proposals if any(m["needs_consent"] for m in found["moves"]))
    path = f"{PATH}/proposals/{one['proposal_id']}"
    match = {"If-Match": api.get(path).headers["ETag"]}
    consents = api.post(f"{path}/ask", headers=match).json()["consents"]
    later = {
        "kind": "position_reported",
        "event_id": "LATER",
        "at": f"{DAY}T17:30:00",
        "engineer_id": "E1",
        "place": {"latitude": 36.66, "longitude": 117.0},
    }
    assert api.post(f"{PATH}/events", later).status_code == 201
    answered = api.post(f"{path}/consents/{consents[0]['job_id']}", {"accepts": True})
    assert (answered.status_code, answered.json()["code"]) == (409, "consent-refused")
    states = {one["state"] for one in api.get(path).json()["consents"]}
    assert states == {"no_answer"}


def test_a_stale_proposal_is_refused_with_both_versions(api: Organisation) -> None:
    proposals = stuck(api)["proposals"]
    first, second = [
        found
        for found in proposals
        if found["kind"] != "keep_late" and not any(m["needs_consent"] for m in found["moves"])
    ][:2]
    for number, one in enumerate((first, second)):
        answer = api.post(
            f"{PATH}/proposals/{one['proposal_id']}/accept", headers={"If-Match": '"1"'}
        )
        if number == 0:
            assert answer.status_code == 200, answer.text
    assert (answer.status_code, answer.json()["code"]) == (409, "proposal-stale")
    assert answer.json()["findings"][0]["value"] == "1, 2"
    assert api.get(f"{PATH}/proposals/{second['proposal_id']}").json()["state"] == "stale"


def test_a_proposal_stays_current_when_others_routes_change(api: Organisation) -> None:
    proposals = stuck(api, jobs=3)["proposals"]
    one = next(found for found in proposals if found["kind"] == "keep_late")
    touched = {route["engineer_id"] for route in one["routes"]}
    for number in range(8):
        hold = held(api, new_job(f"N{number}"))
        if hold["engineer_id"] in touched:
            continue
        booked = api.post(f"{PATH}/bookings", {"hold_id": hold["id"]})
        assert booked.status_code == 201, booked.text
    state = api.get(f"{PATH}/proposals/{one['proposal_id']}").json()["state"]
    assert state == "open"


def test_the_call_list_is_worked_off(api: Organisation) -> None:
    stuck(api)
    calls = _calls(api)
    assert calls
    call = calls[0]["call"]
    assert call["say"][0]["en"]
    assert call["say"][0]["zh"]
    made = {"job_id": call["job_id"], "reason": call["reason"], "reached": False}
    tried = api.post(f"{PATH}/calls/done", made).json()["calls"][0]
    assert (tried["reached"], tried["tried_at"] is None) == (False, False)
    reached = api.post(f"{PATH}/calls/done", made | {"reached": True}).json()["calls"][0]
    assert reached["reached"]
    assert _calls(api)[0]["reached"]
    nobody = api.post(f"{PATH}/calls/done", made | {"job_id": "nobody"})
    assert (nobody.status_code, nobody.json()["code"]) == (409, "call-not-listed")


def test_a_day_rebuilt_from_its_journal_is_the_day_in_force(
    api: Organisation, app_with: Callable[..., Any]
) -> None:
    stuck(api)
    hold = held(api, new_job("N1"))
    api.post(f"{PATH}/bookings", {"hold_id": hold["id"]})
    held(api, new_job("N2"))
    api.post(f"{PATH}/events", {"kind": "urgent_job", "event_id": "U", "at": f"{DAY}T08:10:00",
                                "job": new_job("URGENT", priority=90)})  # fmt: skip
    again, now = rebuilt(api), warm(api)
    assert again.day == now.day
    assert again.holds == now.holds
    assert again.called == now.called
    second = Organisation(app_with(), api.services, api.id, api.keys)
    assert second.get(f"{PATH}/plan").json() == api.get(f"{PATH}/plan").json()
    assert second.get(f"{PATH}/running").json() == api.get(f"{PATH}/running").json()


def test_the_journal_tells_everything_that_changed_the_day(api: Organisation) -> None:
    stuck(api)
    held(api, new_job("N1"))
    items = api.get(f"{PATH}/journal?limit=2").json()
    rest = api.get(f"{PATH}/journal?limit=200&cursor={items['next']}").json()["items"]
    kinds = [one["kind"] for one in (*items["items"], *rest)]
    assert kinds == ["held", "event", "event", "begun"]
    assert "Mrs New" not in str(items)


def test_engineers_see_and_report_only_what_is_theirs(api: Organisation) -> None:
    begun(api, jobs=24)  # more than one can serve in ten hours
    routes = api.get(f"{PATH}/plan").json()["plan"]["routes"]
    jobs = {
        route["engineer_id"]: [one["job_id"] for one in route["stops"] if one["job_id"]]
        for route in routes
    }
    assert set(jobs) == {"E0", "E1"}
    mine, theirs = jobs["E0"][0], jobs["E1"][0]
    leave = {"kind": "departed", "event_id": "D", "at": f"{DAY}T08:00:00", "engineer_id": "E0"}
    own = api.post(f"{PATH}/events", leave | {"job_id": mine}, Role.ENGINEER)
    assert own.status_code == 201, own.text
    assert own.json()["answer"]["proposals"] == []
    for event in (
        leave | {"event_id": "X", "job_id": theirs},
        leave | {"event_id": "Y", "job_id": theirs, "engineer_id": "E1"},
        delay("Z", engineer_id="E1"),
        {"kind": "cancelled", "event_id": "C", "at": f"{DAY}T08:00:00", "job_id": theirs},
    ):
        assert api.post(f"{PATH}/events", event, Role.ENGINEER).status_code == 404
    assert api.post(f"{PATH}/events", told(mine), Role.ENGINEER).status_code == 403
    api.post(f"{PATH}/events", delay("Z", engineer_id="E1"))
    seen = api.get(f"{PATH}/running", Role.ENGINEER).json()
    assert set(seen["engineers"]) == {"E0"}
    assert set(seen["jobs"]) <= set(jobs["E0"])
    for path in ("plan", "proposals", "calls", "journal", "stream"):
        assert api.get(f"{PATH}/{path}", Role.ENGINEER).status_code == 403
    place = {
        "event_id": "P",
        "at": f"{DAY}T08:30:00",
        "place": {"latitude": 36.6, "longitude": 117},
    }
    position = f"{PATH}/engineers/{{}}/position"
    assert api.post(position.format("E0"), place, Role.ENGINEER).status_code == 201
    assert api.post(position.format("E1"), place, Role.ENGINEER).status_code == 404


def test_another_organisation_sees_and_changes_nothing_of_it(
    api: Organisation, other: Organisation
) -> None:
    proposal = stuck(api)["proposals"][0]["proposal_id"]
    for path in ("running", "plan", "proposals", "calls", f"proposals/{proposal}", "stream"):
        assert other.get(f"{PATH}/{path}").status_code == 404
    assert other.post(f"{PATH}/events", delay()).status_code == 404
    assert other.get(f"{PATH}/journal").json()["items"] == []
    begun(other)
    for path in (f"proposals/{proposal}", f"proposals/{proposal}/ask"):
        method = "POST" if path.endswith("ask") else "GET"
        assert other.request(method, f"{PATH}/{path}").status_code == 404


def _calls(api: Organisation) -> list[dict[str, Any]]:
    answer = api.get(f"{PATH}/calls")
    assert answer.status_code == 200, answer.text
    calls: list[dict[str, Any]] = answer.json()["calls"]
    return calls
