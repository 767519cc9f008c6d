"""Figures of merit of a plan (domain.md, section 8), from its timelines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from models.job import Job
from models.plan import Merit
from models.policy import EarlyBand
from models.scenario import Scenario
from models.timeline import StopTimes, Timeline


def merit_of(
    scenario: Scenario, timelines: Iterable[Timeline], jobs: Mapping[str, Job] | None = None
) -> Merit:
    """Count what the routes achieve. `jobs` are the scenario's jobs by id, where at hand."""
    routes = tuple(timelines)
    if jobs is None:
        jobs = {job.id: job for job in scenario.jobs}
    band = scenario.policy.early_band
    stops = [stop for route in routes for stop in route.stops]
    by_priority = Counter(jobs[stop.job_id].priority for stop in stops)
    return Merit(
        jobs=len(scenario.jobs) + sum(1 for record in scenario.set_aside if record.kind == "job"),
        served=len(stops),
        served_by_priority=dict(sorted(by_priority.items(), reverse=True)),
        in_band=sum(1 for stop in stops if is_in_band(stop, band)),
        not_late=sum(1 for stop in stops if stop.arrive <= stop.appointment),
        travel_s=sum(route.travel_s for route in routes),
        distance_m=sum(route.distance_m for route in routes),
        waiting_s=sum(route.waiting_s for route in routes),
        service_s=sum(route.service_s for route in routes),
        overtime_s=sum(route.overtime_s for route in routes),
        lateness_s=sum(route.lateness_s for route in routes),
        smallest_slack_s=min((stop.slack_s for stop in stops), default=None),
        engineers_used=len({route.engineer_id for route in routes}),
    )


def is_in_band(stop: StopTimes, band: EarlyBand) -> bool:
    """Whether the arrival is neither too early nor too late for the appointment."""
    early_s = stop.appointment - stop.arrive
    return early_s >= band.least_s and (band.most_s is None or early_s <= band.most_s)
