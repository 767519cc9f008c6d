"""Made-up days for the page: quick, deterministic, plausible to look at; not audited."""

from __future__ import annotations

import math
import random
from datetime import datetime

from support.sample_route import metres, sample_route
from support.sample_scenario import FIRST_DAY, ZONE, sample_scenario

from models.base import Text
from models.findings import Finding, Severity
from models.job import Job, Window
from models.plan import (
    Merit,
    Plan,
    PlanCost,
    Reason,
    Route,
    SearchReport,
    Stop,
    StopKind,
    Unplanned,
    UnplannedState,
)
from models.scenario import Scenario


def sample_day(
    engineers: int = 3,
    jobs: int = 12,
    *,
    days: int = 1,
    seed: int = 1,
    coordinates: bool = True,
    unplanned: int | None = None,
    time_zone: str = ZONE,
    first_day: datetime = FIRST_DAY,
) -> tuple[Scenario, Plan]:
    """A scenario of so many engineers and jobs over so many days, and a plan of it.

    `unplanned` jobs are left out, one in forty unless said otherwise.
    """
    asked = sample_scenario(
        engineers,
        jobs,
        days=days,
        seed=seed,
        coordinates=coordinates,
        time_zone=time_zone,
        first_day=first_day,
    )
    rng = random.Random(seed)
    left_out = max(1, jobs // 40) if unplanned is None else unplanned
    served = asked.jobs[: jobs - left_out] if engineers else ()
    slots = [(one, number) for one in asked.engineers for number in range(days)]
    # Jobs go to the nearest shift with room, so that the routes look like routes on a map.
    room = math.ceil(len(served) / max(1, len(slots)))
    hands: list[list[Job]] = [[] for _ in slots]
    for job in served:
        with_room = [idx for idx, hand in enumerate(hands) if len(hand) < room]
        near = min(with_room, key=lambda idx: metres(slots[idx][0].start_place, job.place))
        hands[near].append(job)
    routes = [
        sample_route(rng, engineer, number, hand, asked.depots[0])
        for (engineer, number), hand in zip(slots, hands, strict=True)
        if hand
    ]
    planned = {stop.job_id: stop for route in routes for stop in route.stops}
    promised = tuple(_promised(job, planned.get(job.id)) for job in asked.jobs)
    scenario = asked.model_copy(update={"jobs": promised})
    return scenario, _plan(scenario, routes, asked.jobs[len(served) :])


def _promised(job: Job, stop: Stop | None) -> Job:
    """The job with the window and the appointment that the route keeps."""
    if stop is None or stop.window is None:
        return job
    return job.model_copy(
        update={
            "windows": (Window(start=stop.window.start, end=stop.window.end),),
            "appointment_told": stop.appointment if stop.told else None,
        }
    )


def _unplanned(idx: int, job: Job) -> Unplanned:
    if idx % 3 == 2:
        text = Text(en="The phone number is missing.", zh="缺少电话号码。")
        state, missing = UnplannedState.NEEDS_INFORMATION, ("phone", "purchase_date")
        return Unplanned(
            job_id=job.id, state=state, missing_fields=missing, priority=job.priority,
            reasons=(Reason(code="needs-information", text=text),),
        )  # fmt: skip
    return Unplanned(
        job_id=job.id,
        state=UnplannedState.UNPLANNED,
        priority=job.priority,
        reasons=(
            Reason(
                code="all-full",
                text=Text(
                    en="Every engineer who could do it is full on that day.",
                    zh="当天能胜任的工程师都已排满。",
                ),
                engineer_id="E1",
                extra_cost_cents=4230,
                displaced_job_ids=("J0001",),
            ),
        ),
    )


def _plan(scenario: Scenario, routes: list[Route], left_out: tuple[Job, ...]) -> Plan:
    stops = [stop for route in routes for stop in route.stops if stop.kind is StopKind.JOB]
    slacks = [stop.leg.slack_s for stop in stops if stop.leg]
    unplanned = tuple(_unplanned(idx, job) for idx, job in enumerate(left_out))
    return Plan(
        scenario_name=scenario.name,
        time_zone=scenario.time_zone,
        routes=tuple(routes),
        unplanned=unplanned,
        cost=PlanCost(
            unserved_priority=sum(one.priority for one in unplanned), unserved_without_priority=0
        ),
        merit=Merit(
            jobs=len(scenario.jobs),
            served=len(stops),
            in_band=sum(300 <= stop.early_s <= 600 for stop in stops),
            not_late=sum(stop.lateness_s <= 300 for stop in stops),
            travel_s=sum(route.travel_s for route in routes),
            distance_m=sum(route.distance_m for route in routes),
            waiting_s=sum(route.waiting_s for route in routes),
            service_s=sum(route.service_s for route in routes),
            overtime_s=sum(route.overtime_s for route in routes),
            lateness_s=sum(route.lateness_s for route in routes),
            smallest_slack_s=min(slacks, default=None),
            engineers_used=len({route.engineer_id for route in routes}),
        ),
        findings=(
            Finding(
                code="sample", severity=Severity.NOTICE, message="This day is made up.",
                action="Plan a real one.",
            ),
        ),
        search=SearchReport(
            seed=1, threads=2, seconds=10.0, iterations=123_456, stopped_by="iterations"
        ),
    )  # fmt: skip
