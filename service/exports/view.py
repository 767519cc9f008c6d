"""A plan beside the scenario it was made for: what every output needs to look up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from models.clock import Clock
from models.engineer import Engineer
from models.job import Job
from models.part import Depot
from models.plan import Plan, Route, Stop
from models.scenario import Scenario


@dataclass(frozen=True)
class PlanView:
    """A plan and its scenario, with lookups by id and moments in local time."""

    scenario: Scenario
    plan: Plan
    jobs: dict[str, Job] = field(init=False)
    engineers: dict[str, Engineer] = field(init=False)
    depots: dict[str, Depot] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "jobs", {job.id: job for job in self.scenario.jobs})
        object.__setattr__(self, "engineers", {one.id: one for one in self.scenario.engineers})
        object.__setattr__(self, "depots", {depot.id: depot for depot in self.scenario.depots})

    @cached_property
    def clock(self) -> Clock:
        """The clock of the plan's time zone."""
        return Clock(self.plan.time_zone, self.scenario.horizon.start)

    @cached_property
    def routes_by_engineer(self) -> dict[str, tuple[Route, ...]]:
        """The routes of every engineer who has one, in the order of the plan."""
        found: dict[str, list[Route]] = {}
        for route in self.plan.routes:
            found.setdefault(route.engineer_id, []).append(route)
        return {engineer_id: tuple(routes) for engineer_id, routes in found.items()}

    def local(self, moment: datetime) -> datetime:
        """The moment as the plan's local wall clock shows it, with its offset."""
        return self.clock.absolute(moment).astimezone(self.clock.zone)

    def engineer_name(self, engineer_id: str) -> str:
        """The engineer's name, or the id of one who has none."""
        engineer = self.engineers.get(engineer_id)
        return engineer.name or engineer_id if engineer else engineer_id

    def depot_name(self, depot_id: str | None) -> str:
        """The depot's name, or the id of one that has none."""
        depot = self.depots.get(depot_id or "")
        return depot.name or depot.id if depot else depot_id or ""

    def address(self, stop: Stop) -> str:
        """Where the stop is: the address, else the coordinates, else nothing."""
        place = stop.place
        if place.address or not place.has_coordinates:
            return place.address
        return f"{place.latitude:.5f}, {place.longitude:.5f}"


def stops_of(plan: Plan) -> Iterator[tuple[Route, int, Stop]]:
    """Every stop of every route with its position in the route, the start being 0."""
    for route in plan.routes:
        for position, stop in enumerate(route.stops):
            yield route, position, stop
