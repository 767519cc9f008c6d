"""Jobs that come up during the day, or close before anybody was sent, are in the plan once."""

from __future__ import annotations

from itertools import permutations

from support.shop_day import DURATIONS, happens, shop_day
from support.small_days import job
from support.travel_doubles import ConstantTravel

from models.audit import audit
from models.day import Day, apply_event
from models.plan import UnplannedState

URGENT = happens("urgent_job", "07:10", "first", job=job("x", 5, priority=90))
LATER = happens("urgent_job", "07:20", "second", job=job("w", 6, priority=0))
GONE = happens("cancelled", "07:30", job_id="x")


def left_out(day: Day) -> dict[str, tuple[UnplannedState, str]]:
    return {one.job_id: (one.state, one.reasons[0].code) for one in day.plan.unplanned}


def faults(day: Day) -> list[str]:
    """What the auditor says of the plan in force."""
    return [str(one.message) for one in audit(day.scenario, day.plan, ConstantTravel(DURATIONS))]


def test_a_job_that_came_up_is_left_out_until_somebody_decides() -> None:
    before, after = shop_day(), shop_day(URGENT)
    assert left_out(after) == {"x": (UnplannedState.UNPLANNED, "not-decided-yet")}
    assert after.plan.cost.unserved_priority == before.plan.cost.unserved_priority + 90
    assert after.plan.merit.jobs == before.plan.merit.jobs + 1
    assert after.version == before.version
    assert after.plan.routes == before.plan.routes
    assert faults(after) == faults(before)


def test_a_job_that_cannot_be_planned_says_what_it_waits_for() -> None:
    day = shop_day(happens("urgent_job", "07:10", job=job("x", 5, engineers_needed=2)))
    assert left_out(day) == {"x": (UnplannedState.NOT_SUPPORTED_YET, "two-engineers-needed")}
    assert day.plan.cost == shop_day().plan.cost
    assert faults(day) == faults(shop_day())


def test_a_job_that_is_cancelled_before_anybody_was_sent_counts_no_more() -> None:
    day = shop_day(URGENT, LATER, GONE)
    assert left_out(day) == {
        "w": (UnplannedState.UNPLANNED, "not-decided-yet"),
        "x": (UnplannedState.NOT_OPEN, "cancelled"),
    }
    assert day.plan.cost.unserved_priority == shop_day().plan.cost.unserved_priority
    assert day.plan.cost.unserved_without_priority == 1
    assert faults(day) == faults(shop_day())


def test_whatever_order_jobs_come_up_in_the_plan_is_the_same() -> None:
    days = []
    for order in permutations([URGENT, LATER, GONE]):
        if order.index(GONE) > order.index(URGENT):
            day = shop_day()
            for event in order:
                day = apply_event(day, event)
            days.append(day)
    assert all(day.plan == days[0].plan for day in days)
