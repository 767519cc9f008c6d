"""A running day under random events, proposals and answers: the plan in force is always legal."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from support.running_days import planned_day, random_events

from models.audit import audit, is_legal
from models.clock import Clock
from models.consent import answer_consent, expire, is_settled, open_consents
from models.day import Day, apply_event, begin_day
from models.errors import ConsentRefused, EventRefused, StaleProposal
from models.event import Event
from models.findings import Finding
from models.places import index_places
from models.plan import SearchReport, Unplanned, UnplannedState
from models.proposal import Consent, ConsentState, Proposal
from optimizer.proposals.ground import Ground
from optimizer.reasons import LEFT_OUT_BY_PROPOSAL, reason
from optimizer.replan import DayDesk, answer, settle
from optimizer.rest_of_day import rest_of_day
from optimizer.timing import RouteDecision, build_plan
from optimizer.travel.build import build_travel
from optimizer.triage import triage

pytestmark = [pytest.mark.core, pytest.mark.slow]

SEARCH = SearchReport(seed=0, threads=1, iterations=0, stopped_by="nothing_to_do")


class RunningDay(RuleBasedStateMachine):
    """Events come, proposals are taken up, customers answer or do not."""

    @initialize(seed=st.integers(0, 40))
    def begin(self, seed: int) -> None:
        scenario, plan = planned_day(seed)
        self.day: Day = begin_day(scenario, plan, Clock.of(scenario).moment(0))
        self.desk = DayDesk(self.day)
        self.events: list[Event] = random_events(seed, scenario, plan)
        self.heard: list[Event] = []
        self.proposals: tuple[Proposal, ...] = ()
        self.proposal: Proposal | None = None
        self.consents: tuple[Consent, ...] = ()
        self.version = self.day.version

    @precondition(lambda self: self.events)
    @rule(skipped=st.integers(0, 3))
    def something_happens(self, skipped: int) -> None:
        event = self.events.pop(min(skipped, len(self.events) - 1))
        try:
            after = apply_event(self.day, event)
        except EventRefused:
            return
        assert after.version == self.day.version
        self.day = after
        self.heard.append(event)
        self.proposals = answer(self.day, event, self.desk).proposals

    @precondition(lambda self: self.heard)
    @rule(data=st.data())
    def the_same_is_heard_again(self, data: st.DataObject) -> None:
        event = data.draw(st.sampled_from(self.heard))
        assert apply_event(self.day, event) == self.day

    @precondition(lambda self: self.proposals)
    @rule(data=st.data())
    def a_proposal_is_taken_up(self, data: st.DataObject) -> None:
        proposal = data.draw(st.sampled_from(self.proposals))
        if proposal.plan_version != self.day.version:
            with pytest.raises(StaleProposal):
                self.opened(proposal)
            return
        self.proposal, self.consents = proposal, self.opened(proposal)

    @precondition(lambda self: self.consents)
    @rule(data=st.data(), accepts=st.booleans(), late_s=st.sampled_from([0, 0, 0, 10**6]))
    def a_customer_answers(self, data: st.DataObject, accepts: bool, late_s: int) -> None:
        asked = data.draw(st.sampled_from(self.consents))
        at = self.day.clock.absolute(self.day.now) + timedelta(seconds=late_s)
        before = self.consents
        open_still = asked.state is ConsentState.ASKED and at <= asked.answer_by
        try:
            self.consents = answer_consent(
                before, asked.job_id, accepts=accepts, at=at, clock=self.day.clock
            )
            assert open_still
        except ConsentRefused:
            assert not open_still
            assert self.consents == before

    @precondition(lambda self: self.proposal is not None)
    @rule(waits=st.booleans())
    def it_is_decided(self, waits: bool) -> None:
        proposal = self.proposal
        assert proposal is not None
        if waits:
            end = self.day.clock.absolute(self.day.now) + timedelta(days=365)
            self.consents = expire(self.consents, end, self.day.clock)
        if proposal.plan_version != self.day.version:
            with pytest.raises(StaleProposal):
                settle(self.day, proposal, self.consents, self.desk)
            self.proposal, self.consents = None, ()
            return
        if not is_settled(self.consents):
            with pytest.raises(ConsentRefused):
                settle(self.day, proposal, self.consents, self.desk)
            return
        settled = settle(self.day, proposal, self.consents, self.desk)
        self.only_what_was_agreed_has_changed(proposal, settled.day, settled.applied)
        self.day = settled.day
        self.proposal, self.consents = None, ()

    def opened(self, proposal: Proposal) -> tuple[Consent, ...]:
        policy, clock = self.day.scenario.policy, self.day.clock
        return open_consents(proposal, self.day.version, self.day.now, clock, policy)

    def only_what_was_agreed_has_changed(
        self, proposal: Proposal, after: Day, applied: frozenset[str]
    ) -> None:
        agreed = {one.job_id for one in self.consents if one.state is ConsentState.ACCEPTED}
        asked = {one.job_id for one in self.consents}
        assert not applied & (asked - agreed)
        for job in self.day.scenario.jobs:
            now = after.job(job.id)
            assert now is not None
            if now.appointment_told != job.appointment_told:
                wished = {one.job_id for one in proposal.moves if not one.needs_consent}
                assert job.id in agreed | (wished if job.appointment_told is None else set())

    @invariant()
    def versions_only_rise(self) -> None:
        if hasattr(self, "day"):
            assert self.day.version in (self.version, self.version + 1)
            assert self.day.plan.version == self.day.version
            self.version = self.day.version

    @invariant()
    def nobody_is_planned_twice(self) -> None:
        if hasattr(self, "day"):
            planned = [
                stop.job_id for route in self.day.plan.routes for stop in route.stops if stop.job_id
            ]
            assert len(planned) == len(set(planned))

    @invariant()
    def the_figures_of_the_plan_add_up(self) -> None:
        if hasattr(self, "day"):
            plan, rates = self.day.plan, self.day.scenario.policy.rates
            visits = [stop for route in plan.routes for stop in route.stops if stop.job_id]
            assert plan.merit.served == sum(plan.merit.served_by_priority.values()) == len(visits)
            assert plan.merit.travel_s == sum(route.travel_s for route in plan.routes)
            assert plan.merit.lateness_s == sum(stop.lateness_s for stop in visits)
            slacks = [stop.leg.slack_s for stop in visits if stop.leg is not None]
            assert plan.merit.smallest_slack_s == min(slacks, default=None)
            assert plan.cost.travel_cents == plan.merit.travel_s * rates.travel_cents_per_s

    @invariant()
    def what_can_be_kept_of_the_plan_is_legal(self) -> None:
        if hasattr(self, "day"):
            found = audited_rest(self.day, self.desk, self.day.now)
            assert is_legal(found), found


def audited_rest(day: Day, desk: DayDesk, now: datetime) -> tuple[Finding, ...]:
    """The auditor on the whole rest of the day, without what nobody can keep any more."""
    rest = rest_of_day(day, now)
    ground: Ground = desk.ground(day, now)
    decided = [
        RouteDecision(*name, ground.before(name)[0])
        for name in rest.routes
        if ground.before(name)[0]
    ]
    clock = Clock.of(rest.scenario)
    _, waiting = triage(rest.scenario, clock)
    served = {visit.job_id for one in decided for visit in one.visits}
    left = {one.job_id: one for one in waiting}
    unplanned = [
        left.get(job.id)
        or Unplanned(
            job_id=job.id,
            state=UnplannedState.UNPLANNED,
            reasons=(reason(LEFT_OUT_BY_PROPOSAL),),
            priority=job.priority,
        )
        for job in rest.scenario.jobs
        if job.id not in served
    ]
    aside = [one for one in waiting if one.job_id not in {job.id for job in rest.scenario.jobs}]
    places = index_places(rest.scenario)
    travel = build_travel(rest.scenario, places)
    plan = build_plan(rest.scenario, clock, places, travel, decided, [*unplanned, *aside], SEARCH)
    return audit(rest.scenario, plan, travel, places)


RunningDay.TestCase.settings = settings(stateful_step_count=40)
TestRunningDay = RunningDay.TestCase
