"""The route that a day is followed by."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import StreamingResponse

from service.days import problems as day_problems
from service.http import kinds
from service.http.problems import Problem, documented
from service.security.caller import Caller, caller_with
from service.security.permissions import Permission
from service.stream import logic

router = APIRouter(prefix="/v1/days/{day}", tags=["stream"])
Reader = Annotated[Caller, Depends(caller_with(Permission.READ_PLANS))]
LAST_SEQUENCE = 2**31 - 1


@router.get(
    "/stream",
    response_class=StreamingResponse,
    responses=documented(kinds.NOT_FOUND, day_problems.NOT_RUNNING, logic.TOO_MANY_STREAMS)
    | {
        200: {
            "description": "Events without end: `id` is the sequence, `event` the kind of entry, "
            "`data` an entry of the journal as JSON.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    },
)
async def follow_day(
    caller: Reader,
    request: Request,
    day: date,
    after: Annotated[
        int | None,
        Query(ge=0, le=LAST_SEQUENCE, description="Begin behind this sequence; default: now."),
    ] = None,
    last_event_id: Annotated[
        str | None,
        Header(
            alias="Last-Event-ID",
            max_length=20,
            description="The last id that was received; browsers send it by themselves.",
        ),
    ] = None,
) -> StreamingResponse:
    """Follow what changes on a day, from now on or from where one was cut off."""
    if last_event_id is not None:
        if not last_event_id.isascii() or not last_event_id.isdigit():
            raise Problem(kinds.INVALID, "Last-Event-ID is no sequence of this stream.")
        after = min(int(last_event_id), LAST_SEQUENCE)
    follower = await logic.follow(caller, day.isoformat(), after)
    return StreamingResponse(
        follower.lines(request),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
