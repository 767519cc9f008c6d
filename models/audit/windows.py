"""The work starts inside a promised window, and the plan names the window it keeps."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts, JobStop
from models.audit.promises import promised_spans, windows
from models.findings import Finding, Severity, finding, register

OUTSIDE_WINDOWS = register(
    "plan-start-outside-windows",
    Severity.ERROR,
    "The work at a job starts outside all windows that the customer was promised; for an "
    "appointment told before: before it, or after the window that holds it.",
    "Start inside a window, or agree on a new one with the customer.",
)
WINDOW_MISSTATED = register(
    "plan-window-misstated",
    Severity.ERROR,
    "The window a stop claims to keep is none of the job's windows, does not hold the appointment "
    "and the start of the work, or is not stated at all.",
    "State the window of the job that holds the appointment.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """The start is possible, and the stated window is the one that makes it so."""
    for _, visit in facts.visits():
        promised = promised_spans(facts, visit.job)
        if not any(first <= visit.start <= last for first, last in promised):
            yield finding(
                OUTSIDE_WINDOWS,
                f"The work at job {visit.job.id} starts at {facts.shown(visit.start)}, which the "
                "customer was not promised.",
                path=f"{visit.path}.start",
                value=visit.stated.start,
            )
        if not _window_is_true(facts, visit):
            yield finding(
                WINDOW_MISSTATED,
                f"Job {visit.job.id} does not have the window stated, or it does not hold the "
                "appointment and the start.",
                path=f"{visit.path}.window",
                value=visit.stated.window,
            )


def _window_is_true(facts: Facts, visit: JobStop) -> bool:
    stated = visit.stated.window
    if stated is None:
        return not visit.job.windows
    span = facts.clock.seconds(stated.start), facts.clock.seconds(stated.end)
    holds = span[0] <= visit.appointment <= span[1] and span[0] <= visit.start <= span[1]
    return holds and span in windows(facts, visit.job)
