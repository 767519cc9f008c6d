"""Proposals for random events of random days: legal by the auditor, and true in what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.running_days import planned_day, random_events

from models.clock import Clock
from models.consent import answer_consent, open_consents
from models.day import Day, apply_event, begin_day
from models.errors import EventRefused
from models.event import CustomerAsksToChange, Event
from models.findings import Severity
from models.plan import Route
from models.proposal import Proposal
from optimizer.proposals.case import Case
from optimizer.proposals.complete import complete
from optimizer.proposals.draft import draft
from optimizer.proposals.questions import case_of
from optimizer.proposals.ranking import ranked
from optimizer.replan import DayDesk, answer, changes_for, settle

pytestmark = [pytest.mark.core, pytest.mark.slow]


SEEDS = st.integers(0, 60)


@dataclass(frozen=True)
class Answered:
    """One proposal of a random day, and the case it was made for."""

    day: Day
    event: Event
    case: Case
    proposal: Proposal


def events_of(seed: int) -> Iterator[tuple[Day, Event, DayDesk]]:
    """Each event of a random day that is accepted, with the day after it."""
    scenario, plan = planned_day(seed)
    day = begin_day(scenario, plan, Clock.of(scenario).moment(0))
    desk = DayDesk(day)
    for event in random_events(seed, scenario, plan):
        try:
            day = apply_event(day, event)
        except EventRefused:
            continue
        yield day, event, desk


@lru_cache(maxsize=64)
def proposals_of(seed: int) -> tuple[Answered, ...]:
    """All proposals of a day, also those that would not be among the best."""
    made: list[Answered] = []
    for day, event, desk in events_of(seed):
        without = event.job_id if isinstance(event, CustomerAsksToChange) else None
        ground = desk.ground(day, day.now, without)
        case = case_of(event, ground, desk.board)
        drafts = [draft(ground, change, case.homeless) for change in changes_for(case)]
        for number, one in enumerate(ranked([one for one in drafts if one is not None])):
            made.append(Answered(day, event, case, complete(ground, one, str(number))))
    return tuple(made)


@given(seed=SEEDS)
def test_no_proposal_is_ever_refused_by_the_auditor(seed: int) -> None:
    for one in proposals_of(seed):
        errors = [found for found in one.proposal.audit if found.severity is Severity.ERROR]
        assert not errors, (one.event, one.proposal.title.en)


@given(seed=SEEDS)
def test_a_told_appointment_moves_only_with_a_question_to_the_customer(seed: int) -> None:
    for one in proposals_of(seed):
        asked = {move.job_id for move in one.proposal.moves if move.needs_consent}
        for job in one.proposal.jobs:
            before = one.case.ground.job(job.id).appointment_told
            if before is not None and job.appointment_told != before:
                assert job.id in asked
        assert asked <= {call.job_id for call in one.proposal.calls}


@given(seed=SEEDS)
def test_work_that_is_under_way_stays_where_it_is(seed: int) -> None:
    for one in proposals_of(seed):
        for route in one.proposal.routes:
            name = route.engineer_id, route.shift_index
            first = one.case.ground.fixed(name)
            stands = [visit.job_id for visit in one.case.ground.visits(name)[:first]]
            goes = [stop.job_id for stop in route.stops if stop.job_id is not None]
            assert goes[:first] == stands


@given(seed=SEEDS)
def test_the_price_is_that_of_the_touched_routes_after_less_before(seed: int) -> None:
    for one in proposals_of(seed):
        ground, proposal = one.case.ground, one.proposal
        names = {(route.engineer_id, route.shift_index) for route in proposal.routes}
        names |= {
            name for move in proposal.moves if (name := ground.shift_of(move.job_id)) is not None
        }
        before = ground.cents(ground.before(name)[1] for name in names)
        after = sum(price(one.day, route) for route in proposal.routes)
        assert proposal.disturbance.extra_cents == after - before


def price(day: Day, route: Route) -> int:
    """What a route costs, by the figures it states."""
    rates = day.scenario.policy.rates
    return (
        route.travel_s * rates.travel_cents_per_s
        + route.overtime_s * rates.overtime_cents_per_s
        + route.waiting_s * rates.waiting_cents_per_s
        + route.lateness_s * rates.lateness_cents_per_s
        + sum(
            (stop.leg.distance_m * rates.distance_cents_per_km + 500) // 1000
            for stop in route.stops
            if stop.leg is not None
        )
    )


@given(seed=SEEDS, accepts=st.booleans())
def test_what_all_customers_accept_is_applied_and_what_all_refuse_is_not(
    seed: int, accepts: bool
) -> None:
    for day, event, desk in events_of(seed):
        for proposal in answer(day, event, desk).proposals[:2]:
            policy, clock = day.scenario.policy, day.clock
            consents = open_consents(proposal, day.version, day.now, clock, policy)
            for one in consents:
                consents = answer_consent(
                    consents, one.job_id, accepts=accepts, at=day.now, clock=clock
                )
            settled = settle(day, proposal, consents, desk)
            asked = {one.job_id for one in consents}
            if accepts or not asked:
                assert settled.day.version == day.version + 1
                for job in proposal.jobs:
                    now = settled.day.job(job.id)
                    assert now is not None
                    assert now.appointment_told == job.appointment_told
            else:
                assert not settled.applied & asked
                for job_id in asked:
                    assert settled.day.job(job_id) == day.job(job_id)
