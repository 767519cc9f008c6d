"""What can be wrong with a request about a running day."""

from __future__ import annotations

from typing import Final

from service.http.kinds import problem_kind
from service.http.problems import Problem

NOT_RUNNING: Final = problem_kind(
    404,
    "day-not-running",
    "The day has not begun: nothing can be held, booked or reported for it yet.",
    "Put a plan in force on it, then begin it (POST /v1/days/{day}/begin).",
)
RUNNING: Final = problem_kind(
    409,
    "day-running",
    "The day runs already: it cannot begin again, nor can another plan be published for it.",
    "Use it as it is; another plan comes in force by a proposal or an improvement.",
)


def not_running(day: str) -> Problem:
    """The problem of a day that nobody has begun."""
    return Problem(NOT_RUNNING, f"{day} has not begun.")
