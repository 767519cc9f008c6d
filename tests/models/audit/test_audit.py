"""The auditor as a whole: what it passes, how it reports."""

from __future__ import annotations

from support.audited_day import SCENARIO, TRAVEL
from support.audited_plan import PLAN
from support.auditing import FREE, PUMP, codes, if_plan_says
from support.changing import at, changed

from models.audit import audit, is_legal
from models.clock import Clock
from models.places import index_places
from models.plan import Merit, Plan, PlanCost
from models.scenario import Scenario
from models.timeline import Visit
from optimizer.timing import RouteDecision, build_plan


def test_a_plan_worked_out_by_hand_is_legal() -> None:
    assert audit(SCENARIO, PLAN, TRAVEL) == ()


def test_the_same_decisions_built_by_the_optimizer_are_legal_and_cost_the_same() -> None:
    decisions = [
        RouteDecision(
            route.engineer_id,
            route.shift_index,
            tuple(Visit(stop.job_id, stop.draws) for stop in route.stops if stop.job_id),
        )
        for route in PLAN.routes
    ]
    plan = build_plan(
        SCENARIO,
        Clock.of(SCENARIO),
        index_places(SCENARIO),
        TRAVEL,
        decisions,
        PLAN.unplanned,
        PLAN.search,
    )
    assert audit(SCENARIO, plan, TRAVEL) == ()
    assert (plan.cost, plan.merit) == (PLAN.cost, PLAN.merit)


def test_an_empty_plan_of_an_empty_scenario_is_legal() -> None:
    nothing = Scenario(time_zone=SCENARIO.time_zone, horizon=SCENARIO.horizon)
    plan = Plan(
        time_zone=SCENARIO.time_zone,
        cost=PlanCost(unserved_priority=0, unserved_without_priority=0),
        merit=Merit.model_validate(
            dict.fromkeys(Merit.model_fields.keys() - {"served_by_priority", "smallest_slack_s"}, 0)
        ),
        search=PLAN.search,
    )
    assert audit(nothing, plan, TRAVEL) == ()


def test_a_finding_says_where_what_and_what_to_do() -> None:
    plan = changed(PLAN, f"{PUMP}.lateness_s", 60)
    found = next(f for f in audit(SCENARIO, plan, TRAVEL) if f.code == "plan-lateness-misstated")
    assert found.path == f"{PUMP}.lateness_s"
    assert found.value == "60"
    assert "pump" in found.message
    assert found.action


def test_everything_that_is_wrong_is_reported_at_once() -> None:
    plan = changed(changed(PLAN, f"{PUMP}.early_s", 1), f"{FREE}.early_s", 1)
    paths = [f.path for f in audit(SCENARIO, plan, TRAVEL) if f.code == "plan-early-misstated"]
    assert paths == [f"{PUMP}.early_s", f"{FREE}.early_s"]


def test_warnings_leave_a_plan_legal_and_errors_do_not() -> None:
    later = changed(PLAN, "routes", PLAN.routes[::-1])
    assert codes(plan=later) == {"plan-routes-unsorted"}
    assert is_legal(audit(SCENARIO, later, TRAVEL))
    assert not is_legal(audit(SCENARIO, changed(PLAN, "merit.served", 3), TRAVEL))


def test_a_plan_of_another_scenario_is_a_warning_where_both_digests_are_known() -> None:
    plan = changed(PLAN, "scenario_sha256", "a" * 64)
    assert [f.code for f in audit(SCENARIO, plan, TRAVEL, digest="b" * 64)] == [
        "plan-scenario-differs"
    ]
    assert audit(SCENARIO, plan, TRAVEL, digest="a" * 64) == ()
    assert audit(SCENARIO, plan, TRAVEL) == ()
    assert audit(SCENARIO, PLAN, TRAVEL, digest="b" * 64) == ()


def test_a_change_by_path_changes_nothing_else() -> None:
    assert at(changed(PLAN, f"{PUMP}.early_s", 1), f"{PUMP}.early_s") == 1
    assert changed(PLAN, f"{PUMP}.early_s", at(PLAN, f"{PUMP}.early_s")) == PLAN
    assert if_plan_says(f"{PUMP}.early_s", at(PLAN, f"{PUMP}.early_s")) == set()
