"""Rules about calls: each visit has its own, when they are of use and allowed."""

from __future__ import annotations

import pytest
from support.audited_day import SCENARIO, TRAVEL, clock
from support.audited_plan import PLAN
from support.auditing import FREE, PUMP, TOLD, VISIT, codes, if_plan_says, if_scenario_says
from support.changing import at, changed

from models.audit import audit

HOUR = 3600


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_every_visit_has_each_of_its_calls_once(missing: int) -> None:
    calls = at(PLAN, f"{FREE}.calls")
    without = (*calls[:missing], *calls[missing + 1 :])
    assert if_plan_says(f"{FREE}.calls", without) == {"plan-call-missing"}
    assert if_plan_says(f"{FREE}.calls", (*calls, calls[missing])) == {"plan-call-missing"}


def test_nobody_is_asked_to_confirm_where_the_permitted_hour_is_past_the_arrival() -> None:
    # Bob arrives at 09:25. Calls are permitted from 09:25 at the latest for a confirmation to be.
    calls = at(PLAN, f"{VISIT}.calls")
    without = changed(PLAN, f"{VISIT}.calls", (calls[0], calls[2]))
    rule = "policy.calls.not_before_local_s"
    missing = "plan-call-missing"
    for permitted, wanted in ((9 * HOUR + 25 * 60, True), (9 * HOUR + 25 * 60 + 1, False)):
        scenario = changed(SCENARIO, rule, permitted)
        visit = {f.path for f in audit(scenario, without, TRAVEL) if f.code == missing}
        assert (f"{VISIT}.calls" in visit) == wanted


@pytest.mark.parametrize("field", ["engineer_id", "job_id"])
def test_a_call_belongs_to_its_visit(field: str) -> None:
    assert if_plan_says(f"{FREE}.calls[0].{field}", "Eve") == {"plan-call-misaddressed"}


@pytest.mark.parametrize(
    ("call", "moment", "right"),
    [
        # The first departure counts with the collection before it: 08:25 - 60 min.
        (f"{PUMP}.calls[0]", "07:25", True),
        (f"{PUMP}.calls[0]", "07:25:01", False),
        (f"{FREE}.calls[1]", "10:10:01", False),
        (f"{FREE}.calls[1]", "09:00", True),
    ],
)
def test_a_departure_is_fixed_an_hour_before_it_or_sooner(
    call: str, moment: str, right: bool
) -> None:
    plan = changed(changed(PLAN, f"{call}.at", clock(moment)), f"{call}.latest", clock(moment))
    assert codes(plan=plan) == (set() if right else {"plan-call-mistimed"})


@pytest.mark.parametrize(
    ("call", "moment", "right"),
    [
        (f"{PUMP}.calls[1]", "08:00", True),
        (f"{PUMP}.calls[1]", "07:59:59", False),
        (f"{FREE}.calls[0]", "11:15", True),
        (f"{FREE}.calls[0]", "11:20:01", False),
        (f"{FREE}.calls[2]", "11:14:59", False),  # five minutes before the arrival is soon enough
        (f"{TOLD}.calls[2]", "10:07", True),
    ],
)
def test_customers_are_called_when_it_is_allowed_and_of_use(
    call: str, moment: str, right: bool
) -> None:
    assert if_plan_says(f"{call}.at", clock(moment)) == (set() if right else {"plan-call-mistimed"})


def test_a_call_is_not_due_before_it_is_made() -> None:
    assert if_plan_says(f"{FREE}.calls[0].latest", clock("09:29:59")) == {"plan-call-mistimed"}


def test_the_call_from_the_road_comes_before_the_arrival() -> None:
    assert if_plan_says(f"{FREE}.calls[2].latest", clock("11:20:01")) == {"plan-call-mistimed"}


def test_the_hour_before_a_departure_is_a_setting() -> None:
    rule = "policy.calls.departure_fixed_before_s"
    assert if_scenario_says(rule, HOUR) == set()
    assert if_scenario_says(rule, HOUR + 1) == {"plan-call-mistimed"}
