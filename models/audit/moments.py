"""Every moment of a plan carries its offset, is a whole second, and lies in the horizon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from models.audit.facts import Facts
from models.audit.stated_moments import StatedMoment
from models.findings import Finding, Severity, finding, register

MOMENT_UNUSABLE = register(
    "plan-moment-unusable",
    Severity.ERROR,
    "A moment of a route is centuries away from the horizon. The route's times are not checked.",
    "Correct the moment.",
)
MOMENT_NOT_LOCAL = register(
    "plan-moment-not-local",
    Severity.ERROR,
    "A moment of a route has no offset, another one than local time has then, or a fraction of a "
    "second.",
    "Write moments in the scenario's time zone with their offset, in whole seconds.",
)
ZONE_DIFFERS = register(
    "plan-zone-differs",
    Severity.ERROR,
    "The plan is written for another time zone than the scenario.",
    "Check the plan against the scenario it was made for.",
)
WORK_OUTSIDE_HORIZON = register(
    "plan-work-outside-horizon",
    Severity.WARNING,
    "The work at a job starts before the horizon of the scenario begins, or after it ends.",
    "Plan the job inside the horizon, or extend the horizon.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Moments are local, whole and, where work starts, in the horizon."""
    if facts.plan.time_zone != facts.scenario.time_zone:
        yield finding(
            ZONE_DIFFERS,
            f"The plan's time zone is {facts.plan.time_zone}, the scenario's "
            f"{facts.scenario.time_zone}.",
            path="time_zone",
            value=facts.plan.time_zone,
        )
    for moment in facts.moments:
        yield from _check_moment(facts, moment)
    first = facts.clock.seconds(facts.scenario.horizon.start)
    last = facts.clock.seconds(facts.scenario.horizon.end)
    for _, visit in facts.visits():
        if not first <= visit.start <= last:
            yield finding(
                WORK_OUTSIDE_HORIZON,
                f"The work at job {visit.job.id} starts at {facts.shown(visit.start)}, outside "
                "the horizon.",
                path=f"{visit.path}.start",
                value=visit.stated.start,
            )


def _check_moment(facts: Facts, moment: StatedMoment) -> Iterator[Finding]:
    if moment.seconds is None:
        yield finding(
            MOMENT_UNUSABLE,
            f"{moment.stated.isoformat()} is centuries away from the horizon.",
            path=moment.path,
            value=moment.stated.isoformat(),
        )
    elif moment.path.endswith(".inbound_eta"):
        return  # a delivery's name, written as the scenario writes it
    elif not _is_local(facts, moment.stated):
        yield finding(
            MOMENT_NOT_LOCAL,
            f"{moment.stated.isoformat()} is not a whole local second with its offset.",
            path=moment.path,
            value=moment.stated.isoformat(),
        )


def _is_local(facts: Facts, moment: datetime) -> bool:
    offset = moment.utcoffset()
    return offset == moment.astimezone(facts.clock.zone).utcoffset() and moment.microsecond == 0
