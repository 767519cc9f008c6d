"""Who reports nothing is presumed to do as planned, until he reports a step."""

from __future__ import annotations

import pytest
from support.shop_day import happens, shop_day, steps
from support.small_days import at, sec

from models.day import Day, JobState
from models.policy import Policy
from optimizer.outlook import outlook
from optimizer.presumed import as_presumed
from optimizer.rest_of_day import rest_of_day
from optimizer.roads import Roads


def silent_day(*events: object, told: bool = True) -> Day:
    return shop_day(*events, told=told, policy=Policy())  # type: ignore[arg-type]


def presumed(day: Day, moment: str) -> Day:
    return as_presumed(day, Roads(day.scenario), sec(moment))


def late(day: Day, moment: str) -> dict[str, str]:
    """Expected arrivals of what is no longer true."""
    return {
        one.job_id: f"{one.expected_arrival:%H:%M}"
        for one in outlook(day, at(moment)).untrue
        if one.expected_arrival is not None
    }


@pytest.mark.parametrize(
    ("moment", "state", "job_id"),
    [
        ("08:44", None, None),
        ("08:50", JobState.DEPARTED, "a"),
        ("08:57", JobState.ARRIVED, "a"),
        ("09:10", JobState.STARTED, "a"),
        ("09:35", JobState.FINISHED, "a"),
        ("09:45", JobState.DEPARTED, "b"),
        ("12:00", JobState.FINISHED, "c"),
    ],
)
def test_a_silent_engineer_is_where_the_plan_has_him(
    moment: str, state: JobState | None, job_id: str | None
) -> None:
    activity = presumed(silent_day(), moment).activity("ann")
    found = (None, None) if activity is None else (activity.doing, activity.job_id)
    assert found == (state, job_id)


@pytest.mark.parametrize("moment", ["08:00", "08:40", "09:05", "09:40", "10:20", "11:59", "16:00"])
def test_nothing_becomes_untrue_where_nobody_says_anything(moment: str) -> None:
    assert outlook(silent_day(), at(moment)).untrue == ()


def test_who_collects_has_set_out() -> None:
    # Bob is at the depot from 08:35 to 08:45 and at d's door at 08:55.
    rest = rest_of_day(silent_day(), at("08:40"))
    begin = rest.begins["bob", 0]
    assert begin is not None
    assert (begin.at_s, begin.job_id) == (sec("08:55"), "d")
    assert rest.scenario.depots[0].stock == {"hose": 0}


def test_a_delay_counts_from_where_he_is_presumed_to_be() -> None:
    jam = happens("traffic_delay", "09:42", engineer_id="ann", delay_s=1500)
    # On the way to b, planned at 09:50; there until 10:45, so c at 10:55, in the band.
    assert late(silent_day(jam), "09:42") == {"b": "10:15", "c": "10:55"}
    # And later in the day it is still so.
    assert late(silent_day(jam), "10:20") == {"c": "10:55"}
    assert late(silent_day(jam), "11:10") == {}


def test_a_delay_before_setting_out_counts_for_the_next_visit() -> None:
    jam = happens("traffic_delay", "09:10", engineer_id="ann", delay_s=1500)
    assert late(silent_day(jam), "09:10") == {"b": "10:15", "c": "10:55"}


def test_a_late_departure_is_presumed_to_end_when_it_was_said_to() -> None:
    kept = happens("late_departure", "08:30", engineer_id="ann", departs_at=at("09:20"))
    assert late(silent_day(kept), "08:30")["a"] == "09:30"
    activity = presumed(silent_day(kept), "09:25").activity("ann")
    assert activity is not None
    assert (activity.doing, activity.job_id) == (JobState.DEPARTED, "a")
    assert late(silent_day(kept), "09:25")["a"] == "09:30"


def test_who_is_ill_has_done_what_came_before() -> None:
    ill = happens("engineer_unavailable", "09:35", engineer_id="ann")
    rest = rest_of_day(silent_day(ill), at("10:30"))
    assert rest.nobody_comes == ("b", "c")
    assert rest.past["ann", 0] == ("a",)


def test_what_was_called_off_is_driven_past() -> None:
    off = happens("cancelled", "08:00", job_id="b")
    activity = presumed(silent_day(off), "10:05").activity("ann")
    assert activity is not None
    assert (activity.doing, activity.job_id) == (JobState.FINISHED, "a")


def test_who_has_reported_a_step_is_where_he_says() -> None:
    told = steps("ann", "a", departed="08:45", arrived="08:55", started="09:00")
    day = silent_day(*told)
    # Not heard of since, so still at work at 10:30 and late at b's.
    assert presumed(day, "10:30").activity("ann") == day.activity("ann")
    assert late(day, "10:30")["b"] == "10:40"


def test_what_is_presumed_is_not_known() -> None:
    day = silent_day()
    outlook(day, at("12:00"))
    assert day.engineers == {}
    assert day.job_facts("a").state is JobState.PLANNED
