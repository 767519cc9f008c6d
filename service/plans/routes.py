"""The routes of plans and of the days that they are in force on."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from service.days import problems as day_problems
from service.http import kinds
from service.http.etags import UNCHANGED, IfMatch, IfNoneMatch, etag_of, is_known
from service.http.idempotency import JSON, Answer, OnlyOnce
from service.http.pages import DEFAULT_LIMIT, Cursor, Limit, Page, id_of, page_of
from service.http.problems import documented
from service.ids import PlanId
from service.plans import logic, store
from service.plans.schemas import DayView, OwnDay, PlanView, PlanWhole, Publication
from service.security.caller import Caller, caller_with
from service.security.permissions import Permission
from service.store.session import OrganisationSession
from service.store.sql import RowMapping

router = APIRouter(prefix="/v1", tags=["plans"])
Reader = Annotated[Caller, Depends(caller_with(Permission.READ_PLANS))]
Publisher = Annotated[Caller, Depends(caller_with(Permission.PUBLISH))]
Version = Annotated[int, Path(ge=1, le=2**31 - 1)]
UNCHANGING = "private, max-age=31536000, immutable"


def _whole(
    session: OrganisationSession, row: RowMapping, if_none_match: str | None, cache: str
) -> Response:
    headers = {"ETag": logic.plan_etag(row), "Cache-Control": cache}
    if is_known(if_none_match, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(logic.whole(session, row), headers=headers, media_type=JSON)


@router.get("/plans", response_model=Page[PlanView], responses=documented(kinds.CURSOR))
def list_plans(
    caller: Reader, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Page[PlanView]:
    """The newest version of every plan, without its routes; newest plan first."""
    with caller.reading() as session:
        rows = store.newest(session, id_of(cursor), limit)
    return page_of(rows, limit, logic.view, lambda row: str(row["plan_id"]))


@router.get(
    "/plans/{plan_id}",
    response_model=PlanWhole,
    responses=UNCHANGED | documented(kinds.NOT_FOUND),
)
def get_plan(caller: Reader, plan_id: PlanId, if_none_match: IfNoneMatch = None) -> Response:
    """The newest version of a plan, whole."""
    with caller.reading() as session:
        return _whole(session, logic.find(session, plan_id), if_none_match, "no-cache, private")


@router.get(
    "/plans/{plan_id}/versions",
    response_model=Page[PlanView],
    responses=documented(kinds.NOT_FOUND, kinds.CURSOR),
)
def list_versions(
    caller: Reader, plan_id: PlanId, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Page[PlanView]:
    """The versions of a plan, newest first."""
    before = id_of(cursor)
    older_than = int(before) if before is not None and before.isdigit() else None
    with caller.reading() as session:
        logic.find(session, plan_id)
        rows = store.versions(session, plan_id, older_than, limit)
    return page_of(rows, limit, logic.view, lambda row: str(row["version"]))


@router.get(
    "/plans/{plan_id}/versions/{version}",
    response_model=PlanWhole,
    responses=UNCHANGED | documented(kinds.NOT_FOUND),
)
def get_version(
    caller: Reader, plan_id: PlanId, version: Version, if_none_match: IfNoneMatch = None
) -> Response:
    """One version of a plan, whole. It never changes."""
    with caller.reading() as session:
        return _whole(session, logic.find(session, plan_id, version), if_none_match, UNCHANGING)


@router.post(
    "/plans/{plan_id}/publish",
    response_model=DayView,
    responses=documented(
        kinds.NOT_FOUND,
        day_problems.RUNNING,
        kinds.CHANGED_MEANWHILE,
        kinds.PRECONDITION,
        kinds.KEY_REUSED,
    ),
)
def publish_plan(
    caller: Publisher,
    once: OnlyOnce,
    plan_id: PlanId,
    asked: Publication,
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Put a plan in force on a day.

    For a day that has one, If-Match names the revision that is to be replaced; for a day without,
    send `If-None-Match: *`. The plan of a day that runs is changed by proposals and improvements
    alone.
    """

    def make(session: OrganisationSession) -> Answer:
        day = logic.publish(session, caller, plan_id, asked, if_match, if_none_match)
        headers = {"ETag": etag_of(day.revision), "Location": f"/v1/days/{day.day}"}
        return Answer(day, 200, headers)

    return once(caller, make)


@router.get("/days", response_model=Page[DayView], responses=documented(kinds.CURSOR))
def list_days(caller: Reader, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> Page[DayView]:
    """The days that have a plan in force, latest first."""
    with caller.reading() as session:
        rows = store.newest_days(session, id_of(cursor), limit)
    return page_of(rows, limit, logic.day_view, lambda row: str(row["day"]))


@router.get("/days/{day}", response_model=DayView, responses=documented(kinds.NOT_FOUND))
def get_day(caller: Reader, day: date, response: Response) -> DayView:
    """Which plan is in force on a day. The ETag is what `publish` wants in If-Match."""
    with caller.reading() as session:
        shown = logic.day_view(logic.day_in_force(session, day.isoformat()))
    response.headers["ETag"] = etag_of(shown.revision)
    return shown


@router.get(
    "/days/{day}/engineers/{engineer_id}",
    response_model=OwnDay,
    responses=documented(kinds.NOT_FOUND),
)
def get_engineers_day(
    caller: Annotated[Caller, Depends(caller_with(Permission.READ_OWN_DAY))],
    day: date,
    engineer_id: Annotated[str, Path(max_length=200)],
) -> OwnDay:
    """One engineer's routes of the plan in force. Engineers see their own."""
    with caller.reading() as session:
        return logic.own_day(session, caller, day.isoformat(), engineer_id)
