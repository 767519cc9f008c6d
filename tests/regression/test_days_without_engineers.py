"""A day that nobody works on has no gaps to look at; its desk was not to be had."""

import pytest
from support.command import small_scenario

from models.clock import Clock
from models.day import begin_day
from models.event import Cancelled
from optimizer.replan import answer
from optimizer.solve import Budget, solve


@pytest.mark.core
def test_an_event_of_a_day_without_engineers_is_answered() -> None:
    scenario = small_scenario(jobs=2).model_copy(update={"engineers": ()})
    plan = solve(scenario, Budget(iterations=10), threads=1)
    start = Clock.of(scenario).moment(0)
    day = begin_day(scenario, plan, start)
    event = Cancelled(event_id="e1", at=start, job_id=scenario.jobs[0].id)
    found = answer(day, event)
    assert found.proposals == ()
    assert found.calls == ()
