"""The routes for those who run the service. They need no key and tell nothing about anybody."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from service.health.schemas import Health, ProblemPage
from service.http import kinds
from service.http.problems import RETRY_S, Problem, documented
from service.security.caller import services_of
from service.store.faults import StoreFault

router = APIRouter()


@router.get("/health/live", tags=["health"])
def live() -> Health:
    """Whether the process answers."""
    return Health(status="ok")


@router.get("/health/ready", tags=["health"], responses=documented(kinds.UNAVAILABLE))
def ready(request: Request) -> Health:
    """Whether requests can be served: the database answers and has the right version."""
    services = services_of(request)
    wait = {"Retry-After": str(RETRY_S)}
    if services.closing.is_set():
        raise Problem(kinds.UNAVAILABLE, "The service is stopping.", headers=wait)
    try:
        current = services.store.is_current()
    except StoreFault:
        services.metrics.store_faults.inc()
        raise
    if not current:
        raise Problem(
            kinds.UNAVAILABLE, "The database has another version than this program.", headers=wait
        )
    return Health(status="ok")


@router.get(
    "/metrics",
    tags=["health"],
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(request: Request) -> Response:
    """Measurements of this process, for Prometheus."""
    services = services_of(request)
    try:
        services.metrics.show_runs(services.store.runs_by_state())
    except StoreFault:
        services.metrics.store_faults.inc()
    return Response(services.metrics.text(), media_type=services.metrics.content_type)


@router.get("/problems/{code}", tags=["problems"], responses=documented(kinds.NOT_FOUND))
def explain_problem(code: str) -> ProblemPage:
    """What a kind of problem means; the field `type` of every problem leads here."""
    for kind in kinds.known_kinds():
        if kind.finding.code == code:
            return ProblemPage(
                code=code, status=kind.status, cause=kind.finding.cause, action=kind.finding.action
            )
    raise Problem(kinds.NOT_FOUND, f"There is no kind of problem {code[:80]!r}.")
