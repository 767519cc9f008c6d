"""The policy `ours`: every deviation is an event, and what EarlyBird proposes is done.

Of the proposals the first is taken that needs nobody's consent. Where all need it and nobody would
come to somebody otherwise, the customers of the first one are asked, answer after some minutes, and
what they agree to is put in force. Who would only be met late waits.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import simpy

from benchmarks.lived.dispatch import Nobody
from benchmarks.lived.records import Fate
from benchmarks.lived.tours import TourVisit, visit_of
from benchmarks.lived.van import Van
from benchmarks.lived.world import World
from models.consent import answer_consent, expire, open_consents
from models.day import Day, apply_event, begin_day
from models.errors import EventRefused
from models.event import (
    AppointmentsTold,
    Arrived,
    Cancelled,
    Departed,
    EngineerUnavailable,
    Event,
    Finished,
    NoAccess,
    Outcome,
    Overrun,
    PartMissing,
    Started,
    TrafficDelay,
    UrgentJob,
)
from models.job import Job
from models.plan import Plan, StopKind
from models.proposal import Consent, EventAnswer, LatenessTier, Proposal
from models.scenario import Scenario
from optimizer.outlook import outlook
from optimizer.replan import DayDesk, answer, settle

TROUBLE = frozenset({LatenessTier.LATE, LatenessTier.VERY_LATE, LatenessTier.MISSED})
ANSWERED_WITHIN_S = 10 * 60
"""Customers who are asked answer after so long at most, each after a time of their own."""


class Ours(Nobody):
    """EarlyBird dispatches."""

    name = "ours"
    calls_the_late = True

    def __init__(
        self, scenario: Scenario, plan: Plan, consent: float, base_folder: Path | None = None
    ) -> None:
        """Of the morning's plan; `consent`: share of customers who agree when asked."""
        # Every step of every visit is reported here, so silence says that nothing has happened.
        events = scenario.policy.events.model_copy(update={"silence_is_as_planned": False})
        policy = scenario.policy.model_copy(update={"events": events})
        self._scenario = scenario.model_copy(update={"policy": policy})
        self._plan, self._consent = plan, consent
        self._base_folder = base_folder
        self._count = 0
        self.day: Day
        self.world: World

    def begin(self, world: World) -> None:
        """The running day begins with what everybody has been told."""
        self.world = world
        self.day = begin_day(self._scenario, self._plan, self._now())

    @cached_property
    def desk(self) -> DayDesk:
        """Roads and gaps of the day, laid out when something first happens."""
        return DayDesk(self.day, self._base_folder)

    # ------------------------------------------------------------------------ facts of the day

    def departed(self, van: Van, visit: TourVisit) -> None:
        """A fact."""
        self._note(Departed(**self._step(van, visit)))

    def arrived(self, van: Van, visit: TourVisit) -> None:
        """A fact."""
        self._note(Arrived(**self._step(van, visit)))

    def started(self, van: Van, visit: TourVisit) -> None:
        """A fact."""
        self._note(Started(**self._step(van, visit)))

    def finished(self, van: Van, visit: TourVisit) -> None:
        """A fact."""
        self._note(Finished(**self._step(van, visit)))

    def failed(self, van: Van, visit: TourVisit) -> None:
        """The job waits for another day; nobody visits it twice in one day here."""
        step = self._step(van, visit)
        if self.world.records[visit.job_id].fate is Fate.NO_ACCESS:
            self._note(NoAccess(**step))
            return
        parts = self.world.ground.jobs[visit.job_id].parts
        if parts:
            self._note(PartMissing(**step, part_id=parts[0].part_id))
        else:
            self._note(Finished(**step, outcome=Outcome.NEXT_DAY))

    # -------------------------------------------------------------------------- deviations

    def on_the_road_late(self, van: Van, visit: TourVisit, arrival: int) -> None:
        """New arrival times along the route."""
        late = self._delay(van, visit, arrival)
        if late is not None:
            self._ask_if_late(van, late)

    def overruns(self, van: Van, visit: TourVisit, finish: int) -> None:
        """New arrival times along the route."""
        self._ask_if_late(
            van, Overrun(**self._step(van, visit), expected_finish=self._moment(finish))
        )

    def unavailable(self, van: Van) -> None:
        """All open visits are redistributed."""
        van.queue = []
        self._ask(EngineerUnavailable(**self._head(), engineer_id=van.engineer_id, reason="ill"))

    def cancelled(self, job_id: str) -> None:
        """A gap."""
        self._ask(Cancelled(**self._head(), job_id=job_id))

    def comes_in(self, job: Job) -> None:
        """Best insertion by priority."""
        self._ask(UrgentJob(**self._head(), job=job))

    def is_to_be_called(self, van: Van | None, job_id: str) -> bool:
        """Whether the customer is expected to be met late, by the engineer's newest position.

        An engineer who has not even set out is not waited for.
        """
        if van is None or van.arrives is None or van.at_work_on is None:
            return True
        if van.at_work_on.job_id != job_id:
            return True
        late = self._delay(van, van.at_work_on, van.arrives)
        if late is not None:
            self._note(late)
        seen = outlook(self.day, self._now(), roads=self.desk.terrain, only=[van.engineer_id])
        expected = seen.visits.get(job_id)
        return expected is None or expected.tier in TROUBLE

    # ------------------------------------------------------------------------------ inside

    def _note(self, event: Event) -> bool:
        """Take an event; False where the running day refuses it, which is counted."""
        try:
            self.day = apply_event(self.day, event)
        except EventRefused:
            self.world.refused += 1
            return False
        return True

    def _ask_if_late(self, van: Van, event: Event) -> None:
        """Ask what could be done only where a customer would be met after the appointment."""
        if not self._note(event):
            return
        seen = outlook(self.day, self._now(), roads=self.desk.terrain, only=[van.engineer_id])
        if any(one.tier in TROUBLE for one in seen.untrue):
            self._ask(event)

    def _ask(self, event: Event) -> None:
        """Hear what could be done, and do it."""
        if not self._note(event):
            return
        found = answer(self.day, event, self.desk)
        for call in found.calls:
            record = self.world.records[call.job_id]
            due = self._seconds(call.call_by) <= self.world.now
            if due and record.called_late is None and record.arrived is None:
                record.called_late = self.world.now
        self._choose(found, may_ask=not isinstance(event, Overrun | TrafficDelay))

    def _choose(self, found: EventAnswer, *, may_ask: bool) -> None:
        for proposal in found.proposals:
            if not any(move.needs_consent for move in proposal.moves):
                self._put_in_force(proposal)
                return
        if found.proposals and may_ask:
            self.world.env.process(self._consents(found.proposals[0]))

    def _consents(self, proposal: Proposal) -> Generator[simpy.Event, Any, None]:
        """Ask, wait for the answers, and do what was agreed if the plan has not moved on."""
        clock, truth = self.world.ground.clock, self.world.truth
        policy = self.day.scenario.policy
        consents = open_consents(proposal, self.day.version, self._now(), clock, policy)
        longest = max(truth.share("answers", one.job_id) for one in consents)
        yield self.world.env.timeout(round(longest * ANSWERED_WITHIN_S))
        if self.day.version != proposal.plan_version:
            return
        now = self._now()
        consents = expire(consents, now, clock)
        for one in consents:
            if clock.absolute(now) <= clock.absolute(one.answer_by):
                agrees = truth.accepts(one.job_id, self._consent)
                consents = answer_consent(consents, one.job_id, accepts=agrees, at=now, clock=clock)
        self._put_in_force(proposal, consents)

    def _put_in_force(self, proposal: Proposal, consents: Sequence[Consent] = ()) -> None:
        """Tell customers and engineers what has changed."""
        settled = settle(self.day, proposal, consents, self.desk)
        if settled.day.version == self.day.version:
            return
        self.day = settled.day
        for move in proposal.moves:
            if move.job_id in settled.applied and move.to_appointment is not None:
                self._tell(move.job_id, self._seconds(move.to_appointment))
        self._hand_out(settled.day)

    def _tell(self, job_id: str, appointment: int) -> None:
        if self.world.records[job_id].agreed != appointment:
            self.world.tell(job_id, appointment)
        job = self.day.job(job_id)
        if job is not None and job.appointment_told is None:
            self._note(AppointmentsTold(**self._head(), job_ids=(job_id,)))

    def _hand_out(self, day: Day) -> None:
        """Engineers whose visits have changed look at their new sheets."""
        for route in day.plan.routes:
            van = next(
                one
                for one in self.world.vans_of(route.engineer_id)
                if one.tour.shift_index == route.shift_index
            )
            queue = [
                visit_of(self.world.ground, route.engineer_id, stop)
                for stop in route.stops
                if stop.kind is StopKind.JOB and self._is_open(str(stop.job_id))
            ]
            if queue != van.queue and not van.is_out:
                self.world.give(van, queue)

    def _is_open(self, job_id: str) -> bool:
        record = self.world.records[job_id]
        return record.departed is None and record.fate is None

    def _delay(self, van: Van, visit: TourVisit, arrival: int) -> TrafficDelay | None:
        """The delay of an arrival over what the plan in force says; None if there is none."""
        stops = (stop for route in self.day.routes_of(van.engineer_id) for stop in route.stops)
        stop = next((one for one in stops if one.job_id == visit.job_id), None)
        if stop is None:
            return None
        delay_s = arrival - self._seconds(stop.arrive)
        if delay_s <= 0:
            return None
        return TrafficDelay(**self._head(), engineer_id=van.engineer_id, delay_s=delay_s)

    def _head(self) -> dict[str, Any]:
        self._count += 1
        return {"event_id": f"event-{self._count}", "at": self._now()}

    def _step(self, van: Van, visit: TourVisit) -> dict[str, Any]:
        return {**self._head(), "engineer_id": van.engineer_id, "job_id": visit.job_id}

    def _now(self) -> datetime:
        return self._moment(self.world.now)

    def _moment(self, seconds: int) -> datetime:
        return self.world.ground.clock.moment(seconds)

    def _seconds(self, moment: datetime) -> int:
        return self.world.ground.clock.seconds(moment)
