"""A small city on the morning of its day, planned once for all tests."""

from __future__ import annotations

from functools import cache

from benchmarks.lived.run import Morning, morning_of, planned
from benchmarks.lived.urgent import invented_calls
from models.plan import Plan
from models.scenario import Scenario
from optimizer.budget import Budget
from scenarios.city import generate_city


@cache
def city_plan(on_time: float | None = None, jobs: int = 40, seed: int = 2) -> tuple[Scenario, Plan]:
    """A plan of a city with reserves for this chance."""
    return planned(
        generate_city(jobs, seed, base="mixed"), on_time, Budget(iterations=400), threads=1
    )


@cache
def city_morning(on_time: float | None = None, calls: int = 0) -> Morning:
    """The same, told, with so many invented calls during the day."""
    scenario, plan = city_plan(on_time)
    invented = invented_calls(scenario, calls)
    return morning_of("city", scenario, plan, invented, calls_are_invented=bool(invented))
