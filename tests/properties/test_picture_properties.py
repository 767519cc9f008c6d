"""Whatever happened on a day, a picture of it is the day itself, and goes on like it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from support.running_days import planned_day, random_events

from models.day import begin_day
from models.errors import EventRefused
from service.days.entries import DayClock, Happened
from service.days.fold import Running, fold
from service.days.pictures import read, written


@given(seed=st.integers(0, 30), cut=st.floats(0, 1))
def test_a_picture_goes_on_like_the_day_it_is_of(seed: int, cut: float) -> None:
    scenario, plan = planned_day(seed)
    running = Running(1, begin_day(scenario, plan, scenario.horizon.start), DayClock.EVENTS)
    events = random_events(seed, scenario, plan)
    turn = int(cut * len(events))
    pictured = running
    for number, event in enumerate(events):
        if number == turn:
            taken = read(written(running))
            assert taken == running
            assert taken is not None
            pictured = taken
        try:
            after = fold(running, Happened(event=event, received_at=None))
        except EventRefused:
            continue
        if number >= turn:
            pictured = fold(pictured, Happened(event=event, received_at=None))
            assert pictured.day.model_dump_json() == after.day.model_dump_json()
        running = after
    if turn < len(events):
        assert pictured == running
