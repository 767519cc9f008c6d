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


@pytest.mark.parametrize("field", ["engineer_id", "job_id", "phone"])
@pytest.mark.parametrize("call", [0, 1, 2])
def test_a_call_belongs_to_its_visit_and_goes_to_the_right_phone(call: int, field: str) -> None:
    assert if_plan_says(f"{FREE}.calls[{call}].{field}", "Eve") == {"plan-call-misaddressed"}


@pytest.mark.parametrize(
    ("call", "moment"),
    [
        (f"{PUMP}.calls[0]", "07:25:01"),  # the first departure counts with its collection, 08:25
        (f"{PUMP}.calls[0]", "07:35"),
        (f"{FREE}.calls[1]", "10:10:01"),
        (f"{FREE}.calls[1]", "10:09:59"),
    ],
)
def test_a_departure_is_fixed_an_hour_before_it(call: str, moment: str) -> None:
    plan = changed(changed(PLAN, f"{call}.at", clock(moment)), f"{call}.latest", clock(moment))
    assert codes(plan=plan) == {"plan-call-mistimed"}


@pytest.mark.parametrize(
    ("call", "field", "moment"),
    [
        (f"{PUMP}.calls[1]", "at", "07:59:59"),  # two hours before 09:00, but not before 08:00
        (f"{PUMP}.calls[1]", "at", "08:00:01"),
        (f"{PUMP}.calls[1]", "latest", "08:35:01"),  # until the latest safe departure
        (f"{TOLD}.calls[0]", "latest", "09:58:01"),  # who is late calls 2 min before at the latest
        (f"{TOLD}.calls[0]", "latest", "09:45"),
        (f"{FREE}.calls[0]", "at", "09:30:01"),  # two hours before 11:30
        (f"{FREE}.calls[0]", "latest", "09:29:59"),  # due before it is made
        (f"{FREE}.calls[2]", "at", "11:14:59"),  # five minutes before the arrival
        (f"{FREE}.calls[2]", "at", "11:15:01"),
        (f"{FREE}.calls[2]", "latest", "11:20:01"),
    ],
)
def test_customers_are_called_when_it_is_allowed_and_of_use(
    call: str, field: str, moment: str
) -> None:
    assert if_plan_says(f"{call}.{field}", clock(moment)) == {"plan-call-mistimed"}


def test_the_call_from_the_road_is_not_made_before_departing() -> None:
    # Ten minutes of driving to free: with fifteen minutes' notice the call is at the departure.
    scenario = changed(SCENARIO, "policy.calls.before_arrival_s", 15 * 60)
    mistimed = [f.path for f in audit(scenario, PLAN, TRAVEL) if f.path.startswith(FREE)]
    assert mistimed == [f"{FREE}.calls[2].at"]
    plan = changed(PLAN, f"{FREE}.calls[2].at", clock("11:10"))
    assert not [f.path for f in audit(scenario, plan, TRAVEL) if f.path.startswith(FREE)]


def test_the_hour_before_a_departure_is_a_setting() -> None:
    rule = "policy.calls.departure_fixed_before_s"
    assert if_scenario_says(rule, HOUR) == set()
    assert if_scenario_says(rule, HOUR + 1) == {"plan-call-mistimed"}
