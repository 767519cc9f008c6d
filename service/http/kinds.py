"""Every kind of problem that the service answers with: its code, its status, its advice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from models.findings import FindingKind, Severity, register


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A finding code with the HTTP status it is answered with."""

    status: int
    finding: FindingKind


_KINDS: dict[str, ProblemKind] = {}


def problem_kind(status: int, code: str, cause: str, action: str) -> ProblemKind:
    """Register a kind of problem; its code is a finding code like all others."""
    kind = ProblemKind(status, register(code, Severity.ERROR, cause, action))
    _KINDS[code] = kind
    return kind


def problem_kind_of(status: int, finding: FindingKind) -> ProblemKind:
    """Register a kind of problem for a finding that others have registered."""
    kind = ProblemKind(status, finding)
    _KINDS[finding.code] = kind
    return kind


def known_kinds() -> tuple[ProblemKind, ...]:
    """All kinds, in the order of their codes."""
    return tuple(_KINDS[code] for code in sorted(_KINDS))


FIELDS_CONTRADICT: Final = register(
    "fields-contradict",
    Severity.ERROR,
    "Fields of the request do not fit together.",
    "Change one of those that the message names, or leave it out.",
)

MALFORMED: Final = problem_kind(
    400,
    "request-malformed",
    "The request is not written as HTTP or JSON has it.",
    "Correct the request; the detail says where it breaks.",
)
NOT_SIGNED_IN: Final = problem_kind(
    401,
    "not-signed-in",
    "The request has no valid API key or token.",
    "Send 'Authorization: Bearer ...' with a key or token that is neither expired nor revoked.",
)
NOT_ALLOWED: Final = problem_kind(
    403,
    "not-allowed",
    "The role of the caller does not include this.",
    "Use a key of a role that may; docs/service.md has the table.",
)
NOT_FOUND: Final = problem_kind(
    404,
    "not-found",
    "There is nothing under this address, at least nothing of the caller's organisation.",
    "Check the id and the path; the list of the collection shows what there is.",
)
METHOD_UNKNOWN: Final = problem_kind(
    405,
    "method-not-allowed",
    "This address does not take this method.",
    "Use one of the methods that the header Allow names.",
)
NOT_ACCEPTABLE_STATE: Final = problem_kind(
    409,
    "state-does-not-allow",
    "What was asked does not fit the state that the thing is in now.",
    "Read it again and decide anew.",
)
CHANGED_MEANWHILE: Final = problem_kind(
    412,
    "changed-meanwhile",
    "The thing has been changed since the caller read it (If-Match does not match).",
    "Read it again, look at what has changed, and send the new ETag in If-Match.",
)
TOO_LARGE: Final = problem_kind(
    413,
    "request-too-large",
    "The body of the request is larger than the service takes.",
    "Send less at a time, or have EARLYBIRD_MOST_BODY_BYTES raised.",
)
MEDIA_TYPE: Final = problem_kind(
    415,
    "media-type-unsupported",
    "The body is not of a type, charset or encoding that is read here.",
    "Send it as UTF-8 with 'Content-Type: application/json' and without Content-Encoding.",
)
INVALID: Final = problem_kind(
    422,
    "request-invalid",
    "The request can be read, but its content cannot be used.",
    "Correct what the findings name.",
)
KEY_REUSED: Final = problem_kind(
    422,
    "idempotency-key-reused",
    "The Idempotency-Key was used for another request before.",
    "Use a new key for a new request, and the old one only to repeat the very same request.",
)
CURSOR: Final = problem_kind(
    422,
    "cursor-unusable",
    "The cursor is not one that this list has given.",
    "Start again without a cursor and follow the field next.",
)
PRECONDITION: Final = problem_kind(
    428,
    "precondition-required",
    "A change of this thing has to say which version it is meant for.",
    "Read the thing and send its ETag in If-Match ('If-None-Match: *' where there is none yet).",
)
TOO_MANY: Final = problem_kind(
    429,
    "too-many-requests",
    "The caller asks more often than the service answers one caller.",
    "Wait for the seconds that the header Retry-After names.",
)
DEFECT: Final = problem_kind(
    500,
    "service-defect",
    "This is a defect of EarlyBird, not of the request. Nothing of it was kept.",
    "Report it with the request id; the log has the rest.",
)
UNAVAILABLE: Final = problem_kind(
    503,
    "store-unavailable",
    "The database does not answer at the moment. Nothing of this request was kept.",
    "Send the same request again after the seconds that Retry-After names.",
)
BUSY: Final = problem_kind(
    503,
    "solver-busy",
    "Every place for a search is taken.",
    "Send the request again after the seconds that Retry-After names, or use a background run.",
)
FULL: Final = problem_kind(
    507,
    "store-full",
    "There is no room left to write. Nothing of this request was kept.",
    "Have space made where the database is, then send the same request again.",
)
