"""Turns everything that can be raised below a route into a problem. Nothing else answers errors."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from models.errors import InputUnusable
from models.files.sentences import findings_of
from models.findings import Finding, Severity, finding
from service.http import kinds
from service.http.problems import RETRY_S, Problem, answer_to
from service.store.faults import StoreFault, StoreFull

log = logging.getLogger("earlybird.service")
MOST_FINDINGS = 500
"""In one answer; a scenario with more is broken throughout."""
_BY_STATUS = {
    400: kinds.MALFORMED,
    401: kinds.NOT_SIGNED_IN,
    403: kinds.NOT_ALLOWED,
    404: kinds.NOT_FOUND,
    405: kinds.METHOD_UNKNOWN,
    413: kinds.TOO_LARGE,
    415: kinds.MEDIA_TYPE,
}


def add_handlers(app: FastAPI) -> None:
    """Register the handlers of every kind of error."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _framework)
    app.add_exception_handler(InputUnusable, _unusable)
    app.add_exception_handler(StoreFault, _store)


def of_store(fault: StoreFault) -> Problem:
    """The problem that a fault of the store is."""
    if isinstance(fault, StoreFull):
        return Problem(kinds.FULL, str(fault))
    return Problem(kinds.UNAVAILABLE, str(fault), headers={"Retry-After": str(RETRY_S)})


def of_findings(message: str, findings: tuple[Finding, ...]) -> Problem:
    """The problem of an input that cannot be used; errors come first if there are too many."""
    ordered = sorted(findings, key=lambda one: one.severity is not Severity.ERROR)
    return Problem(kinds.INVALID, message, findings=ordered[:MOST_FINDINGS])


async def _problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return answer_to(error)


async def _unusable(_request: Request, error: Exception) -> Response:
    assert isinstance(error, InputUnusable)
    return answer_to(of_findings(str(error), error.findings))


async def _store(_request: Request, error: Exception) -> Response:
    assert isinstance(error, StoreFault)
    log.warning("the store failed: %s (%s)", error, type(error.__cause__).__name__)
    return answer_to(of_store(error))


async def _framework(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = _BY_STATUS.get(error.status_code, kinds.MALFORMED)
    details = {
        401: "The name and password cannot be read.",
        404: "There is no such address.",
        405: "This address does not take this method.",
    }
    detail = details.get(error.status_code, str(error.detail))
    return answer_to(Problem(kind, detail, headers=error.headers))


async def _invalid(_request: Request, error: Exception) -> Response:
    """What FastAPI says about a request, in our words."""
    assert isinstance(error, RequestValidationError)
    faults = error.errors()
    for fault in faults:
        if fault["type"] == "json_invalid":
            reason = fault.get("ctx", {}).get("error", "it ends too early")
            where = fault["loc"][-1] if fault["loc"] else 0
            detail = f"The body is no JSON: {reason} at character {where}."
            return answer_to(Problem(kinds.MALFORMED, detail))
    findings = [one for fault in faults for one in _findings(fault)]
    count = len(findings)
    detail = findings[0].message if count == 1 else f"{count} things are wrong with the request."
    return answer_to(of_findings(detail, tuple(findings)))


def _findings(fault: Any) -> list[Finding]:
    """One fault in the words of `models.files.sentences`, its path beginning where it was sent."""
    part, *inside = fault["loc"] or ("body",)
    if fault["type"] == "value_error":
        said = str(fault["msg"]).removeprefix("Value error, ")
        path = ".".join(str(step) for step in inside)
        return [finding(kinds.FIELDS_CONTRADICT, f"{said}.", path=path)]
    faults = _Said([{**fault, "loc": tuple(inside)}])
    owner = {"query": "the query", "path": "the path", "header": "the headers"}.get(part, "")
    prefix = "" if part == "body" else f"{part}."
    return [
        one.model_copy(update={"path": f"{prefix}{one.path}"})
        for one in findings_of(faults, _Anything, owner=owner or "the body")  # type: ignore[arg-type]
    ]


class _Said:
    """Faults in the form that pydantic's own error has."""

    def __init__(self, faults: list[Any]) -> None:
        self._faults = faults

    def errors(self) -> list[Any]:
        return self._faults


class _Anything(BaseModel):
    """Stands in where the model of a request part is not known."""
