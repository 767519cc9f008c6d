"""Every moment of a plan carries its offset, is a whole second, and lies in the horizon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel

from models.audit.facts import Facts
from models.clock import Clock
from models.findings import Finding, Severity, finding, register
from models.scenario import Horizon

YEAR_S = 366 * 86_400

MOMENT_UNUSABLE = register(
    "plan-moment-unusable",
    Severity.ERROR,
    "A moment of a route is more than a year away from the horizon. The route's times are not "
    "checked.",
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
    for number, route in enumerate(facts.plan.routes):
        for path, moment in every_moment(route, f"routes[{number}]"):
            yield from _check_moment(facts, path, moment)
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


def usable_seconds(clock: Clock, horizon: Horizon, moment: datetime) -> int | None:
    """The moment in seconds from the start of the horizon; None if it is absurdly far from it."""
    try:
        seconds = clock.seconds(moment)
    except OverflowError:
        return None
    near = -YEAR_S <= seconds <= clock.seconds(horizon.end) + YEAR_S
    return seconds if near else None


def _check_moment(facts: Facts, path: str, moment: datetime) -> Iterator[Finding]:
    if usable_seconds(facts.clock, facts.scenario.horizon, moment) is None:
        yield finding(
            MOMENT_UNUSABLE,
            f"{moment.isoformat()} is more than a year away from the horizon.",
            path=path,
            value=moment.isoformat(),
        )
        return
    if path.endswith(".inbound_eta"):
        return  # a delivery's name, written as the scenario writes it
    local = moment.astimezone(facts.clock.zone)
    if moment.utcoffset() != local.utcoffset() or moment.microsecond:
        yield finding(
            MOMENT_NOT_LOCAL,
            f"{moment.isoformat()} is not a whole local second with its offset.",
            path=path,
            value=moment.isoformat(),
        )


def every_moment(value: object, path: str) -> Iterator[tuple[str, datetime]]:
    """Every moment inside a value of the plan, with its path."""
    if isinstance(value, datetime):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from every_moment(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from every_moment(item, f"{path}[{number}]")
