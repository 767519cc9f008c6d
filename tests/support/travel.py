"""Small scenarios and tables for tests of travel, and the plainest possible drive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from models.clock import Clock
from models.engineer import Engineer, Shift
from models.job import Job
from models.place import Place
from models.scenario import Horizon, Scenario
from models.travel import GreatCircleTravel, TravelSettings

SHANGHAI = "Asia/Shanghai"


def local(text: str) -> datetime:
    """A moment as it stands in a file: without an offset it is local time."""
    return datetime.fromisoformat(text)


DAY = Horizon(start=local("2026-03-09"), end=local("2026-03-10"))
CLOCK = Clock(SHANGHAI, DAY.start)


def scenario_of(
    places: list[Place], travel: TravelSettings | None = None, profile: str = "car"
) -> Scenario:
    """A day in Shanghai: an engineer at the first place, a job at each of the others."""
    start, *rest = places
    return Scenario(
        time_zone=SHANGHAI,
        horizon=DAY,
        engineers=(
            Engineer(
                id="e1",
                start_place=start,
                vehicle_profile=profile,
                shifts=(Shift(start=local("2026-03-09T08:00"), end=local("2026-03-09T17:00")),),
            ),
        ),
        jobs=tuple(Job(id=f"j{number}", place=place) for number, place in enumerate(rest, start=1)),
        travel=GreatCircleTravel() if travel is None else travel,
    )


def indexed(*numbers: int) -> list[Place]:
    """Places known by their matrix index only."""
    return [Place(matrix_index=number) for number in numbers]


def drive_second_by_second(rate: Callable[[int], int], need: int, depart_s: int) -> int:
    """docs/timing.md word for word: the least u with f(t) + ... + f(u - 1) >= need."""
    arrive_s, progress = depart_s, 0
    while progress < need:
        progress += rate(arrive_s)
        arrive_s += 1
    return arrive_s
