"""The one shape of every error: problem details (RFC 9457) with a finding code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field

from models.errors import EarlyBirdError
from models.findings import Finding
from service.http.context import current
from service.http.kinds import ProblemKind

PROBLEM_TYPE: Final = "application/problem+json"
RETRY_S: Final = 5
"""After so many seconds a caller may ask again what could not be done for now."""


class Problem(EarlyBirdError):
    """Raised anywhere below a route; the handlers make the answer of it."""

    def __init__(
        self,
        kind: ProblemKind,
        detail: str,
        *,
        findings: Iterable[Finding] = (),
        headers: Mapping[str, str | tuple[str, ...]] | None = None,
    ) -> None:
        """`headers` of the answer; several values of one are a line each."""
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.findings = tuple(findings)
        self.headers = dict(headers or {})


class ProblemDetails(BaseModel):
    """What every error of the service looks like (RFC 9457)."""

    model_config = ConfigDict(use_attribute_docstrings=True, extra="forbid")

    type: str
    """Where the kind of problem is explained: `/problems/{code}`."""
    title: str
    """What this kind of problem means."""
    status: Annotated[int, Field(ge=400, le=599)]
    """The HTTP status."""
    detail: str
    """What is wrong with this very request."""
    instance: str
    """The path that was asked."""
    code: str
    """The finding code; docs/findings.md lists all of them."""
    action: str
    """What to do about it."""
    request_id: str
    """By which the log knows this request."""
    findings: tuple[Finding, ...] = ()
    """Everything that is wrong with the content, each with its place and advice."""


def details_of(problem: Problem) -> ProblemDetails:
    """The body of the answer to a problem."""
    kind, context = problem.kind.finding, current()
    return ProblemDetails(
        type=f"/problems/{kind.code}",
        title=kind.cause,
        status=problem.kind.status,
        detail=problem.detail,
        instance=context.path,
        code=kind.code,
        action=kind.action,
        request_id=context.request_id,
        findings=problem.findings,
    )


def answer_to(problem: Problem) -> Response:
    """The answer to a problem."""
    current().problem_code = problem.kind.finding.code
    body = details_of(problem).model_dump_json().encode("utf-8", "backslashreplace")
    answer = Response(body, problem.kind.status, media_type=PROBLEM_TYPE)
    for name, value in problem.headers.items():
        for line in (value,) if isinstance(value, str) else value:
            answer.headers.append(name, line)
    return answer


def documented(*kinds: ProblemKind) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route that can answer with these kinds of problem."""
    found: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        known = found.setdefault(
            kind.status,
            {
                "description": kind.finding.cause,
                "content": {
                    PROBLEM_TYPE: {
                        "schema": {"$ref": "#/components/schemas/ProblemDetails"},
                        "examples": {},
                    }
                },
            },
        )
        known["content"][PROBLEM_TYPE]["examples"][kind.finding.code] = {"value": _example(kind)}
    return found


def _example(kind: ProblemKind) -> dict[str, Any]:
    return {
        "type": f"/problems/{kind.finding.code}",
        "title": kind.finding.cause,
        "status": kind.status,
        "detail": kind.finding.cause,
        "instance": "/v1/...",
        "code": kind.finding.code,
        "action": kind.finding.action,
        "request_id": "5f0c2f9d4b7e4f52",
        "findings": [],
    }
