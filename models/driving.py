"""Drive past a list of jobs: earliest starts, latest starts, departures (docs/timing.md).

The loops of `models.timeline`, which prepares what they need and sums up what comes out.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.errors import RouteImpossible
from models.policy import EarlyBand
from models.starts import Span, Starts
from models.travel import TravelTimes


@dataclass(frozen=True, slots=True)
class LegTimes:
    """The drive to a stop."""

    ready: int
    """When the engineer is free to leave the previous stop, at the earliest."""
    depart: int
    """The recommended departure."""
    earliest_useful: int
    latest_safe: int
    arrive: int
    slack_s: int
    travel_s: int
    distance_m: int


@dataclass(frozen=True, slots=True)
class StopTimes(LegTimes):
    """A visit and the drive to it."""

    job_id: str
    appointment: int
    told: bool
    """Whether the customer knew the appointment before."""
    window: Span | None
    start: int
    finish: int
    service_s: int
    early_s: int
    """Seconds at the door before the work starts."""
    lateness_s: int
    movable_s: int
    reserve_s: int = 0
    """Of `service_s`, what is kept beyond the mean of the work."""


@dataclass(frozen=True, slots=True)
class Road:
    """Travel times of one vehicle profile."""

    travel: TravelTimes
    profile: str

    def arrive(self, origin: int, destination: int, depart: int) -> int:
        """The arrival when leaving at `depart`."""
        return self.travel.arrive(self.profile, origin, destination, depart)

    def depart_by(self, origin: int, destination: int, arrive: int) -> int:
        """The latest departure that arrives by `arrive`."""
        return self.travel.depart_by(self.profile, origin, destination, arrive)

    def depart_from(self, origin: int, destination: int, arrive: int) -> int:
        """The earliest departure that arrives at `arrive` or later."""
        return self.travel.depart_from(self.profile, origin, destination, arrive)


@dataclass(frozen=True, slots=True)
class Goal:
    """One job as this engineer would do it."""

    job_id: str
    place: int
    service_s: int
    starts: Starts
    reserve_s: int = 0
    """Of `service_s`, what is kept beyond the mean of the work."""


@dataclass(frozen=True, slots=True)
class Way:
    """All that the moments of a route follow from."""

    road: Road
    origin: int
    ready: int
    """When the first leg can begin at the earliest."""
    goals: tuple[Goal, ...]
    destination: int
    must_end: int
    band: EarlyBand


def drive(way: Way) -> tuple[tuple[StopTimes, ...], LegTimes]:
    """Stops and the final leg, as driven by the recommended departures."""
    earliest = _earliest_starts(way)
    latest = _latest_starts(way)
    stops: list[StopTimes] = []
    origin, ready = way.origin, way.ready
    for goal, start, latest_start in zip(way.goals, earliest, latest, strict=True):
        stop = _stop(way, goal, origin, ready, start, latest_start, is_first=not stops)
        stops.append(stop)
        origin, ready = goal.place, stop.finish
    arrive = way.road.arrive(origin, way.destination, ready)
    latest_safe = way.road.depart_by(origin, way.destination, way.must_end)
    final_leg = LegTimes(
        ready=ready,
        depart=ready,
        earliest_useful=ready,
        latest_safe=latest_safe,
        arrive=arrive,
        slack_s=latest_safe - ready,
        travel_s=arrive - ready,
        distance_m=way.road.travel.distance_m(origin, way.destination),
    )
    return tuple(stops), final_leg


def _earliest_starts(way: Way) -> list[int]:
    """The earliest start of every job. Raises RouteImpossible at the first that has none."""
    starts: list[int] = []
    origin, ready = way.origin, way.ready
    for goal in way.goals:
        arrival = way.road.arrive(origin, goal.place, ready)
        start = goal.starts.next(arrival + goal.starts.door_s)
        if start is None:
            raise RouteImpossible(
                f"Job {goal.job_id} has no possible start at or after second "
                f"{arrival + goal.starts.door_s} (arrival at second {arrival}).",
                goal.job_id,
            )
        starts.append(start)
        origin, ready = goal.place, start + goal.service_s
    end = way.road.arrive(origin, way.destination, ready)
    if end > way.must_end:
        raise RouteImpossible(
            f"The route would end {end - way.must_end} s after the shift and its overtime."
        )
    return starts


def _latest_starts(way: Way) -> list[int]:
    """The latest start of every job with every later promise of the route still kept."""
    starts: list[int] = []
    destination, must_arrive = way.destination, way.must_end
    for goal in reversed(way.goals):
        must_finish = way.road.depart_by(goal.place, destination, must_arrive)
        start = goal.starts.previous(must_finish - goal.service_s)
        assert start is not None  # the earliest start is one
        starts.append(start)
        destination, must_arrive = goal.place, start - goal.starts.door_s
    return starts[::-1]


def _stop(
    way: Way,
    goal: Goal,
    origin: int,
    ready: int,
    start: int,
    latest_start: int,
    *,
    is_first: bool,
) -> StopTimes:
    """One stop with its departure computed backwards from the appointment."""
    road, band = way.road, way.band
    told = goal.starts.told
    appointment = start if told is None else told
    latest_safe = road.depart_by(origin, goal.place, appointment - band.least_s)
    earliest_useful = ready
    if band.most_s is not None:
        in_band = road.depart_from(origin, goal.place, appointment - band.most_s)
        earliest_useful = max(ready, min(latest_safe, in_band))
    depart = max(ready, latest_safe) if is_first else earliest_useful
    arrive = road.arrive(origin, goal.place, depart)
    late_after = appointment - band.least_s
    return StopTimes(
        ready=ready,
        depart=depart,
        earliest_useful=earliest_useful,
        latest_safe=latest_safe,
        arrive=arrive,
        slack_s=latest_safe - ready,
        travel_s=arrive - depart,
        distance_m=road.travel.distance_m(origin, goal.place),
        job_id=goal.job_id,
        appointment=appointment,
        told=told is not None,
        window=goal.starts.window_of(appointment),
        start=start,
        finish=start + goal.service_s,
        service_s=goal.service_s,
        early_s=start - arrive,
        lateness_s=0 if told is None else max(0, arrive - late_after),
        movable_s=latest_start - start,
        reserve_s=goal.reserve_s,
    )
