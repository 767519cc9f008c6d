"""The routes of what people get from a plan: tables, maps, calendars, sheets, the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from service.exports.calendars import calendar_ics
from service.exports.calls import calls_csv
from service.exports.departures import departures_csv
from service.exports.findings import findings_csv
from service.exports.geojson import routes_geojson
from service.exports.sheets import sheet_html
from service.exports.unplanned import unplanned_csv
from service.exports.view import PlanView
from service.exports.words import Language
from service.http import kinds
from service.http.html import HTML, page_answer
from service.http.problems import Problem, documented
from service.ids import PlanId
from service.plans import logic as plans
from service.security.caller import Caller, caller_with
from service.security.permissions import Permission
from service.web.page import render_page

router = APIRouter(prefix="/v1/plans/{plan_id}", tags=["exports"])
pages = APIRouter(tags=["exports"])
Reader = Annotated[Caller, Depends(caller_with(Permission.READ_PLANS))]
OwnReader = Annotated[Caller, Depends(caller_with(Permission.READ_OWN_DAY))]
Version = Annotated[
    int | None, Query(ge=1, le=2**31 - 1, description="Default: the newest version.")
]
EngineerId = Annotated[str, Path(max_length=200)]
CSV = "text/csv; charset=utf-8"
SHEET_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
TABLES: dict[str, Callable[[PlanView], bytes]] = {
    "departures": departures_csv,
    "calls": calls_csv,
    "unplanned": unplanned_csv,
    "findings": findings_csv,
}


def _file(media_type: str) -> dict[int | str, dict[str, object]]:
    kind = "object" if media_type.endswith("json") else "string"
    content = {media_type.partition(";")[0]: {"schema": {"type": kind}}}
    return {200: {"description": "The file.", "content": content}}


def _view(caller: Caller, plan_id: str, version: int | None) -> PlanView:
    with caller.reading() as session:
        return PlanView(*plans.load(session, plans.find(session, plan_id, version)))


def _table(name: str) -> Callable[..., Response]:
    def get_table(caller: Reader, plan_id: PlanId, version: Version = None) -> Response:
        content = TABLES[name](_view(caller, plan_id, version))
        named = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return Response(content, headers=named, media_type=CSV)

    return get_table


for _name in TABLES:
    router.add_api_route(
        f"/{_name}.csv",
        _table(_name),
        name=f"get_{_name}",
        operation_id=f"get_{_name}_csv",
        summary=f"The table {_name}.csv, as `earlybird plan` writes it.",
        response_class=Response,
        responses=_file(CSV) | documented(kinds.NOT_FOUND),
    )


@router.get(
    "/routes.geojson",
    response_class=Response,
    responses=_file("application/geo+json") | documented(kinds.NOT_FOUND),
)
def get_routes_geojson(caller: Reader, plan_id: PlanId, version: Version = None) -> Response:
    """The routes as lines and the stops as points, for any map."""
    content = routes_geojson(_view(caller, plan_id, version))
    return Response(content, media_type="application/geo+json")


def _engineers_own(caller: Caller, view: PlanView, engineer_id: str) -> None:
    """Raise Problem (404) unless the engineer is of this plan and may be seen by the caller."""
    if engineer_id not in view.engineers or not caller.principal.may_see_engineer(engineer_id):
        raise Problem(kinds.NOT_FOUND, f"There is no engineer {engineer_id[:80]!r} in this plan.")


@router.get(
    "/calendars/{engineer_id}",
    response_class=Response,
    responses=_file("text/calendar") | documented(kinds.NOT_FOUND),
)
def get_calendar(
    caller: OwnReader,
    plan_id: PlanId,
    engineer_id: EngineerId,
    version: Version = None,
    language: Language = Language.BOTH,
) -> Response:
    """One engineer's visits as a calendar. Engineers get their own."""
    view = _view(caller, plan_id, version)
    _engineers_own(caller, view, engineer_id)
    content = calendar_ics(view, engineer_id, language)
    return Response(content, media_type="text/calendar; charset=utf-8")


@router.get(
    "/sheets/{engineer_id}",
    response_class=Response,
    responses=_file(HTML) | documented(kinds.NOT_FOUND),
)
def get_sheet(
    caller: OwnReader,
    plan_id: PlanId,
    engineer_id: EngineerId,
    version: Version = None,
    language: Language = Language.BOTH,
) -> Response:
    """One engineer's sheet to print. Engineers get their own."""
    view = _view(caller, plan_id, version)
    _engineers_own(caller, view, engineer_id)
    content = sheet_html(view, engineer_id, language)
    return Response(content, headers={"Content-Security-Policy": SHEET_POLICY}, media_type=HTML)


@pages.get(
    "/plans/{plan_id}/page",
    response_class=Response,
    responses=_file(HTML) | documented(kinds.NOT_FOUND),
)
def get_page(caller: Reader, plan_id: PlanId, version: Version = None) -> Response:
    """The plan as a page with map and timeline, as `earlybird plan` writes it."""
    view = _view(caller, plan_id, version)
    return page_answer(render_page(view.scenario, view.plan))
