"""The route of stateless solving."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, Body, Depends, Query, Request, Response

from service.http import kinds
from service.http.idempotency import JSON
from service.http.problems import documented
from service.security.caller import Caller, caller_with
from service.security.permissions import Permission
from service.solving.schemas import Solved

router = APIRouter(prefix="/v1", tags=["solve"])
Runner = Annotated[Caller, Depends(caller_with(Permission.RUN))]
LOOK_S = 0.25
"""How often it is checked whether the caller is still there."""
EXAMPLE = {
    "vehicles": [{"id": 1, "start": [117.02, 36.66], "end": [117.02, 36.66]}],
    "jobs": [
        {"id": 1, "location": [117.0272, 36.6651], "service": 1800},
        {"id": 2, "location": [117.0411, 36.6702], "service": 1200},
    ],
}


@router.post(
    "/solve",
    response_model=Solved,
    responses=documented(kinds.MALFORMED, kinds.INVALID, kinds.BUSY),
)
async def solve(
    caller: Runner,
    request: Request,
    document: Annotated[
        dict[str, Any],
        Body(
            description="A problem in VROOM's input format.",
            openapi_examples={"two_jobs": {"summary": "Two jobs", "value": EXAMPLE}},
        ),
    ],
    seconds: Annotated[float | None, Query(ge=0.01, le=86_400, allow_inf_nan=False)] = None,
    iterations: Annotated[int | None, Query(ge=1, le=10**12)] = None,
    seed: Annotated[int, Query(ge=0, le=2**63 - 1)] = 0,
    threads: Annotated[int | None, Query(ge=1, le=256)] = None,
) -> Response:
    """Solve a problem of VROOM and answer as VROOM does; nothing of it is kept.

    The search takes `seconds` (default 5, at most what the service allows). A caller who hangs up
    ends it.
    """
    stop = threading.Event()

    async def watch() -> None:
        while not stop.is_set():
            await asyncio.sleep(LOOK_S)
            if caller.services.closing.is_set() or await request.is_disconnected():
                stop.set()

    def work() -> dict[str, Any]:
        return caller.services.solver.solve(
            document, seconds=seconds, iterations=iterations, seed=seed, threads=threads, stop=stop
        )

    watching = asyncio.create_task(watch())
    try:
        answer = await anyio.to_thread.run_sync(work)
    finally:
        stop.set()
        watching.cancel()
    return Response(json.dumps(answer, ensure_ascii=False).encode(), media_type=JSON)
