"""The routes of running days: their beginning, their events, and how they stand."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Response

from models.event import Event, PositionReported
from service.days import problems as day_problems
from service.days import store as journal
from service.days.changing import DayChange, change
from service.days.rooms import Room
from service.dispatch import logic, problems
from service.dispatch.examples import EVENTS
from service.dispatch.schemas import (
    BeginAsked,
    EntryView,
    EventTaken,
    PlanInForce,
    PositionAsked,
    RunningView,
    ScenarioNow,
)
from service.http import kinds
from service.http.etags import IfNoneMatch, etag_of, is_known
from service.http.idempotency import JSON, Answer, OnlyOnce
from service.http.pages import DEFAULT_LIMIT, Cursor, Limit, Page, id_of, page_of
from service.http.problems import documented
from service.security.caller import Caller, caller_with
from service.security.permissions import Permission
from service.store.session import OrganisationSession

router = APIRouter(prefix="/v1/days/{day}", tags=["dispatch"])
Planner = Annotated[Caller, Depends(caller_with(Permission.PUBLISH))]
Reader = Annotated[Caller, Depends(caller_with(Permission.READ_PLANS))]
Anybody = Annotated[Caller, Depends(caller_with(Permission.READ_PLANS, Permission.READ_OWN_DAY))]
Reporter = Annotated[
    Caller, Depends(caller_with(Permission.REPORT_EVENTS, Permission.REPORT_OWN_EVENTS))
]
EngineerId = Annotated[str, Path(max_length=200)]


@router.post(
    "/begin",
    status_code=201,
    response_model=RunningView,
    responses=documented(kinds.NOT_FOUND, day_problems.RUNNING, kinds.KEY_REUSED),
)
async def begin_day(
    caller: Planner, once: OnlyOnce, day: date, asked: BeginAsked | None = None
) -> Response:
    """Begin a day with the plan in force: from now on it can be booked, and events be reported."""

    def work(room: Room) -> Response:
        def make(session: OrganisationSession) -> Answer:
            begun = logic.begin_day(session, caller, room, asked or BeginAsked())
            headers = {"Location": f"/v1/days/{day}/running", "ETag": etag_of(begun.version)}
            return Answer(begun, headers=headers)

        return once(caller, make)

    return await caller.services.rooms.work(caller, day.isoformat(), work)


@router.get(
    "/running",
    response_model=RunningView,
    responses=documented(kinds.NOT_FOUND, day_problems.NOT_RUNNING),
)
async def get_running_day(caller: Anybody, day: date, response: Response) -> RunningView:
    """The day as it stands. The ETag is the version of the plan in force."""

    def work(room: Room) -> RunningView:
        with caller.reading() as session:
            return logic.running_view(caller, room.day, room.current(session))

    shown = await caller.services.rooms.work(caller, day.isoformat(), work)
    response.headers["ETag"] = etag_of(shown.version)
    return shown


@router.get(
    "/plan",
    response_model=PlanInForce,
    responses=documented(kinds.NOT_FOUND, day_problems.NOT_RUNNING)
    | {304: {"description": "The caller has it."}},
)
async def get_plan_in_force(
    caller: Reader, day: date, if_none_match: IfNoneMatch = None
) -> Response:
    """The plan in force, whole, with every booking and accepted proposal in it.

    The ETag is the sequence of the day's journal: what the plan leaves out changes without a new
    version, when a job comes up or is cancelled.
    """

    def work(room: Room) -> Response:
        with caller.reading() as session:
            running = room.current(session)
        etag = etag_of(running.sequence)
        if is_known(if_none_match, etag):
            return Response(status_code=304, headers={"ETag": etag})
        body = logic.plan_in_force(room.day, running).model_dump_json().encode()
        return Response(body, headers={"ETag": etag}, media_type=JSON)

    return await caller.services.rooms.work(caller, day.isoformat(), work)


@router.get(
    "/scenario",
    response_model=ScenarioNow,
    responses=documented(kinds.NOT_FOUND, day_problems.NOT_RUNNING),
)
async def get_scenario_now(caller: Reader, day: date) -> Response:
    """The scenario as it is now: with new jobs, what customers were told, what is finished."""

    def work(room: Room) -> Response:
        with caller.reading() as session:
            running = room.current(session)
        shown = logic.scenario_now(room.day, running)
        return Response(shown.model_dump_json().encode(), media_type=JSON)

    return await caller.services.rooms.work(caller, day.isoformat(), work)


@router.post(
    "/events",
    status_code=201,
    response_model=EventTaken,
    responses=documented(
        kinds.NOT_FOUND,
        day_problems.NOT_RUNNING,
        problems.REFUSED,
        problems.OTHER_EVENT,
        kinds.KEY_REUSED,
    ),
)
async def report_event(
    caller: Reporter,
    once: OnlyOnce,
    day: date,
    event: Annotated[Event, Body(openapi_examples=EVENTS)],
) -> Response:
    """Say what has happened. The answer: what becomes untrue, whom to call, what could be done.

    The same event (by its `event_id`) may be sent again and is answered alike.
    """
    return await _take(caller, once, day, event)


@router.post(
    "/engineers/{engineer_id}/position",
    status_code=201,
    response_model=EventTaken,
    responses=documented(
        kinds.NOT_FOUND,
        day_problems.NOT_RUNNING,
        problems.REFUSED,
        problems.OTHER_EVENT,
        kinds.KEY_REUSED,
    ),
)
async def report_position(
    caller: Reporter, once: OnlyOnce, day: date, engineer_id: EngineerId, asked: PositionAsked
) -> Response:
    """Say where an engineer is: a position_reported event in short."""
    event = PositionReported(
        event_id=asked.event_id, at=asked.at, engineer_id=engineer_id, place=asked.place
    )
    return await _take(caller, once, day, event)


async def _take(caller: Caller, once: OnlyOnce, day: date, event: Event) -> Response:
    def make(changing: DayChange) -> Answer:
        before = changing.running.sequence
        taken = logic.take(changing, caller, event)
        shown = logic.for_caller(caller, taken)
        return Answer(shown, 201 if changing.running.sequence > before else 200)

    return await caller.services.rooms.work(
        caller, day.isoformat(), lambda room: change(caller, room, once, make)
    )


@router.get(
    "/journal",
    response_model=Page[EntryView],
    responses=documented(kinds.CURSOR),
)
def get_journal(
    caller: Reader, day: date, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Page[EntryView]:
    """Everything that has ever changed the day, newest first."""
    before = id_of(cursor)
    older_than = int(before) if before is not None and before.isdigit() else None
    with caller.reading() as session:
        rows = journal.newest(session, day.isoformat(), older_than, limit)
    return page_of(rows, limit, logic.entry_view, lambda row: str(row["sequence"]))
