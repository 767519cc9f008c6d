"""What a plan states, in the integer seconds of docs/timing.md, beside the records it speaks of.

The auditor starts from the plan's own moments. Nothing here is worked out: a rule that wants to
know whether a statement is true asks the scenario and the travel times itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.audit.stated_moments import StatedMoment
from models.clock import Clock
from models.engineer import Engineer, Shift
from models.job import Job
from models.part import Depot
from models.places import PlaceIndex
from models.plan import Leg, Plan, Route, Stop
from models.scenario import Scenario
from models.travel import TravelTimes


@dataclass(frozen=True, slots=True)
class LegFacts:
    """The drive to a stop as the plan states it."""

    stated: Leg
    path: str
    profile: str
    origin: int
    destination: int
    ready: int
    depart: int
    earliest: int
    latest: int
    arrive: int


@dataclass(frozen=True, slots=True)
class StopFacts:
    """A start or a collection as the plan states it."""

    stated: Stop
    path: str
    arrive: int
    start: int
    finish: int


@dataclass(frozen=True, slots=True)
class DrivenStop(StopFacts):
    """A stop that is driven to: the end, or a job."""

    leg: LegFacts


@dataclass(frozen=True, slots=True)
class JobStop(DrivenStop):
    """A visit as the plan states it, with the job it is for."""

    job: Job
    appointment: int


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """A route of sound shape: start, perhaps a collection, jobs, end; every leg is stated."""

    stated: Route
    path: str
    engineer: Engineer
    shift: Shift
    shift_start: int
    shift_end: int
    start_depot: Depot | None
    start: StopFacts
    collection: StopFacts | None
    visits: tuple[JobStop, ...]
    end: DrivenStop

    @property
    def last_return(self) -> int:
        """The latest moment the engineer may be back, overtime included."""
        return self.shift_end + self.engineer.overtime_max_s

    @property
    def driven(self) -> tuple[DrivenStop, ...]:
        """Every stop that is driven to, in order."""
        return (*self.visits, self.end)

    @property
    def stops(self) -> tuple[StopFacts, ...]:
        """All stops, in order."""
        before = (self.start,) if self.collection is None else (self.start, self.collection)
        return (*before, *self.driven)

    @property
    def begin(self) -> int:
        """When the route begins: with its collection, else with the first departure."""
        return self.driven[0].leg.depart if self.collection is None else self.collection.start

    @property
    def name(self) -> str:
        """How messages call the route."""
        return f"the route of engineer {self.engineer.id}, shift {self.stated.shift_index}"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a rule may look at."""

    scenario: Scenario
    plan: Plan
    travel: TravelTimes
    places: PlaceIndex
    clock: Clock
    jobs: Mapping[str, Job]
    depots: Mapping[str, Depot]
    routes: tuple[RouteFacts, ...]
    """Only the routes of sound shape; `route_shape` and `moments` report the others."""
    moments: tuple[StatedMoment, ...]
    """Of all routes."""
    digest: str | None = None

    def shown(self, seconds: int) -> str:
        """A moment as messages write it, local time."""
        try:
            return self.clock.moment(seconds).isoformat(sep=" ")
        except OverflowError:
            return f"{seconds} s from the start of the horizon"

    def visits(self) -> Iterator[tuple[RouteFacts, JobStop]]:
        """Every visit with its route."""
        for route in self.routes:
            for visit in route.visits:
                yield route, visit

    def handling_s(self, depot: Depot) -> int:
        """How long one collection at this depot takes, seconds."""
        if depot.handling_s is None:
            return self.scenario.policy.depot_handling_s
        return depot.handling_s
