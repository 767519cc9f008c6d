"""The engineer is at the door inside the early band, and the work starts at the appointment."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts, JobStop
from models.audit.promises import door_s
from models.findings import Finding, Severity, finding, register

OUTSIDE_BAND = register(
    "plan-arrival-outside-band",
    Severity.ERROR,
    "The engineer is at the door of a customer outside the early band of an appointment that the "
    "plan itself chose, or too early for one that was told.",
    "Choose the departure so that the arrival lies in the band, or another appointment.",
)
START_NOT_APPOINTMENT = register(
    "plan-start-not-appointment",
    Severity.ERROR,
    "The work does not start at the appointment (if the engineer is late for a told one: on "
    "arrival).",
    "Start the work at the later of appointment and arrival.",
)
EARLY_MISSTATED = register(
    "plan-early-misstated",
    Severity.ERROR,
    "The stated time at the door is not the time between arrival and start of the work.",
    "State start - arrival.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Arrival in `[a - hi, a - lo]`, start at `a`."""
    for _, visit in facts.visits():
        if not _in_band(facts, visit):
            yield finding(
                OUTSIDE_BAND,
                f"Job {visit.job.id}: the arrival at {facts.shown(visit.arrive)} is "
                f"{visit.appointment - visit.arrive} s before the appointment.",
                path=f"{visit.path}.arrive",
                value=visit.stated.arrive,
            )
        if visit.start != max(visit.appointment, visit.arrive):
            yield finding(
                START_NOT_APPOINTMENT,
                f"Job {visit.job.id}: the appointment is {facts.shown(visit.appointment)}, the "
                f"arrival {facts.shown(visit.arrive)}, the work starts at "
                f"{facts.shown(visit.start)}.",
                path=f"{visit.path}.start",
                value=visit.stated.start,
            )
        if visit.stated.early_s != visit.start - visit.arrive:
            yield finding(
                EARLY_MISSTATED,
                f"Job {visit.job.id}: {visit.start - visit.arrive} s pass at the door, not "
                f"{visit.stated.early_s} s.",
                path=f"{visit.path}.early_s",
                value=visit.stated.early_s,
            )


def _in_band(facts: Facts, visit: JobStop) -> bool:
    band = facts.scenario.policy.early_band
    early_s = visit.appointment - visit.arrive
    too_early = band.most_s is not None and early_s > band.most_s
    too_late = visit.job.appointment_told is None and early_s < door_s(facts, visit.job)
    return not (too_early or too_late)
