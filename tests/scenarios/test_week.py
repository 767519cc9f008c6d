"""A city over several days: who works, what is asked on which day, and that it can be planned."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from models.check import check
from models.errors import InputUnusable
from models.findings import Severity
from scenarios.week import generate_week


def test_a_week_has_the_jobs_of_each_day_and_a_shift_for_every_engineer_and_day() -> None:
    week = generate_week(jobs_today=60, jobs_later=30, days=3, seed=4)
    midnight = week.horizon.start
    by_day = [
        sum((job.windows[0].start - midnight) // timedelta(days=1) == day for job in week.jobs)
        for day in range(3)
    ]
    assert by_day == [60, 30, 30]
    assert week.horizon.end - midnight == timedelta(days=3)
    assert len({job.id for job in week.jobs}) == 120
    for engineer in week.engineers:
        days = [(shift.start - midnight) // timedelta(days=1) for shift in engineer.shifts]
        assert days == [0, 1, 2]
    assert [one for one in check(week) if one.severity is Severity.ERROR] == []
    assert all(job.appointment_told is None for job in week.jobs[60:])


def test_equal_arguments_give_equal_weeks_and_other_seeds_others() -> None:
    week = partial(generate_week, jobs_today=20, jobs_later=10, days=2)
    assert week(seed=1) == week(seed=1)
    assert week(seed=1) != week(seed=2)


@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 32}, {"jobs_later": 21}])
def test_numbers_out_of_bounds_are_refused_by_name(wrong: dict[str, Any]) -> None:
    week = partial(generate_week, jobs_today=20, jobs_later=10, days=2)
    with pytest.raises(InputUnusable, match=next(iter(wrong))):
        week(**wrong)
