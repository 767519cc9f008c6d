"""What one event changes: collected on top of a day, then made into the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from models.base import Id, LocalTime
from models.clock import Clock
from models.day.announced import with_announced, with_closed
from models.day.facts import (
    AT_THE_DOOR,
    ON_A_VISIT,
    RANK,
    EngineerFacts,
    JobFacts,
    JobState,
    Mark,
    learn,
    touch,
)
from models.day.patch import changes
from models.day.value import Day, rows_of
from models.event import EventBase
from models.findings import Finding, FindingKind, finding
from models.job import Job
from models.part import Depot
from models.plan import Draw, PartSource, Plan
from models.scenario import Scenario


class Applied(NamedTuple):
    """The day after an event, and what is worth knowing about it."""

    day: Day
    notices: tuple[Finding, ...]


class Change:
    """The next day in the making. Nothing of the day it starts from is touched."""

    def __init__(self, day: Day, event: EventBase) -> None:
        self.day = day
        self.event = event
        self.clock: Clock = day.clock
        self.at = self.clock.absolute(event.at)
        self.notices: list[Finding] = []
        self._jobs: dict[Id, JobFacts] = {}
        self._engineers: dict[Id, EngineerFacts] = {}
        self._new_jobs: list[Job] = []
        self._depots: tuple[Depot, ...] | None = None
        self._etas: dict[Id, dict[Id, tuple[Mark, LocalTime]]] | None = None

    def mark(self, state: JobState = JobState.PLANNED) -> Mark:
        """The event's mark; `state` decides between things of the same moment."""
        return Mark(self.at, RANK[state], self.event.event_id)

    def notice(self, kind: FindingKind, message: str, path: str, value: object) -> None:
        """Note something worth knowing."""
        self.notices.append(finding(kind, message, path=path, value=value))

    def job(self, job_id: Id) -> JobFacts:
        """What is known of a job by now."""
        return self._jobs.get(job_id) or self.day.job_facts(job_id)

    def set_job(self, job_id: Id, facts: JobFacts) -> None:
        """Note what is known of a job."""
        self._jobs[job_id] = facts

    def engineer(self, engineer_id: Id) -> EngineerFacts:
        """What is known of an engineer by now."""
        return self._engineers.get(engineer_id) or self.day.engineer_facts(engineer_id)

    def set_engineer(self, engineer_id: Id, facts: EngineerFacts) -> None:
        """Note what is known of an engineer."""
        self._engineers[engineer_id] = facts

    def add_job(self, job: Job) -> None:
        """Add a new job to the scenario."""
        self._new_jobs.append(job)

    def set_depots(
        self, depots: tuple[Depot, ...], etas: dict[Id, dict[Id, tuple[Mark, LocalTime]]]
    ) -> None:
        """Replace the depots of the scenario, and what is known of their deliveries."""
        self._depots, self._etas = depots, etas

    def moves_on(self, engineer_id: Id, job_id: Id, doing: JobState) -> None:
        """An engineer is heard of at, or on the way to, a job."""
        mark = self.mark(doing)
        facts = touch(self.engineer(engineer_id), job_id)
        shift_index = self._shift_of(engineer_id, job_id)
        facts = learn(
            facts, "doing", mark, doing=doing, job_id=job_id, since=mark, shift_index=shift_index
        )
        if doing in ON_A_VISIT:
            facts = _set_out(facts, mark)
        if doing in AT_THE_DOOR or doing is JobState.NEEDS_REBOOKING:
            facts = _arrived(facts, mark)
        if shift_index is not None and shift_index not in facts.begun_shifts:
            facts = self._begin_shift(facts, engineer_id, shift_index)
        self.set_engineer(engineer_id, facts)

    def _shift_of(self, engineer_id: Id, job_id: Id) -> int | None:
        """The shift in which the plan has the engineer at the job, else the one of this moment."""
        route = self.day.route_of(job_id)
        if route is not None and route.engineer_id == engineer_id:
            return route.shift_index
        engineer = self.day.engineer(engineer_id)
        assert engineer is not None  # checked before
        begins = [self.clock.absolute(shift.start) for shift in engineer.shifts]
        begun = [number for number, begin in enumerate(begins) if begin <= self.at]
        if begun:
            return max(begun, key=lambda number: begins[number])
        return min(range(len(begins)), key=lambda number: begins[number], default=None)

    def _begin_shift(self, facts: EngineerFacts, engineer_id: Id, number: int) -> EngineerFacts:
        """He has set out: what the plan lets him collect at the depot is in his van."""
        collected = [
            draw
            for route in self.day.routes_of(engineer_id)
            if route.shift_index == number
            for stop in route.stops
            for draw in stop.draws
            if draw.source is PartSource.DEPOT
        ]
        return facts.model_copy(
            update={
                "begun_shifts": tuple(sorted((*facts.begun_shifts, number))),
                "collected": tuple(sorted((*facts.collected, *collected), key=_draw_key)),
            }
        )

    def finish(self) -> Applied:
        """The day that follows."""
        day = self.day
        update: dict[str, Any] = {}
        if self.at > day.now:
            update["now"] = self.at
        index = day.index
        scenario, rows = self._scenario()
        if scenario is not day.scenario:
            update["scenario"] = scenario
            plan = self._plan(scenario, index.job_rows if rows is None else rows)
            if plan is not day.plan:
                update["plan"] = plan
        if self._jobs:
            update["jobs"] = day.jobs | self._jobs
        if self._engineers:
            update["engineers"] = day.engineers | self._engineers
        if self._etas is not None:
            update["etas"] = self._etas
        after = day.model_copy(update=update)
        if rows is not None:
            after.__dict__["index"] = replace(index, job_rows=rows)
        return Applied(after, tuple(self.notices))

    def _scenario(self) -> tuple[Scenario, dict[Id, int] | None]:
        """The scenario with its changed jobs and depots; the rows of jobs where they changed."""
        scenario, rows = self.day.scenario, None
        update: dict[str, Any] = {}
        jobs = list(scenario.jobs) if self._jobs or self._new_jobs else []
        changed = self._patch(jobs)
        if self._new_jobs:
            asked = self.day.jobs_asked
            jobs[asked:] = sorted((*jobs[asked:], *self._new_jobs), key=lambda job: job.id)
            rows = rows_of(jobs)
        if changed or self._new_jobs:
            update["jobs"] = tuple(jobs)
        if self._depots is not None:
            update["depots"] = self._depots
        return (scenario.model_copy(update=update) if update else scenario), rows

    def _plan(self, scenario: Scenario, rows: Mapping[Id, int]) -> Plan:
        """The plan in force with what it leaves out as it is by now; its routes stay."""
        plan = self.day.plan
        touched = [scenario.jobs[rows[job_id]] for job_id in self._jobs if job_id in rows]
        plan = with_closed(plan, scenario, self.clock, touched)
        if not self._new_jobs:
            return plan
        return with_announced(plan, scenario, self.clock, self._new_jobs, self.day.jobs_asked)

    def _patch(self, jobs: list[Job]) -> bool:
        """Bring the jobs that something was heard of to what they are by now."""
        changed = False
        for job_id, facts in self._jobs.items():
            row = self.day.index.job_rows[job_id]
            base = facts.original or jobs[row]
            new = changes(base, facts, self.clock, self.day.scenario.horizon)
            patched = base.model_copy(update=new) if new else base
            original = base if new else None
            if facts.original is not original:
                self._jobs[job_id] = facts.model_copy(update={"original": original})
            if patched is not jobs[row]:
                jobs[row], changed = patched, True
        return changed

    def draws_for(self, engineer_id: Id, job_id: Id) -> tuple[Draw, ...]:
        """Units that the engineer has for the work: by the plan, else by what the job asks for."""
        route, stop = self.day.route_of(job_id), self.day.stop_of(job_id)
        if route is not None and stop is not None and route.engineer_id == engineer_id:
            return stop.draws
        job = self.day.job(job_id)
        assert job is not None  # checked before
        return tuple(
            Draw(part_id=need.part_id, quantity=need.quantity, source=PartSource.VAN)
            for need in job.parts
        )

    def planned_leg_s(self, engineer_id: Id, job_id: Id) -> int | None:
        """Seconds of the drive to a job as planned; None where this engineer is not planned."""
        route, stop = self.day.route_of(job_id), self.day.stop_of(job_id)
        if route is None or stop is None or route.engineer_id != engineer_id or stop.leg is None:
            return None
        return stop.leg.travel_s


def _set_out(facts: EngineerFacts, mark: Mark) -> EngineerFacts:
    """Whoever is on the way is not kept any more by what kept him before."""
    facts = learn(facts, "moved", mark)
    late = facts.marks.get("late_departure")
    if late is not None and late <= facts.marks["moved"]:
        marks = {name: known for name, known in facts.marks.items() if name != "late_departure"}
        return facts.model_copy(update={"free_not_before": None, "marks": marks})
    return facts


def _arrived(facts: EngineerFacts, mark: Mark) -> EngineerFacts:
    """A delay of the drive ends with the arrival."""
    facts = learn(facts, "at_door", mark)
    delay = facts.marks.get("delay")
    if delay is not None and delay <= facts.marks["at_door"]:
        marks = {name: known for name, known in facts.marks.items() if name != "delay"}
        return facts.model_copy(update={"delay_s": 0, "marks": marks})
    return facts


def _draw_key(draw: Draw) -> tuple[str, str, str, int]:
    eta = "" if draw.inbound_eta is None else draw.inbound_eta.isoformat()
    return draw.depot_id or "", draw.part_id, eta, draw.quantity
