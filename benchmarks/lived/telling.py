"""The morning of a day: everybody in the plan has been told, and the sheets are handed out."""

from __future__ import annotations

from models.clock import Clock
from models.places import PlaceIndex
from models.plan import Plan, StopKind
from models.scenario import Scenario
from models.timeline import Visit
from models.told import as_told
from models.travel import TravelTimes
from optimizer.timing import RouteDecision, build_plan


def told_day(
    scenario: Scenario, plan: Plan, places: PlaceIndex, travel: TravelTimes
) -> tuple[Scenario, Plan]:
    """The scenario with every planned appointment told, and the same routes worked out for it."""
    told = as_told(scenario, plan)
    decisions = [
        RouteDecision(
            route.engineer_id,
            route.shift_index,
            tuple(
                Visit(stop.job_id, stop.draws)
                for stop in route.stops
                if stop.kind is StopKind.JOB and stop.job_id is not None
            ),
        )
        for route in plan.routes
    ]
    again = build_plan(told, Clock.of(told), places, travel, decisions, plan.unplanned, plan.search)
    return told, again
