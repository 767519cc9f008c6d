"""Customers with demands and windows, one depot, one kind of vehicle: Solomon and VRPLIB."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.checkers.everyone import served, verdict
from benchmarks.checkers.stated import Route, stated
from benchmarks.checkers.stated_times import Due, check_times
from benchmarks.checkers.verdict import Verdict


@dataclass(frozen=True)
class Customer:
    """A place with a demand; the depot is one too, and its window is the day."""

    demand: float
    opens: float
    closes: float
    service: float


@dataclass(frozen=True)
class Customers:
    """What the file says."""

    depot: int
    places: dict[int, Customer]
    """By the number in the file, with the depot."""
    vehicles: int | None
    """None: as many as needed."""
    capacity: float
    travel: Callable[[int, int], float]
    """Between two places by their numbers; what it takes is also what it costs."""
    tolerance: float
    """By how much sums of these times may differ for being binary fractions."""


def check_customers(problem: Customers, answer: object) -> Verdict:
    """Check an answer. A solution serves all customers, and its cost is what is travelled."""
    complaints: list[str] = []
    plan = stated(answer, complaints)
    known = {("job", number) for number in problem.places if number != problem.depot}
    done = served(plan, known, complaints)
    cost = 0.0
    for route in plan.routes:
        if route.vehicle < 1 or (problem.vehicles and route.vehicle > problem.vehicles):
            complaints.append(f"The file has no vehicle {route.vehicle}.")
        cost += _check_route(problem, route, complaints)
    left_out = dict.fromkeys(known - done, 0)
    if left_out:
        complaints.append(f"{len(left_out)} customers are not served, and all have to be.")
    return verdict(complaints, left_out, cost)


def _check_route(problem: Customers, route: Route, complaints: list[str]) -> float:
    """What one route costs; complaints about load and windows on the way."""
    who = f"Vehicle {route.vehicle}"
    complaints += [
        f"{who} has a {step}, which this kind of file does not know."
        for step in route.steps
        if step.kind not in ("start", "job", "end")
    ]
    numbers = [step.id for step in route.steps if step.kind == "job"]
    visits = [number for number in numbers if number in problem.places]
    load = sum(problem.places[number].demand for number in visits)
    if load > problem.capacity:
        complaints.append(f"{who} carries {load:g} of {problem.capacity:g}.")
    cost, here = 0.0, problem.depot
    now = problem.places[problem.depot].opens
    for number in [*visits, problem.depot]:
        leg = problem.travel(here, number)
        place = problem.places[number]
        cost += leg
        now = max(now + leg, place.opens)
        if now > place.closes + problem.tolerance:
            complaints.append(f"{who} is at {number} at {now:g}, which closes at {place.closes:g}.")
        now += place.service
        here = number
    _check_stated(problem, who, route, complaints)
    return cost


def _check_stated(problem: Customers, who: str, route: Route, complaints: list[str]) -> None:
    """Look at the times that the answer gives."""
    dues: list[Due] = []
    here = problem.depot
    for step in route.steps:
        number = step.id if step.kind == "job" else problem.depot
        if number not in problem.places:
            return  # complained about already
        place = problem.places[number]
        work = place.service if step.kind == "job" else 0.0
        windows = [(place.opens, place.closes)]
        dues.append(Due(step, problem.travel(here, number), work, windows))
        here = number
    check_times(who, dues, problem.tolerance, complaints)
