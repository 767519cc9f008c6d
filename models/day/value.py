"""A running day as a value: what was asked, what is planned, and what has happened since."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from pydantic import Field, PrivateAttr

from models.base import Id, LocalTime, Model
from models.clock import Clock
from models.day.facts import EngineerFacts, JobFacts, Mark
from models.engineer import Engineer
from models.job import Job
from models.plan import Count, Draw, PartSource, Plan, Route, Stop, StopKind
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

    _job_rows: dict[Id, int] = PrivateAttr(default_factory=dict)
    _engineer_rows: dict[Id, int] = PrivateAttr(default_factory=dict)
    _spots: dict[Id, Spot] = PrivateAttr(default_factory=dict)
    _routes: dict[Id, tuple[Route, ...]] = PrivateAttr(default_factory=dict)
    _handed_out: tuple[HandedOut, ...] = PrivateAttr(default=())
    _clock: Clock | None = PrivateAttr(default=None)

    def model_post_init(self, _context: Any) -> None:
        """Index what is asked and planned."""
        self._job_rows = {job.id: row for row, job in enumerate(self.scenario.jobs)}
        self._engineer_rows = {one.id: row for row, one in enumerate(self.scenario.engineers)}
        self._clock = Clock.of(self.scenario)
        self.index_plan()

    def index_plan(self) -> None:
        """Index the plan in force anew."""
        self._spots = spots_of(self.plan)
        routes: dict[Id, list[Route]] = {}
        for route in self.plan.routes:
            routes.setdefault(route.engineer_id, []).append(route)
        self._routes = {engineer_id: tuple(own) for engineer_id, own in routes.items()}
        self._handed_out = tuple(
            HandedOut(route.engineer_id, route.shift_index, stop.job_id, draw)
            for route in self.plan.routes
            for stop in route.stops
            if stop.job_id is not None
            for draw in stop.draws
            if draw.source is PartSource.DEPOT
        )

    def __eq__(self, other: object) -> bool:
        """Two days are equal when all that is said in them is; how they are indexed is not."""
        return isinstance(other, Day) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    @property
    def clock(self) -> Clock:
        """The clock of the scenario."""
        assert self._clock is not None
        return self._clock

    @property
    def event_ids(self) -> frozenset[Id]:
        """Ids of all events that were applied."""
        return frozenset(self.seen)

    def job(self, job_id: Id) -> Job | None:
        """A job as it is now; None if there is no such job."""
        row = self._job_rows.get(job_id)
        return None if row is None else self.scenario.jobs[row]

    def engineer(self, engineer_id: Id) -> Engineer | None:
        """An engineer; None if there is no such engineer."""
        row = self._engineer_rows.get(engineer_id)
        return None if row is None else self.scenario.engineers[row]

    def job_facts(self, job_id: Id) -> JobFacts:
        """What is known of a job."""
        return self.jobs.get(job_id, NO_JOB_FACTS)

    def engineer_facts(self, engineer_id: Id) -> EngineerFacts:
        """What is known of an engineer."""
        return self.engineers.get(engineer_id, NO_ENGINEER_FACTS)

    def route_of(self, job_id: Id) -> Route | None:
        """The route of the plan in force that has the job."""
        spot = self._spots.get(job_id)
        return None if spot is None else self.plan.routes[spot.route]

    def stop_of(self, job_id: Id) -> Stop | None:
        """The visit of the plan in force to the job."""
        spot = self._spots.get(job_id)
        return None if spot is None else self.plan.routes[spot.route].stops[spot.stop]

    def routes_of(self, engineer_id: Id) -> tuple[Route, ...]:
        """The routes of the plan in force of one engineer, in order of shift."""
        return self._routes.get(engineer_id, ())

    @property
    def handed_out(self) -> tuple[HandedOut, ...]:
        """Everything that the plan in force lets depots hand out."""
        return self._handed_out


def spots_of(plan: Plan) -> dict[Id, Spot]:
    """Where a plan has each job."""
    return {
        stop.job_id: Spot(number, at)
        for number, route in enumerate(plan.routes)
        for at, stop in enumerate(route.stops)
        if stop.kind is StopKind.JOB and stop.job_id is not None
    }
