"""Appointments that the plan chooses are at moments that people name, such as whole minutes."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts
from models.audit.promises import past_raster_s
from models.findings import Finding, Severity, finding, register

OFF_RASTER = register(
    "plan-appointment-off-raster",
    Severity.ERROR,
    "An appointment that the plan itself chose is at no multiple of the policy's raster after a "
    "full hour of the local clock, e.g. at no whole minute.",
    "Choose the next possible moment of the raster, or change policy.appointment_raster_s.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Told appointments are as they were told; all others are on the raster."""
    raster_s = facts.scenario.policy.appointment_raster_s
    for _, visit in facts.visits():
        if visit.job.appointment_told is None and past_raster_s(facts, visit.appointment):
            yield finding(
                OFF_RASTER,
                f"The appointment of job {visit.job.id} at {facts.shown(visit.appointment)} is at "
                f"no multiple of {raster_s} s after a full hour.",
                path=f"{visit.path}.appointment",
                value=visit.stated.appointment,
            )
