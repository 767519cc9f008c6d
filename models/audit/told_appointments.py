"""What a customer has been told stands: the appointment is unchanged and lateness is stated."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts
from models.audit.reserves import least_door_s
from models.findings import Finding, Severity, finding, register

APPOINTMENT_CHANGED = register(
    "plan-told-appointment-changed",
    Severity.ERROR,
    "The plan moves an appointment that the customer has been told, or claims that one was told "
    "(or was not) when the scenario says otherwise.",
    "Keep the appointment; moving it is a proposal that needs the customer's consent.",
)
LATENESS_MISSTATED = register(
    "plan-lateness-misstated",
    Severity.ERROR,
    "The stated lateness of a stop is not the time by which the arrival misses the early band of "
    "the appointment told (0 for an appointment that the plan chose).",
    "State max(0, arrival - (appointment - least time at the door)).",
)

LATENESS_UNEXPLAINED = register(
    "plan-lateness-unexplained",
    Severity.ERROR,
    "A told appointment is missed, and the stop has no note that says by how much and why.",
    "Add the note.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Told appointments are those of the scenario; lateness is true to the second."""
    least_s = least_door_s(facts.scenario.policy)
    for _, visit in facts.visits():
        told = visit.job.appointment_told
        moved = told is not None and facts.clock.seconds(told) != visit.appointment
        if moved or visit.stated.told != (told is not None):
            yield finding(
                APPOINTMENT_CHANGED,
                f"Job {visit.job.id}: the plan says {facts.shown(visit.appointment)} "
                f"({'told' if visit.stated.told else 'chosen'}); told was {told or 'nothing'}.",
                path=f"{visit.path}.appointment",
                value=visit.stated.appointment,
            )
        late_s = 0 if told is None else max(0, visit.arrive - (visit.appointment - least_s))
        if visit.stated.lateness_s != late_s:
            yield finding(
                LATENESS_MISSTATED,
                f"Job {visit.job.id} is {late_s} s late, not {visit.stated.lateness_s} s.",
                path=f"{visit.path}.lateness_s",
                value=visit.stated.lateness_s,
            )
        if late_s and visit.stated.note is None:
            yield finding(
                LATENESS_UNEXPLAINED,
                f"Job {visit.job.id} is {late_s} s late without a note.",
                path=f"{visit.path}.note",
            )
