"""The routes of searches beside a running day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from service.days import problems as day_problems
from service.http import kinds
from service.http.idempotency import Answer, Once, OnlyOnce
from service.http.problems import documented
from service.ids import ID_PATTERN
from service.searches import logic
from service.searches.schemas import SearchAsked, SearchKind, SearchState, SearchView
from service.security.caller import Caller, caller_with
from service.security.permissions import Permission
from service.store.session import OrganisationSession

router = APIRouter(prefix="/v1/days/{day}", tags=["searches"])
Dispatcher = Annotated[Caller, Depends(caller_with(Permission.DISPATCH))]
Runner = Annotated[Caller, Depends(caller_with(Permission.RUN))]
SearchId = Annotated[str, Path(pattern=ID_PATTERN, examples=["sea_06ew5g0rmh8qzvk3w2x9c7d1ta"])]
ASKED = documented(kinds.NOT_FOUND, day_problems.NOT_RUNNING, kinds.KEY_REUSED)
AGAIN_S = "1"


@router.post(
    "/events/{event_id}/search", status_code=202, response_model=SearchView, responses=ASKED
)
def search_for_proposals(
    caller: Dispatcher,
    once: OnlyOnce,
    day: date,
    event_id: Annotated[str, Path(max_length=200)],
    asked: SearchAsked | None = None,
) -> Response:
    """Search for better answers to an event, in the background; the stream tells what was found."""
    return _ask(caller, once, day, SearchKind.PROPOSALS, event_id, asked)


@router.post("/improve", status_code=202, response_model=SearchView, responses=ASKED)
def search_for_better_plan(
    caller: Runner, once: OnlyOnce, day: date, asked: SearchAsked | None = None
) -> Response:
    """Search for a better plan of the rest of the day, in the background, and put it in force.

    No promise is touched: told appointments and promised windows are kept, and what is booked or
    held while the search goes on is kept as well. A plan that has no room for it is thrown away.
    """
    return _ask(caller, once, day, SearchKind.PLAN, None, asked)


@router.get(
    "/searches/{search_id}", response_model=SearchView, responses=documented(kinds.NOT_FOUND)
)
def get_search(
    caller: Dispatcher, day: date, search_id: SearchId, response: Response
) -> SearchView:
    """How far a search is, and what has come of it."""
    with caller.reading() as session:
        found = logic.find(session, day.isoformat(), search_id)
    if found.state in (SearchState.QUEUED, SearchState.RUNNING):
        response.headers["Retry-After"] = AGAIN_S
    return found


def _ask(
    caller: Caller,
    once: Once,
    day: date,
    kind: SearchKind,
    event_id: str | None,
    asked: SearchAsked | None,
) -> Response:
    ids: list[str] = []
    seconds = (asked or SearchAsked()).seconds

    def make(session: OrganisationSession) -> Answer:
        found = logic.ask(session, caller, day.isoformat(), kind, event_id, seconds)
        ids.append(found.id)
        headers = {"Location": f"/v1/days/{day}/searches/{found.id}", "Retry-After": AGAIN_S}
        return Answer(found, 202, headers)

    def after() -> None:
        for search_id in ids:
            logic.offer(caller.services, caller.principal.organisation_id, search_id)

    return once(caller, make, after)
