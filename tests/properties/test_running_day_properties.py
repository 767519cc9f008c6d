"""What holds on random running days, at random moments, whatever has happened."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.running_days import planned_day, running_day

from models.audit import audit
from models.check import check
from models.clock import Clock
from models.day import Day, JobState, apply_event, begin_day
from models.errors import EventRefused
from models.event import Event
from models.findings import Severity
from models.places import index_places
from models.plan import Plan
from optimizer.outlook import look_again, outlook
from optimizer.rest_of_day import RestOfDay, rest_of_day, rest_plan
from optimizer.rest_plan import plan_as_it_stands
from optimizer.roads import Roads
from optimizer.solve import Budget, solve
from optimizer.travel.build import build_travel

pytestmark = pytest.mark.core

SEEDS = st.integers(0, 60)
PARTS = st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.9, 1.0])


def folded(seed: int, events: list[Event]) -> Day:
    """The day after these events, in the order in which they are given."""
    scenario, plan = planned_day(seed)
    day = begin_day(scenario, plan, Clock.of(scenario).moment(0))
    for event in events:
        day = apply_event(day, event)
    return day


def errors(rest: RestOfDay, plan: Plan) -> list[str]:
    """What the auditor holds against a plan for the rest of a day."""
    places = index_places(rest.scenario)
    found = audit(rest.scenario, plan, build_travel(rest.scenario, places), places)
    return [one.message for one in found if one.severity is Severity.ERROR]


def visits(plan: Plan) -> dict[tuple[str, int], list[str]]:
    return {
        (route.engineer_id, route.shift_index): [
            stop.job_id for stop in route.stops if stop.job_id is not None
        ]
        for route in plan.routes
    }


@settings(deadline=None)
@given(seed=SEEDS, shuffling=st.randoms(use_true_random=False))
def test_whatever_order_of_events_is_accepted_ends_in_the_same_day(
    seed: int, shuffling: random.Random
) -> None:
    day, events = running_day(seed)
    order = list(events)
    for _ in range(shuffling.choice((1, 2, 5))):
        event = order.pop(shuffling.randrange(len(order)))
        order.insert(shuffling.randint(0, len(order)), event)
    try:
        assert folded(seed, order) == day
    except EventRefused:
        assume(False)


@settings(deadline=None)
@given(seed=SEEDS, part=PARTS, minutes=st.integers(0, 90))
def test_going_on_as_planned_passes_the_auditor(seed: int, part: float, minutes: int) -> None:
    day, _ = running_day(seed, part)
    rest = rest_of_day(day, day.now + timedelta(minutes=minutes))
    assert [one for one in check(rest.scenario) if one.severity is Severity.ERROR] == []
    plan = plan_as_it_stands(rest)
    assert errors(rest, plan) == []
    for name, count in rest.fixed.items():
        standing = [visit.job_id for visit in rest.routes[name]]
        assert visits(plan)[name][:count] == standing[:count]


@settings(deadline=None, max_examples=15)
@given(seed=SEEDS, part=PARTS)
def test_the_rest_of_a_day_can_be_planned_from_how_it_stands(seed: int, part: float) -> None:
    day, _ = running_day(seed, part)
    rest = rest_of_day(day, day.now)
    found = solve(
        rest.scenario,
        Budget(iterations=40),
        seed=1,
        threads=1,
        start=plan_as_it_stands(rest),
        fixed=rest.fixed,
    )
    assert errors(rest, found) == []


@settings(deadline=None)
@given(seed=SEEDS, part=PARTS)
def test_work_that_has_begun_is_not_touched(seed: int, part: float) -> None:
    day, _ = running_day(seed, part)
    rest = rest_of_day(day, day.now)
    planned = {visit.job_id for route in rest.routes.values() for visit in route}
    asked = {job.id for job in rest.scenario.jobs}
    for job_id, facts in day.jobs.items():
        if facts.state not in (JobState.PLANNED, JobState.DEPARTED, JobState.ARRIVED):
            assert job_id not in planned
            assert job_id not in asked
    begins = [begin for begin in rest.begins.values() if begin is not None]
    assert all(begin.at_s >= rest.now_s for begin in begins)


@pytest.mark.parametrize("seed", range(30))
def test_before_anything_has_happened_the_rest_is_the_plan(seed: int) -> None:
    scenario, plan = planned_day(seed)
    clock = Clock.of(scenario)
    first = min(
        clock.seconds(stop.start if stop.leg is None else stop.leg.depart)
        for route in plan.routes
        for stop in route.stops[1:]
    )
    for now_s in (0, first):
        day = begin_day(scenario, plan, clock.moment(0))
        rest = rest_of_day(day, clock.moment(now_s))
        assert {name: [one.job_id for one in made] for name, made in rest_plan(rest).items()} == (
            visits(plan)
        )
        again = plan_as_it_stands(rest)
        for before, after in zip(plan.routes, again.routes, strict=True):
            for planned, stands in zip(before.stops[1:], after.stops[1:], strict=True):
                assert (planned.job_id, planned.draws) == (stands.job_id, stands.draws)
                moments = planned.arrive, planned.start, planned.finish, planned.appointment
                assert moments == (stands.arrive, stands.start, stands.finish, stands.appointment)
        assert outlook(day, clock.moment(now_s)).untrue == ()


@pytest.mark.parametrize("seed", range(10))
def test_looking_at_what_is_touched_is_looking_at_everything(seed: int) -> None:
    scenario, plan = planned_day(seed)
    roads = Roads(scenario)
    day = begin_day(scenario, plan, Clock.of(scenario).moment(0))
    seen = outlook(day, day.now, roads=roads)
    for event in running_day(seed)[1]:
        after = apply_event(day, event)
        seen = look_again(seen, day, after, after.now, roads=roads)
        assert seen.untrue == outlook(after, after.now, roads=roads).untrue
        day = after


@pytest.mark.parametrize("seed", range(15))
def test_a_part_of_the_rest_is_what_the_whole_says_of_it(seed: int) -> None:
    day, _ = running_day(seed, 0.5)
    whole = rest_of_day(day, day.now)
    for engineer in day.scenario.engineers:
        part = rest_of_day(day, day.now, only=[engineer.id])
        assert part.routes == {
            name: made for name, made in whole.routes.items() if name[0] == engineer.id
        }
        (alone,) = part.scenario.engineers
        assert alone in whole.scenario.engineers
        assert errors(part, plan_as_it_stands(part)) == []
