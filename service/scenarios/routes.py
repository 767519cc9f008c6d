"""The routes of scenarios."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Response

from models.scenario import Scenario
from service.http import kinds
from service.http.etags import UNCHANGED, IfNoneMatch, etag_of, is_known
from service.http.idempotency import JSON, Answer, OnlyOnce
from service.http.pages import DEFAULT_LIMIT, Cursor, Limit, Page, id_of, page_of
from service.http.problems import documented
from service.ids import ScenarioId
from service.scenarios import logic, store
from service.scenarios.examples import SMALL_DAY
from service.scenarios.schemas import FindingsView, ScenarioCreated, ScenarioView
from service.security.caller import Caller, caller_with
from service.security.permissions import Permission
from service.store.session import OrganisationSession

router = APIRouter(prefix="/v1/scenarios", tags=["scenarios"])
Reader = Annotated[Caller, Depends(caller_with(Permission.READ_SCENARIOS))]
Writer = Annotated[Caller, Depends(caller_with(Permission.WRITE_SCENARIOS))]


@router.post(
    "",
    status_code=201,
    response_model=ScenarioCreated,
    responses=documented(kinds.MALFORMED, kinds.INVALID, kinds.KEY_REUSED),
)
def create_scenario(
    caller: Writer,
    once: OnlyOnce,
    document: Annotated[
        dict[str, Any],
        Body(
            description="A scenario as docs/file-formats.md has it (JSON). Jobs and engineers that "
            "cannot be used are set aside and named in the findings; the rest is planned.",
            openapi_examples={"small_day": {"summary": "A small day", "value": SMALL_DAY}},
        ),
    ],
) -> Response:
    """Check a scenario and keep it. The answer has every finding, not the first one."""
    loaded = logic.read(document)

    def make(session: OrganisationSession) -> Answer:
        made = logic.keep(session, caller, loaded)
        headers = {"Location": f"/v1/scenarios/{made.id}", "ETag": etag_of(made.digest)}
        return Answer(made, headers=headers)

    return once(caller, make)


@router.get("", response_model=Page[ScenarioView], responses=documented(kinds.CURSOR))
def list_scenarios(
    caller: Reader, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Page[ScenarioView]:
    """All scenarios, newest first."""
    with caller.reading() as session:
        rows = store.newest(session, id_of(cursor), limit)
    return page_of(rows, limit, logic.view, lambda row: str(row["id"]))


@router.get(
    "/{scenario_id}",
    response_model=Scenario,
    responses=UNCHANGED | documented(kinds.NOT_FOUND),
)
def get_scenario(
    caller: Reader, scenario_id: ScenarioId, if_none_match: IfNoneMatch = None
) -> Response:
    """The scenario itself. It never changes, so its ETag stays."""
    with caller.reading() as session:
        row = logic.find(session, scenario_id)
        etag = etag_of(row["digest"])
        if is_known(if_none_match, etag):
            return Response(status_code=304, headers={"ETag": etag})
        return Response(session.document(row["document"]), headers={"ETag": etag}, media_type=JSON)


@router.get(
    "/{scenario_id}/summary", response_model=ScenarioView, responses=documented(kinds.NOT_FOUND)
)
def get_summary(caller: Reader, scenario_id: ScenarioId) -> ScenarioView:
    """What is in the scenario, in figures."""
    with caller.reading() as session:
        return logic.view(logic.find(session, scenario_id))


@router.get(
    "/{scenario_id}/findings", response_model=FindingsView, responses=documented(kinds.NOT_FOUND)
)
def get_findings(caller: Reader, scenario_id: ScenarioId) -> FindingsView:
    """Everything that was found when the scenario was read."""
    with caller.reading() as session:
        row = logic.find(session, scenario_id)
        return FindingsView(findings=logic.findings_of(session, row))
