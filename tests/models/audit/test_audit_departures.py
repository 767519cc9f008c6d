"""Rules about departures and starts: latest safe, earliest useful, recommended, movable."""

from __future__ import annotations

import pytest
from support.audited_day import MINUTE, SCENARIO, clock
from support.audited_plan import PLAN
from support.auditing import FREE, HOMEWARD, PUMP, TOLD, VISIT, codes, if_plan_says
from support.changing import at, changed

from models.policy import EarlyBand

# latest_departures


@pytest.mark.parametrize(
    ("stop", "late", "soon"),
    [
        (PUMP, "08:35:01", "08:34:59"),
        (TOLD, "09:45:01", "09:44:59"),
        (FREE, "11:15:01", "11:14:59"),
        (HOMEWARD, "11:55:01", "11:54:59"),
    ],
)
def test_the_latest_safe_departure_is_the_last_second_that_is_safe(
    stop: str, late: str, soon: str
) -> None:
    assert "plan-latest-departure-unsafe" in if_plan_says(f"{stop}.leg.depart_latest", clock(late))
    assert "plan-latest-departure-too-cautious" in if_plan_says(
        f"{stop}.leg.depart_latest", clock(soon)
    )


@pytest.mark.parametrize("stop", [PUMP, TOLD, FREE, HOMEWARD])
def test_slack_is_the_latest_safe_departure_less_ready(stop: str) -> None:
    slack_s = at(PLAN, f"{stop}.leg.slack_s")
    assert "plan-slack-misstated" in if_plan_says(f"{stop}.leg.slack_s", slack_s + 1)


# departures


@pytest.mark.parametrize(
    ("stop", "moment"),
    [
        (PUMP, "08:29:59"),
        (PUMP, "08:30:01"),
        (TOLD, "09:45"),
        (TOLD, "09:57:01"),
        (FREE, "11:09:59"),
        (FREE, "11:10:01"),
        (VISIT, "08:59:59"),
        (HOMEWARD, "11:46"),
    ],
)
def test_the_earliest_departure_is_the_first_useful_second(stop: str, moment: str) -> None:
    assert "plan-earliest-departure-misstated" in if_plan_says(
        f"{stop}.leg.depart_earliest", clock(moment)
    )


def test_with_an_unlimited_band_every_departure_from_ready_on_is_useful() -> None:
    unlimited = changed(SCENARIO, "policy.early_band", EarlyBand(most_s=None))
    wrong = "plan-earliest-departure-misstated"
    assert wrong in codes(unlimited)  # pump: 08:30, although free at 08:10
    plan = changed(PLAN, f"{PUMP}.leg.depart_earliest", clock("08:10"))
    plan = changed(plan, f"{FREE}.leg.depart_earliest", clock("10:37"))
    assert wrong not in codes(unlimited, plan)


@pytest.mark.parametrize(
    ("stop", "moment"),
    [
        (PUMP, "08:34:59"),  # the first leg leaves as late as is safe
        (PUMP, "08:35:01"),
        (FREE, "11:09:59"),  # later ones at the earliest useful moment
        (FREE, "11:15"),
        (TOLD, "09:58"),  # a late engineer leaves at once
        (HOMEWARD, "11:46"),  # and so does one who goes home
    ],
)
def test_the_departure_is_the_recommended_one(stop: str, moment: str) -> None:
    assert "plan-departure-not-recommended" in if_plan_says(f"{stop}.leg.depart", clock(moment))


# earliest_starts


def _start(stop: str, moment: str) -> set[str]:
    plan = changed(PLAN, f"{stop}.start", clock(moment))
    return codes(plan=changed(plan, f"{stop}.appointment", clock(moment)))


def test_no_start_is_sooner_than_the_earliest_arrival_and_the_time_at_the_door() -> None:
    assert "plan-start-too-early" in _start(VISIT, "09:29:59")  # 09:00 + 25 + 5 minutes
    assert "plan-start-too-early" in if_plan_says(f"{TOLD}.start", clock("10:06:59"))


def test_no_start_is_later_than_the_route_asks_for() -> None:
    assert "plan-start-not-earliest" in _start(VISIT, "09:30:01")
    assert "plan-start-not-earliest" in _start(FREE, "11:30:01")  # the window opens at 11:30
    assert "plan-start-not-earliest" in if_plan_says(f"{TOLD}.start", clock("10:07:01"))


def test_an_earlier_window_that_could_be_reached_is_not_passed_over() -> None:
    windows = at(SCENARIO, "jobs[2].windows")
    # Free from 10:37, ten minutes on the road, five at the door: 10:52 is the earliest start.
    for end, found in (("10:52", True), ("10:51:59", False)):
        earlier = changed(changed(windows[0], "start", clock("10:00")), "end", clock(end))
        scenario = changed(SCENARIO, "jobs[2].windows", (earlier, *windows))
        assert ("plan-start-not-earliest" in codes(scenario)) == found


# movable_starts


@pytest.mark.parametrize(
    ("stop", "minutes"), [(PUMP, 48), (TOLD, 48), (FREE, 10), (VISIT, 5 * 60 + 59)]
)
@pytest.mark.parametrize("off", [-1, 1])
def test_how_far_a_start_could_move_is_true_to_the_second(
    stop: str, minutes: int, off: int
) -> None:
    assert at(PLAN, f"{stop}.movable_s") == minutes * MINUTE
    assert "plan-movable-misstated" in if_plan_says(f"{stop}.movable_s", minutes * MINUTE + off)


def test_a_start_moves_no_further_than_its_own_window() -> None:
    # Pump could move to 09:48 because of what follows; now its window ends before.
    window = changed(at(SCENARIO, "jobs[0].windows[0]"), "end", clock("09:10"))
    scenario = changed(SCENARIO, "jobs[0].windows", (window,))
    plan = changed(PLAN, f"{PUMP}.movable_s", 10 * MINUTE)
    assert "plan-movable-misstated" in codes(scenario)
    assert "plan-movable-misstated" not in codes(scenario, plan)
