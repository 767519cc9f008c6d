"""Completes the OpenAPI document: every route's common answers, in the one shape they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from fastapi import FastAPI
from pydantic import BaseModel

from models.base import Model
from service.http import kinds
from service.http.problems import ProblemDetails, documented

OPEN = ("/health/", "/metrics", "/problems/")
ALWAYS = documented(kinds.DEFECT, kinds.UNAVAILABLE)
SIGNED_IN = documented(kinds.NOT_SIGNED_IN, kinds.NOT_ALLOWED, kinds.TOO_MANY)
WITH_BODY = documented(
    kinds.MALFORMED, kinds.TOO_LARGE, kinds.MEDIA_TYPE, kinds.INVALID, kinds.FULL
)
LOCAL_MOMENT: Final = "local-date-time"
"""Like `2026-03-16T09:30:00`, with or without an offset."""
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
            local = {one.__name__ for one in _kinds_of(Model)}
            for name, schema in schemas.items():
                if name.removesuffix("-Input").removesuffix("-Output") in local:
                    _moments_are_local(schema)
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


def _kinds_of(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A type and all that derive from it."""
    yield kind
    for one in kind.__subclasses__():
        yield from _kinds_of(one)


def _moments_are_local(schema: Any) -> None:
    """Say that moments of the domain may come without an offset.

    JSON Schema's `date-time` always has one; a moment of a scenario without one is local to it.
    """
    if isinstance(schema, dict):
        if schema.get("format") == "date-time":
            schema["format"] = LOCAL_MOMENT
        for one in schema.values():
            _moments_are_local(one)
    elif isinstance(schema, list):
        for one in schema:
            _moments_are_local(one)


def _problem_schema(schemas: dict[str, Any]) -> dict[str, Any]:
    schema = ProblemDetails.model_json_schema(
        ref_template="#/components/schemas/{model}", mode="serialization"
    )
    for name, one in schema.pop("$defs", {}).items():
        schemas.setdefault(name, one)
    return schema
