"""Slots on random days that use every rule: exact, complete, and legal once they are booked."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta

import pytest
from support.every_place import every_place, visits_of
from support.random_days import random_day

from models.audit import audit, is_legal
from models.clock import Clock
from models.intake import intake
from models.job import Job
from models.part import Interval
from models.places import index_places
from models.plan import Plan
from models.scenario import Scenario
from models.slot import SlotAnswer, SlotQuestion
from optimizer.booking import plan_with
from optimizer.live_desk import LiveDesk
from optimizer.slots import hold, promised, slots
from optimizer.solve import Budget, solve
from optimizer.timing import RouteDecision, build_plan
from optimizer.travel.build import build_travel
from optimizer.travel.source import TravelSource

pytestmark = pytest.mark.core
QUESTION = SlotQuestion(
    days=3, length_s=7200, raster_s=5400, opens_s=6 * 3600, closes_s=20 * 3600, most=200
)
SEEDS = [*range(30), 240]


def planned(seed: int, unheard: bool = True) -> tuple[Scenario, Plan, Job]:
    """A day with a plan, and a job without a visit that may be of the scenario or not."""
    day = random_day(11_000 + seed, jobs=12, shifts=3)
    new = day.jobs[0].model_copy(update={"windows": ()} if seed % 3 else {})
    day = day.model_copy(update={"jobs": (new, *day.jobs[1:])})
    known = day.model_copy(update={"jobs": day.jobs[1:]})
    plan = solve(known, Budget(iterations=60), seed=seed, threads=1)
    if unheard:
        return known, plan, new
    desk = LiveDesk.of(known, plan)
    left_out = [one.job_id for one in plan.unplanned]
    served = next(job for job in known.jobs if job.id not in left_out)
    assert desk.is_served(served.id)
    return known, plan, served


def asked_windows(scenario: Scenario, job: Job) -> list[Interval]:
    """The windows that the answer has to speak of, worked out by the clock on the wall."""
    clock, found = Clock.of(scenario), []
    last = clock.seconds(scenario.horizon.end)
    for day in range(QUESTION.days):
        midnight = datetime.combine(scenario.horizon.start.date(), time()) + timedelta(days=day)
        for at in range(0, 86_400, QUESTION.raster_s):
            start = midnight + timedelta(seconds=at)
            end = start + timedelta(seconds=QUESTION.length_s)
            if at < QUESTION.opens_s or at + QUESTION.length_s > QUESTION.closes_s:
                continue
            suits = not job.windows or any(
                one.start <= start and end <= one.end for one in job.windows
            )
            if suits and clock.seconds(end) <= last:
                found.append(Interval(start=start, end=end))
    return found


def without_visit(plan: Plan, job: Job) -> dict[tuple[str, int], tuple[object, ...]]:
    return {
        name: tuple(visit for visit in visits if visit.job_id != job.id)
        for name, visits in visits_of(plan).items()
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_each_window_is_offered_at_its_cheapest_place_and_no_other_is_cheaper(seed: int) -> None:
    scenario, plan, job = planned(seed)
    clock = Clock.of(scenario)
    answer = slots(LiveDesk.of(scenario, plan), job, QUESTION)
    offers = {clock.seconds(one.window.start): one for one in answer.offers}
    assert len(offers) == len(answer.offers)
    for window in asked_windows(scenario, job):
        tried = every_place(scenario, visits_of(plan), promised(job, window))
        offer = offers.pop(clock.seconds(window.start), None)
        assert (offer is None) == (not tried)
        if offer is None:
            continue
        assert offer.price_cents == min(one.extra_cents for one in tried.values())
        truth = tried[(offer.engineer_id, offer.shift_index), offer.position]
        assert offer.price_cents == truth.extra_cents
        assert clock.seconds(offer.appointment) == truth.stop.appointment == truth.stop.start
        assert tuple(part.draw for part in offer.parts) == truth.draws
        assert (offer.pushed_s, offer.slack_lost_s) == (truth.pushed_s, truth.slack_lost_s)
        for part in offer.parts:
            assert clock.seconds(part.available_from) <= truth.stop.start
    assert not offers


@pytest.mark.parametrize("seed", SEEDS)
def test_days_with_offers_and_days_without_are_all_the_days(seed: int) -> None:
    scenario, plan, job = planned(seed)
    answer = slots(LiveDesk.of(scenario, plan), job, QUESTION)
    first = scenario.horizon.start.date()
    with_offer = {one.window.start.date() for one in answer.offers}
    without = {one.day for one in answer.days_without}
    assert with_offer | without == {first + timedelta(days=day) for day in range(3)}
    assert not with_offer & without
    for one in answer.days_without:
        assert all(reason.text.en and reason.text.zh for reason in one.reasons)
        # A job that would fit somewhere would have been offered there.
        assert all(reason.code != "search-ended-early" for reason in one.reasons)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("unheard", [True, False])
def test_a_booked_slot_makes_a_plan_that_is_legal_and_costs_what_was_said(
    seed: int, unheard: bool
) -> None:
    """Also where the job gives up another visit: then the price is against the plan without it."""
    scenario, plan, job = planned(seed, unheard)
    source = TravelSource.of(scenario)
    desk = LiveDesk.of(scenario, plan)
    before = desk.cents
    answer = slots(desk, job, QUESTION)
    assert desk.cents == before
    assert desk.is_served(job.id) != unheard
    if {reason.code for one in answer.days_without for reason in one.reasons} == {"visit-stays"}:
        return  # without it the way to the next customer is longer than with it
    saved = 0 if unheard else desk.take(job.id)
    for offer in random.Random(seed).sample(answer.offers, min(6, len(answer.offers))):
        after, booked = plan_with(scenario, plan, job, offer, source)
        places = index_places(after)
        travel = build_travel(after, places)
        assert is_legal(audit(after, booked, travel, places)), audit(after, booked, travel, places)
        assert booked.cost.cents == plan.cost.cents + saved + offer.price_cents
        assert booked.version == plan.version + 1
        anew = build_plan(
            after,
            Clock.of(after),
            places,
            travel,
            [RouteDecision(*name, visits) for name, visits in visits_of(booked).items()],
            booked.unplanned,
            plan.search,
            plan.findings,
        )
        assert anew.routes == booked.routes
        assert anew.cost == booked.cost
        assert anew.merit == booked.merit


@pytest.mark.parametrize("seed", SEEDS)
def test_a_held_slot_is_offered_to_nobody_else(seed: int) -> None:
    scenario, plan, job = planned(seed)
    desk = LiveDesk.of(scenario, plan)
    answer = slots(desk, job, QUESTION)
    other = job.model_copy(update={"id": "other"})
    dice = random.Random(seed)
    for offer in dice.sample(answer.offers, min(4, len(answer.offers))):
        mark = desk.mark()
        held = hold(desk, job, offer)
        assert held.extra_cents == offer.price_cents
        # What is offered now is exact with the held visit in the plan, promise and all.
        now = scenario.model_copy(update={"jobs": (*scenario.jobs, promised(job, offer.window))})
        standing = {
            name: desk.decision(*name).visits for name in desk.ground.shifts if desk.visits(*name)
        }
        second = slots(desk, other, QUESTION)
        for one in second.offers:
            tried = every_place(now, standing, promised(other, one.window))
            assert one.price_cents == min(way.extra_cents for way in tried.values())
        desk.undo(mark)
        assert slots(desk, other, QUESTION).offers == tuple(answer.offers)


def told(answer: SlotAnswer) -> set[str]:
    return {reason.code for one in answer.days_without for reason in one.reasons}


def test_a_job_that_is_not_plannable_says_what_it_waits_for() -> None:
    scenario, plan, job = planned(1)
    waiting = job.model_copy(update={"engineers_needed": 2})
    assert not intake(waiting, scenario).plannable
    answer = slots(LiveDesk.of(scenario, plan), waiting, QUESTION)
    assert answer.offers == ()
    assert told(answer) == {"two-engineers-needed"}
