"""The page as text: complete, safe and closed, before any browser sees it."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.sample_plan import sample_day

from models.base import Text
from models.errors import InputUnusable
from models.plan import Plan, Reason, Unplanned, UnplannedState
from models.scenario import Scenario, SetAside
from service.web.page import render_page
from service.web.view import view

DATA = re.compile(r'<script type="application/json" id="plan">(.*?)</script>', re.DOTALL)


def data_of(page: str) -> dict[str, object]:
    found = DATA.search(page)
    assert found is not None
    loaded = json.loads(found[1])
    assert isinstance(loaded, dict)
    return loaded


def named(name: str) -> tuple[Scenario, Plan]:
    """The sample day with one customer of that name."""
    scenario, plan = sample_day(engineers=1, jobs=2)
    customer = scenario.jobs[0].customer.model_copy(update={"name": name})
    job = scenario.jobs[0].model_copy(update={"customer": customer})
    return scenario.model_copy(update={"jobs": (job, *scenario.jobs[1:])}), plan


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_name_reaches_the_page_as_it_is(name: str) -> None:
    jobs = data_of(render_page(*named(name)))["jobs"]
    assert isinstance(jobs, list)
    assert jobs[0].get("customer", "") == name


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "<!--<script>", "{{script}}{{data}}", "\u2028&"]
)
def test_no_name_can_end_the_data_or_add_an_element(name: str) -> None:
    page = render_page(*named(name))
    plain = render_page(*named("Wang"))
    for mark in ("<script", "</script", "<!--", "<style", "\u2028"):
        assert page.lower().count(mark) == plain.lower().count(mark)


def test_the_policy_allows_exactly_the_scripts_and_styles_of_the_page() -> None:
    page = render_page(*sample_day())
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found is not None
    policy = html.unescape(found[1])
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    assert style is not None
    assert script is not None
    for kind, text in (("style", style[1]), ("script", script[1])):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_same_plan_gives_the_same_page() -> None:
    day = sample_day()
    assert render_page(*day) == render_page(*day)


def test_nothing_in_the_page_points_outside_of_it() -> None:
    page = render_page(*sample_day())
    assert re.findall(r'(?:src|href)="(?!data:|#)', page) == []
    assert set(re.findall(r"https?://[^\s\"'`)]+", page)) == {"http://www.w3.org/2000/svg"}


def test_a_plan_of_another_scenario_is_refused() -> None:
    scenario, plan = sample_day()
    without = scenario.model_copy(update={"jobs": ()})
    with pytest.raises(InputUnusable, match=r"the plan names job 'J00\d+', which the scenario"):
        render_page(without, plan)
    with pytest.raises(InputUnusable, match="engineer 'E1'"):
        render_page(scenario.model_copy(update={"engineers": ()}), plan)


def test_a_record_that_was_set_aside_is_shown_under_its_own_name() -> None:
    scenario, plan = sample_day(engineers=1, jobs=2)
    reason = Reason(code="record-unusable", text=Text(en="The id is missing.", zh="缺少编号。"))
    unusable = Unplanned(
        job_id="jobs[7]", state=UnplannedState.RECORD_UNUSABLE, reasons=(reason,), priority=3
    )
    record = {"customer": {"name": "Ms Zhao"}, "windows": "tomorrow"}
    kept = SetAside(kind="job", id="jobs[7]", record=record, findings=())
    shown = view(
        scenario.model_copy(update={"set_aside": (kept,)}),
        plan.model_copy(update={"unplanned": (unusable,)}),
    )
    assert isinstance(shown["jobs"], list)
    # The two jobs of the scenario come first.
    assert shown["jobs"][2] == {"id": "jobs[7]", "customer": "Ms Zhao", "priority": 3}
    assert isinstance(shown["unplanned"], list)
    assert shown["unplanned"][0]["job"] == 2


def test_only_what_counts_as_unserved_is_counted_by_priority() -> None:
    scenario, plan = sample_day(engineers=3, jobs=12, unplanned=4)
    # Of four jobs left out the third (index 2) lacks information; see sample_plan._unplanned.
    figures = view(scenario, plan)["figures"]
    assert isinstance(figures, dict)
    assert sum(count for _, count in figures["unserved"]) == 3
    assert figures["waiting_for_something"] == 1


def test_a_shift_without_jobs_is_shown_too() -> None:
    scenario, plan = sample_day(engineers=3, jobs=12)
    fewer = plan.model_copy(update={"routes": plan.routes[:2]})
    rows = view(scenario, fewer)["rows"]
    assert isinstance(rows, list)
    assert [row["engineer"] for row in rows] == [0, 1, 2]
    assert ["stops" in row for row in rows] == [True, True, False]


def test_a_zero_is_a_fact_and_is_kept() -> None:
    scenario, plan = sample_day()
    rows = view(scenario, plan)["rows"]
    assert isinstance(rows, list)
    jobs = [stop for stop in rows[0]["stops"] if stop["kind"] == "job"]
    assert all("slack" in stop["leg"] and "late" in stop for stop in jobs)


def test_the_sentences_of_a_plan_are_stored_once() -> None:
    texts = view(*sample_day(engineers=3, jobs=12))["texts"]
    assert isinstance(texts, list)
    assert len({tuple(pair) for pair in texts}) == len(texts)
