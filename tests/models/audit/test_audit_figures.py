"""Rules about totals, figures of merit and cost: every number is what it adds up to."""

from __future__ import annotations

import pytest
from support.audited_day import SCENARIO
from support.audited_plan import PLAN
from support.auditing import VISIT, codes, if_plan_says, if_scenario_says
from support.changing import at, changed

from models.plan import Merit, PlanCost, Route, UnplannedState

TOTALS = [name for name in Route.model_fields if name.endswith(("_s", "_m"))]
FIGURES = [name for name in Merit.model_fields if name != "served_by_priority"]
RATES = [
    ("travel_cents_per_s", "travel_cents"),
    ("overtime_cents_per_s", "overtime_cents"),
    ("waiting_cents_per_s", "waiting_cents"),
    ("distance_cents_per_km", "distance_cents"),
    ("lateness_cents_per_s", "lateness_cents"),
]


@pytest.mark.parametrize("total", TOTALS)
@pytest.mark.parametrize("off", [-1, 1])
def test_every_total_of_a_route_is_checked(total: str, off: int) -> None:
    path = f"routes[0].{total}"
    assert "plan-route-total-misstated" in if_plan_says(path, at(PLAN, path) + off)


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("off", [-1, 1])
def test_every_figure_of_merit_is_checked(figure: str, off: int) -> None:
    path = f"merit.{figure}"
    assert if_plan_says(path, at(PLAN, path) + off) == {"plan-merit-misstated"}


def test_served_by_priority_may_name_priorities_of_which_none_was_served() -> None:
    assert if_plan_says("merit.served_by_priority", {2: 1, 1: 2, 0: 1, 9: 0}) == set()
    assert if_plan_says("merit.served_by_priority", {2: 1, 1: 3}) == {"plan-merit-misstated"}


@pytest.mark.parametrize("part", PlanCost.model_fields)
def test_every_part_of_the_cost_is_checked(part: str) -> None:
    path = f"cost.{part}"
    assert if_plan_says(path, at(PLAN, path) + 1) == {"plan-cost-misstated"}


@pytest.mark.parametrize(("rate", "part"), RATES)
def test_every_rate_is_applied(rate: str, part: str) -> None:
    scenario = changed(SCENARIO, f"policy.rates.{rate}", 0)
    assert codes(scenario) == {"plan-cost-misstated"}
    assert codes(scenario, changed(PLAN, f"cost.{part}", 0)) == set()


def test_each_leg_is_rounded_to_whole_cents_half_up() -> None:
    # At 1 cent a km the legs of 12, 6, 6, 9, 15 and 15 km cost just that: 63 cents. At 0.5 km a
    # leg (distance 500 m) a cent is due.
    scenario = changed(SCENARIO, "policy.rates.distance_cents_per_km", 1)
    assert codes(scenario, changed(PLAN, "cost.distance_cents", 63)) == set()
    for metres, cents in ((500, 49), (499, 48), (1499, 49)):
        plan = changed(PLAN, f"{VISIT}.leg.distance_m", metres)
        plan = changed(plan, "cost.distance_cents", cents)
        assert "plan-cost-misstated" not in codes(scenario, plan)


def test_unserved_jobs_of_priority_zero_are_counted_apart() -> None:
    scenario = changed(SCENARIO, "jobs[4].priority", 0)
    plan = changed(PLAN, "unplanned[0].priority", 0)
    assert codes(scenario, plan) == {"plan-cost-misstated"}
    plan = changed(plan, "cost.unserved_priority", 0)
    assert codes(scenario, changed(plan, "cost.unserved_without_priority", 1)) == set()


def test_jobs_that_were_never_plannable_cost_nothing() -> None:
    # Vague needs information; would it count as unserved, the cost would be 6 and not 5.
    plan = changed(PLAN, "unplanned[1].state", UnplannedState.UNPLANNED)
    assert "plan-cost-misstated" in codes(plan=plan)
    assert "plan-cost-misstated" not in codes(plan=changed(plan, "cost.unserved_priority", 6))


def test_jobs_set_aside_were_asked_for_too() -> None:
    assert "plan-merit-misstated" in if_scenario_says("set_aside", ())
