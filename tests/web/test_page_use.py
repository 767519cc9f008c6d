"""Languages, keys, search, days, several kinds of scenario, small screens and hostile text."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.plan_page import PlanPage
from support.sample_plan import sample_day

pytestmark = pytest.mark.browser

NAMES = (
    "</script><script>document.title='no'</script>",
    "<img src=x onerror=\"alert('no')\">",
    "王小明 👩🏽‍🔧",
    "محمد عبد الله",
    "'\"&lt;b&gt;{{script}}",
)


def test_the_language_switches_and_stays_in_the_address(page: Page, tmp_path: Path) -> None:
    shown = PlanPage(page, tmp_path, sample_day(), "#lang=en")
    expect(page.locator("#gantt h2")).to_have_text("Timeline")
    shown.stops.first.click()
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.locator("#gantt h2")).to_have_text("时间表")
    expect(shown.details).to_contain_text("万用表")  # from the plan: the multimeter of the kit
    assert "lang=zh" in page.url
    page.reload()
    expect(page.locator("#gantt h2")).to_have_text("时间表")
    # The stop that was chosen is in the address too.
    expect(shown.active).to_have_count(1)
    shown.check()


def test_the_first_language_is_the_browsers(browser: Browser, tmp_path: Path) -> None:
    for locale, heading in (("zh-CN", "时间表"), ("en-GB", "Timeline"), ("pt-PT", "Timeline")):
        context = browser.new_context(locale=locale)
        shown = PlanPage(context.new_page(), tmp_path, sample_day())
        expect(shown.page.locator("#gantt h2")).to_have_text(heading)
        shown.check()
        context.close()


def test_no_word_is_missing_in_either_language(page: Page, tmp_path: Path) -> None:
    # Seed 29 has a collection, a late stop and waiting among its 16 jobs.
    for lang in ("en", "zh"):
        shown = PlanPage(page, tmp_path, sample_day(engineers=4, jobs=16, seed=29), f"#lang={lang}")
        for tab in ("unplanned", "calls", "findings"):
            page.click(f"#tab-{tab}")
            assert "undefined" not in page.inner_text("body")
        for number in range(shown.visits.count()):
            shown.visits.nth(number).click()
            assert "undefined" not in shown.details.inner_text()
            assert "NaN" not in shown.details.inner_text()
        shown.check()


def test_arrow_keys_step_through_stops_and_engineers(page: Page, tmp_path: Path) -> None:
    shown = PlanPage(page, tmp_path, sample_day(engineers=3, jobs=12))
    first = shown.visits.first
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(shown.visits.nth(1)).to_be_focused()
    assert shown.key(shown.ring) == shown.key(shown.visits.nth(1))
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowLeft")  # there is none before the first
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    second_row = page.locator('[data-row="r1"] [role=gridcell].active')
    expect(second_row).to_have_count(1)
    page.keyboard.press("End")
    expect(page.locator('[data-row="r1"] [role=gridcell]').last).to_be_focused()
    page.keyboard.press("Escape")
    expect(shown.active).to_have_count(0)
    shown.check()


def test_the_map_is_used_with_the_keyboard_too(page: Page, tmp_path: Path) -> None:
    shown = PlanPage(page, tmp_path, sample_day(engineers=3, jobs=12))
    canvas = page.locator("#map canvas")
    canvas.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(shown.active).to_have_count(1)
    expect(page.locator("#announcer")).to_contain_text("Appointment")
    before = page.locator("#map .scale").inner_text()
    for _ in range(6):
        page.keyboard.press("+")
    expect(page.locator("#map .scale")).not_to_have_text(before)
    page.keyboard.press("0")
    expect(page.locator("#map .scale")).to_have_text(before)
    expect(canvas).to_be_focused()
    shown.check()


def test_tab_comes_to_the_timeline_once_and_goes_on(page: Page, tmp_path: Path) -> None:
    shown = PlanPage(page, tmp_path, sample_day(engineers=3, jobs=12))
    assert page.locator('#gantt [role=gridcell][tabindex="0"]').count() == 1
    shown.stops.nth(4).click()
    assert page.locator('#gantt [role=gridcell][tabindex="0"]').count() == 1
    expect(shown.stops.nth(4)).to_have_attribute("tabindex", "0")
    shown.check()


def test_a_search_shows_what_matches_and_fades_the_rest(page: Page, tmp_path: Path) -> None:
    shown = PlanPage(page, tmp_path, sample_day(engineers=3, jobs=12))
    page.fill("#search", "j0003")
    expect(page.locator("#matches")).to_have_text("1 found")
    expect(page.locator("#gantt .row")).to_have_count(1)
    clear = page.locator("#gantt [role=gridcell]:not(.faded)")
    expect(clear).to_have_count(1)
    page.press("#search", "Enter")
    expect(shown.details).to_contain_text("J0003")
    page.fill("#search", "nobody of this name")
    expect(page.locator("#matches")).to_have_text("no match")
    expect(page.locator("#gantt .empty")).to_be_visible()
    shown.check()


def test_every_day_has_its_own_rows(page: Page, tmp_path: Path) -> None:
    shown = PlanPage(page, tmp_path, sample_day(engineers=2, jobs=24, days=3), "#lang=en")
    days = page.locator("#days button")
    expect(days).to_have_text(["Mon 5 Jan", "Tue 6 Jan", "Wed 7 Jan"])
    first = page.locator("#gantt .row").evaluate_all("all => all.map(one => one.dataset.row)")
    days.nth(1).click()
    second = page.locator("#gantt .row").evaluate_all("all => all.map(one => one.dataset.row)")
    assert not set(first) & set(second)
    assert len(first) == len(second) == 2
    shown.check()


def test_a_job_of_another_day_is_found_there(page: Page, tmp_path: Path) -> None:
    day = sample_day(engineers=2, jobs=24, days=3)
    last = next(route for route in day[1].routes if route.shift_index == 2)
    job_id = next(stop.job_id for stop in last.stops if stop.job_id)
    shown = PlanPage(page, tmp_path, day, "#lang=en")
    page.fill("#search", job_id)
    expect(page.locator("#matches")).to_have_text("0 found, 1 on other days")
    page.press("#search", "Enter")
    expect(page.locator('#days [aria-pressed="true"]')).to_have_text("Wed 7 Jan")
    expect(shown.active).to_be_in_viewport()
    shown.check()


def test_times_are_those_of_the_plan_wherever_the_browser_is(
    browser: Browser, tmp_path: Path
) -> None:
    day = sample_day(engineers=1, jobs=3)
    stop = next(stop for stop in day[1].routes[0].stops if stop.job_id)
    assert stop.appointment is not None
    hour, minute = (stop.appointment.hour + 8) % 24, stop.appointment.minute  # Shanghai: UTC+8
    context = browser.new_context(timezone_id="America/New_York", locale="en-US")
    shown = PlanPage(context.new_page(), tmp_path, day)
    shown.page.locator(f'#gantt [aria-label*="Appointment {hour:02}:{minute:02}"]').click()
    expect(shown.details).to_contain_text(f"{hour:02}:{minute:02}")
    expect(shown.page.locator("#subtitle")).to_contain_text("Asia/Shanghai (UTC+08:00)")
    shown.check()
    context.close()


def test_where_the_clock_changes_every_time_says_its_offset(page: Page, tmp_path: Path) -> None:
    # Berlin: from +02:00 to +01:00 in the night to 25 October 2026.
    night = datetime(2026, 10, 23, 22, tzinfo=UTC)
    day = sample_day(engineers=1, jobs=4, days=2, time_zone="Europe/Berlin", first_day=night)
    shown = PlanPage(page, tmp_path, day, "#lang=en")
    shown.stops.first.click()
    expect(shown.details).to_contain_text("+02:00")
    page.locator("#days button").nth(1).click()
    shown.stops.first.click()
    expect(shown.details).to_contain_text("+01:00")
    shown.check()


def test_hostile_and_foreign_names_are_shown_as_text(page: Page, tmp_path: Path) -> None:
    scenario, plan = sample_day(engineers=2, jobs=len(NAMES), unplanned=1)
    jobs = tuple(
        job.model_copy(
            update={
                "customer": job.customer.model_copy(update={"name": name}),
                "access_notes": name,
            }
        )
        for job, name in zip(scenario.jobs, NAMES, strict=True)
    )
    engineers = tuple(one.model_copy(update={"name": NAMES[1]}) for one in scenario.engineers)
    day = scenario.model_copy(update={"jobs": jobs, "engineers": engineers}), plan
    shown = PlanPage(page, tmp_path, day)
    for number in range(shown.stops.count()):
        shown.stops.nth(number).click()
        name = shown.details.locator("h3").inner_text()
        assert name in NAMES
    page.click("#tab-calls")
    expect(page.locator("#lists")).to_contain_text(NAMES[1])
    assert page.locator("img, #map script, main script").count() == 0
    assert page.title().startswith("Sample day")
    shown.check()


def test_without_coordinates_the_map_says_so_and_the_rest_works(page: Page, tmp_path: Path) -> None:
    day = sample_day(engineers=3, jobs=12, coordinates=False)
    shown = PlanPage(page, tmp_path, day, "#lang=en")
    expect(page.locator("#map")).to_contain_text("No map: this scenario gives travel times")
    assert page.locator("#map canvas").count() == 0
    shown.stops.first.click()
    expect(shown.details).to_contain_text("Appointment")
    shown.check()


@pytest.mark.parametrize(("engineers", "jobs"), [(0, 0), (0, 5), (2, 0)])
def test_a_plan_without_routes_says_so(
    page: Page, tmp_path: Path, engineers: int, jobs: int
) -> None:
    day = sample_day(engineers=engineers, jobs=jobs, unplanned=jobs)
    shown = PlanPage(page, tmp_path, day, "#lang=en")
    expect(page.locator('[data-figure="served"] strong')).to_have_text(f"0 / {jobs}")
    expect(page.locator("#gantt .empty")).to_be_visible(visible=engineers == 0)
    expect(page.locator("#gantt .row")).to_have_count(engineers)
    shown.check()


def test_on_a_phone_nothing_is_wider_than_the_screen(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    shown = PlanPage(page, tmp_path, sample_day(engineers=3, jobs=12))
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    shown.stops.nth(1).tap()
    expect(page.locator("#details h3")).to_be_in_viewport()
    expect(shown.ring).to_be_in_viewport()
    expect(shown.active).to_be_in_viewport()
    page.get_by_role("button", name="Close").tap()
    expect(page.locator("#details h3")).to_be_hidden()
    page.get_by_role("tab", name="Calls").tap()
    expect(page.locator("#lists tbody tr").first).to_be_in_viewport()
    shown.check()
    context.close()


def test_a_printed_page_shows_every_row_and_the_screen_comes_back(
    page: Page, tmp_path: Path
) -> None:
    shown = PlanPage(page, tmp_path, sample_day(engineers=40, jobs=160))
    few = page.locator("#gantt .row").count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#gantt .row")).to_have_count(40)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#gantt .row")).to_have_count(few)
    shown.check()


def test_a_thousand_jobs_stay_light(page: Page, tmp_path: Path) -> None:
    shown = PlanPage(page, tmp_path, sample_day(engineers=130, jobs=1000))
    assert page.evaluate("document.querySelectorAll('*').length") < 6000
    shown.stops.first.focus()
    for _ in range(60):
        page.keyboard.press("ArrowDown")
    expect(shown.active).to_be_focused()
    expect(shown.active).to_be_in_viewport()
    shown.check()
