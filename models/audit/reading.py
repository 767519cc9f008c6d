"""Read the stated moments of a plan into `Facts`."""

from __future__ import annotations

from models.audit.facts import DrivenStop, Facts, JobStop, LegFacts, RouteFacts, StopFacts
from models.audit.route_shape import shape_breaches
from models.audit.stated_moments import StatedMoment, stated_moments
from models.clock import Clock
from models.places import PlaceIndex, ShiftPlaces
from models.plan import Leg, Plan, Route, Stop, StopKind
from models.scenario import Scenario
from models.travel import TravelTimes


def read_facts(
    scenario: Scenario, plan: Plan, travel: TravelTimes, places: PlaceIndex, digest: str | None
) -> Facts:
    """Everything the plan states, as far as its shape lets it be read."""
    reader = _Reader(scenario, places)
    routes: list[RouteFacts] = []
    moments: list[StatedMoment] = []
    for number, route in enumerate(plan.routes):
        path = f"routes[{number}]"
        stated = stated_moments(route, path, reader.clock, scenario.horizon)
        moments.extend(stated)
        usable = all(moment.seconds is not None for moment in stated)
        if usable and not any(shape_breaches(places, route, path)):
            routes.append(reader.read(route, path))
    return Facts(
        scenario=scenario,
        plan=plan,
        travel=travel,
        places=places,
        clock=reader.clock,
        jobs=reader.jobs,
        depots=reader.depots,
        routes=tuple(routes),
        moments=tuple(moments),
        digest=digest,
    )


class _Reader:
    def __init__(self, scenario: Scenario, places: PlaceIndex) -> None:
        self.clock = Clock.of(scenario)
        self.places = places
        self.jobs = {job.id: job for job in scenario.jobs}
        self.depots = {depot.id: depot for depot in scenario.depots}
        self.engineers = {engineer.id: engineer for engineer in scenario.engineers}

    def read(self, route: Route, path: str) -> RouteFacts:
        """A route of sound shape, in seconds."""
        engineer = self.engineers[route.engineer_id]
        shift = engineer.shifts[route.shift_index]
        where = self.places.shift[engineer.id, route.shift_index]
        driven = self._driven(route, path, where, engineer.vehicle_profile)
        collected = route.stops[1].kind is StopKind.COLLECTION
        return RouteFacts(
            stated=route,
            path=path,
            engineer=engineer,
            shift=shift,
            shift_start=self.clock.seconds(shift.start),
            shift_end=self.clock.seconds(shift.end),
            start_depot=self.depots.get(where.start_depot_id or ""),
            start=self._stop(route.stops[0], f"{path}.stops[0]"),
            collection=self._stop(route.stops[1], f"{path}.stops[1]") if collected else None,
            visits=tuple(stop for stop in driven if isinstance(stop, JobStop)),
            end=driven[-1],
        )

    def _driven(
        self, route: Route, path: str, where: ShiftPlaces, profile: str
    ) -> list[DrivenStop]:
        driven: list[DrivenStop] = []
        origin = where.start
        for number, stop in enumerate(route.stops):
            if stop.leg is None:
                continue
            spot = f"{path}.stops[{number}]"
            job = self.jobs[stop.job_id] if stop.job_id is not None else None
            destination = where.end if job is None else self.places.job[job.id]
            leg = self._leg(stop.leg, f"{spot}.leg", profile, origin, destination)
            if job is None or stop.appointment is None:
                driven.append(DrivenStop(*self._stated(stop, spot), leg))
            else:
                appointment = self.clock.seconds(stop.appointment)
                driven.append(JobStop(*self._stated(stop, spot), leg, job, appointment))
            origin = destination
        return driven

    def _stated(self, stop: Stop, path: str) -> tuple[Stop, str, int, int, int]:
        seconds = self.clock.seconds
        return stop, path, seconds(stop.arrive), seconds(stop.start), seconds(stop.finish)

    def _stop(self, stop: Stop, path: str) -> StopFacts:
        return StopFacts(*self._stated(stop, path))

    def _leg(self, leg: Leg, path: str, profile: str, origin: int, destination: int) -> LegFacts:
        seconds = self.clock.seconds
        return LegFacts(
            stated=leg,
            path=path,
            profile=profile,
            origin=origin,
            destination=destination,
            ready=seconds(leg.ready),
            depart=seconds(leg.depart),
            earliest=seconds(leg.depart_earliest),
            latest=seconds(leg.depart_latest),
            arrive=seconds(leg.arrive),
        )
