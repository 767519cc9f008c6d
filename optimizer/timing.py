"""From decided routes to a plan people can follow: stops, departures, waits, calls and kits.

Times come from the reference timeline; here they become moments, reasons and things to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.clock import Clock
from models.cost import cost_of
from models.findings import Finding
from models.merit import merit_of
from models.places import PlaceIndex
from models.plan import COUNTED_AS_UNSERVED, Plan, Route, SearchReport, Unplanned
from models.scenario import Scenario
from models.timeline import Timeline, Visit, walk
from models.travel import TravelTimes
from optimizer.records import Records
from optimizer.stops import collection_stops, end_stop, job_stop, start_stop


@dataclass(frozen=True, slots=True)
class RouteDecision:
    """What the search decides about one shift: who visits whom in which order, with which units."""

    engineer_id: str
    shift_index: int
    visits: tuple[Visit, ...]


def build_plan(
    scenario: Scenario,
    clock: Clock,
    places: PlaceIndex,
    travel: TravelTimes,
    routes: Sequence[RouteDecision],
    unplanned: Sequence[Unplanned],
    search: SearchReport,
    findings: Iterable[Finding] = (),
    scenario_sha256: str = "",
) -> Plan:
    """Work out the plan that follows from the decisions; shifts without visits are left out.

    Raises RouteImpossible when a decided route cannot be driven.
    """
    records = Records.of(scenario, clock)
    turn = {engineer.id: number for number, engineer in enumerate(scenario.engineers)}
    decided = sorted(
        (route for route in routes if route.visits),
        key=lambda route: (turn[route.engineer_id], route.shift_index),
    )
    timelines = [
        walk(
            scenario,
            clock,
            places,
            travel,
            records.engineers[route.engineer_id],
            route.shift_index,
            route.visits,
            records.jobs,
        )
        for route in decided
    ]
    unserved = [records.jobs[one.job_id] for one in unplanned if one.state in COUNTED_AS_UNSERVED]
    return Plan(
        scenario_name=scenario.name,
        scenario_sha256=scenario_sha256,
        time_zone=scenario.time_zone,
        routes=tuple(
            build_route(records, timeline, route.visits)
            for route, timeline in zip(decided, timelines, strict=True)
        ),
        unplanned=tuple(unplanned),
        cost=cost_of(scenario, timelines, unserved),
        merit=merit_of(scenario, timelines, records.jobs),
        findings=tuple(findings),
        search=search,
    )


def build_route(records: Records, timeline: Timeline, visits: Sequence[Visit]) -> Route:
    """Turn one walked route into stops that say when, why, whom to call and what to take."""
    engineer = records.engineers[timeline.engineer_id]
    return Route(
        engineer_id=engineer.id,
        shift_index=timeline.shift_index,
        stops=(
            start_stop(records, engineer, timeline),
            *collection_stops(records, engineer, timeline, visits),
            *(
                job_stop(records, engineer, timeline, position, visit)
                for position, visit in enumerate(visits)
            ),
            end_stop(records, engineer, timeline),
        ),
        travel_s=timeline.travel_s,
        distance_m=timeline.distance_m,
        service_s=timeline.service_s,
        handling_s=timeline.handling_s,
        waiting_s=timeline.waiting_s,
        overtime_s=timeline.overtime_s,
        lateness_s=timeline.lateness_s,
    )
