"""Triage: what is searched, what waits, and that nothing that was asked gets lost."""

from __future__ import annotations

from typing import Any

from support.explained import scenario
from support.small_days import at, engineer, job, window

from models.clock import Clock
from models.findings import Finding, Severity
from models.job import Customer, Fee, Job, JobStatus
from models.plan import COUNTED_AS_UNSERVED, Unplanned, UnplannedState
from models.policy import DEFAULT_REQUIRED_FIELDS, Policy
from models.scenario import Scenario, SetAside
from optimizer.triage import triage

ERROR = Finding(
    code="value-out-of-range",
    severity=Severity.ERROR,
    message="jobs[1].priority is 500.",
    action="Write a value inside the limits.",
)
REMARK = Finding(
    code="places-to-geocode", severity=Severity.NOTICE, message="No place.", action="Find it."
)


def sorted_out(*jobs: Job, **fields: Any) -> tuple[list[str], dict[str, Unplanned]]:
    """Ids of the jobs that can be planned, and what is said of the others."""
    day = scenario(jobs=jobs, engineers=[engineer()], **fields)
    plannable, waiting = triage(day, Clock.of(day))
    return [one.id for one in plannable], {one.job_id: one for one in waiting}


def aside(record_id: str, *findings: Finding, kind: Any = "job", **record: Any) -> SetAside:
    return SetAside(kind=kind, id=record_id, record=record, findings=findings)


def test_jobs_that_can_be_planned_keep_their_order() -> None:
    plannable, waiting = sorted_out(job("z", 1), job("a", 1), job("m", 1))
    assert plannable == ["z", "a", "m"]
    assert not waiting


def test_each_job_that_has_to_wait_says_for_what() -> None:
    plannable, waiting = sorted_out(
        job("done", 1, status=JobStatus.FINISHED),
        job("talk", 1, status=JobStatus.PHONE_GUIDANCE),
        job("lost", None),
        job("fee", 1, fee=Fee(amount_cents=5000)),
        job("two", 1, engineers_needed=2),
        job("good", 1),
    )
    assert plannable == ["good"]
    assert {job_id: one.state for job_id, one in waiting.items()} == {
        "done": UnplannedState.NOT_OPEN,
        "talk": UnplannedState.PHONE_GUIDANCE,
        "lost": UnplannedState.NEEDS_INFORMATION,
        "fee": UnplannedState.AWAITING_FEE_CONSENT,
        "two": UnplannedState.NOT_SUPPORTED_YET,
    }
    for one in waiting.values():
        assert one.state not in COUNTED_AS_UNSERVED
        assert all(reason.text.en and reason.text.zh for reason in one.reasons)


def test_missing_fields_are_listed_with_the_priority_of_the_job() -> None:
    _, waiting = sorted_out(
        job("j", 1, customer=Customer(name="Wang"), priority=7),
        policy=Policy(required_fields=DEFAULT_REQUIRED_FIELDS),
    )
    assert waiting["j"].missing_fields == (
        "address", "phone", "product_model", "purchase_date", "fault_description",
        "requested_time",
    )  # fmt: skip
    assert waiting["j"].priority == 7


def test_an_appointment_outside_all_windows_is_unserved_with_that_reason() -> None:
    plannable, waiting = sorted_out(
        job("j", 1, windows=(window("09:00", "10:00"),), appointment_told=at("11:00"), priority=3)
    )
    assert not plannable
    (reason,) = waiting["j"].reasons
    assert (waiting["j"].state, waiting["j"].priority) == (UnplannedState.UNPLANNED, 3)
    assert reason.code == "no-possible-start"
    assert "appointment told is in none of the windows" in reason.text.en


def test_windows_that_all_end_before_they_start_leave_no_start() -> None:
    plannable, waiting = sorted_out(job("j", 1, windows=(window("10:00", "09:00"),)))
    assert not plannable
    assert "end before they start" in waiting["j"].reasons[0].text.en
    plannable, _ = sorted_out(
        job("j", 1, windows=(window("10:00", "09:00"), window("11:00", "12:00")))
    )
    assert plannable == ["j"]


def test_windows_between_two_moments_for_appointments_leave_no_start() -> None:
    policy = Policy(required_fields=(), appointment_raster_s=900)
    plannable, waiting = sorted_out(
        job("never", 1, windows=(window("09:01", "09:14"),)),
        job("once", 1, windows=(window("09:01", "09:15"),)),
        policy=policy,
    )
    assert plannable == ["once"]
    (reason,) = waiting["never"].reasons
    assert (waiting["never"].state, reason.code) == (UnplannedState.UNPLANNED, "no-possible-start")
    assert "every 900 s, is in its windows" in reason.text.en


def test_a_record_that_was_set_aside_gives_its_errors_as_reasons() -> None:
    _, waiting = sorted_out(set_aside=(aside("bad", REMARK, ERROR, priority=40),))
    (reason,) = waiting["bad"].reasons
    assert waiting["bad"].state is UnplannedState.RECORD_UNUSABLE
    assert reason.code == "value-out-of-range"
    assert reason.text.en == "jobs[1].priority is 500. Write a value inside the limits."
    assert "jobs[1].priority is 500." in reason.text.zh
    assert waiting["bad"].priority == 40


def test_a_record_without_errors_or_findings_still_has_a_reason() -> None:
    _, waiting = sorted_out(set_aside=(aside("noted", REMARK), aside("bare")))
    assert [one.code for one in waiting["noted"].reasons] == ["places-to-geocode"]
    assert [one.code for one in waiting["bare"].reasons] == ["record-unusable"]


def test_a_priority_that_cannot_be_understood_counts_as_the_usual_one() -> None:
    records = [aside(str(said), priority=said) for said in (500, -1, "high", True, None, 2.5)]
    _, waiting = sorted_out(set_aside=(*records, aside("none")))
    assert {one.priority for one in waiting.values()} == {1}
    assert len(waiting) == 7


def test_records_of_one_id_get_names_of_their_own() -> None:
    plannable, waiting = sorted_out(
        job("J7", 1), set_aside=(aside("J7"), aside("J7"), aside("J8"), aside("J8"))
    )
    assert plannable == ["J7"]
    assert list(waiting) == ["J7 (record 2)", "J7 (record 3)", "J8", "J8 (record 2)"]


def test_a_name_that_somebody_has_already_is_not_given_again() -> None:
    _, waiting = sorted_out(job("J7", 1), job("J7 (record 2)", 1), set_aside=(aside("J7"),))
    assert list(waiting) == ["J7 (record 3)"]
    _, waiting = sorted_out(set_aside=(aside("a"), aside("a (record 2)"), aside("a")))
    assert list(waiting) == ["a", "a (record 2)", "a (record 3)"]


def test_an_id_that_was_too_long_is_shortened_and_stays_unlike_others() -> None:
    _, waiting = sorted_out(set_aside=(aside("x" * 5000), aside("x" * 6000), aside("")))
    assert len(waiting) == 3
    assert all(len(name) <= 200 for name in waiting)
    assert "(no id)" in waiting


def test_engineers_set_aside_are_no_jobs() -> None:
    _, waiting = sorted_out(set_aside=(aside("e9", ERROR, kind="engineer"),))
    assert not waiting


def test_nothing_that_was_asked_gets_lost() -> None:
    day: Scenario = scenario(
        jobs=[
            job("a", 1),
            job("b", 1, engineers_needed=2),
            job("c", 1, windows=(window("9:00", "8:00"),)),
        ],
        set_aside=(aside("a"), aside("d")),
    )
    plannable, waiting = triage(day, Clock.of(day))
    names = [*(one.id for one in plannable), *(one.job_id for one in waiting)]
    assert names == ["a", "b", "c", "a (record 2)", "d"]
