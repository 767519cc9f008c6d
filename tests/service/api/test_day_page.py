"""The page of a running day: it changes with the plan in force, and nothing else changes on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, HttpCredentials, Page, expect
from support.day_api import PATH, begun, delay, held, new_job, stuck, told
from support.served import Served, begin_day, serving
from support.service_api import DAY, Organisation

from service.security.permissions import Role

VIEW, PAGE = f"{PATH}/view", f"/days/{DAY}/page"
JOBS = 6
CHECK_MS = 30_000
"""So often the page looks whether it still is current, as static/live.js says."""


def test_the_view_is_of_the_plan_in_force_and_its_etag_saves_the_transfer(
    api: Organisation,
) -> None:
    begun(api)
    first = api.get(VIEW)
    assert first.json()["version"] == 1
    assert api.get(VIEW, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    hold = held(api, new_job("N1"))
    assert api.post(f"{PATH}/bookings", {"hold_id": hold["id"]}).is_success
    then = api.get(VIEW, headers={"If-None-Match": first.headers["ETag"]})
    assert then.json()["version"] == 2
    jobs = {one["id"]: index for index, one in enumerate(then.json()["jobs"])}
    stops = [stop.get("job") for row in then.json()["rows"] for stop in row.get("stops", ())]
    assert stops.count(jobs["N1"]) == 1


def test_the_etag_stays_while_what_is_shown_does(api: Organisation) -> None:
    begun(api)
    etag = api.get(VIEW).headers["ETag"]
    held(api, new_job("N1"))
    about = {"kind": "position_reported", "event_id": "P", "at": f"{DAY}T08:00:00"}
    place = {"latitude": 36.66, "longitude": 117.01}
    answer = api.post(f"{PATH}/events", about | {"engineer_id": "E0", "place": place})
    assert answer.is_success, answer.text
    assert api.get(VIEW, headers={"If-None-Match": etag}).status_code == 304


def test_after_events_of_every_kind_there_is_still_a_view(api: Organisation) -> None:
    stuck(api)
    at = f"{DAY}T08:10:00"
    events = [
        {"kind": "urgent_job", "event_id": "U", "at": at, "job": new_job("URGENT", priority=90)},
        {"kind": "cancelled", "event_id": "C", "at": at, "job_id": "J1"},
    ]
    for event in events:
        answer = api.post(f"{PATH}/events", event)
        assert answer.is_success, answer.text
        assert api.get(VIEW).status_code == api.get(PAGE).status_code == 200
    assert "URGENT" in {one["id"] for one in api.get(VIEW).json()["jobs"]}


def test_the_page_may_ask_its_own_service_only_and_is_not_kept(api: Organisation) -> None:
    begun(api)
    answer = api.client.get(PAGE, auth=("anybody", api.keys[Role.VIEWER]))
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'sha256-" in policy
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"


def test_only_who_may_read_the_plans_of_a_day_that_runs_sees_it(
    api: Organisation, other: Organisation
) -> None:
    for path in (VIEW, PAGE):
        assert api.get(path).json()["code"] == "day-not-running"
    begun(api)
    for path in (VIEW, PAGE):
        assert api.get(path, Role.ENGINEER).status_code == 403
        assert api.get(path, Role.VIEWER).status_code == 200
        assert other.get(path).status_code == 404
        missing = api.client.get(path)
        assert missing.status_code == 401
        assert "Basic" in missing.headers["WWW-Authenticate"]


class LivePage:
    """The page in a browser that signs in with a key, watched while it shows the day."""

    def __init__(
        self,
        browser: Browser,
        served: Served,
        lang: str = "en",
        *,
        in_address: bool = False,
        prepare: Callable[[Page], object] | None = None,
    ) -> None:
        """`in_address`: the key stands in the address of the page; else the browser is asked."""
        asked = HttpCredentials(username="anybody", password=served.key)
        self.context = browser.new_context(http_credentials=None if in_address else asked)
        self.page: Page = self.context.new_page()
        if prepare:
            prepare(self.page)
        self.problems: list[str] = []
        self.loads = 0
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("load", lambda _: self._count())
        address = served.address
        if in_address:
            address = address.replace("//", f"//anybody:{served.key}@")
        self.page.goto(f"{address}{PAGE}#lang={lang}")
        self.connection = self.page.locator("#connection")

    def check(self) -> None:
        """Nothing was logged or thrown, and the page was loaded once."""
        assert self.problems == []
        assert self.loads == 1
        self.context.close()

    def _note(self, message: ConsoleMessage) -> None:
        self.problems.append(message.text)

    def _count(self) -> None:
        self.loads += 1


@pytest.fixture
def served(new_url: str, tmp_path: Path) -> Iterator[Served]:
    """A service whose day has begun."""
    with serving(new_url, tmp_path) as service:
        begin_day(service, JOBS)
        yield service


def book(served: Served, job_id: str) -> None:
    """Book a job in the window that costs least."""
    job = new_job(job_id)
    window = served.post(f"{PATH}/slots", {"job": job})["offers"][0]["window"]
    hold = served.post(f"{PATH}/holds", {"job": job, "window": window})
    served.post(f"{PATH}/bookings", {"hold_id": hold["id"]})


def accept_one(served: Served) -> None:
    """Report that an engineer is late, and put the first proposal that moves something in force."""
    served.post(f"{PATH}/events", told(*(f"J{number}" for number in range(JOBS))))
    routes = served.get(f"{PATH}/plan")["plan"]["routes"]
    busiest = max(routes, key=lambda route: len(route["stops"]))["engineer_id"]
    answer: Any = served.post(f"{PATH}/events", delay(engineer_id=busiest, seconds=7200))
    one = next(
        found
        for found in answer["answer"]["proposals"]
        if found["kind"] != "keep_late" and not any(m["needs_consent"] for m in found["moves"])
    )
    etag = served.client.get(f"{PATH}/proposals/{one['proposal_id']}").headers["ETag"]
    served.post(f"{PATH}/proposals/{one['proposal_id']}/accept", {}, **{"If-Match": etag})


@pytest.mark.slow
@pytest.mark.browser
def test_a_booking_and_an_accepted_proposal_appear_and_what_was_chosen_stays(
    browser: Browser, served: Served
) -> None:
    shown = LivePage(browser, served)
    page = shown.page
    expect(shown.connection).to_have_text("Live")
    visits = page.locator("#gantt [role=gridcell].job")
    expect(visits).to_have_count(JOBS)
    page.get_by_title("Longer hours").click()
    page.locator("#map").get_by_role("button", name="Zoom in").click()
    page.click("#tab-calls")
    visits.nth(3).click()
    name = page.locator("#details h3").inner_text()
    width = page.locator("#gantt .rows").evaluate("one => one.style.width")
    scale = page.locator("#map .scale").inner_text()
    book(served, "N1")
    expect(visits).to_have_count(JOBS + 1)
    expect(page.locator("#subtitle")).to_contain_text("plan version 2")
    expect(page.locator('[data-figure="served"] strong')).to_have_text("7 / 7")
    accept_one(served)
    expect(page.locator("#subtitle")).to_contain_text("plan version 3")
    expect(page.locator("#details h3")).to_have_text(name)
    active = page.locator("#gantt [role=gridcell].active")
    expect(active).to_have_count(1)
    expect(active).to_have_attribute("aria-selected", "true")
    expect(active).to_be_focused()
    expect(page.locator('#tab-calls[aria-selected="true"]')).to_have_count(1)
    assert page.locator("#gantt .rows").evaluate("one => one.style.width") == width
    assert page.locator("#map .scale").inner_text() == scale
    shown.check()


@pytest.mark.slow
@pytest.mark.browser
def test_a_search_and_an_engineer_stay_chosen_and_find_what_is_new(
    browser: Browser, served: Served
) -> None:
    shown = LivePage(browser, served, "zh", in_address=True)
    page = shown.page
    expect(shown.connection).to_have_text("实时更新")
    page.fill("#search", "Mrs New")
    expect(page.locator("#matches")).to_have_text("无匹配")
    book(served, "N1")
    expect(page.locator("#matches")).to_have_text("找到1个")
    expect(page.locator("#gantt [role=gridcell]:not(.faded)")).to_have_count(1)
    assert page.input_value("#search") == "Mrs New"
    page.fill("#search", "")
    page.select_option("#engineer", "1")
    book(served, "N2")
    expect(page.locator("#subtitle")).to_contain_text("计划版本 3")
    assert page.input_value("#engineer") == "1"
    expect(page.locator("#gantt .row")).to_have_count(1)
    shown.check()


@pytest.mark.slow
@pytest.mark.browser
def test_a_page_that_was_cut_off_says_so_and_catches_up(
    browser: Browser, new_url: str, tmp_path: Path, served: Served
) -> None:
    shown = LivePage(browser, served)
    expect(shown.connection).to_have_text("Live")
    shown.context.set_offline(True)
    served.process.stop()
    expect(shown.connection).to_have_text("Reconnecting …")
    shown.page.get_by_role("button", name="中文").click()
    expect(shown.connection).to_have_text("正在重新连接…")
    port = served.address.rpartition(":")[2]
    with serving(new_url, tmp_path, port=port) as again:
        book(again, "N1")
        shown.context.set_offline(False)
        expect(shown.connection).to_have_text("实时更新", timeout=20_000)
        expect(shown.page.locator("#subtitle")).to_contain_text("计划版本 2")
        shown.problems = [one for one in shown.problems if "net::ERR_" not in one]
        shown.check()


@pytest.mark.slow
@pytest.mark.browser
def test_a_stream_that_died_in_silence_is_noticed_and_begun_anew(
    browser: Browser, served: Served
) -> None:
    def cut(page: Page) -> None:
        page.clock.install()
        page.route("**/stream*", lambda _: None)  # never answered, as on a dead network

    shown = LivePage(browser, served, prepare=cut)
    expect(shown.connection).to_have_text("Reconnecting …")
    book(served, "N1")
    shown.page.unroute("**/stream*")
    expect(shown.page.locator("#subtitle")).to_contain_text("plan version 1")
    shown.page.clock.fast_forward(CHECK_MS)
    expect(shown.page.locator("#subtitle")).to_contain_text("plan version 2")
    expect(shown.connection).to_have_text("Live")
    shown.check()
