"""What New York's complaints do not say, assumed by rule and seed (docs/nyc311.md).

Everything about a call is drawn from the seed and the call's own key, and everything about an
engineer from the seed and the engineer's number: a row more or less in the table changes nothing
else, and the same seed has the same staff on every day.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from models.errors import FileUnusable
from models.findings import Finding, Severity, finding, register
from scenarios.nyc311_file import Call

SHORTEST_MIN, LONGEST_MIN = 1, 600
"""Minutes of work that are believed."""
FIT_MEDIAN_MIN, FIT_SIGMA = 77.5, 0.592
"""A log-normal distribution with the median (77.5) and the mean (92.4) of the real minutes."""
FIT_SHORTEST_MIN, FIT_LONGEST_MIN = 10, 480

SKILLS = ("elevator_mechanics", "elevator_controls", "elevator_doors")
SKILL_WEIGHTS = (45, 35, 20)
LEVELS, LEVEL_WEIGHTS = (2, 3, 4), (60, 25, 15)

PRIORITIES = (("accident", 10), ("no alternate service", 3))
"""By what the descriptor contains, in lower case; else 1."""

WINDOWS = ((8, 16), (8, 12), (12, 16))
WINDOW_WEIGHTS = (50, 25, 25)
LONG_JOB_MIN = 180
"""Longer work begins at any hour of the working day."""

SHIFTS = (timedelta(hours=7, minutes=30), timedelta(hours=8), timedelta(hours=9, minutes=30))
SHIFT_LENGTH = timedelta(hours=9)
OVERTIME_S = 2 * 3600
EVERYTHING_EVERY = 5
"""Engineers 1, 6, 11... know everything at the highest level, so every call has somebody."""
HOME_JITTER_DEGREES = 0.004
CITY_HALL = (40.71270, -74.00590)
"""Everybody starts near it where no call of the file has a place."""

ASSUMPTIONS = (
    "Visits are planned for the day after the calls, 08:00 to 16:00 local start of work.",
    "duration_s: drawn from real technician calls, or from a log-normal fit (median 77.5 min).",
    "skills: mechanics 45 %, controls 35 %, doors 20 %; level 2 60 %, 3 25 %, 4 15 %.",
    "windows: any time 50 %, 08-12 25 %, 12-16 25 %; work of more than 3 hours: any time.",
    "priority: 10 for an accident, 3 where a building has no other elevator, else 1.",
    "engineers: homes near places that call, 9-hour shifts, up to 2 hours of overtime; every "
    "fifth knows everything.",
    "travel: 1.4 road metres per metre of great circle (rivers, one-way avenues), default speeds.",
)
ASSUMED_FIELDS = ("duration_s", "skills", "windows", "priority")

BAD_DURATION = register(
    "nyc311-bad-duration", Severity.WARNING,
    "A row of the durations file has no service minutes from 1 to 600; it is left out.",
    "Correct the last column of that row.",
)  # fmt: skip


@dataclass(frozen=True)
class Durations:
    """Where working times come from: real minutes, or the fit where there are none."""

    minutes: tuple[float, ...] = ()

    def draw_s(self, dice: Random) -> int:
        """Working time of one call, seconds."""
        if self.minutes:
            return round(dice.choice(self.minutes) * 60)
        minutes = dice.lognormvariate(math.log(FIT_MEDIAN_MIN), FIT_SIGMA)
        return 60 * round(min(max(minutes, FIT_SHORTEST_MIN), FIT_LONGEST_MIN))


def read_durations(path: Path) -> tuple[Durations, list[Finding]]:
    """Service minutes of real technician calls: tab-separated, in a column named `service`.

    Raises:
        FileUnusable: the file cannot be read, or holds no minutes.
    """
    try:
        table = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except OSError as problem:
        raise FileUnusable(f"{path} cannot be read: {problem.strerror or problem}") from problem
    except ValueError as problem:  # pandas' own errors are ValueErrors too
        raise FileUnusable(f"{path.name} cannot be read as a table: {problem}") from problem
    if "service" not in table:
        raise FileUnusable(f"{path.name} has no column named service: {list(table.columns)}")
    minutes = pd.to_numeric(table["service"], errors="coerce")
    good = minutes.between(SHORTEST_MIN, LONGEST_MIN)
    findings = [
        finding(
            BAD_DURATION,
            f"row {row}, column service: {BAD_DURATION.cause}",
            value=table["service"].iloc[row - 2],
            file=path.name,
            row=row,
            column="service",
        )
        for row in (good.index[~good] + 2).tolist()
    ]
    if not good.any():
        raise FileUnusable(f"{path.name} holds no service minutes.", findings)
    return Durations(tuple(minutes[good].tolist())), findings


def assume_job(call: Call, seed: int, visit_day: date, durations: Durations) -> dict[str, Any]:
    """One call as a job: what the city recorded, and what it did not."""
    dice = Random(f"{seed} call {call.key}")
    duration_s = durations.draw_s(dice)
    skill = dice.choices(SKILLS, SKILL_WEIGHTS)[0]
    level = dice.choices(LEVELS, LEVEL_WEIGHTS)[0]
    opens, closes = dice.choices(WINDOWS, WINDOW_WEIGHTS)[0]
    if duration_s > LONG_JOB_MIN * 60:
        opens, closes = WINDOWS[0]
    said = call.descriptor.lower()
    midnight = datetime.combine(visit_day, time())
    return {
        "id": call.key,
        "place": {
            "address": " ".join(part for part in (call.borough.title(), call.zip_code) if part),
            "latitude": call.latitude,
            "longitude": call.longitude,
            "territory": call.borough.title() or None,
        },
        "premises": "business",
        "product": {"product_class": "elevator"},
        "fault_description": call.descriptor,
        "received_at": call.received_at,
        "windows": [
            {"start": midnight + timedelta(hours=opens), "end": midnight + timedelta(hours=closes)}
        ],
        "priority": next((worth for words, worth in PRIORITIES if words in said), 1),
        "skills": [{"skill": skill, "level": level}],
        "duration_s": duration_s,
        "assumed": ASSUMED_FIELDS,
    }


def assume_engineer(
    number: int, seed: int, visit_day: date, known_places: Sequence[tuple[float, float]]
) -> dict[str, Any]:
    """Engineer `number` (from 1) of the staff that goes with a seed."""
    dice = Random(f"{seed} engineer {number}")
    north, east = dice.choice(known_places or (CITY_HALL,))
    begin = datetime.combine(visit_day, time()) + SHIFTS[number % len(SHIFTS)]
    skills = {skill: dice.choice((2, 3, 4)) for skill in dice.sample(SKILLS, 2)}
    if number % EVERYTHING_EVERY == 1:
        skills = dict.fromkeys(SKILLS, 5)
    return {
        "id": f"E{number:03d}",
        "name": f"Engineer {number}",
        "phone": f"+1 212 555 01{number % 100:02d}",
        "skills": skills,
        "shifts": [{"start": begin, "end": begin + SHIFT_LENGTH}],
        "start_place": {
            "latitude": round(north + dice.uniform(-1, 1) * HOME_JITTER_DEGREES, 6),
            "longitude": round(east + dice.uniform(-1, 1) * HOME_JITTER_DEGREES, 6),
        },
        "overtime_max_s": OVERTIME_S,
    }
