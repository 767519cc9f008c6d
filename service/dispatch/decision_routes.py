"""The routes of what is decided on a running day: proposals, consents and calls."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from service.days import problems as day_problems
from service.days.changing import DayChange, change
from service.days.rooms import Room
from service.dispatch import calling, problems, proposing
from service.dispatch.schemas import (
    CallDone,
    CallsView,
    ConsentAnswer,
    ProposalAccepted,
    ProposalsView,
    ProposalView,
)
from service.http import kinds
from service.http.etags import IfMatch, etag_of
from service.http.idempotency import Answer, OnlyOnce
from service.http.problems import documented
from service.ids import ID_PATTERN
from service.security.caller import Caller, caller_with
from service.security.permissions import Permission

router = APIRouter(prefix="/v1/days/{day}", tags=["dispatch"])
Caring = Annotated[Caller, Depends(caller_with(Permission.REPORT_EVENTS, Permission.DISPATCH))]
Dispatcher = Annotated[Caller, Depends(caller_with(Permission.DISPATCH))]
ProposalId = Annotated[str, Path(pattern=ID_PATTERN, examples=["prp_06ew5g0rmh8qzvk3w2x9c7d1ta"])]
JobId = Annotated[str, Path(max_length=200)]
DECIDING = documented(
    kinds.NOT_FOUND,
    day_problems.NOT_RUNNING,
    problems.STALE,
    problems.DECIDED,
    problems.WAITING,
    kinds.CHANGED_MEANWHILE,
    kinds.PRECONDITION,
    kinds.KEY_REUSED,
)


@router.get(
    "/proposals",
    response_model=ProposalsView,
    responses=documented(kinds.NOT_FOUND, day_problems.NOT_RUNNING),
)
async def list_proposals(
    caller: Caring,
    day: date,
    event_id: Annotated[
        str | None, Query(max_length=200, description="Only those for this event, also stale ones.")
    ] = None,
) -> ProposalsView:
    """What could be done: proposals that can still be accepted, the newest first."""

    def work(room: Room) -> ProposalsView:
        with caller.reading() as session:
            running = room.current(session)
            return proposing.show(session, caller, room.day, running, event_id)

    return await caller.services.rooms.work(caller, day.isoformat(), work)


@router.get(
    "/proposals/{proposal_id}",
    response_model=ProposalView,
    responses=documented(kinds.NOT_FOUND, day_problems.NOT_RUNNING),
)
async def get_proposal(
    caller: Caring, day: date, proposal_id: ProposalId, response: Response
) -> ProposalView:
    """A proposal, and what customers say to it. Its ETag is what accepting wants in If-Match."""

    def work(room: Room) -> ProposalView:
        with caller.reading() as session:
            running = room.current(session)
            row = proposing.find(session, room.day, proposal_id)
            return proposing.view(row, running, running.now(session.now))

    shown = await caller.services.rooms.work(caller, day.isoformat(), work)
    response.headers["ETag"] = etag_of(shown.plan_version)
    return shown


@router.post("/proposals/{proposal_id}/ask", response_model=ProposalView, responses=DECIDING)
async def ask_customers(
    caller: Dispatcher,
    once: OnlyOnce,
    day: date,
    proposal_id: ProposalId,
    if_match: IfMatch = None,
) -> Response:
    """Begin to ask the customers whom a proposal would move; until they agree, nothing changes."""

    def make(changing: DayChange) -> Answer:
        shown = proposing.ask(changing, proposal_id, if_match)
        return Answer(shown, 200, {"ETag": etag_of(shown.plan_version)})

    return await caller.services.rooms.work(
        caller, day.isoformat(), lambda room: change(caller, room, once, make)
    )


@router.post(
    "/proposals/{proposal_id}/consents/{job_id}",
    response_model=ProposalView,
    responses=documented(
        kinds.NOT_FOUND, day_problems.NOT_RUNNING, problems.CONSENT, kinds.KEY_REUSED
    ),
)
async def answer_for_customer(
    caller: Caring,
    once: OnlyOnce,
    day: date,
    proposal_id: ProposalId,
    job_id: JobId,
    answered: ConsentAnswer,
) -> Response:
    """Note what a customer has said to a proposal."""

    def make(changing: DayChange) -> Answer:
        shown = proposing.answer_for(changing, proposal_id, job_id, answered)
        return Answer(shown, 200, {"ETag": etag_of(shown.plan_version)})

    return await caller.services.rooms.work(
        caller, day.isoformat(), lambda room: change(caller, room, once, make)
    )


@router.post("/proposals/{proposal_id}/accept", response_model=ProposalAccepted, responses=DECIDING)
async def accept_proposal(
    caller: Dispatcher,
    once: OnlyOnce,
    day: date,
    proposal_id: ProposalId,
    if_match: IfMatch = None,
) -> Response:
    """Put a proposal in force, as far as the customers agree. The rest stays as it was."""

    def make(changing: DayChange) -> Answer:
        accepted = proposing.accept(changing, proposal_id, if_match)
        return Answer(accepted, 200)

    return await caller.services.rooms.work(
        caller, day.isoformat(), lambda room: change(caller, room, once, make)
    )


@router.get(
    "/calls",
    response_model=CallsView,
    responses=documented(kinds.NOT_FOUND, day_problems.NOT_RUNNING),
)
async def get_call_list(caller: Caring, day: date) -> CallsView:
    """Whom to call now, why, by when at the latest, and what to say; earliest deadline first."""

    def work(room: Room) -> CallsView:
        with caller.reading() as session:
            return calling.show(session, caller, room, room.current(session))

    return await caller.services.rooms.work(caller, day.isoformat(), work)


@router.post(
    "/calls/done",
    response_model=CallsView,
    responses=documented(
        kinds.NOT_FOUND, day_problems.NOT_RUNNING, problems.NO_SUCH_CALL, kinds.KEY_REUSED
    ),
)
async def mark_call_done(caller: Caring, once: OnlyOnce, day: date, made: CallDone) -> Response:
    """Note that a customer was called, and whether they were reached."""

    def make(changing: DayChange) -> Answer:
        return Answer(calling.done(changing, caller, made), 200)

    return await caller.services.rooms.work(
        caller, day.isoformat(), lambda room: change(caller, room, once, make)
    )
