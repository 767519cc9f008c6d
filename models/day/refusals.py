"""Why an event is refused, and what is worth knowing of one that is accepted."""

from __future__ import annotations

from models.errors import EventRefused
from models.findings import Finding, FindingKind, Severity, finding, register

ID_TAKEN = register(
    "event-id-taken",
    Severity.ERROR,
    "Another event with the same id, but another content, has been applied already.",
    "Send the event again under an id of its own, or leave it out if it was meant to be the same.",
)
BEFORE_HORIZON = register(
    "event-before-horizon",
    Severity.ERROR,
    "The event happened before the planned time begins.",
    "Correct the moment; what was known before belongs into the scenario.",
)
FROM_FUTURE = register(
    "event-from-future",
    Severity.ERROR,
    "The event lies further in the future than clocks may differ (policy.events.future_s).",
    "Correct the moment, or set the clock of the device right and send the event again.",
)
UNKNOWN_JOB = register(
    "event-unknown-job",
    Severity.ERROR,
    "The event speaks of a job that the day does not have.",
    "Correct the id; a job that is new is announced by an urgent_job event.",
)
UNKNOWN_ENGINEER = register(
    "event-unknown-engineer",
    Severity.ERROR,
    "The event speaks of an engineer whom the day does not have.",
    "Correct the id, or plan anew with the engineer in the scenario.",
)
UNKNOWN_PART = register(
    "event-unknown-part",
    Severity.ERROR,
    "The event speaks of a part that the scenario does not have, or not where it says.",
    "Correct the id of the part or of the depot.",
)
UNKNOWN_DEPOT = register(
    "event-unknown-depot",
    Severity.ERROR,
    "The event speaks of a depot that the scenario does not have.",
    "Correct the id.",
)
JOB_FINISHED = register(
    "event-job-finished",
    Severity.ERROR,
    "The job is finished, so nothing more can happen to it.",
    "Correct the id or the moment; a new visit of the same case is a not_content event.",
)
JOB_CANCELLED = register(
    "event-job-cancelled",
    Severity.ERROR,
    "The job is cancelled, so nothing more can happen to it.",
    "Correct the id; if the customer wants a visit after all, announce it as an urgent_job.",
)
JOB_NOT_FINISHED = register(
    "event-job-not-finished",
    Severity.ERROR,
    "The event is about what happened after a visit, and the job is not finished.",
    "Report the end of the visit first, or correct the id.",
)
JOB_KNOWN = register(
    "event-job-known",
    Severity.ERROR,
    "The event announces a new job under an id that the day has already.",
    "Give the new job an id of its own.",
)
NOT_PLANNED = register(
    "event-job-not-planned",
    Severity.ERROR,
    "The plan in force has no appointment for the job, so none can have been told.",
    "Plan the job first, or correct the id.",
)
NOT_ON_JOB = register(
    "event-engineer-not-on-job",
    Severity.ERROR,
    "The engineer is neither planned for the job nor known to be there.",
    "Correct the engineer or the job; if he went there all the same, report that he started first.",
)
CONTRADICTION = register(
    "event-contradiction",
    Severity.ERROR,
    "The event cannot be true together with what is known already.",
    "Correct the moment or the ids of this event; a fact that was wrong is corrected by a new one.",
)
OTHER_ENGINEER = register(
    "event-other-engineer",
    Severity.NOTICE,
    "Another engineer than planned is on the job.",
    "Nothing, if that is right; his visits are reckoned from there.",
)
STEP_MISSING = register(
    "event-step-missing",
    Severity.NOTICE,
    "A visit came to its end without its beginning having been reported.",
    "Nothing; the missing moments stay unknown.",
)
STILL_AT_WORK = register(
    "event-still-at-work",
    Severity.NOTICE,
    "The engineer moves on though the end of his last visit was not reported.",
    "Report the end of that visit with its outcome; until then it counts as over.",
)
OUT_OF_DATE = register(
    "event-out-of-date",
    Severity.NOTICE,
    "Something newer is known, so the event changes nothing of it.",
    "Nothing.",
)
NO_RETURN_VISIT = register(
    "event-no-return-visit",
    Severity.NOTICE,
    "A unit was taken to the workshop and no visit to bring it back is announced.",
    "Send a not_repairable_here event instead, which books the return visit at once.",
)


def refuse(kind: FindingKind, message: str, path: str, value: object) -> EventRefused:
    """The refusal of an event for one reason."""
    return EventRefused(message, [finding(kind, message, path=path, value=value)])


def refuse_all(wrong: list[Finding]) -> EventRefused:
    """The refusal of an event for several reasons."""
    return EventRefused(" ".join(one.message for one in wrong), wrong)
