"""Events from customers: promises, wishes and jobs that come, go and come again."""

from __future__ import annotations

from typing import Any

import pytest
from support.shop_day import happens, refused, shop_day, steps, utc
from support.small_days import at, job, window

from models.day import JobState, apply_event, take_event
from models.errors import EventRefused
from models.job import Job, JobStatus

DONE = (
    *steps("ann", "a", departed="08:45", arrived="08:55", started="09:00"),
    happens("finished", "09:30", engineer_id="ann", job_id="a"),
)


def job_of(day: object, job_id: str) -> Job:
    found = day.job(job_id)  # type: ignore[attr-defined]
    assert isinstance(found, Job)
    return found


def test_what_is_told_is_the_appointment_of_the_plan() -> None:
    day = shop_day(happens("appointments_told", "07:30", job_ids=("c",)), told=False)
    assert day.clock.absolute(job_of(day, "c").appointment_told or at("00:00")) == utc("11:00")
    assert job_of(day, "a").appointment_told is None


def test_a_job_that_is_not_planned_cannot_have_been_told() -> None:
    new = happens("urgent_job", "07:10", job=job("x", 5))
    event = happens("appointments_told", "07:30", job_ids=("a", "x", "nobody"))
    with pytest.raises(EventRefused) as caught:
        apply_event(shop_day(new), event)
    codes = [(one.code, one.path) for one in caught.value.findings]
    assert codes == [
        ("event-job-not-planned", "job_ids[1]"),
        ("event-unknown-job", "job_ids[2]"),
    ]


def test_a_confirmed_appointment_is_noted() -> None:
    day = shop_day(happens("appointment_confirmed", "08:00", job_id="b"))
    assert day.job_facts("b").confirmed


def test_who_asks_to_wait_is_promised_that_moment() -> None:
    day = shop_day(happens("customer_asks_to_wait", "09:30", job_id="b", not_before=at("10:20")))
    asked = job_of(day, "b")
    assert day.clock.absolute(asked.appointment_told or at("00:00")) == utc("10:20")
    assert [day.clock.absolute(one.start) for one in asked.windows] == [utc("10:20")]
    assert day.clock.absolute(asked.windows[0].end) == utc("11:00")


def test_who_asks_to_wait_beyond_the_window_can_be_visited_that_day() -> None:
    day = shop_day(happens("customer_asks_to_wait", "09:30", job_id="b", not_before=at("15:00")))
    asked = job_of(day, "b")
    assert [day.clock.absolute(one.start) for one in asked.windows] == [utc("15:00")]
    assert day.clock.absolute(asked.windows[0].end) == day.clock.absolute(at("00:00", 1))


def test_who_wants_other_times_has_no_appointment_any_more() -> None:
    other = window("14:00", "16:00")
    day = shop_day(happens("customer_asks_to_change", "09:30", job_id="b", windows=(other,)))
    assert job_of(day, "b").windows == (other,)
    assert job_of(day, "b").appointment_told is None


def test_a_window_that_ends_before_it_starts_is_refused() -> None:
    wrong = window("16:00", "14:00")
    event = happens("customer_asks_to_change", "09:30", job_id="b", windows=(wrong,))
    assert refused(shop_day(), event) == "event-contradiction"


def test_the_newest_wish_counts_whenever_it_is_heard_of() -> None:
    first = happens(
        "customer_asks_to_change", "08:00", job_id="b", windows=(window("12:00", "13:00"),)
    )
    second = happens(
        "customer_asks_to_change", "08:30", job_id="b", windows=(window("14:00", "15:00"),)
    )
    late = take_event(shop_day(second), first)
    assert job_of(late.day, "b").windows == (window("14:00", "15:00"),)
    assert [one.code for one in late.notices] == ["event-out-of-date"]
    assert late.day == shop_day(first, second)


def test_a_cancelled_job_is_over() -> None:
    day = shop_day(happens("cancelled", "08:00", job_id="b"))
    assert day.job_facts("b").state is JobState.CANCELLED
    assert job_of(day, "b").status is JobStatus.CANCELLED
    assert refused(day, happens("cancelled", "08:10", job_id="b")) == "event-job-cancelled"


def test_work_that_has_begun_is_not_cancelled_but_ended() -> None:
    event = happens("cancelled", "09:10", job_id="a")
    assert refused(shop_day(*DONE[:3]), event) == "event-contradiction"


def test_new_jobs_follow_the_others_in_the_order_of_their_ids() -> None:
    x, y = (happens("urgent_job", "09:00", f"new-{one}", job=job(one, 5)) for one in "xy")
    assert shop_day(x, y) == shop_day(y, x)
    assert [one.id for one in shop_day(y, x).scenario.jobs] == ["a", "b", "c", "d", "x", "y"]
    assert refused(shop_day(x), happens("urgent_job", "09:30", job=job("x", 6))) == (
        "event-job-known"
    )


@pytest.mark.parametrize(
    ("fields", "code", "path"),
    [
        ({"required_engineer_id": "carl"}, "unknown-reference", "job.required_engineer_id"),
        ({"windows": (window("12:00", "11:00"),)}, "end-before-start", "job.windows[0].end"),
        (
            {"windows": (window("11:00", "12:00"),), "appointment_told": at("13:00")},
            "appointment-outside-windows",
            "job.appointment_told",
        ),
    ],
)
def test_a_new_job_that_would_make_the_day_unusable_is_refused(
    fields: dict[str, Any], code: str, path: str
) -> None:
    event = happens("urgent_job", "09:00", job=job("x", 5, **fields))
    with pytest.raises(EventRefused) as caught:
        apply_event(shop_day(), event)
    assert [(one.code, one.path) for one in caught.value.findings] == [(code, path)]


def test_who_is_not_content_is_visited_again_by_the_same_engineer() -> None:
    event = happens("not_content", "12:00", job_id="a", new_job_id="a2")
    again = job_of(shop_day(*DONE, event), "a2")
    assert again.required_engineer_id == "ann"
    assert again.case_id == "a"
    assert again.status is JobStatus.OPEN
    assert again.appointment_told is None


def test_who_refuses_the_engineer_is_visited_by_another() -> None:
    event = happens("not_content", "12:00", job_id="a", new_job_id="a2", same_engineer_refused=True)
    again = job_of(shop_day(*DONE, event), "a2")
    assert again.required_engineer_id is None
    assert again.refused_engineer_ids == ("ann",)


def test_nobody_is_discontent_before_the_visit_is_over() -> None:
    event = happens("not_content", "12:00", job_id="b", new_job_id="b2")
    assert refused(shop_day(), event) == "event-job-not-finished"
