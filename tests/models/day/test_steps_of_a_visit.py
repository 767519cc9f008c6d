"""Events of the road: what they make known of a job and of the engineer on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.shop_day import happens, refused, shop_day, steps, utc
from support.small_days import at

from models.day import JobState, apply_event, take_event
from models.event import Outcome
from models.job import JobStatus

BEGUN = steps("ann", "a", departed="08:45", arrived="08:55", started="09:00")


def test_who_departs_is_expected_after_the_planned_drive() -> None:
    day = shop_day(happens("departed", "08:50", engineer_id="ann", job_id="a"))
    facts = day.job_facts("a")
    assert facts.state is JobState.DEPARTED
    assert facts.engineer_id == "ann"
    # Left at 08:50, ten minutes of drive.
    assert facts.expected_arrival == utc("09:00")
    assert day.engineer_facts("ann").begun_shifts == (0,)
    assert day.now == utc("08:50")


def test_work_that_has_begun_is_in_progress_and_its_units_are_used() -> None:
    day = shop_day(*BEGUN)
    assert day.job_facts("a").state is JobState.STARTED
    job = day.job("a")
    assert job is not None
    assert job.status is JobStatus.IN_PROGRESS
    later = shop_day(happens("started", "10:00", engineer_id="ann", job_id="b"))
    assert [draw.part_id for draw in later.job_facts("b").draws] == ["pump"]


def test_a_finished_visit_frees_the_engineer_and_closes_the_job() -> None:
    day = shop_day(*BEGUN, happens("finished", "09:25", engineer_id="ann", job_id="a"))
    facts, job = day.job_facts("a"), day.job("a")
    assert facts.state is JobState.FINISHED
    assert facts.finished_at == utc("09:25")
    assert facts.outcome is Outcome.DONE
    assert job is not None
    assert job.status is JobStatus.FINISHED
    activity = day.activity("ann")
    assert activity is not None
    assert activity.doing is JobState.FINISHED


def test_an_end_without_a_beginning_is_believed_with_a_notice() -> None:
    applied = take_event(shop_day(), happens("finished", "09:25", engineer_id="ann", job_id="a"))
    assert applied.day.job_facts("a").state is JobState.FINISHED
    assert [one.code for one in applied.notices] == ["event-step-missing"]


def test_another_engineer_than_planned_is_believed_with_a_notice() -> None:
    applied = take_event(shop_day(), happens("started", "09:25", engineer_id="bob", job_id="a"))
    assert applied.day.job_facts("a").engineer_id == "bob"
    assert [one.code for one in applied.notices] == ["event-other-engineer"]


def test_who_moves_on_without_an_end_is_noted() -> None:
    applied = take_event(
        shop_day(*BEGUN), happens("departed", "09:40", engineer_id="ann", job_id="b")
    )
    assert "event-still-at-work" in [one.code for one in applied.notices]


def test_who_ends_and_sets_out_in_the_same_moment_is_on_the_way() -> None:
    end = happens("finished", "09:30", engineer_id="ann", job_id="a")
    day = shop_day(*BEGUN, end, happens("departed", "09:30", engineer_id="ann", job_id="b"))
    activity = day.activity("ann")
    assert activity is not None
    assert (activity.doing, activity.job_id) == (JobState.DEPARTED, "b")


@pytest.mark.parametrize(
    ("outcome", "state", "status"),
    [
        ("done", JobState.FINISHED, JobStatus.FINISHED),
        ("taken_to_workshop", JobState.FINISHED, JobStatus.FINISHED),
        ("cancelled", JobState.CANCELLED, JobStatus.CANCELLED),
        ("rebooked", JobState.NEEDS_REBOOKING, JobStatus.OPEN),
        ("next_day", JobState.NEEDS_REBOOKING, JobStatus.OPEN),
        ("no_access", JobState.NEEDS_REBOOKING, JobStatus.OPEN),
        ("transferred", JobState.NEEDS_REBOOKING, JobStatus.OPEN),
    ],
)
def test_every_outcome_has_what_follows_from_it(
    outcome: str, state: JobState, status: JobStatus
) -> None:
    end = happens("finished", "09:25", engineer_id="ann", job_id="a", outcome=outcome)
    day = shop_day(*BEGUN, end)
    job = day.job("a")
    assert job is not None
    assert (day.job_facts("a").state, job.status) == (state, status)
    if status is JobStatus.OPEN:
        assert job.appointment_told is None


def test_work_that_goes_on_another_day_does_not_begin_before_midnight() -> None:
    end = happens("finished", "09:25", engineer_id="ann", job_id="a", outcome="next_day")
    job = shop_day(*BEGUN, end).job("a")
    assert job is not None
    assert all(one.start >= shop_day().clock.moment(24 * 3600) for one in job.windows)


def test_who_handed_a_job_on_is_not_sent_again() -> None:
    end = happens("finished", "09:25", engineer_id="ann", job_id="a", outcome="transferred")
    job = shop_day(*BEGUN, end).job("a")
    assert job is not None
    assert job.refused_engineer_ids == ("ann",)


def test_an_overrun_means_that_work_has_begun() -> None:
    overrun = happens(
        "overrun", "09:20", engineer_id="ann", job_id="a", expected_finish=at("10:15")
    )
    day = shop_day(overrun)
    assert day.job_facts("a").state is JobState.STARTED
    assert day.job_facts("a").expected_finish == utc("10:15")


def test_a_late_departure_counts_until_he_has_set_out() -> None:
    late = happens("late_departure", "08:30", engineer_id="ann", departs_at=at("09:10"))
    assert shop_day(late).engineer_facts("ann").free_not_before == utc("09:10")
    gone = shop_day(late, happens("departed", "08:50", engineer_id="ann", job_id="a"))
    assert gone.engineer_facts("ann").free_not_before is None


def test_a_delay_counts_until_he_has_arrived() -> None:
    jam = happens("traffic_delay", "08:50", engineer_id="ann", delay_s=1500)
    assert shop_day(*BEGUN[:1], jam).engineer_facts("ann").delay_s == 1500
    assert shop_day(*BEGUN[:1], jam, BEGUN[1]).engineer_facts("ann").delay_s == 0


@pytest.mark.parametrize(
    ("kind", "moment", "fields"),
    [
        ("started", "08:50", {"engineer_id": "ann", "job_id": "a"}),  # arrived at 08:55
        ("arrived", "08:40", {"engineer_id": "ann", "job_id": "a"}),  # departed at 08:45
        ("arrived", "08:58", {"engineer_id": "ann", "job_id": "a"}),  # arrived once already
        ("overrun", "09:20", {"engineer_id": "ann", "job_id": "a", "expected_finish": at("09:10")}),
        ("late_departure", "09:20", {"engineer_id": "ann", "departs_at": at("09:00")}),
        ("engineer_unavailable", "09:20", {"engineer_id": "ann", "until": at("09:00")}),
    ],
)
def test_what_contradicts_what_is_known_is_refused(
    kind: str, moment: str, fields: dict[str, object]
) -> None:
    day = shop_day(*BEGUN[:2])
    assert refused(day, happens(kind, moment, "another", **fields)) == "event-contradiction"


def test_nobody_is_told_of_the_end_by_somebody_who_is_not_there() -> None:
    event = happens("finished", "09:30", engineer_id="bob", job_id="a")
    assert refused(shop_day(), event) == "event-engineer-not-on-job"


def test_nothing_happens_to_a_job_that_is_over() -> None:
    done = shop_day(happens("finished", "09:30", engineer_id="ann", job_id="a"))
    assert refused(done, happens("no_access", "09:40", engineer_id="ann", job_id="a")) == (
        "event-job-finished"
    )
    off = shop_day(happens("cancelled", "08:30", job_id="a"))
    assert refused(off, happens("started", "09:00", engineer_id="ann", job_id="a")) == (
        "event-job-cancelled"
    )


def test_news_of_what_came_before_the_end_fills_in_what_was_not_known() -> None:
    done = shop_day(happens("finished", "09:30", engineer_id="ann", job_id="a"))
    told = apply_event(done, happens("started", "09:02", engineer_id="ann", job_id="a"))
    assert told.job_facts("a").state is JobState.FINISHED
    assert told.job_facts("a").started_at == utc("09:02")
    assert told.now - utc("09:30") == timedelta(0)
