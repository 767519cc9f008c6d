"""Walk one route in plain loops: depart, arrive, wait, start, finish.

This is the reference of docs/timing.md: written to be read next to that page, not to be fast. The
native core has to give the same numbers. Moments are seconds from the start of the horizon.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.clock import Clock
from models.collection import Collection, collection_for
from models.driving import Goal, LegTimes, Road, StopTimes, Way, drive
from models.engineer import Engineer
from models.errors import RouteImpossible
from models.job import Job
from models.places import PlaceIndex
from models.plan import Draw
from models.policy import Policy
from models.reserve import planned_band, reserve_s
from models.scenario import Scenario
from models.starts import Span, possible_starts
from models.travel import TravelTimes

__all__ = [
    "LegTimes",
    "StopTimes",
    "Timeline",
    "Visit",
    "possible_starts",
    "service_s",
    "walk",
    "work_s",
]


@dataclass(frozen=True, slots=True)
class Visit:
    """A job in a route, with the units reserved for it."""

    job_id: str
    draws: tuple[Draw, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """All moments and figures of one route."""

    engineer_id: str
    shift_index: int
    shift_start: int
    shift_end: int
    begin: int
    collection: Span | None
    """Begin and end of the collection at the start depot."""
    stops: tuple[StopTimes, ...]
    final_leg: LegTimes
    """The drive to the end place."""
    end: int
    travel_s: int
    distance_m: int
    service_s: int
    handling_s: int
    waiting_s: int
    overtime_s: int
    lateness_s: int

    @property
    def legs(self) -> tuple[LegTimes, ...]:
        """The drives to all stops and to the end place, in order."""
        return (*self.stops, self.final_leg)


def service_s(job: Job, engineer: Engineer, policy: Policy) -> int:
    """Seconds that are planned for a visit: the work and its reserve (docs/timing.md, "Reserves").

    Raises RouteImpossible when the engineer lacks a skill the job needs.
    """
    mean_s = work_s(job, engineer, policy)
    return mean_s + reserve_s(job, mean_s, policy)


def work_s(job: Job, engineer: Engineer, policy: Policy) -> int:
    """Seconds the work takes this engineer, the mean (docs/timing.md, "Service by level").

    Raises RouteImpossible when the engineer lacks a skill the job needs.
    """
    duration_s = job.duration_s
    if duration_s is None:
        duration_s = policy.default_duration_s[job.kind]
    if not job.skills:
        return duration_s
    for need in job.skills:
        if need.skill not in engineer.skills:
            raise RouteImpossible(
                f"Engineer {engineer.id} lacks the skill {need.skill!r} of job {job.id}.", job.id
            )
    level = min(engineer.skills[need.skill] for need in job.skills)
    if level in job.duration_by_level_s:
        return job.duration_by_level_s[level]
    return (duration_s * policy.duration_percent_by_level[level] + 50) // 100


def walk(
    scenario: Scenario,
    clock: Clock,
    places: PlaceIndex,
    travel: TravelTimes,
    engineer: Engineer,
    shift_index: int,
    visits: Sequence[Visit],
    jobs: Mapping[str, Job] | None = None,
) -> Timeline:
    """Work out every moment of the route that makes `visits` in this order.

    `jobs` are the scenario's jobs by id, for callers that walk many routes. Raises RouteImpossible
    naming the first stop that cannot be kept; ValueError when there is nothing to visit.
    """
    if not visits:
        raise ValueError("a route needs at least one visit")
    if jobs is None:
        wanted = {visit.job_id for visit in visits}
        jobs = {job.id: job for job in scenario.jobs if job.id in wanted}
    shift = engineer.shifts[shift_index]
    ends = places.shift.get((engineer.id, shift_index))
    if ends is None:
        raise RouteImpossible(
            f"No travel times are known for shift {shift_index} of engineer {engineer.id}: "
            "its places are not resolved."
        )
    depot = next((one for one in scenario.depots if one.id == ends.start_depot_id), None)
    shift_start, shift_end = clock.seconds(shift.start), clock.seconds(shift.end)
    draws = [draw for visit in visits for draw in visit.draws]
    collection = collection_for(draws, depot, shift_start, clock, scenario.policy)
    way = Way(
        road=Road(travel, engineer.vehicle_profile),
        origin=ends.start,
        ready=shift_start if collection is None else collection.earliest_end(),
        goals=tuple(
            _goal(scenario, clock, places, engineer, jobs[visit.job_id]) for visit in visits
        ),
        destination=ends.end,
        must_end=shift_end + engineer.overtime_max_s,
        band=planned_band(scenario.policy),
    )
    stops, final_leg = drive(way)
    return _summed_up(
        engineer.id, shift_index, (shift_start, shift_end), collection, stops, final_leg
    )


def _goal(
    scenario: Scenario, clock: Clock, places: PlaceIndex, engineer: Engineer, job: Job
) -> Goal:
    if job.id not in places.job:
        raise RouteImpossible(f"The place of job {job.id} is not resolved.", job.id)
    planned_s = service_s(job, engineer, scenario.policy)
    return Goal(
        job_id=job.id,
        place=places.job[job.id],
        service_s=planned_s,
        reserve_s=planned_s - work_s(job, engineer, scenario.policy),
        starts=possible_starts(job, scenario, clock),
    )


def _summed_up(
    engineer_id: str,
    shift_index: int,
    shift: Span,
    collection: Collection | None,
    stops: tuple[StopTimes, ...],
    final_leg: LegTimes,
) -> Timeline:
    """The route with its figures (docs/timing.md, "Figures of a route")."""
    legs = (*stops, final_leg)
    collected = None if collection is None else collection.latest(stops[0].depart)
    begin = stops[0].depart if collected is None else collected[0]
    travel_s = sum(leg.travel_s for leg in legs)
    work_s = sum(stop.service_s for stop in stops)
    handling_s = 0 if collection is None else collection.handling_s
    return Timeline(
        engineer_id=engineer_id,
        shift_index=shift_index,
        shift_start=shift[0],
        shift_end=shift[1],
        begin=begin,
        collection=collected,
        stops=stops,
        final_leg=final_leg,
        end=final_leg.arrive,
        travel_s=travel_s,
        distance_m=sum(leg.distance_m for leg in legs),
        service_s=work_s,
        handling_s=handling_s,
        waiting_s=final_leg.arrive - begin - travel_s - work_s - handling_s,
        overtime_s=max(0, final_leg.arrive - shift[1]),
        lateness_s=sum(stop.lateness_s for stop in stops),
    )
