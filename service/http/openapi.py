"""Completes the OpenAPI document: every route's common answers, in the one shape they have."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from service.http import kinds
from service.http.problems import ProblemDetails, documented

OPEN = ("/health/", "/metrics", "/problems/")
ALWAYS = documented(kinds.DEFECT, kinds.UNAVAILABLE)
SIGNED_IN = documented(kinds.NOT_SIGNED_IN, kinds.NOT_ALLOWED, kinds.TOO_MANY)
WITH_BODY = documented(
    kinds.MALFORMED, kinds.TOO_LARGE, kinds.MEDIA_TYPE, kinds.INVALID, kinds.FULL
)
WITH_INPUT = documented(kinds.INVALID)


def complete(app: FastAPI) -> None:
    """Have the application describe itself with all answers it can give."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = plain()
            for path, methods in document["paths"].items():
                for operation in methods.values():
                    _complete(path, operation)
            schemas = document["components"]["schemas"]
            schemas["ProblemDetails"] = _problem_schema(schemas)
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _complete(path: str, operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    if "application/json" in answers.get("422", {}).get("content", {}):
        del answers["422"]  # FastAPI's own shape, which no answer has
    groups = [ALWAYS]
    if not path.startswith(OPEN):
        groups.append(SIGNED_IN)
    if "requestBody" in operation:
        groups.append(WITH_BODY)
    if operation.get("parameters"):
        groups.append(WITH_INPUT)
    for group in groups:
        for status, answer in group.items():
            answers.setdefault(str(status), answer)


def _problem_schema(schemas: dict[str, Any]) -> dict[str, Any]:
    schema = ProblemDetails.model_json_schema(
        ref_template="#/components/schemas/{model}", mode="serialization"
    )
    for name, one in schema.pop("$defs", {}).items():
        schemas.setdefault(name, one)
    return schema
