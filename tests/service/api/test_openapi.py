"""The OpenAPI document is true: schemathesis tries to catch it, or the service, in a lie."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks
from support.day_api import PATH, delay, held, new_job, told
from support.service_api import DAY, Organisation

CHECKS: list[Any] = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
EXAMPLES = 4
"""Requests of every operation, as many that fit the document as such that do not."""
STREAMS = "text/event-stream"


@pytest.fixture
def known(api: Organisation) -> dict[str, str]:
    """Things that are there, by the names of path parameters."""
    plan = api.new_plan()
    scenario = api.new_scenario()
    run = api.post("/v1/runs", {"scenario_id": scenario}).json()["id"]
    api.post(f"/v1/plans/{plan}/publish", headers={"If-None-Match": "*"})
    api.post(f"{PATH}/begin", {"clock": "events"})
    hold = held(api, new_job("N1"))
    search = api.post(f"{PATH}/improve").json()["id"]
    api.post(f"{PATH}/events", told("J0", "J1"))
    late = [delay(f"E-{number}", f"E{number}", 14_400) for number in (0, 1)]
    answers = [api.post(f"{PATH}/events", event).json()["answer"] for event in late]
    proposal = next(one for answer in answers for one in answer["proposals"])
    key = api.post("/v1/keys", {"name": "x", "role": "viewer"}).json()["id"]
    return {
        "plan_id": plan,
        "scenario_id": scenario,
        "run_id": run,
        "key_id": key,
        "day": DAY,
        "engineer_id": "E0",
        "code": "not-found",
        "hold_id": hold["id"],
        "search_id": search,
        "event_id": "E-0",
        "proposal_id": proposal["proposal_id"],
        "job_id": "J0",
    }


@pytest.mark.slow
def test_no_operation_fails_or_answers_otherwise_than_it_says(
    app_with: Callable[..., TestClient], api: Organisation, known: dict[str, str]
) -> None:
    client = app_with(most_solve_seconds=0.05)
    schema = schemathesis.openapi.from_asgi("/v1/openapi.json", client.app)
    operations: list[Any] = [one.ok() for one in schema.get_all_operations()]  # type: ignore[union-attr]
    assert len(operations) > 25
    for operation in operations:
        if STREAMS in str(operation.definition.raw.get("responses", {})):
            continue  # never ends; tests of the stream read it
        for mode in schemathesis.GenerationMode:
            _try(operation, mode, api, known)


def _try(
    operation: Any, mode: schemathesis.GenerationMode, api: Organisation, known: dict[str, str]
) -> None:
    """Send requests that fit the document, or do not, to things that are there or not."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), there=st.booleans())
    def ask(case: Any, there: bool) -> None:
        if there:
            for name in case.path_parameters or {}:
                case.path_parameters[name] = known.get(name, case.path_parameters[name])
        case.call_and_validate(headers=api.headers(), checks=CHECKS)

    try:
        ask()
    except Unsatisfiable:  # an operation without any input cannot be asked wrongly
        assert mode is schemathesis.GenerationMode.NEGATIVE, operation.label


def test_the_document_is_valid_and_every_operation_has_its_problems(api: Organisation) -> None:
    document = api.client.get("/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            answers = operation["responses"]
            assert {"500", "503"} <= answers.keys(), where
            if path.startswith("/v1"):
                assert {"401", "403", "429"} <= answers.keys(), where
                assert operation.get("security"), where
            if "requestBody" in operation:
                assert {"400", "413", "415", "422"} <= answers.keys(), where
                body = operation["requestBody"]["content"]
                assert set(body) == {"application/json"}, where
            for status, answer in answers.items():
                if status.startswith(("4", "5")):
                    assert set(answer["content"]) == {"application/problem+json"}, where
    assert "HTTPValidationError" not in document["components"]["schemas"]
