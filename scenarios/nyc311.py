"""Days of real service calls: New York's elevator complaints as scenarios (docs/nyc311.md)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from models.errors import InputUnusable
from models.findings import Finding, Severity, finding, register
from models.scenario import FORMAT_VERSION, Scenario
from scenarios.nyc311_file import Call, read_calls
from scenarios.nyc311_rules import (
    ASSUMPTIONS,
    Durations,
    assume_engineer,
    assume_job,
    read_durations,
)

TIME_ZONE = "America/New_York"
ROAD_FACTOR = 1.4
MOST_ENGINEERS = 1000

SAME_BUILDING = register(
    "nyc311-same-building", Severity.NOTICE,
    "Several calls of the day come from one building; each is planned as a visit of its own.",
    "Ask whether it is one fault: then one visit answers them all.",
)  # fmt: skip
DURATIONS_FITTED = register(
    "nyc311-durations-fitted", Severity.NOTICE,
    "No file of real working times was given; they are drawn from a log-normal fit.",
    "Name a durations file to draw from real technician calls.",
)  # fmt: skip


def import_nyc311(
    csv: Path, day: date, engineers: int, seed: int = 0, durations: Path | None = None
) -> tuple[Scenario, tuple[Finding, ...]]:
    """The elevator complaints that New York received on `day`, to be visited the day after.

    Places, call times and descriptions are real. Durations, skills, windows, priorities and
    engineers are assumed by documented rules; `Job.assumed` and `Scenario.assumptions` say which.
    Rows that are wrong become findings with row and column, and the rest of the day is used; a
    call without a place stays in the day as a job that waits for its address.

    Args:
        csv: the complaints, as the city's open data portal exports them.
        day: the local day on which the calls came in.
        engineers: size of the staff, 1 to 1,000.
        seed: for everything that is assumed.
        durations: real service minutes (tab-separated, column `service`); without it, a fit.

    Raises:
        FileUnusable: a file cannot be read or lacks a column.
        InputUnusable: no call came in on that day, or the number of engineers is out of bounds.
    """
    if not 1 <= engineers <= MOST_ENGINEERS:
        raise InputUnusable(f"engineers must be from 1 to {MOST_ENGINEERS:,}, not {engineers:,}")
    calls = read_calls(csv, day)
    findings = [*calls.findings, *_same_building(csv, calls.of_day)]
    if durations is None:
        minutes = Durations()
        findings.append(finding(DURATIONS_FITTED, DURATIONS_FITTED.cause))
    else:
        minutes, wrong = read_durations(durations)
        findings += wrong
    visit_day = day + timedelta(days=1)
    midnight = datetime.combine(visit_day, time())
    scenario = Scenario.model_validate(
        {
            "format_version": FORMAT_VERSION,
            "name": f"New York elevator calls of {day.isoformat()}",
            "time_zone": TIME_ZONE,
            "horizon": {"start": midnight, "end": midnight + timedelta(days=1)},
            "jobs": [assume_job(call, seed, visit_day, minutes) for call in calls.of_day],
            "engineers": [
                assume_engineer(number, seed, visit_day, calls.known_places)
                for number in range(1, engineers + 1)
            ],
            "policy": {"required_fields": ("place", "duration")},
            "travel": {"kind": "great_circle", "road_factor": ROAD_FACTOR},
            "assumptions": ASSUMPTIONS,
        }
    )
    return scenario, tuple(findings)


def _same_building(csv: Path, calls: tuple[Call, ...]) -> list[Finding]:
    """One notice that names every building which called more than once, if there is any."""
    by_place: dict[tuple[float | None, float | None], list[Call]] = {}
    for call in calls:
        if call.is_placed:
            by_place.setdefault((call.latitude, call.longitude), []).append(call)
    several = [same for same in by_place.values() if len(same) > 1]
    if not several:
        return []
    count = sum(len(same) for same in several)
    buildings = "one building" if len(several) == 1 else f"{len(several)} buildings"
    named = "; ".join(
        f"{', '.join(call.key for call in same)} ({same[0].borough.title()})" for same in several
    )
    message = f"{count} calls come from {buildings}: {named}."
    return [finding(SAME_BUILDING, message, value=count, file=csv.name)]
