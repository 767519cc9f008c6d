"""The routes of slots, holds and bookings of a running day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Query, Response

from models.slot import SlotAnswer
from service.bookings import logic, problems, store
from service.bookings.examples import HOLD, SLOTS
from service.bookings.schemas import (
    BookingAsked,
    BookingView,
    HoldAsked,
    HoldState,
    HoldView,
    Reservations,
    ReservationsView,
    SlotsAsked,
)
from service.days import problems as day_problems
from service.days.changing import DayChange, change
from service.days.rooms import Room
from service.http import kinds
from service.http.idempotency import Answer, OnlyOnce
from service.http.pages import DEFAULT_LIMIT, Cursor, Limit, Page, id_of, page_of
from service.http.problems import documented
from service.ids import ID_PATTERN
from service.security.caller import Caller, caller_with
from service.security.permissions import Permission

router = APIRouter(prefix="/v1/days/{day}", tags=["bookings"])
Booker = Annotated[Caller, Depends(caller_with(Permission.BOOK))]
Planner = Annotated[Caller, Depends(caller_with(Permission.PUBLISH))]
HoldId = Annotated[str, Path(pattern=ID_PATTERN, examples=["hld_06ew5g0rmh8qzvk3w2x9c7d1ta"])]


@router.post(
    "/slots",
    response_model=SlotAnswer,
    responses=documented(
        kinds.NOT_FOUND,
        day_problems.NOT_RUNNING,
        problems.JOB_KNOWN,
        problems.JOB_OVER,
        problems.NOWHERE,
    ),
)
async def ask_for_slots(
    caller: Booker,
    day: date,
    asked: Annotated[SlotsAsked, Body(openapi_examples=SLOTS)],
) -> SlotAnswer:
    """The windows that can be promised for a job, cheapest first, and why other days have none.

    Nothing is kept: hold a window to keep it for the customer.
    """
    return await caller.services.rooms.work(
        caller, day.isoformat(), lambda room: logic.offers(caller, room, asked)
    )


@router.post(
    "/holds",
    status_code=201,
    response_model=HoldView,
    responses=documented(
        kinds.NOT_FOUND,
        day_problems.NOT_RUNNING,
        problems.TAKEN,
        problems.JOB_KNOWN,
        problems.JOB_OVER,
        problems.JOB_PLANNED,
        problems.JOB_HELD,
        problems.WINDOW,
        problems.PASSED,
        problems.NOWHERE,
        kinds.KEY_REUSED,
    ),
)
async def hold_slot(
    caller: Booker,
    once: OnlyOnce,
    day: date,
    asked: Annotated[HoldAsked, Body(openapi_examples=HOLD)],
) -> Response:
    """Keep a window for a customer for a while. Nobody else is offered its room meanwhile."""

    def make(changing: DayChange) -> Answer:
        held = logic.keep(changing, caller, asked)
        return Answer(held, headers={"Location": f"/v1/days/{day}/holds/{held.id}"})

    return await caller.services.rooms.work(
        caller, day.isoformat(), lambda room: change(caller, room, once, make)
    )


@router.get("/holds", response_model=Page[HoldView], responses=documented(kinds.CURSOR))
def list_holds(
    caller: Booker,
    day: date,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
    state: Annotated[HoldState | None, Query(description="Only holds in this state.")] = None,
) -> Page[HoldView]:
    """The holds of a day, newest first."""
    with caller.reading() as session:
        rows = store.newest(session, day.isoformat(), id_of(cursor), limit, state)
        now = session.now
    return page_of(rows, limit, lambda row: store.view(row, now), lambda row: str(row["id"]))


@router.get("/holds/{hold_id}", response_model=HoldView, responses=documented(kinds.NOT_FOUND))
def get_hold(caller: Booker, day: date, hold_id: HoldId) -> HoldView:
    """One hold."""
    with caller.reading() as session:
        return logic.find(session, day.isoformat(), hold_id)


@router.delete(
    "/holds/{hold_id}",
    status_code=204,
    responses=documented(kinds.NOT_FOUND, day_problems.NOT_RUNNING, problems.BOOKED),
)
async def release_hold(caller: Booker, once: OnlyOnce, day: date, hold_id: HoldId) -> Response:
    """Give a held slot back; giving back twice, or after it ran out, is giving back once."""

    def make(changing: DayChange) -> Answer:
        logic.release(changing, hold_id)
        return Answer(b"", 204)

    def work(room: Room) -> Response:
        change(caller, room, once, make)
        return Response(status_code=204)

    return await caller.services.rooms.work(caller, day.isoformat(), work)


@router.post(
    "/bookings",
    status_code=201,
    response_model=BookingView,
    responses=documented(
        kinds.NOT_FOUND,
        day_problems.NOT_RUNNING,
        problems.TAKEN,
        problems.BOOKED,
        problems.EXPIRED,
        problems.PASSED,
        kinds.KEY_REUSED,
    ),
)
async def book_slot(caller: Booker, once: OnlyOnce, day: date, asked: BookingAsked) -> Response:
    """Promise a held slot to the customer: the plan gets the visit, as a new version."""

    def make(changing: DayChange) -> Answer:
        booked = logic.book(changing, asked.hold_id)
        return Answer(booked, headers={"Location": f"/v1/days/{day}/bookings/{booked.hold_id}"})

    return await caller.services.rooms.work(
        caller, day.isoformat(), lambda room: change(caller, room, once, make)
    )


@router.get(
    "/bookings/{hold_id}", response_model=BookingView, responses=documented(kinds.NOT_FOUND)
)
def get_booking(caller: Booker, day: date, hold_id: HoldId) -> BookingView:
    """What was promised, by the hold that it was made of."""
    with caller.reading() as session:
        return logic.booking(session, day.isoformat(), hold_id)


@router.put(
    "/reservations",
    response_model=ReservationsView,
    responses=documented(kinds.NOT_FOUND, day_problems.NOT_RUNNING),
)
async def set_capacity_aside(
    caller: Planner, once: OnlyOnce, day: date, asked: Reservations
) -> Response:
    """Set capacity aside for kinds of work, in place of what was set aside before."""

    def make(changing: DayChange) -> Answer:
        return Answer(logic.put_aside(changing, asked), 200)

    return await caller.services.rooms.work(
        caller, day.isoformat(), lambda room: change(caller, room, once, make)
    )


@router.get(
    "/reservations",
    response_model=ReservationsView,
    responses=documented(kinds.NOT_FOUND, day_problems.NOT_RUNNING),
)
async def get_capacity_set_aside(caller: Booker, day: date) -> ReservationsView:
    """What is set aside for kinds of work."""

    def work(room: Room) -> ReservationsView:
        with caller.reading() as session:
            running = room.current(session)
        return ReservationsView(sequence=running.sequence, reservations=running.reservations)

    return await caller.services.rooms.work(caller, day.isoformat(), work)
