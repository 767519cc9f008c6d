"""What can be wrong with a request about a running day's events, proposals and calls."""

from __future__ import annotations

from typing import Final

from models.consent import CONSENT_OPEN, PROPOSAL_STALE
from models.day.refusals import ID_TAKEN
from service.http.kinds import problem_kind, problem_kind_of

REFUSED: Final = problem_kind(
    409,
    "event-refused",
    "The event cannot be true of the day as it is known; the findings say why.",
    "Correct the event, or the facts that it contradicts, by an event of their own.",
)
OTHER_EVENT: Final = problem_kind_of(409, ID_TAKEN)
STALE: Final = problem_kind_of(409, PROPOSAL_STALE)
WAITING: Final = problem_kind_of(409, CONSENT_OPEN)
CONSENT: Final = problem_kind(
    409,
    "consent-refused",
    "The answer of a customer comes too late, twice, or unasked; the findings say which.",
    "Read the proposal, and ask for new ones if need be.",
)
NO_SUCH_CALL: Final = problem_kind(
    409,
    "call-not-listed",
    "Nobody has to make this call, at least not any more.",
    "Read the call list again.",
)
DECIDED: Final = problem_kind(
    409,
    "proposal-decided",
    "The proposal has been accepted, or its customers are being asked already.",
    "Read it to see how it stands.",
)
