"""The routes of runs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Response

from models.plan import Plan
from service.http import kinds
from service.http.idempotency import JSON, Answer, OnlyOnce
from service.http.pages import DEFAULT_LIMIT, Cursor, Limit, Page, id_of, page_of
from service.http.problems import documented
from service.ids import RunId
from service.runs import logic, store
from service.runs.schemas import FINAL, RunAsked, RunView
from service.security.caller import Caller, caller_with
from service.security.permissions import Permission
from service.store.session import OrganisationSession

router = APIRouter(prefix="/v1/runs", tags=["runs"])
Reader = Annotated[Caller, Depends(caller_with(Permission.READ_PLANS))]
Runner = Annotated[Caller, Depends(caller_with(Permission.RUN))]
EXAMPLE = {"scenario_id": "scn_06ew5g0rmh8qzvk3w2x9c7d1ta", "seconds": 10}
AGAIN_S = "1"
"""When to look at a run again."""


@router.post(
    "",
    status_code=202,
    response_model=RunView,
    responses=documented(kinds.NOT_FOUND, kinds.INVALID, kinds.KEY_REUSED),
)
def create_run(
    caller: Runner,
    once: OnlyOnce,
    asked: Annotated[
        RunAsked,
        Body(openapi_examples={"ten_seconds": {"summary": "Ten seconds", "value": EXAMPLE}}),
    ],
) -> Response:
    """Ask for a search in the background. Location says where to look how far it is."""
    ids: list[str] = []

    def make(session: OrganisationSession) -> Answer:
        run = logic.ask(session, caller, asked)
        ids.append(run.id)
        headers = {"Location": f"/v1/runs/{run.id}", "Retry-After": AGAIN_S}
        return Answer(run, 202, headers)

    def after() -> None:
        for run_id in ids:
            logic.offer(caller.services, caller.principal.organisation_id, run_id)

    return once(caller, make, after)


@router.get("", response_model=Page[RunView], responses=documented(kinds.CURSOR))
def list_runs(caller: Reader, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> Page[RunView]:
    """All runs, newest first."""
    with caller.reading() as session:
        rows = store.newest(session, id_of(cursor), limit)
    return page_of(rows, limit, logic.view, lambda row: str(row["id"]))


@router.get("/{run_id}", response_model=RunView, responses=documented(kinds.NOT_FOUND))
def get_run(caller: Reader, run_id: RunId, response: Response) -> RunView:
    """How far a run is; once it is done, which plan it has made."""
    with caller.reading() as session:
        run = logic.view(logic.find(session, run_id))
    if run.state not in FINAL:
        response.headers["Retry-After"] = AGAIN_S
    return run


@router.post(
    "/{run_id}/stop",
    status_code=202,
    response_model=RunView,
    responses=documented(kinds.NOT_FOUND, kinds.NOT_ACCEPTABLE_STATE),
)
def stop_run(caller: Runner, run_id: RunId) -> RunView:
    """Ask a run to stop. It keeps the best plan it has; asking twice is asking once."""
    with caller.writing() as session:
        return logic.stop(session, run_id)


@router.get("/{run_id}/best", response_model=Plan, responses=documented(kinds.NOT_FOUND))
def get_best(caller: Reader, run_id: RunId) -> Response:
    """The best plan so far, also while the search goes on and after its worker has died."""
    with caller.reading() as session:
        return Response(logic.best(session, run_id), media_type=JSON)
