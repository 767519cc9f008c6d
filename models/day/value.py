"""A running day as a value: what was asked, what is planned, and what has happened since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Any, NamedTuple

from pydantic import Field

from models.base import Id, LocalTime, Model
from models.clock import Clock
from models.day.facts import ON_A_VISIT, EngineerFacts, JobFacts, JobState, Mark
from models.engineer import Engineer
from models.job import Job
from models.plan import Count, Draw, PartSource, Plan, Route, Stop
from models.scenario import Scenario

NO_JOB_FACTS = JobFacts()
NO_ENGINEER_FACTS = EngineerFacts()


class Spot(NamedTuple):
    """Where a plan has a job."""

    route: int
    """Index into `Plan.routes`."""
    stop: int
    """Index into the stops of that route."""


class HandedOut(NamedTuple):
    """Units that a depot hands out by the plan in force."""

    engineer_id: Id
    shift_index: int
    job_id: Id
    draw: Draw


class Activity(NamedTuple):
    """What an engineer is doing, at or on the way to which customer, and since when."""

    doing: JobState
    job_id: Id
    since: Mark


@dataclass(frozen=True, slots=True)
class Index:
    """Where jobs, engineers, visits and shifts of a day are found."""

    clock: Clock
    job_rows: Mapping[Id, int]
    engineer_rows: Mapping[Id, int]
    shift_spans: Mapping[Id, tuple[tuple[int, int], ...]]
    """Start and end of every shift, seconds, by engineer."""
    spots: Mapping[Id, Spot]
    routes: Mapping[Id, tuple[Route, ...]]
    """Of the plan in force, by engineer."""
    handed_out: tuple[HandedOut, ...]

    @classmethod
    def of(cls, scenario: Scenario, plan: Plan) -> Index:
        """Index what is asked and planned."""
        clock = Clock.of(scenario)
        return cls(
            clock=clock,
            job_rows=rows_of(scenario.jobs),
            engineer_rows={one.id: row for row, one in enumerate(scenario.engineers)},
            shift_spans={
                one.id: tuple(
                    (clock.seconds(shift.start), clock.seconds(shift.end)) for shift in one.shifts
                )
                for one in scenario.engineers
            },
            **_of_plan(plan),
        )

    def with_plan(self, plan: Plan) -> Index:
        """The same with another plan in force."""
        return replace(self, **_of_plan(plan))


def rows_of(jobs: Iterable[Job]) -> dict[Id, int]:
    """Where each job is."""
    return {job.id: row for row, job in enumerate(jobs)}


def _of_plan(plan: Plan) -> dict[str, Any]:
    spots: dict[Id, Spot] = {}
    routes: dict[Id, tuple[Route, ...]] = {}
    handed_out: list[HandedOut] = []
    for number, route in enumerate(plan.routes):
        who, turn = route.engineer_id, route.shift_index
        routes[who] = (*routes.get(who, ()), route)
        for at, stop in enumerate(route.stops):
            if stop.job_id is None:
                continue
            spots[stop.job_id] = Spot(number, at)
            handed_out += (
                HandedOut(who, turn, stop.job_id, draw)
                for draw in stop.draws
                if draw.source is PartSource.DEPOT
            )
    return {"spots": spots, "routes": routes, "handed_out": tuple(handed_out)}


class Day(Model):
    """A running day. Immutable: an event makes a new one (`models.day.apply_event`)."""

    scenario: Scenario
    """As it is now: appointments told, jobs finished, cancelled and new are in it."""
    plan: Plan
    """The plan in force."""
    version: Annotated[int, Field(ge=1)] = 1
    """Of the plan in force."""
    now: LocalTime
    """The latest moment known, in UTC. It never goes back."""
    jobs: dict[Id, JobFacts] = Field(default_factory=dict)
    """Only jobs of which something is known; see `job_facts`."""
    engineers: dict[Id, EngineerFacts] = Field(default_factory=dict)
    """Only engineers of whom something is known; see `engineer_facts`."""
    seen: dict[Id, str] = Field(default_factory=dict)
    """Digest of every event that was applied, by its id."""
    jobs_asked: Count = 0
    """So many jobs of the scenario were there at the beginning; new ones follow, sorted by id."""
    etas: dict[Id, dict[Id, tuple[Mark, LocalTime]]] = Field(default_factory=dict)
    """Changed arrivals of inbound stock, by depot and part."""

    @cached_property
    def index(self) -> Index:
        """Where everything is. What makes a new day of this one hands it on, changed if need be."""
        return Index.of(self.scenario, self.plan)

    def __eq__(self, other: object) -> bool:
        """Two days are equal when all that is said in them is; how they are indexed is not."""
        if not isinstance(other, Day):
            return NotImplemented
        mine, others = self.__dict__, other.__dict__
        return all(mine[name] == others[name] for name in type(self).model_fields)

    __hash__ = None  # type: ignore[assignment]

    @property
    def clock(self) -> Clock:
        """The clock of the scenario."""
        return self.index.clock

    @property
    def event_ids(self) -> frozenset[Id]:
        """Ids of all events that were applied."""
        return frozenset(self.seen)

    def job(self, job_id: Id) -> Job | None:
        """A job as it is now; None if there is no such job."""
        row = self.index.job_rows.get(job_id)
        return None if row is None else self.scenario.jobs[row]

    def engineer(self, engineer_id: Id) -> Engineer | None:
        """An engineer; None if there is no such engineer."""
        row = self.index.engineer_rows.get(engineer_id)
        return None if row is None else self.scenario.engineers[row]

    def job_facts(self, job_id: Id) -> JobFacts:
        """What is known of a job."""
        return self.jobs.get(job_id, NO_JOB_FACTS)

    def engineer_facts(self, engineer_id: Id) -> EngineerFacts:
        """What is known of an engineer."""
        return self.engineers.get(engineer_id, NO_ENGINEER_FACTS)

    def activity(self, engineer_id: Id) -> Activity | None:
        """What an engineer is doing as far as is known; None before his day has begun.

        Who ends a visit and sets out for the next in the same moment is on the way.
        """
        facts = self.engineer_facts(engineer_id)
        if facts.doing is None or facts.job_id is None or facts.since is None:
            return None
        if facts.doing not in ON_A_VISIT:
            for job_id in facts.job_ids:
                known = self.job_facts(job_id)
                if known.engineer_id == engineer_id and known.state in ON_A_VISIT:
                    mark = known.marks["state"]
                    if mark.at >= facts.since.at:
                        return Activity(known.state, job_id, mark)
        return Activity(facts.doing, facts.job_id, facts.since)

    def route_of(self, job_id: Id) -> Route | None:
        """The route of the plan in force that has the job."""
        spot = self.index.spots.get(job_id)
        return None if spot is None else self.plan.routes[spot.route]

    def stop_of(self, job_id: Id) -> Stop | None:
        """The visit of the plan in force to the job."""
        spot = self.index.spots.get(job_id)
        return None if spot is None else self.plan.routes[spot.route].stops[spot.stop]

    def routes_of(self, engineer_id: Id) -> tuple[Route, ...]:
        """The routes of the plan in force of one engineer, in order of shift."""
        return self.index.routes.get(engineer_id, ())

    @property
    def handed_out(self) -> tuple[HandedOut, ...]:
        """Everything that the plan in force lets depots hand out."""
        return self.index.handed_out
