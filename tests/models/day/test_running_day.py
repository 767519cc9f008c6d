"""The day as a value: what is refused of any event, time that never goes back, a new plan."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from support.shop_day import happens, refused, shop_day, shop_plan, shop_scenario, steps, utc
from support.small_days import at, job, window

from models.day import Day, JobState, apply_event, begin_day, with_plan
from models.errors import EventRefused, InputUnusable
from models.job import JobStatus
from models.part import Inbound

DEPARTED = happens("departed", "08:45", engineer_id="ann", job_id="a")


def test_the_same_event_twice_changes_nothing() -> None:
    day = shop_day(DEPARTED)
    assert apply_event(day, DEPARTED) is day
    assert DEPARTED.event_id in day.event_ids


def test_another_event_under_the_same_id_is_refused() -> None:
    other = happens("departed", "08:50", DEPARTED.event_id, engineer_id="ann", job_id="a")
    assert refused(shop_day(DEPARTED), other) == "event-id-taken"


def test_everything_unknown_is_named_at_once() -> None:
    event = happens("started", "09:00", engineer_id="carl", job_id="z")
    with pytest.raises(InputUnusable) as caught:
        apply_event(shop_day(), event)
    assert [(one.code, one.value) for one in caught.value.findings] == [
        ("event-unknown-engineer", "carl"),
        ("event-unknown-job", "z"),
    ]


def test_a_refused_event_changes_nothing() -> None:
    day = shop_day(DEPARTED)
    before = day.model_dump_json()
    with pytest.raises(EventRefused):
        apply_event(day, happens("started", "08:00", engineer_id="ann", job_id="a"))
    assert day.model_dump_json() == before


def test_nothing_happens_on_the_road_before_the_planned_time() -> None:
    early = DEPARTED.model_copy(update={"at": at("00:00") - timedelta(seconds=1)})
    assert refused(shop_day(), early) == "event-before-horizon"


def test_customers_may_be_told_on_the_evening_before_but_not_weeks_ahead() -> None:
    told = happens("appointments_told", "00:00", job_ids=("a",))
    evening = told.model_copy(update={"at": at("18:00", -1)})
    assert shop_day(evening, told=False).job("a") is not None
    weeks = told.model_copy(update={"at": at("18:00", -8)})
    assert refused(shop_day(told=False), weeks) == "event-before-horizon"


def test_an_event_from_the_future_is_refused_beyond_what_clocks_may_differ() -> None:
    day = shop_day()
    assert apply_event(day, DEPARTED, received_at=at("08:40")).now == utc("08:45")
    with pytest.raises(EventRefused) as caught:
        apply_event(day, DEPARTED, received_at=at("08:39"))
    assert caught.value.findings[0].code == "event-from-future"
    after = happens("departed", "08:45", engineer_id="ann", job_id="a")
    beyond = after.model_copy(update={"at": at("00:06", 1)})
    assert refused(day, beyond) == "event-from-future"


def test_a_clock_that_jumps_back_does_not_take_now_back() -> None:
    day = shop_day(
        happens("position_reported", "10:00", engineer_id="bob", place={"matrix_index": 5})
    )
    earlier = apply_event(day, DEPARTED, received_at=at("06:00"))
    assert earlier.now == utc("10:00")
    assert earlier.job_facts("a").departed_at == utc("08:45")


def test_moments_with_and_without_an_offset_are_the_same_moment() -> None:
    absolute = DEPARTED.model_copy(update={"at": datetime.fromisoformat("2026-03-02T00:45Z")})
    assert shop_day(absolute).job_facts("a").departed_at == utc("08:45")


def test_an_hour_that_happens_twice_is_told_apart_by_its_offset() -> None:
    # In New York the clocks go back from 02:00 to 01:00 on 1 November 2026.
    scenario = shop_scenario().model_copy(update={"time_zone": "America/New_York"})
    horizon = scenario.horizon.model_copy(
        update={
            "start": datetime.fromisoformat("2026-11-01T00:00-04:00"),
            "end": datetime.fromisoformat("2026-11-02T00:00-05:00"),
        }
    )
    day = begin_day(scenario.model_copy(update={"horizon": horizon}), shop_plan(), horizon.start)
    second = datetime.fromisoformat("2026-11-01T01:10-05:00")
    first = datetime.fromisoformat("2026-11-01T01:50-04:00")
    left = DEPARTED.model_copy(update={"at": first})
    there = happens("arrived", "09:00", engineer_id="ann", job_id="a")
    after = apply_event(apply_event(day, left), there.model_copy(update={"at": second}))
    facts = after.job_facts("a")
    assert facts.arrived_at is not None
    assert facts.departed_at is not None
    assert facts.arrived_at - facts.departed_at == timedelta(minutes=20)


def test_a_day_does_not_begin_with_the_plan_of_another() -> None:
    scenario = shop_scenario()
    smaller = scenario.model_copy(
        update={"jobs": scenario.jobs[1:], "engineers": scenario.engineers[:1]}
    )
    with pytest.raises(InputUnusable) as caught:
        begin_day(smaller, shop_plan(), at("07:00"))
    assert [(one.value, one.path) for one in caught.value.findings] == [
        ("a", "routes[0].stops[1]"),
        ("bob", "routes[1].engineer_id"),
    ]


def test_jobs_that_are_over_before_the_day_begins_are_over() -> None:
    scenario = shop_scenario()
    jobs = (scenario.jobs[0].model_copy(update={"status": JobStatus.FINISHED}), *scenario.jobs[1:])
    day = begin_day(scenario.model_copy(update={"jobs": jobs}), shop_plan(), at("07:00"))
    assert day.job_facts("a").state is JobState.FINISHED
    assert refused(day, DEPARTED) == "event-job-finished"


def test_a_day_survives_being_written_down() -> None:
    day = shop_day(*steps("ann", "a", departed="08:45", arrived="08:55", started="09:00"))
    again = Day.model_validate_json(day.model_dump_json())
    assert again == day
    done = happens("finished", "09:30", engineer_id="ann", job_id="a")
    assert apply_event(again, done) == apply_event(day, done)


def test_all_that_is_on_its_way_of_a_part_comes_at_the_new_moment() -> None:
    day = shop_day(
        happens("part_eta_changed", "09:00", depot_id="d1", part_id="pump", eta=at("15:00"))
    )
    assert day.scenario.depots[0].inbound == (Inbound(part_id="pump", quantity=2, eta=at("15:00")),)
    assert refused(
        day, happens("part_eta_changed", "09:10", depot_id="d2", part_id="pump", eta=at("15:00"))
    ) == ("event-unknown-depot")
    assert refused(
        day, happens("part_eta_changed", "09:10", depot_id="d1", part_id="hose", eta=at("15:00"))
    ) == ("event-unknown-part")


def test_who_is_away_is_away_until_he_is_back() -> None:
    ill = happens("engineer_unavailable", "09:10", engineer_id="bob", reason="ill")
    back = happens("engineer_available", "11:00", engineer_id="bob")
    assert shop_day(ill).engineer_facts("bob").unavailable_from == utc("09:10")
    assert shop_day(ill, back).engineer_facts("bob").unavailable_from is None
    # Heard of in the wrong order, it comes to the same.
    assert shop_day(back, ill) == shop_day(ill, back)


def test_a_new_plan_is_one_version_on_and_revives_what_it_visits_again() -> None:
    day = shop_day(happens("no_access", "09:15", engineer_id="ann", job_id="a"))
    plan = day.plan
    later = tuple(
        stop.model_copy(update={"start": at("14:00"), "appointment": at("14:00")})
        if stop.job_id == "a"
        else stop
        for stop in plan.routes[0].stops
    )
    routes = (plan.routes[0].model_copy(update={"stops": later}), *plan.routes[1:])
    after = with_plan(day, plan.model_copy(update={"routes": routes}))
    assert (after.version, after.plan.version) == (day.version + 1, day.version + 1)
    assert after.job_facts("a").state is JobState.PLANNED
    # The same visit, in the past of its route, is no new one.
    assert with_plan(day, plan).job_facts("a").state is JobState.NEEDS_REBOOKING


def test_what_was_agreed_replaces_older_wishes() -> None:
    wish = happens(
        "customer_asks_to_change", "08:00", job_id="b", windows=(window("12:00", "13:00"),)
    )
    day = shop_day(wish, happens("position_reported", "09:00", engineer_id="bob", place={}))
    asked = day.job("b")
    assert asked is not None
    agreed = asked.model_copy(
        update={"windows": (window("14:00", "15:00"),), "appointment_told": at("14:00")}
    )
    after = with_plan(day, day.plan, [agreed])
    assert after.job("b") == agreed
    older = happens("customer_asks_to_change", "08:30", job_id="b")
    assert apply_event(after, older).job("b") == agreed


def test_a_job_that_was_booked_comes_with_the_plan() -> None:
    new = job("x", 5)
    after = with_plan(shop_day(), shop_day().plan, [new])
    assert after.job("x") == new
    assert shop_day().job("x") is None


def test_a_delay_is_not_counted_twice_when_the_plan_has_it() -> None:
    jam = happens("traffic_delay", "08:50", engineer_id="ann", delay_s=1200)
    day = shop_day(DEPARTED, jam)
    route = day.plan.routes[0]
    other = route.model_copy(update={"stops": (*route.stops[:2], *route.stops[3:])})
    after = with_plan(day, day.plan.model_copy(update={"routes": (other, *day.plan.routes[1:])}))
    assert after.engineer_facts("ann").delay_s == 0
    # Planned at 08:55, twenty minutes late.
    assert after.job_facts("a").expected_arrival == utc("09:15")
    # Whose route is as it was keeps what was said of it.
    assert with_plan(day, day.plan).engineer_facts("ann").delay_s == 1200
