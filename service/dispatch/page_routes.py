"""The routes of a running day's page, and of what it shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated
from weakref import WeakKeyDictionary

import anyio.to_thread
from fastapi import APIRouter, Depends, Response

from models.day import Day
from models.plan import Plan
from models.scenario import Scenario
from service.days import problems as day_problems
from service.days.fold import Running
from service.days.rooms import Room
from service.http import kinds
from service.http.etags import UNCHANGED, IfNoneMatch, etag_of, is_known
from service.http.html import page_answer
from service.http.idempotency import JSON
from service.http.problems import documented
from service.security.caller import Caller, caller_with
from service.security.permissions import Permission
from service.web.page import live_view, render_live_page

router = APIRouter(prefix="/v1/days/{day}", tags=["dispatch"])
pages = APIRouter(tags=["dispatch"])
Reader = Annotated[Caller, Depends(caller_with(Permission.READ_PLANS))]
NO_STORE = {"Cache-Control": "no-store"}
"""Names and phones do not stay in the browser."""
DIGITS = 32
"""Of the hash that tells what is shown apart."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a day shows."""

    scenario: Scenario
    plan: Plan
    version: int
    """It is made of these."""
    sequence: int
    """Of the last entry of the journal that the day knew when it was made."""
    content: bytes
    """As JSON."""
    etag: str

    def is_of(self, day: Day) -> bool:
        """Whether a state of the day looks like this: scenario and plan are all that is shown."""
        same = self.scenario is day.scenario and self.plan is day.plan
        return same and self.version == day.version


_last: WeakKeyDictionary[Room, Shown] = WeakKeyDictionary()
"""What was last made for each room, since everybody who looks at a day wants the same at once."""


@router.get(
    "/view",
    response_class=Response,
    responses=documented(kinds.NOT_FOUND, day_problems.NOT_RUNNING)
    | UNCHANGED
    | {
        200: {
            "description": "What the page of the day shows.",
            "content": {JSON: {"schema": {"type": "object"}}},
        }
    },
)
async def get_view(caller: Reader, day: date, if_none_match: IfNoneMatch = None) -> Response:
    """What the page of a running day shows. It follows the page and may change with it.

    The ETag stays while what is shown does, whatever else is added to the journal.
    """
    shown = await caller.services.rooms.work(caller, day.isoformat(), _shown_to(caller))
    headers = {"ETag": shown.etag} | NO_STORE
    if is_known(if_none_match, shown.etag):
        return Response(status_code=304, headers=headers)
    return Response(shown.content, headers=headers, media_type=JSON)


@pages.get(
    "/days/{day}/page",
    response_class=Response,
    responses=documented(kinds.NOT_FOUND, day_problems.NOT_RUNNING)
    | {
        200: {
            "description": "The page.",
            "content": {"text/html": {"schema": {"type": "string"}}},
        }
    },
)
async def get_day_page(caller: Reader, day: date) -> Response:
    """The plan in force on a running day as a page with map and timeline that stays current."""
    shown = await caller.services.rooms.work(caller, day.isoformat(), _shown_to(caller))
    link = {"day": day.isoformat(), "sequence": shown.sequence, "etag": shown.etag}

    def work() -> Response:
        return page_answer(render_live_page(json.loads(shown.content), link), **NO_STORE)

    return await anyio.to_thread.run_sync(work)


def _shown_to(caller: Caller) -> Callable[[Room], Shown]:
    def work(room: Room) -> Shown:
        with caller.reading() as session:
            running = room.current(session)
        shown = _last.get(room)
        if shown is None or not shown.is_of(running.day):
            shown = _last[room] = _made(running)
        return replace(shown, sequence=running.sequence)

    return work


def _made(running: Running) -> Shown:
    day = running.day
    view = live_view(day.scenario, day.plan, day.version)
    text = json.dumps(view, ensure_ascii=False, separators=(",", ":"))
    content = text.encode("utf-8", errors="replace")
    etag = etag_of(hashlib.sha256(content).hexdigest()[:DIGITS])
    return Shown(day.scenario, day.plan, day.version, running.sequence, content, etag)
