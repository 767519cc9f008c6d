"""What engineers set out with: tours of visits with the moments that they were told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.clock import Clock
from models.engineer import Engineer
from models.job import Job
from models.places import PlaceIndex, index_places
from models.plan import Plan, Route, Stop, StopKind
from models.policy import Policy
from models.scenario import Scenario
from models.timeline import work_s
from models.travel import TravelTimes


@dataclass(frozen=True, slots=True)
class TourVisit:
    """A visit as its engineer has it on the sheet; moments in seconds of the horizon."""

    job_id: str
    appointment: int
    depart: int
    """The departure that was fixed; the engineer leaves then, or as soon as free after it."""
    work_s: int
    """The mean for this engineer."""


@dataclass(frozen=True, slots=True)
class Tour:
    """One shift."""

    engineer_id: str
    shift_index: int
    start: int
    """Place, by index."""
    end: int
    begins: int
    ends: int
    must_end: int
    visits: tuple[TourVisit, ...]


@dataclass(frozen=True, eq=False)
class Ground:
    """What does not change while a day is lived."""

    scenario: Scenario
    """With every job that there will be, those that come in during the day too."""
    clock: Clock
    places: PlaceIndex
    travel: TravelTimes
    jobs: Mapping[str, Job]
    engineers: Mapping[str, Engineer]

    @classmethod
    def of(cls, scenario: Scenario, travel: TravelTimes) -> Ground:
        """Of a scenario and travel between its places."""
        return cls(
            scenario=scenario,
            clock=Clock.of(scenario),
            places=index_places(scenario),
            travel=travel,
            jobs={job.id: job for job in scenario.jobs},
            engineers={engineer.id: engineer for engineer in scenario.engineers},
        )

    @property
    def policy(self) -> Policy:
        """How the company works."""
        return self.scenario.policy

    def drive_s(self, engineer_id: str, origin: int, destination: int, depart: int) -> int:
        """Seconds that the travel table gives a drive."""
        profile = self.engineers[engineer_id].vehicle_profile
        return self.travel.arrive(profile, origin, destination, depart) - depart

    def work_s(self, job_id: str, engineer_id: str) -> int:
        """The mean working time of a job in the hands of an engineer, seconds."""
        return work_s(self.jobs[job_id], self.engineers[engineer_id], self.policy)

    def spread(self, job_id: str) -> float | None:
        """The job's own spread as a share of its mean; None where it gives none."""
        job = self.jobs[job_id]
        if not job.duration_spread_s:
            return None
        usual_s = job.duration_s
        if usual_s is None:
            usual_s = self.policy.default_duration_s[job.kind]
        return job.duration_spread_s / max(1, usual_s)

    def last_start(self, job_id: str, appointment: int) -> int | None:
        """When the promise ends that holds the appointment; None for a job without windows."""
        windows = [
            (self.clock.seconds(one.start), self.clock.seconds(one.end))
            for one in self.jobs[job_id].windows
        ]
        return max((last for first, last in windows if first <= appointment <= last), default=None)


def tours_of(ground: Ground, plan: Plan | None) -> tuple[Tour, ...]:
    """The tours of a plan, or of none: a shift that serves nothing has one without visits."""
    routes = {
        (route.engineer_id, route.shift_index): route
        for route in (() if plan is None else plan.routes)
    }
    return tuple(
        _tour(ground, engineer, number, routes.get((engineer.id, number)))
        for engineer in ground.scenario.engineers
        for number in range(len(engineer.shifts))
        if (engineer.id, number) in ground.places.shift
    )


def _tour(ground: Ground, engineer: Engineer, number: int, route: Route | None) -> Tour:
    shift, ends = engineer.shifts[number], ground.places.shift[engineer.id, number]
    end = ground.clock.seconds(shift.end)
    stops = () if route is None else route.stops
    return Tour(
        engineer_id=engineer.id,
        shift_index=number,
        start=ends.start,
        end=ends.end,
        begins=ground.clock.seconds(shift.start),
        ends=end,
        must_end=end + engineer.overtime_max_s,
        visits=tuple(
            visit_of(ground, engineer.id, stop) for stop in stops if stop.kind is StopKind.JOB
        ),
    )


def visit_of(ground: Ground, engineer_id: str, stop: Stop) -> TourVisit:
    """A stop of a plan as a visit."""
    assert stop.job_id is not None
    assert stop.leg is not None
    assert stop.appointment is not None
    return TourVisit(
        job_id=stop.job_id,
        appointment=ground.clock.seconds(stop.appointment),
        depart=ground.clock.seconds(stop.leg.depart),
        work_s=ground.work_s(stop.job_id, engineer_id),
    )
