"""Plans built from routes that a test decides itself, without a search."""

from __future__ import annotations

from collections.abc import Sequence

from support.small_days import Day

from models.plan import Plan, Route, SearchReport, Unplanned
from models.timeline import Visit
from optimizer.timing import RouteDecision, build_plan

NO_SEARCH = SearchReport(seed=0, threads=1, seconds=0.0, iterations=0, stopped_by="nothing_to_do")


def plan_of(the_day: Day, *routes: RouteDecision, unplanned: Sequence[Unplanned] = ()) -> Plan:
    """The plan that follows from these routes."""
    return build_plan(
        the_day.scenario,
        the_day.clock,
        the_day.places,
        the_day.travel,
        routes,
        unplanned,
        NO_SEARCH,
    )


def decide(*visits: Visit | str, engineer_id: str = "e1", shift: int = 0) -> RouteDecision:
    """A route of these visits; a plain job id is a visit that draws nothing."""
    made = tuple(Visit(one) if isinstance(one, str) else one for one in visits)
    return RouteDecision(engineer_id, shift, made)


def route_of(the_day: Day, *visits: Visit | str) -> Route:
    """The only route of the first engineer's first shift."""
    return plan_of(the_day, decide(*visits)).routes[0]
