"""Every error has one shape, whoever found it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from support.service_api import Organisation, small_day

from models.findings import REGISTRY
from service.http.problems import PROBLEM_TYPE, ProblemDetails
from service.security.permissions import Role


def problem_in(answer: Response, status: int, code: str) -> ProblemDetails:
    """The problem that an answer is, after checking that it is one and of this kind."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM_TYPE
    problem = ProblemDetails.model_validate_json(answer.content)
    assert (problem.status, problem.code) == (status, code)
    assert code in REGISTRY
    assert problem.type == f"/problems/{code}"
    assert problem.request_id == answer.headers["x-request-id"]
    return problem


def test_an_unknown_address_is_a_404(client: TestClient) -> None:
    problem_in(client.get("/v2/everything"), 404, "not-found")


def test_an_unknown_method_is_a_405_that_names_the_known_ones(client: TestClient) -> None:
    answer = client.put("/v1/plans")
    problem_in(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "GET"


def test_a_request_without_a_key_is_a_401(client: TestClient) -> None:
    answer = client.get("/v1/plans")
    problem_in(answer, 401, "not-signed-in")
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("key", ["eb_x", "eb_" + "0" * 26 + "_" + "a" * 43, "x.y.z", "\u00e4"])
def test_a_wrong_key_is_a_401(client: TestClient, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}".encode()}
    problem_in(client.get("/v1/plans", headers=headers), 401, "not-signed-in")


def test_what_a_role_may_not_do_is_a_403(api: Organisation) -> None:
    answer = api.post("/v1/scenarios", small_day(), Role.VIEWER)
    problem = problem_in(answer, 403, "not-allowed")
    assert "viewer" in problem.detail
    assert "write_scenarios" in problem.detail


@pytest.mark.parametrize("body", [b"{", b"", b"[" * 100_000, b'{"a": 1' + b"0" * 5000 + b"}"])
def test_a_broken_body_is_a_400_or_422(api: Organisation, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = api.request("POST", "/v1/scenarios", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    problem_in(answer, answer.status_code, ProblemDetails.model_validate_json(answer.content).code)


def test_a_body_nested_too_deeply_is_a_400(api: Organisation) -> None:
    body = b'{"jobs": ' + b"[" * 900 + b"]" * 900 + b"}"
    headers = {"Content-Type": "application/json"}
    answer = api.request("POST", "/v1/scenarios", content=body, headers=headers)
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/json; charset=gbk", "multipart/form-data", ""]
)
def test_a_body_of_another_type_or_charset_is_a_415(api: Organisation, content_type: str) -> None:
    headers = {"Content-Type": content_type}
    answer = api.request("POST", "/v1/scenarios", content=b"{}", headers=headers)
    problem_in(answer, 415, "media-type-unsupported")


def test_a_compressed_body_is_a_415(api: Organisation) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer = api.request("POST", "/v1/scenarios", content=b"x", headers=headers)
    problem_in(answer, 415, "media-type-unsupported")


def test_bytes_that_are_no_utf8_are_a_400(api: Organisation) -> None:
    headers = {"Content-Type": "application/json"}
    body = '{"name": "济南"}'.encode("gb18030")
    answer = api.request("POST", "/v1/scenarios", content=body, headers=headers)
    problem_in(answer, 400, "request-malformed")


def test_a_body_that_is_too_large_is_a_413_with_and_without_a_length(
    app_with: Callable[..., TestClient], api: Organisation
) -> None:
    client = app_with(most_body_bytes=2048)
    headers = api.headers() | {"Content-Type": "application/json"}
    body = b'{"name": "' + b"x" * 4000 + b'"}'
    problem_in(
        client.post("/v1/scenarios", content=body, headers=headers), 413, "request-too-large"
    )
    pieces = (body[at : at + 500] for at in range(0, len(body), 500))
    problem_in(
        client.post("/v1/scenarios", content=pieces, headers=headers), 413, "request-too-large"
    )


def test_too_many_requests_are_a_429_that_says_when_to_come_back(
    app_with: Callable[..., TestClient], api: Organisation
) -> None:
    client = app_with(requests_per_minute=1, requests_at_once=3)
    answers = [client.get("/v1/me", headers=api.headers()) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    problem_in(answers[-1], 429, "too-many-requests")
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60


def test_guessing_keys_is_limited_by_address(app_with: Callable[..., TestClient]) -> None:
    client = app_with(requests_per_minute=1, requests_at_once=2)
    answers = [client.get("/v1/me", headers={"X-API-Key": f"eb_{n}"}) for n in range(3)]
    assert [one.status_code for one in answers] == [401, 401, 429]


def test_what_the_framework_finds_wrong_is_told_as_findings(api: Organisation) -> None:
    answer = api.get("/v1/plans?limit=many&cursor=" + "x" * 200)
    problem = problem_in(answer, 422, "request-invalid")
    assert {one.path for one in problem.findings} == {"query.limit", "query.cursor"}
    assert all(one.code in REGISTRY for one in problem.findings)


def test_fields_that_contradict_each_other_are_told_in_words(api: Organisation) -> None:
    answer = api.post("/v1/keys", {"name": "x", "role": "viewer", "engineer_id": "E0"})
    problem = problem_in(answer, 422, "request-invalid")
    assert problem.findings[0].code == "fields-contradict"
    assert "engineer_id" in problem.findings[0].message


def test_a_defect_is_a_500_that_tells_nothing_but_where_to_look(
    api: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("customer Mrs Li")

    monkeypatch.setattr("service.plans.store.newest", broken)
    answer = api.get("/v1/plans")
    problem_in(answer, 500, "service-defect")
    assert "Li" not in answer.text


def test_every_kind_of_problem_is_explained_at_its_type(api: Organisation) -> None:
    problem = ProblemDetails.model_validate_json(api.get("/v1/nothing").content)
    page = api.get(problem.type).json()
    assert (page["code"], page["status"], page["action"]) == ("not-found", 404, problem.action)


def test_answers_carry_security_headers_and_the_callers_request_id(api: Organisation) -> None:
    answer = api.get("/v1/me", headers={"X-Request-ID": "trace-7"})
    assert answer.headers["x-request-id"] == "trace-7"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    strange = api.get("/v1/me", headers={"X-Request-ID": 'a"b'})
    assert strange.headers["x-request-id"] != 'a"b'
