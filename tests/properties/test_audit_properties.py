"""Whatever is built by the rules passes the audit, and no number of it can be changed unnoticed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from support.brute_force import best_plan
from support.changing import changed
from support.random_plans import plan_of, random_routes
from support.tiny_scenarios import tiny_scenario

from models.audit import audit, is_legal
from models.places import index_places
from models.plan import Plan
from optimizer.travel.build import build_travel

SEEDS = st.integers(0, 2**32 - 1)

FREE_TO_CHOOSE = ("kit", "inbound_eta", "search", "unplanned", "version")
"""Statements that may have more than one true value."""


@given(seed=SEEDS, jobs=st.integers(1, 12), shifts=st.integers(1, 4))
def test_every_plan_that_is_built_by_the_rules_passes_the_audit(
    seed: int, jobs: int, shifts: int
) -> None:
    dice = Random(seed)
    scenario = tiny_scenario(dice, jobs, shifts)
    places = index_places(scenario)
    travel = build_travel(scenario, places)
    plan = plan_of(scenario, random_routes(dice, scenario, places, travel), travel)
    findings = audit(scenario, plan, travel, places)
    assert is_legal(findings), findings
    assert {found.code for found in findings} <= {"plan-draw-wasteful"}


@given(seed=SEEDS)
def test_the_best_plan_passes_the_audit_and_costs_what_brute_force_says(seed: int) -> None:
    scenario = tiny_scenario(Random(seed), jobs=4, shifts=2)
    travel = build_travel(scenario, index_places(scenario))
    best = best_plan(scenario, travel)
    plan = plan_of(scenario, best.routes, travel)
    assert is_legal(audit(scenario, plan, travel))
    assert plan.cost.key == best.key


@given(seed=SEEDS)
@settings(max_examples=6)
def test_no_number_and_no_moment_of_a_plan_can_be_changed_unnoticed(seed: int) -> None:
    dice = Random(seed)
    scenario = tiny_scenario(dice, jobs=5, shifts=2)
    places = index_places(scenario)
    travel = build_travel(scenario, places)
    plan = plan_of(scenario, random_routes(dice, scenario, places, travel), travel)
    for path, value in _numbers(plan, ""):
        new = _another(dice, value)
        found = audit(scenario, changed(plan, path, new), travel, places)
        assert not is_legal(found), f"{path}: {value} became {new}"


def _numbers(value: object, path: str) -> Iterator[tuple[str, int | float | datetime]]:
    """Every number and moment that has only one true value, with its path."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in FREE_TO_CHOOSE:
                yield from _numbers(getattr(value, name), f"{path}.{name}".lstrip("."))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _numbers(item, f"{path}[{number}]")
    elif isinstance(value, int | float | datetime):
        yield path, value


def _another(dice: Random, value: int | float | datetime) -> int | float | datetime:
    by = dice.choice([-3600, -60, -1, 1, 60, 3600])
    if isinstance(value, datetime):
        return value + timedelta(seconds=by)
    return not value if isinstance(value, bool) else value + by


@given(seed=SEEDS, other=SEEDS)
def test_a_plan_of_another_scenario_is_found_out_without_a_crash(seed: int, other: int) -> None:
    planned, asked = (tiny_scenario(Random(number), jobs=6, shifts=3) for number in (seed, other))
    places = index_places(planned)
    travel = build_travel(planned, places)
    routes = random_routes(Random(seed), planned, places, travel)
    plan = plan_of(planned, routes, travel)
    findings = audit(asked, plan, build_travel(asked, index_places(asked)))
    assert planned == asked or not routes or not is_legal(findings)


def test_a_whole_plan_survives_its_own_json() -> None:
    scenario = tiny_scenario(Random(1), jobs=6, shifts=3)
    places = index_places(scenario)
    travel = build_travel(scenario, places)
    plan = plan_of(scenario, random_routes(Random(1), scenario, places, travel), travel)
    again = Plan.model_validate_json(plan.model_dump_json())
    assert is_legal(audit(scenario, again, travel, places))
