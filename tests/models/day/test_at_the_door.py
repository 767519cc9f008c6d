"""Events at the door: what becomes of the job, of the stock and of the next visit."""

from __future__ import annotations

from datetime import timedelta

from support.shop_day import happens, refused, shop_day, steps, utc
from support.small_days import at

from models.day import JobState
from models.event import Outcome
from models.job import JobKind
from models.place import Place

AT_A = steps("ann", "a", departed="08:45", arrived="08:55")
AT_B = steps("ann", "b", departed="09:40", arrived="09:50", started="10:00")


def test_nobody_at_home_means_that_the_job_waits_for_another_time() -> None:
    day = shop_day(*AT_A, happens("no_access", "09:15", engineer_id="ann", job_id="a"))
    facts, job = day.job_facts("a"), day.job("a")
    assert facts.state is JobState.NEEDS_REBOOKING
    assert facts.why is not None
    assert facts.outcome is Outcome.NO_ACCESS
    assert facts.arrived_at is None
    assert job is not None
    assert job.appointment_told is None
    activity = day.activity("ann")
    assert activity is not None
    assert activity.doing is JobState.NEEDS_REBOOKING


def test_an_engineer_who_is_doubted_leaves_the_job_to_the_manager() -> None:
    day = shop_day(*AT_A, happens("entry_refused", "09:05", engineer_id="ann", job_id="a"))
    why = day.job_facts("a").why
    assert why is not None
    assert "manager" in why.en


def test_nobody_is_turned_away_who_has_begun_to_work() -> None:
    started = happens("started", "09:00", engineer_id="ann", job_id="a")
    event = happens("no_access", "09:15", engineer_id="ann", job_id="a")
    assert refused(shop_day(*AT_A, started), event) == "event-contradiction"


def test_the_unit_is_looked_for_where_it_is() -> None:
    other = Place(matrix_index=6)
    day = shop_day(*AT_A, happens("unit_elsewhere", "08:57", job_id="a", place=other))
    job = day.job("a")
    assert job is not None
    assert job.place == other
    # The appointment stays a promise.
    assert job.appointment_told is not None


def test_a_unit_that_is_worked_on_is_nowhere_else() -> None:
    event = happens("unit_elsewhere", "10:10", job_id="b", place=Place(matrix_index=6))
    assert refused(shop_day(*AT_B), event) == "event-contradiction"


def test_a_missing_part_corrects_the_van_and_leaves_the_promise() -> None:
    missing = happens("part_missing", "10:10", engineer_id="ann", job_id="b", part_id="pump")
    day = shop_day(*AT_B, missing)
    job = day.job("b")
    assert day.job_facts("b").state is JobState.NEEDS_REBOOKING
    assert day.job_facts("b").missing_parts == {"pump": 1}
    assert day.engineer_facts("ann").missing == {"pump": 1}
    assert job is not None
    assert job.appointment_told == shop_day().clock.moment(10 * 3600)


def test_a_part_that_nobody_knows_cannot_be_missing() -> None:
    event = happens("part_missing", "10:10", engineer_id="ann", job_id="b", part_id="valve")
    assert refused(shop_day(*AT_B), event) == "event-unknown-part"


def test_what_cannot_be_mended_here_is_brought_back_at_once_promised() -> None:
    event = happens(
        "not_repairable_here", "10:20", engineer_id="ann", job_id="b", return_job_id="b-back"
    )
    day = shop_day(*AT_B, event)
    back = day.job("b-back")
    assert day.job_facts("b").state is JobState.FINISHED
    assert day.job_facts("b").outcome is Outcome.TAKEN_TO_WORKSHOP
    assert back is not None
    assert back.kind is JobKind.RETURN_VISIT
    assert back.case_id == "b"
    # policy.door: brought back after a day at the earliest.
    assert back.windows[0].start == utc("10:20") + timedelta(days=1)
    # Nothing was repaired, so the pump is still in the van.
    assert day.job_facts("b").draws == ()


def test_a_return_visit_needs_an_id_of_its_own() -> None:
    event = happens(
        "not_repairable_here", "10:20", engineer_id="ann", job_id="b", return_job_id="c"
    )
    assert refused(shop_day(*AT_B), event) == "event-job-known"


def test_a_failed_visit_can_be_followed_by_another_one() -> None:
    away = happens("no_access", "09:15", engineer_id="ann", job_id="a")
    again = steps("bob", "a", departed="13:00", arrived="13:20", started="13:25")
    day = shop_day(*AT_A, away, *again)
    facts = day.job_facts("a")
    assert facts.state is JobState.STARTED
    assert (facts.engineer_id, facts.arrived_at) == ("bob", utc("13:20"))
    assert at("13:20") > at("09:15")
