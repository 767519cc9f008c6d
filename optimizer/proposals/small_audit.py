"""The audit of a proposal: the auditor judges the engineers it touches, and nothing else.

The small scenario holds those engineers, the jobs of their routes as they would be, and the stocks
less what everybody else has reserved. What is legal there is legal in the whole: others neither
share a shift nor a job with it, and stocks are the only thing that all share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.audit import audit
from models.cost import cost_of
from models.findings import Finding
from models.job import Job
from models.merit import merit_of
from models.plan import Plan, Route, SearchReport, Unplanned, UnplannedState
from models.scenario import Scenario
from models.timeline import Timeline
from optimizer.proposals.ground import Ground
from optimizer.reasons import LEFT_OUT_BY_PROPOSAL, reason
from optimizer.standing import ShiftName

__all__ = ["audit_routes", "small_scenario"]

NOTHING_SEARCHED = SearchReport(
    seed=0, threads=1, seconds=None, iterations=0, stopped_by="nothing_to_do"
)


def audit_routes(
    ground: Ground,
    routes: Iterable[Route],
    timelines: Mapping[ShiftName, Timeline],
    jobs: Mapping[str, Job],
    unplanned: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """What the auditor says of some routes of the rest of the day.

    Args:
        ground: the rest of the day as it stands.
        routes: those that are judged, with every moment.
        timelines: the same, walked.
        jobs: jobs that would be other than they are.
        unplanned: jobs that would be in no route any more.
    """
    judged = tuple(routes)
    lost = tuple(unplanned)
    small = small_scenario(ground, judged, jobs, lost)
    records = {job.id: job for job in small.jobs}
    walked = [timelines[route.engineer_id, route.shift_index] for route in judged]
    plan = Plan(
        time_zone=small.time_zone,
        routes=judged,
        unplanned=tuple(_left_out(records[job_id]) for job_id in lost),
        cost=cost_of(small, walked, [records[job_id] for job_id in lost]),
        merit=merit_of(small, walked, records),
        search=NOTHING_SEARCHED,
    )
    places = ground.terrain.index(small)
    return audit(small, plan, ground.terrain.travel, places)


def small_scenario(
    ground: Ground, routes: Iterable[Route], jobs: Mapping[str, Job], unplanned: Iterable[str]
) -> Scenario:
    """The engineers of some routes, their jobs, and what others have not reserved of the stocks."""
    judged = tuple(routes)
    served = [str(stop.job_id) for route in judged for stop in route.stops if stop.job_id]
    wanted = dict.fromkeys((*served, *unplanned))
    part = ground.part([route.engineer_id for route in judged], wanted)
    known = {job.id: job for job in part.jobs}
    return part.model_copy(
        update={
            "jobs": tuple(
                jobs.get(job_id) or known.get(job_id) or ground.job(job_id) for job_id in wanted
            ),
            "set_aside": (),
        }
    )


def _left_out(job: Job) -> Unplanned:
    return Unplanned(
        job_id=job.id,
        state=UnplannedState.UNPLANNED,
        reasons=(reason(LEFT_OUT_BY_PROPOSAL),),
        priority=job.priority,
    )
