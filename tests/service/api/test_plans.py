"""Scenarios and plans: kept as they are, versioned, put in force with a look at what there was."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from support.service_api import DAY, Organisation, small_day

from models.files import digest, scenario_from_dict
from models.plan import Plan
from models.scenario import Scenario
from service.http.problems import Problem
from service.plans import logic as plans


def test_a_scenario_comes_back_as_it_was_sent(api: Organisation) -> None:
    sent = small_day(5) | {"contracts": [{"id": "gold", "name": "Gold"}]}
    made = api.post("/v1/scenarios", sent)
    assert made.status_code == 201
    body = made.json()
    assert made.headers["location"] == f"/v1/scenarios/{body['id']}"
    assert (body["jobs"], body["engineers"], body["first_day"]) == (5, 2, DAY)
    back = Scenario.model_validate_json(api.get(made.headers["location"]).content)
    assert digest(back) == digest(scenario_from_dict(sent).scenario) == body["digest"]
    assert back.contracts[0].id == "gold"


def test_a_bad_record_is_set_aside_and_every_finding_is_told(api: Organisation) -> None:
    day = small_day(3)
    day["jobs"][1]["duration_s"] = "long"
    day["jobs"][2]["duration"] = 5
    made = api.post("/v1/scenarios", day).json()
    assert (made["jobs"], made["set_aside"]) == (1, 2)
    codes = {one["code"] for one in made["findings"]}
    assert {"value-of-wrong-type", "field-unknown"} <= codes
    again = api.get(f"/v1/scenarios/{made['id']}/findings").json()["findings"]
    assert again == made["findings"]


def test_a_scenario_that_cannot_be_used_tells_everything_at_once(api: Organisation) -> None:
    answer = api.post("/v1/scenarios", {"horizon": {"start": 5}, "policy": {"x": 1}})
    assert answer.status_code == 422
    assert len(answer.json()["findings"]) >= 3


def test_nothing_is_sent_again_to_a_caller_who_has_it(api: Organisation) -> None:
    for path in (f"/v1/scenarios/{api.new_scenario()}", f"/v1/plans/{api.new_plan()}"):
        etag = api.get(path).headers["etag"]
        same = api.get(path, headers={"If-None-Match": f'"other", {etag}'})
        assert (same.status_code, same.content) == (304, b"")
        assert api.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_lists_are_paged_newest_first_without_gaps(api: Organisation) -> None:
    made = [api.new_scenario() for _ in range(5)]
    seen, cursor = [], ""
    while True:
        page = api.get(f"/v1/scenarios?limit=2{cursor}").json()
        seen += [one["id"] for one in page["items"]]
        assert len(page["items"]) <= 2
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert sorted(seen) == sorted(made)
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize("cursor", ["!!", "eA", "4pyT", "_" * 99])
def test_a_cursor_that_was_not_given_is_refused_or_finds_nothing_more(
    api: Organisation, cursor: str
) -> None:
    answer = api.get(f"/v1/scenarios?cursor={cursor}")
    assert answer.status_code in (200, 422)
    if answer.status_code == 422:
        assert answer.json()["code"] in {"cursor-unusable", "request-invalid"}


def _next_version(api: Organisation, plan_id: str, after: int) -> int:
    with api.services.store.writing(api.id) as session:
        row = plans.find(session, plan_id, after)
        scenario, plan = plans.load(session, row)
        _, version = plans.keep(
            session,
            row["scenario_id"],
            scenario,
            plan,
            cause="test",
            subject="test",
            follows=(plan_id, after),
        )
    return version


def test_versions_are_added_and_never_change(api: Organisation) -> None:
    plan_id = api.new_plan()
    first = api.get(f"/v1/plans/{plan_id}/versions/1")
    assert _next_version(api, plan_id, 1) == 2
    newest = api.get(f"/v1/plans/{plan_id}").json()
    assert (newest["version"], newest["plan"]["version"]) == (2, 2)
    assert api.get(f"/v1/plans/{plan_id}/versions/1").content == first.content
    assert "immutable" in first.headers["cache-control"]
    listed = api.get(f"/v1/plans/{plan_id}/versions?limit=1").json()
    assert [one["version"] for one in listed["items"]] == [2]
    older = api.get(f"/v1/plans/{plan_id}/versions?cursor={listed['next']}").json()
    assert [one["version"] for one in older["items"]] == [1]
    assert api.get(f"/v1/plans/{plan_id}/versions/3").status_code == 404
    Plan.model_validate(newest["plan"])


def test_of_two_who_change_the_same_version_one_is_told(api: Organisation) -> None:
    plan_id = api.new_plan()

    def change(_: int) -> bool:
        try:
            return _next_version(api, plan_id, 1) == 2
        except Problem:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(change, range(8))) == [False] * 7 + [True]
    assert len(api.get(f"/v1/plans/{plan_id}/versions").json()["items"]) == 2


def test_a_plan_is_put_in_force_only_by_who_knows_what_was(api: Organisation) -> None:
    first, second = api.new_plan(), api.new_plan()
    path = f"/v1/plans/{first}/publish"
    assert api.post(path).json()["code"] == "precondition-required"
    assert api.post(path, headers={"If-Match": '"1"'}).json()["code"] == "changed-meanwhile"
    done = api.post(path, headers={"If-None-Match": "*"})
    assert done.json() | {"changed_at": ""} == {
        "day": DAY,
        "revision": 1,
        "plan_id": first,
        "plan_version": 1,
        "changed_at": "",
        "changed_by": api.get("/v1/me").json()["subject"],
    }
    path = f"/v1/plans/{second}/publish"
    assert api.post(path, headers={"If-None-Match": "*"}).status_code == 412
    etag = api.get(f"/v1/days/{DAY}").headers["etag"]
    assert etag == done.headers["etag"] == '"1"'
    assert api.post(path, headers={"If-Match": etag}).json()["revision"] == 2
    stale = api.post(path, headers={"If-Match": etag})
    assert (stale.status_code, stale.headers["etag"]) == (412, '"2"')


def test_of_many_who_publish_at_once_one_wins(api: Organisation) -> None:
    plan_ids = [api.new_plan() for _ in range(6)]

    def publish(plan_id: str) -> int:
        headers = {"If-None-Match": "*"}
        return api.post(f"/v1/plans/{plan_id}/publish", headers=headers).status_code

    with ThreadPoolExecutor(6) as pool:
        codes = sorted(pool.map(publish, plan_ids))
    assert codes == [200] + [412] * 5
    assert api.get(f"/v1/days/{DAY}").json()["revision"] == 1


def test_exports_are_what_the_command_writes(api: Organisation) -> None:
    plan_id = api.new_plan(4)
    for name, begin in (
        ("departures.csv", "\ufeffengineer_id"),
        ("calls.csv", "\ufeff"),
        ("unplanned.csv", "\ufeff"),
        ("findings.csv", "\ufeff"),
        ("routes.geojson", '{"type": "FeatureCollection"'),
        ("calendars/E0", "BEGIN:VCALENDAR"),
        ("sheets/E0?language=zh", "<!doctype html>"),
    ):
        answer = api.get(f"/v1/plans/{plan_id}/{name}")
        assert answer.status_code == 200, name
        assert answer.content.decode().startswith(begin), name
    assert api.get(f"/v1/plans/{plan_id}/sheets/nobody").status_code == 404


def test_the_page_brings_its_policy_along(api: Organisation) -> None:
    answer = api.get(f"/plans/{api.new_plan()}/page")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "script-src 'sha256-" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_problem_of_vroom_is_answered_in_vrooms_shape(api: Organisation) -> None:
    problem = {
        "vehicles": [{"id": 1, "start": [117.02, 36.66]}],
        "jobs": [{"id": 7, "location": [117.03, 36.67], "service": 60}],
    }
    answer = api.post("/v1/solve?iterations=20", problem).json()
    assert answer["code"] == 0
    assert [step["type"] for step in answer["routes"][0]["steps"]] == ["start", "job"]
    refused = api.post("/v1/solve", {"vehicles": [], "jobs": [{"id": 1}]})
    assert refused.status_code == 422
    assert refused.json()["findings"]
