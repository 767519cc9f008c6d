"""Map, timeline, details and lists speak of the same stop: pointing in one shows it in all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.plan_page import PlanPage
from support.sample_plan import sample_day

pytestmark = pytest.mark.browser


@pytest.fixture
def small(page: Page, tmp_path: Path) -> PlanPage:
    page.set_viewport_size({"width": 1440, "height": 900})
    return PlanPage(page, tmp_path, sample_day(engineers=3, jobs=12))


def test_the_page_opens_without_a_message_or_a_request(small: PlanPage) -> None:
    expect(small.page.locator("h1")).to_have_text("Sample day")
    # 11 of 12 jobs are served, one in forty but at least one is left out.
    expect(small.page.locator('[data-figure="served"] strong')).to_have_text("11 / 12")
    assert small.stops.count() >= 11
    small.check()


def test_pointing_at_a_stop_in_the_timeline_shows_it_on_the_map(small: PlanPage) -> None:
    expect(small.ring).to_be_hidden()
    stop = small.stops.nth(2)
    stop.hover()
    expect(small.ring).to_be_visible()
    assert small.key(small.ring) == small.key(small.details) == small.key(stop)
    small.page.mouse.move(5, 5)
    expect(small.ring).to_be_hidden()
    small.check()


def test_pointing_at_a_stop_on_the_map_shows_it_in_the_timeline(small: PlanPage) -> None:
    stop = small.stops.nth(3)
    stop.click()
    place = small.place_on_map()
    small.page.keyboard.press("Escape")
    expect(small.active).to_have_count(0)
    small.page.mouse.move(*place)
    expect(small.active).to_have_count(1)
    assert small.key(small.active) == small.key(stop)
    assert small.key(small.details) == small.key(stop)
    small.check()


def test_a_click_on_the_map_keeps_the_stop_when_the_pointer_leaves(small: PlanPage) -> None:
    small.stops.nth(1).click()
    place = small.place_on_map()
    key = small.key(small.active)
    small.page.keyboard.press("Escape")
    small.page.mouse.click(*place)
    small.page.mouse.move(5, 5)
    assert small.key(small.active) == key
    small.check()


def test_the_details_tell_when_to_leave_to_arrive_and_what_to_take(small: PlanPage) -> None:
    small.stops.first.click()
    for word in ("Appointment", "Depart", "safe until", "Arrive", "Slack", "Kit", "Calls"):
        expect(small.details).to_contain_text(word)
    expect(small.details).to_contain_text("Multimeter")
    expect(small.details).to_contain_text("I am there in five minutes.")
    small.check()


def test_an_unplanned_job_says_why_and_is_marked_on_the_map(small: PlanPage) -> None:
    row = small.page.locator("#lists tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("J0012")
    expect(row).to_contain_text("Every engineer who could do it is full on that day.")
    row.locator("button").click()
    expect(small.ring).to_have_attribute("data-key", "u0")
    expect(small.details).to_contain_text("Did not fit")
    small.check()


def test_the_calls_stand_in_the_order_of_time_and_lead_to_their_stops(small: PlanPage) -> None:
    small.page.get_by_role("tab", name="Calls").click()
    rows = small.page.locator("#lists tbody tr")
    expect(rows).to_have_count(33)  # three calls for each of 11 jobs
    times = small.page.locator("#lists tbody time").evaluate_all(
        "all => all.map(one => one.getAttribute('datetime'))"
    )
    assert times == sorted(times)
    rows.nth(5).locator("button").click()
    assert small.key(small.active) == rows.nth(5).get_attribute("data-thing")
    small.check()


def test_a_stop_far_down_is_scrolled_into_view(page: Page, tmp_path: Path) -> None:
    shown = PlanPage(page, tmp_path, sample_day(engineers=60, jobs=240, seed=3))
    page.fill("#search", "J0200")
    page.press("#search", "Enter")
    page.fill("#search", "")
    expect(shown.active).to_be_in_viewport()
    expect(shown.active).to_have_count(1)
    expect(shown.details).to_contain_text("J0200")
    # Only rows in sight are in the document.
    assert page.locator("#gantt .row").count() < 40
    shown.check()


def test_clicking_an_engineer_lists_the_route_and_can_show_it_alone(small: PlanPage) -> None:
    small.page.locator('#gantt [data-key="r1"]').click()
    expect(small.details).to_contain_text("Shift")
    stops = small.details.locator(".route li")
    assert stops.count() == small.page.locator('[data-row="r1"] [role=gridcell]').count()
    small.details.get_by_role("button", name="Only this engineer").click()
    expect(small.page.locator("#gantt .row")).to_have_count(1)
    expect(small.page.locator("#engineer")).to_have_value("1")
    small.check()


def test_stops_at_one_place_are_reached_by_clicking_again(page: Page, tmp_path: Path) -> None:
    scenario, plan = sample_day(engineers=1, jobs=4, unplanned=0)
    place = scenario.jobs[0].place
    jobs = tuple(job.model_copy(update={"place": place}) for job in scenario.jobs)
    shown = PlanPage(page, tmp_path, (scenario.model_copy(update={"jobs": jobs}), plan))
    shown.stops.first.click()
    where = shown.place_on_map()
    seen = set()
    for _ in range(4):
        seen.add(shown.key(shown.active))
        page.mouse.click(*where)
    assert len(seen) == 4
    shown.check()


@pytest.mark.parametrize(
    ("minutes_early", "sign", "words"),
    [
        (3, "tight", "Arrives 3 min before the told appointment, less than the early band"),
        (-4, "late", "4 min late for the told appointment"),
    ],
)
def test_a_told_appointment_that_is_missed_says_by_how_much(
    page: Page, tmp_path: Path, minutes_early: int, sign: str, words: str
) -> None:
    scenario, plan = sample_day(engineers=1, jobs=2)
    route = plan.routes[0]
    number = next(idx for idx, stop in enumerate(route.stops) if stop.job_id)
    stop = route.stops[number]
    missed = stop.model_copy(
        update={
            "told": True,
            "appointment": stop.arrive + timedelta(minutes=minutes_early),
            "early_s": max(0, minutes_early * 60),
            "lateness_s": (5 - minutes_early) * 60,  # the band ends 5 min before the appointment
        }
    )
    stops = (*route.stops[:number], missed, *route.stops[number + 1 :])
    changed = plan.model_copy(update={"routes": (route.model_copy(update={"stops": stops}),)})
    shown = PlanPage(page, tmp_path, (scenario, changed), "#lang=en")
    shown.stops.first.click()
    expect(shown.details).to_contain_text(words)
    expect(page.locator(f"#gantt .alarm.{sign}")).to_have_count(1 + 1)  # the legend has one too
    shown.check()
