"""What becomes untrue, in which tier, and who is called about it by when."""

from __future__ import annotations

from datetime import datetime

import pytest
from support.shop_day import happens, shop_day, shop_plan, shop_scenario, steps, utc
from support.small_days import at

from models.day import Day, apply_event, begin_day
from models.part import Inbound
from models.proposal import CallOption, CallReason, LatenessTier, Untruth
from optimizer.outlook import call_list, look_again, outlook, touched_by
from optimizer.roads import Roads

GONE = (*steps("ann", "a", departed="08:45"), *steps("bob", "d", departed="08:45"))


def untrue(day: Day, moment: str) -> dict[str, Untruth]:
    return {one.job_id: one for one in outlook(day, at(moment)).untrue}


def hhmm(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%H:%M}"


def delayed(minutes: int, *, told: bool = True) -> Day:
    jam = happens("traffic_delay", "08:46", engineer_id="ann", delay_s=minutes * 60)
    return shop_day(*GONE, jam, told=told)


@pytest.mark.parametrize(
    ("minutes", "tier", "late_s"),
    [
        # Planned to arrive at 08:55 for 09:00: a band of 5 to 10 minutes, a window until 10:00.
        (1, LatenessTier.TIGHT, 0),
        (5, LatenessTier.TIGHT, 0),
        (6, LatenessTier.LATE, 60),
        (20, LatenessTier.LATE, 900),
        (21, LatenessTier.VERY_LATE, 960),
        (65, LatenessTier.VERY_LATE, 3600),
        (66, LatenessTier.MISSED, 3660),
    ],
)
def test_lateness_has_the_tiers_of_the_policy(
    minutes: int, tier: LatenessTier, late_s: int
) -> None:
    found = untrue(delayed(minutes), "08:50")["a"]
    assert (found.tier, found.late_s) == (tier, late_s)
    assert hhmm(found.planned_arrival) == "08:55"
    assert found.told


def test_a_delay_is_taken_up_by_the_slack_behind_it() -> None:
    # Arrives at 09:35, ends at 10:05, at b's door at 10:15 (told 10:00): 15 minutes late. There
    # until 10:45, so at c's door at 10:55: later than planned, and in the band.
    found = untrue(delayed(40), "08:50")
    assert found.keys() == {"a", "b", "c"}
    assert (hhmm(found["c"].expected_arrival), found["c"].tier) == ("10:55", LatenessTier.IN_BAND)
    assert hhmm(found["b"].expected_arrival) == "10:15"
    assert (found["b"].tier, found["b"].late_s) == (LatenessTier.LATE, 900)


def test_the_walk_goes_on_behind_a_promise_that_is_missed() -> None:
    # Arrives at 10:15, ends at 10:45; b from 10:55; c at 11:35 instead of 10:50.
    found = untrue(delayed(80), "08:50")
    assert found["a"].tier is LatenessTier.MISSED
    assert hhmm(found["c"].expected_arrival) == "11:35"
    assert found["c"].tier is LatenessTier.VERY_LATE


def test_who_has_not_been_told_is_not_late() -> None:
    found = untrue(delayed(40, told=False), "08:50")
    assert found["b"].tier is LatenessTier.IN_BAND
    assert not found["b"].told
    assert call_list(delayed(40, told=False), outlook(delayed(40, told=False), at("08:50"))) == ()


def test_who_does_not_set_out_is_expected_later_and_later() -> None:
    # Ten minutes to a: who leaves at 08:45 is at the door at 08:55.
    assert untrue(shop_day(*GONE[1:]), "08:45") == {}
    found = untrue(shop_day(), "09:00")
    assert hhmm(found["a"].expected_arrival) == "09:10"


def test_who_waits_for_a_delivery_is_late_by_it() -> None:
    scenario = shop_scenario()
    store = scenario.depots[0].model_copy(
        update={"stock": {}, "inbound": (Inbound(part_id="hose", quantity=1, eta=at("07:00")),)}
    )
    plan = shop_plan()
    route = plan.routes[1]
    draw = route.stops[2].draws[0].model_copy(update={"inbound_eta": at("07:00")})
    stops = (*route.stops[:2], route.stops[2].model_copy(update={"draws": (draw,)}), route.stops[3])
    waits = plan.model_copy(
        update={"routes": (plan.routes[0], route.model_copy(update={"stops": stops}))}
    )
    day = begin_day(scenario.model_copy(update={"depots": (store,)}), waits, at("06:00"))
    day = apply_event(day, happens("appointments_told", "06:00", job_ids=("d",)))
    later = happens("part_eta_changed", "06:30", depot_id="d1", part_id="hose", eta=at("09:00"))
    # Collected from 09:00 to 09:10, ten minutes of drive.
    assert hhmm(untrue(apply_event(day, later), "06:30")["d"].expected_arrival) == "09:20"


def test_nobody_comes_to_the_customers_of_who_is_ill() -> None:
    day = shop_day(happens("engineer_unavailable", "08:00", engineer_id="ann"))
    found = untrue(day, "08:00")
    assert found.keys() == {"a", "b", "c"}
    assert all(one.expected_arrival is None for one in found.values())
    calls = call_list(day, outlook(day, at("08:00")))
    assert [(one.job_id, one.reason) for one in calls] == [
        ("a", CallReason.NOBODY_COMES),
        ("b", CallReason.NOBODY_COMES),
        ("c", CallReason.NOBODY_COMES),
    ]
    assert calls[0].options == (CallOption.OTHER_ENGINEER, CallOption.NEW_WINDOW)


def test_who_stands_at_the_door_is_not_called_about() -> None:
    late = steps("ann", "a", departed="09:00", arrived="09:20")
    assert "a" not in untrue(shop_day(*late), "09:21")


def test_a_contract_at_risk_is_said() -> None:
    day = delayed(40)
    jobs = tuple(one.model_copy(update={"sla_deadline": at("09:30")}) for one in day.scenario.jobs)
    strict = day.model_copy(update={"scenario": day.scenario.model_copy(update={"jobs": jobs})})
    # a starts at 09:35.
    assert untrue(strict, "08:50")["a"].sla_at_risk
    assert not untrue(day, "08:50")["a"].sla_at_risk


def test_calls_come_before_the_appointment_the_least_time_first() -> None:
    day = delayed(40)
    calls = call_list(day, outlook(day, at("08:50")))
    # Two minutes before 09:00 and 10:00.
    assert [(one.job_id, hhmm(one.call_by)) for one in calls] == [("a", "08:58"), ("b", "09:58")]
    # a is met at 09:35, more than 15 minutes late; b exactly 15.
    assert [one.reason for one in calls] == [CallReason.VERY_LATE, CallReason.LATE]
    assert calls[0].options == tuple(CallOption)
    assert calls[1].options == ()
    assert (calls[0].customer_name, calls[0].phone, calls[0].language) == ("A", "139-a", "zh")


def test_a_call_that_is_overdue_is_due_now() -> None:
    day = delayed(40)
    (first, *_) = call_list(day, outlook(day, at("08:59")))
    assert hhmm(first.call_by) == "08:59"


def test_who_is_called_hears_when_who_comes_and_what_can_be_done() -> None:
    day = delayed(40)
    very_late, late = call_list(day, outlook(day, at("08:50")))
    said = [one.en for one in very_late.say]
    assert said[0] == (
        "Apologise: the engineer will arrive at 09:35, 35 min after the appointment at 09:00."
    )
    assert said[1] == "Ann will come and can be reached at 138-ann."
    assert any("gift" in one for one in said)
    assert any("manager" in one for one in said)
    assert [one.zh for one in late.say] == [
        "致歉：工程师将于 10:15 到达，比约定的 10:00 晚 15 分钟。",
        "上门工程师：Ann，电话 138-ann。",
    ]


def test_a_window_that_is_missed_is_said_as_such() -> None:
    day = delayed(66)
    call = call_list(day, outlook(day, at("08:50")))[0]
    assert call.say[0].en.startswith("Apologise: the engineer cannot be there within the promised")


def test_only_who_is_touched_is_looked_at_again() -> None:
    day = shop_day()
    after = apply_event(day, happens("traffic_delay", "08:00", engineer_id="bob", delay_s=1200))
    assert touched_by(day, after) == {"bob"}
    roads = Roads(day.scenario)
    before = outlook(day, at("07:30"), roads=roads)
    again = look_again(before, day, after, at("08:01"), roads=roads)
    assert again.routes["ann", 0] is before.routes["ann", 0]
    assert [one.job_id for one in again.untrue] == ["d"]
    # Nothing heard and nothing overdue: the same outlook.
    assert look_again(before, day, day, at("08:10"), roads=roads) is before
    assert day.clock.seconds(utc("08:45")) == before.holds_until_s["ann"]
