"""The price of a plan by part (docs/timing.md, "Price of a plan"): the reference for the core."""

from __future__ import annotations

from collections.abc import Iterable

from models.job import Job
from models.plan import PlanCost
from models.scenario import Scenario
from models.timeline import Timeline

METRES_PER_KM = 1000


def cost_of(scenario: Scenario, timelines: Iterable[Timeline], unserved: Iterable[Job]) -> PlanCost:
    """Price the routes as they are driven, and the jobs that nobody serves.

    `unserved` are the jobs in a state of `models.plan.COUNTED_AS_UNSERVED`; jobs that were never
    plannable cost nothing. Money is in integer cents, each leg's distance rounded half up.
    """
    rates = scenario.policy.rates
    routes = tuple(timelines)
    priorities = [job.priority for job in unserved]
    return PlanCost(
        unserved_priority=sum(priorities),
        unserved_without_priority=priorities.count(0),
        travel_cents=sum(route.travel_s for route in routes) * rates.travel_cents_per_s,
        overtime_cents=sum(route.overtime_s for route in routes) * rates.overtime_cents_per_s,
        waiting_cents=sum(route.waiting_s for route in routes) * rates.waiting_cents_per_s,
        distance_cents=sum(
            (leg.distance_m * rates.distance_cents_per_km + METRES_PER_KM // 2) // METRES_PER_KM
            for route in routes
            for leg in route.legs
        ),
        lateness_cents=sum(route.lateness_s for route in routes) * rates.lateness_cents_per_s,
    )
