"""Rules about the jobs of a plan: each once, only plannable ones, reasons for the others."""

from __future__ import annotations

from datetime import date

import pytest
from support.audited_day import SCENARIO
from support.audited_plan import PLAN
from support.auditing import VISIT, codes, if_plan_says, if_scenario_says
from support.changing import changed

from models.job import Customer, Fee, Job, JobStatus, Product
from models.place import Place
from models.plan import UnplannedState
from models.scenario import SetAside

OVEN, VAGUE, BROKEN = PLAN.unplanned


# every_job_once


def test_a_job_that_is_nowhere_is_missing() -> None:
    assert "plan-job-missing" in if_plan_says("unplanned", (VAGUE, BROKEN))


def test_a_job_that_is_left_out_twice_is_reported() -> None:
    assert if_plan_says("unplanned", (OVEN, VAGUE, VAGUE, BROKEN)) == {"plan-job-twice"}


def test_a_job_that_is_planned_and_left_out_is_reported() -> None:
    visit = changed(changed(OVEN, "job_id", "visit"), "priority", 0)
    found = if_plan_says("unplanned", (*PLAN.unplanned, visit))
    assert found == {"plan-job-twice", "plan-cost-misstated"}


def test_a_job_that_the_scenario_does_not_have_is_unknown() -> None:
    stranger = changed(VAGUE, "job_id", "stranger")
    assert if_plan_says("unplanned", (*PLAN.unplanned, stranger)) == {"plan-job-unknown"}


def test_a_record_that_was_set_aside_has_to_be_listed_as_unusable() -> None:
    assert if_plan_says("unplanned", (OVEN, VAGUE)) >= {
        "plan-job-missing",
        "plan-set-aside-not-listed",
    }
    assert "plan-set-aside-not-listed" in if_plan_says(
        "unplanned[2].state", UnplannedState.UNPLANNED
    )


def test_a_record_set_aside_for_its_duplicate_id_is_listed_beside_the_job_itself() -> None:
    again = SetAside(kind="job", id="visit", record={"id": "visit"}, findings=())
    scenario = changed(SCENARIO, "set_aside", (*SCENARIO.set_aside, again))
    listed = changed(BROKEN, "job_id", "visit (record 2)")
    plan = changed(PLAN, "unplanned", (*PLAN.unplanned, listed))
    assert codes(scenario, changed(plan, "merit.jobs", 8)) == set()
    assert "plan-job-missing" in codes(scenario)


def test_an_engineer_set_aside_is_no_job() -> None:
    engineer = SetAside(kind="engineer", id="Eve", record={}, findings=())
    assert if_scenario_says("set_aside", (*SCENARIO.set_aside, engineer)) == set()


# plannable


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", JobStatus.CANCELLED),
        ("status", JobStatus.IN_PROGRESS),
        ("engineers_needed", 2),
        ("after_job_ids", ("pump",)),
        ("fee", Fee(amount_cents=5000)),
        ("fee", Fee(amount_cents=5000, accepted=False)),
    ],
)
def test_a_job_that_has_to_wait_is_not_planned(field: str, value: object) -> None:
    assert if_scenario_says(f"jobs[3].{field}", value) == {"plan-job-not-plannable"}


def test_a_job_that_lacks_information_is_not_planned() -> None:
    assert "plan-job-not-plannable" in if_scenario_says("jobs[3].customer", Customer())
    everything = ("phone", "place", "fault_description")
    assert "plan-job-not-plannable" in if_scenario_says("policy.required_fields", everything)


def test_a_repair_out_of_warranty_whose_fee_nobody_quoted_is_not_planned() -> None:
    old = Product(warranty_until=date(2026, 3, 1))
    assert if_scenario_says("jobs[1].product", old) == {"plan-job-not-plannable"}


def test_a_job_whose_fee_is_accepted_may_be_planned() -> None:
    assert if_scenario_says("jobs[3].fee", Fee(amount_cents=5000, accepted=True)) == set()


def test_a_job_without_a_resolved_place_cannot_be_in_a_route() -> None:
    assert "plan-route-misshapen" in if_scenario_says("jobs[3].place", Place(address="?"))


# left_out


@pytest.mark.parametrize("path", ["code", "text.en", "text.zh"])
def test_a_reason_needs_its_code_and_both_texts(path: str) -> None:
    assert if_plan_says(f"unplanned[0].reasons[0].{path}", " ") == {"plan-reason-missing"}


@pytest.mark.parametrize(
    "state",
    [
        UnplannedState.NOT_OPEN,
        UnplannedState.AWAITING_FEE_CONSENT,
        UnplannedState.AWAITING_PART,
        UnplannedState.NOT_SUPPORTED_YET,
        UnplannedState.PHONE_GUIDANCE,
        UnplannedState.UNRESOLVED_ADDRESS,
        UnplannedState.NEEDS_INFORMATION,
    ],
)
def test_a_state_that_the_scenario_contradicts_is_untrue(state: UnplannedState) -> None:
    assert "plan-state-untrue" in if_plan_says("unplanned[0].state", state)


@pytest.mark.parametrize(
    ("state", "field", "value"),
    [
        (UnplannedState.NOT_OPEN, "status", JobStatus.FINISHED),
        (UnplannedState.PHONE_GUIDANCE, "status", JobStatus.PHONE_GUIDANCE),
        (UnplannedState.AWAITING_FEE_CONSENT, "fee", Fee(amount_cents=1)),
        (UnplannedState.NOT_SUPPORTED_YET, "engineers_needed", 2),
        (UnplannedState.UNRESOLVED_ADDRESS, "place", Place(address="?")),
    ],
)
def test_a_state_that_the_scenario_bears_out_is_true(
    state: UnplannedState, field: str, value: object
) -> None:
    scenario = changed(SCENARIO, f"jobs[4].{field}", value)
    assert "plan-state-untrue" not in codes(scenario, changed(PLAN, "unplanned[0].state", state))


def test_a_job_that_needs_information_says_which() -> None:
    assert if_plan_says("unplanned[1].missing_fields", ()) == {"plan-state-untrue"}
    assert if_plan_says("unplanned[1].missing_fields", ("name",)) == {"plan-state-untrue"}
    assert if_plan_says("unplanned[0].missing_fields", ("phone",)) == {"plan-state-untrue"}


def test_the_priority_of_a_job_left_out_is_that_of_the_scenario() -> None:
    assert if_plan_says("unplanned[0].priority", 4) == {"plan-priority-misstated"}


def test_a_reason_speaks_of_people_and_jobs_that_exist() -> None:
    reason = "unplanned[0].reasons[0]"
    assert if_plan_says(f"{reason}.engineer_id", "Eve") == {"plan-reason-unknown-reference"}
    assert if_plan_says(f"{reason}.displaced_job_ids", ("pump", "?")) == {
        "plan-reason-unknown-reference"
    }
    assert if_plan_says(f"{reason}.engineer_id", "Bob") == set()
    assert if_plan_says(f"{reason}.displaced_job_ids", ("pump",)) == set()


def test_a_swapped_visit_is_found_though_all_jobs_are_there() -> None:
    other: Job = SCENARIO.jobs[0]
    assert if_plan_says(f"{VISIT}.job_id", other.id) >= {"plan-job-missing", "plan-job-twice"}
