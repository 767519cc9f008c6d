"""Organisations are kept apart, roles hold, engineers see their own day."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from support.service_api import DAY, Organisation, small_day
from support.tree import ROOT

import service
from service.security.keys import KEY
from service.security.permissions import ALLOWED, Permission, Role

CROSSINGS = (
    ("GET", "/v1/scenarios/{scenario}"),
    ("GET", "/v1/scenarios/{scenario}/summary"),
    ("GET", "/v1/scenarios/{scenario}/findings"),
    ("GET", "/v1/plans/{plan}"),
    ("GET", "/v1/plans/{plan}/versions"),
    ("GET", "/v1/plans/{plan}/versions/1"),
    ("GET", "/v1/plans/{plan}/departures.csv"),
    ("GET", "/v1/plans/{plan}/calls.csv"),
    ("GET", "/v1/plans/{plan}/unplanned.csv"),
    ("GET", "/v1/plans/{plan}/findings.csv"),
    ("GET", "/v1/plans/{plan}/routes.geojson"),
    ("GET", "/v1/plans/{plan}/calendars/E0"),
    ("GET", "/v1/plans/{plan}/sheets/E0"),
    ("GET", "/plans/{plan}/page"),
    ("POST", "/v1/plans/{plan}/publish"),
    ("GET", "/v1/runs/{run}"),
    ("GET", "/v1/runs/{run}/best"),
    ("POST", "/v1/runs/{run}/stop"),
    ("GET", f"/v1/days/{DAY}"),
    ("GET", f"/v1/days/{DAY}/engineers/E0"),
    ("GET", "/v1/keys/{key}"),
    ("DELETE", "/v1/keys/{key}"),
)
OWN_TESTS = {"problems", "bookings", "dispatch", "stream", "searches", "webhooks", "replanning"}
"""Tags of addresses that have their own tests of this (or belong to nobody)."""


@pytest.fixture
def theirs(other: Organisation) -> dict[str, str]:
    """Ids of things that belong to the other organisation."""
    plan = other.new_plan()
    scenario = other.new_scenario()
    run = other.post("/v1/runs", {"scenario_id": scenario}).json()["id"]
    published = other.post(f"/v1/plans/{plan}/publish", headers={"If-None-Match": "*"})
    assert published.status_code == 200
    key = other.get("/v1/keys").json()["items"][-1]["id"]
    return {"plan": plan, "scenario": scenario, "run": run, "key": key}


@pytest.mark.parametrize(("method", "path"), CROSSINGS)
def test_what_belongs_to_another_organisation_is_not_there(
    api: Organisation, theirs: dict[str, str], method: str, path: str
) -> None:
    headers = {"If-None-Match": "*"} if "publish" in path else {}
    body: dict[str, str] | None = {} if method == "POST" else None
    answer = api.request(method, path.format(**theirs), headers=headers, json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_every_address_with_an_id_is_among_the_crossings(api: Organisation) -> None:
    document = api.client.get("/v1/openapi.json").json()
    known = {(method, path.split("{")[0].split(DAY)[0]) for method, path in CROSSINGS}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if "{" in path and not OWN_TESTS.intersection(operation["tags"]):
                assert (method.upper(), path.split("{")[0]) in known, path


def test_a_run_of_another_organisations_scenario_or_plan_is_refused(
    api: Organisation, theirs: dict[str, str]
) -> None:
    assert api.post("/v1/runs", {"scenario_id": theirs["scenario"]}).status_code == 404
    asked = {"scenario_id": api.new_scenario(), "start_plan_id": theirs["plan"]}
    assert api.post("/v1/runs", asked).status_code == 404


@pytest.mark.parametrize("path", ["/v1/scenarios", "/v1/plans", "/v1/runs", "/v1/days", "/v1/keys"])
def test_lists_hold_nothing_of_another_organisation(
    api: Organisation, theirs: dict[str, str], path: str
) -> None:
    items = api.get(path).json()["items"]
    assert all(one.get("id") not in theirs.values() for one in items)
    assert path == "/v1/keys" or items == []


def test_documents_of_equal_content_are_kept_for_each_organisation(
    api: Organisation, other: Organisation
) -> None:
    mine, its = api.new_scenario(), other.new_scenario()
    assert api.get(f"/v1/scenarios/{mine}").content == other.get(f"/v1/scenarios/{its}").content


def test_an_engineer_sees_the_own_day_and_no_other(api: Organisation) -> None:
    plan = api.new_plan(12)
    api.post(f"/v1/plans/{plan}/publish", headers={"If-None-Match": "*"})
    for path in (
        f"/v1/days/{DAY}/engineers/",
        f"/v1/plans/{plan}/sheets/",
        f"/v1/plans/{plan}/calendars/",
    ):
        assert api.get(path + "E0", Role.ENGINEER).status_code == 200
        assert api.get(path + "E1", Role.ENGINEER).status_code == 404
        assert api.get(path + "E1", Role.VIEWER).status_code == 200
    own = api.get(f"/v1/days/{DAY}/engineers/E0", Role.ENGINEER).json()
    assert {route["engineer_id"] for route in own["routes"]} <= {"E0"}
    for path in (f"/v1/plans/{plan}", "/v1/plans", "/v1/scenarios", "/v1/runs", f"/v1/days/{DAY}"):
        assert api.get(path, Role.ENGINEER).status_code == 403
    assert api.get(f"/plans/{plan}/page", Role.ENGINEER).status_code == 403


def test_a_revoked_or_expired_key_is_worthless(api: Organisation) -> None:
    made = api.post("/v1/keys", {"name": "desk", "role": "viewer"}).json()
    headers = {"Authorization": f"Bearer {made['key']}"}
    assert api.client.get("/v1/me", headers=headers).json()["role"] == "viewer"
    assert api.request("DELETE", f"/v1/keys/{made['id']}").status_code == 204
    assert api.client.get("/v1/me", headers=headers).status_code == 401
    assert api.get(f"/v1/keys/{made['id']}").json()["revoked_at"] is not None
    past = (api.services.store.clock() - timedelta(seconds=1)).isoformat()
    made = api.post("/v1/keys", {"name": "x", "role": "viewer", "expires_at": past}).json()
    assert api.client.get("/v1/me", headers={"X-API-Key": made["key"]}).status_code == 401


def test_nobody_revokes_the_key_in_use(api: Organisation) -> None:
    own = api.get("/v1/me").json()["subject"].removeprefix("key:")
    assert api.request("DELETE", f"/v1/keys/{own}").status_code == 409


def test_a_browser_may_look_with_a_key_as_the_password_and_change_nothing(
    api: Organisation,
) -> None:
    plan = api.new_plan()
    auth = ("anybody", api.keys[Role.ADMIN])
    challenges = api.client.get(f"/plans/{plan}/page").headers.get_list("WWW-Authenticate")
    assert [one.partition(" ")[0] for one in challenges] == ["Bearer", "Basic"]
    assert api.client.get(f"/plans/{plan}/page", auth=auth).status_code == 200
    path = f"/v1/plans/{plan}/publish"
    answer = api.client.post(path, json={}, auth=auth, headers={"If-None-Match": "*"})
    assert answer.status_code == 401
    for header in ("Basic !!", "Basic eA==", "Basic"):
        answer = api.client.get("/v1/me", headers={"Authorization": header})
        assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")


def test_a_key_is_shown_once_and_only_its_hash_is_kept(api: Organisation) -> None:
    made = api.post("/v1/keys", {"name": "desk", "role": "viewer"}).json()
    [(_, secret)] = KEY.findall(made["key"])
    assert secret not in api.get("/v1/keys").text
    assert secret not in api.get(f"/v1/keys/{made['id']}").text
    from service.security import store

    with api.services.store.reading(api.id) as session:
        row = store.get(session, made["id"])
    assert row is not None
    assert secret not in str(dict(row))


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.ADMIN])
def test_only_administrators_manage_keys(api: Organisation, role: Role) -> None:
    assert api.get("/v1/keys", role).status_code == 403
    assert api.post("/v1/keys", {"name": "x", "role": "admin"}, role).status_code == 403


def test_the_table_of_permissions_is_the_one_in_the_docs() -> None:
    page = (ROOT / "docs/service.md").read_text("utf-8")
    for permission in Permission:
        cells = ["yes" if permission in ALLOWED[role] else " " for role in Role]
        assert f"| `{permission.value}` | {' | '.join(cells)} |" in page


def _modules() -> Iterator[tuple[str, ast.Module]]:
    folder = Path(service.__file__).parent
    for path in folder.rglob("*.py"):
        yield path.relative_to(folder).as_posix(), ast.parse(path.read_text("utf-8"))


def test_only_named_modules_reach_across_organisations() -> None:
    """A transaction without an organisation is opened in these places and nowhere else."""
    may = {
        "security/keys.py",
        "security/logic.py",
        "runs/sweeping.py",
        "webhooks/delivery.py",
    }
    for name, tree in _modules():
        if name in may or name.startswith("store/"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                assert node.attr not in {"glance", "transaction"}, name
            if isinstance(node, ast.ImportFrom):
                names = {alias.name for alias in node.names}
                assert not (node.module == "service.store" and "across" in names), name
                assert node.module != "service.store.across", name


def test_a_scenario_that_names_a_file_of_the_server_is_refused(api: Organisation) -> None:
    day = small_day() | {"travel": {"kind": "matrix", "file": "/etc/passwd"}}
    answer = api.post("/v1/scenarios", day)
    assert answer.status_code == 422
    assert "travel-file-not-served" in {one["code"] for one in answer.json()["findings"]}
