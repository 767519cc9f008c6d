"""TRSP text, checked in double precision: skills, tools, parts, the depot, least durations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from benchmarks.checkers.everyone import served, verdict
from benchmarks.checkers.stated import Route, Step, stated
from benchmarks.checkers.stated_times import Due, check_times
from benchmarks.checkers.verdict import Verdict

TOLERANCE = 1e-6
"""By how much sums of binary fractions may be beyond a window."""
STATED_TOLERANCE = 1e-3
"""Answers state times in ten-thousandths, each leg rounded up; a sum of stated figures adds up."""
LISTS = re.compile(r"\[(.*?)\]")
DEPOT = 0


@dataclass(frozen=True)
class Place:
    """A row of the file: the depot, a technician's home or a request."""

    x: float
    y: float
    opens: float
    closes: float
    service: float
    skills: frozenset[int]
    tools: frozenset[int]
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Days:
    """What the file says."""

    crew: int
    places: dict[int, Place]
    times: list[list[float]]
    """The travel times that are given; empty: they are Euclidean."""

    def travel(self, origin: int, destination: int) -> float:
        """Between two rows of the file."""
        if self.times:
            return self.times[origin][destination]
        a, b = self.places[origin], self.places[destination]
        return hypot(a.x - b.x, a.y - b.y)


def check(text: str, answer: object) -> Verdict:
    """Check an answer to a file. The cost is the sum of the least durations of its routes.

    All requests have to be served, but where the file gives travel times (Praxedo).
    """
    days = _read(text)
    complaints: list[str] = []
    plan = stated(answer, complaints)
    known = {("job", number) for number in days.places if number > days.crew}
    done = served(plan, known, complaints)
    cost = 0.0
    for route in plan.routes:
        if 1 <= route.vehicle <= days.crew:
            cost += _check_route(days, route, complaints)
        else:
            complaints.append(f"The file has no technician {route.vehicle}.")
    left_out = dict.fromkeys(known - done, 0)
    if left_out and not days.times:
        complaints.append(f"{len(left_out)} requests are not served, and all have to be.")
    return verdict(complaints, left_out, cost)


def _check_route(days: Days, route: Route, complaints: list[str]) -> float:
    """The least duration of one route; complaints about what it breaks."""
    who = f"Technician {route.vehicle}"
    steps = [step for step in route.steps if step.kind in ("job", "depot")]
    complaints += [
        f"{who} has a {step}, which this kind of file does not know."
        for step in route.steps
        if step.kind in ("pickup", "delivery", "break")
    ]
    numbers = [_place_of(step, route.vehicle) for step in steps]
    if any(number not in days.places for number in numbers) or not steps:
        return 0.0  # complained about already, or nobody leaves home
    _check_equipment(days, who, route.vehicle, numbers, complaints)
    _check_stated(days, who, route, complaints)
    return _duration(days, who, [route.vehicle, *numbers, route.vehicle], complaints)


def _place_of(step: Step, home: int) -> int:
    """The row of a step."""
    if step.kind == "depot":
        return DEPOT
    return home if step.id is None else step.id


def _check_equipment(
    days: Days, who: str, home: int, numbers: list[int], complaints: list[str]
) -> None:
    """Skills always; tools and parts his own until the depot, and after it any."""
    technician = days.places[home]
    left = list(technician.parts)
    refilled = False
    for number in numbers:
        if number == DEPOT:
            if refilled:
                complaints.append(f"{who} visits the depot twice.")
            refilled = True
            continue
        request = days.places[number]
        if not request.skills <= technician.skills:
            complaints.append(f"{who} lacks a skill for request {number}.")
        if refilled:
            continue
        if not request.tools <= technician.tools:
            complaints.append(f"{who} lacks a tool for request {number}.")
        left = [have - need for have, need in zip(left, request.parts, strict=True)]
        if min(left, default=0) < 0:
            complaints.append(f"{who} has too few parts for request {number}.")


def _duration(days: Days, who: str, numbers: list[int], complaints: list[str]) -> float:
    """The least time between leaving home and coming back: leave late, then never wait in vain."""
    technician = days.places[numbers[0]]
    now = technician.opens
    for before, number in pairwise(numbers):  # as early as can be
        place = days.places[number]
        now = max(now + days.travel(before, number), place.opens)
        if now > place.closes + TOLERANCE:
            complaints.append(f"{who} is at {number} at {now:.4f}; it closes at {place.closes:g}.")
        now += place.service
    latest = technician.closes
    for number, after in reversed([*pairwise(numbers)]):  # as late as can be
        place = days.places[number]
        latest = min(place.closes, latest - days.travel(number, after) - place.service)
    leaves = now = latest
    for before, number in pairwise(numbers):
        place = days.places[number]
        now = max(now + days.travel(before, number), place.opens) + place.service
    return now - leaves


def _check_stated(days: Days, who: str, route: Route, complaints: list[str]) -> None:
    """Look at the times that the answer gives."""
    dues: list[Due] = []
    here = route.vehicle
    for step in route.steps:
        number = _place_of(step, route.vehicle)
        place = days.places[number]
        windows = [(place.opens, place.closes)]
        work = place.service if step.kind in ("job", "depot") else 0.0
        dues.append(Due(step, days.travel(here, number), work, windows))
        here = number
    check_times(who, dues, STATED_TOLERANCE, complaints)


def _read(text: str) -> Days:
    """The file, plainly: the counts are on the fourth line that is not blank."""
    lines = [line for line in text.splitlines() if line.strip()]
    crew, kinds_of_parts = (int(float(lines[3].split()[column])) for column in (0, 3))
    places: dict[int, Place] = {}
    for line in lines:
        if "[" in line:
            number, *rest = line[: line.index("[")].split()
            x, y, opens, closes, service = map(float, rest)
            skills, tools, parts = (
                tuple(int(float(word)) for word in one.split(",") if word.strip())
                for one in LISTS.findall(line)
            )
            places[int(number)] = Place(
                x, y, opens, closes, service, frozenset(skills), frozenset(tools),
                parts or (0,) * kinds_of_parts,
            )  # fmt: skip
    times: list[list[float]] = []
    titles = [line.strip() for line in lines]
    if "TRAVEL TIMES" in titles:
        rows = lines[titles.index("TRAVEL TIMES") + 1 :][: len(places)]
        times = [[float(word) for word in row.split(";")[1:] if word.strip()] for row in rows]
    return Days(crew, places, times)
