"""What is known about the request that is being answered, wherever in the code one is."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class RequestContext:
    """Filled in by the middleware and the routes; the log line at the end is made of it."""

    request_id: str = ""
    path: str = ""
    organisation_id: str = ""
    caller: str = ""
    role: str = ""
    problem_code: str = ""


_current: ContextVar[RequestContext | None] = ContextVar("earlybird_request", default=None)


def begin(context: RequestContext) -> None:
    """From here on, in this task and what it starts, `current` is this context."""
    _current.set(context)


def current() -> RequestContext:
    """The context of the request; an empty one outside of any."""
    return _current.get() or RequestContext()
