"""The audit of a proposal: the auditor judges the engineers it touches, and nothing else.

The small scenario holds those engineers, the jobs of their routes as they would be, and the stocks
less what everybody else has reserved, and they themselves for their other shifts. What is legal
there is legal in the whole: others neither share a shift nor a job with it, and stocks are the only
thing that all share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from models.audit import audit
from models.cost import cost_of
from models.findings import Finding
from models.job import Job
from models.merit import merit_of
from models.plan import Draw, PartSource, Plan, Route, SearchReport, Unplanned, UnplannedState
from models.scenario import Scenario
from models.timeline import Timeline
from optimizer.leftovers import Lot, depots_less, lot_of
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
    """The engineers of some routes, their jobs, and what others have not reserved of the stocks.

    What these engineers draw in shifts that are not among the routes is not in the stocks either.
    """
    judged = tuple(routes)
    served = [str(stop.job_id) for route in judged for stop in route.stops if stop.job_id]
    wanted = dict.fromkeys((*served, *unplanned))
    part = ground.part([route.engineer_id for route in judged], wanted)
    known = {job.id: job for job in part.jobs}
    small = part.model_copy(
        update={
            "jobs": tuple(
                jobs.get(job_id) or known.get(job_id) or ground.job(job_id) for job_id in wanted
            ),
            "set_aside": (),
        }
    )
    names = {(route.engineer_id, route.shift_index) for route in judged}
    return _without(ground, small, tuple(_drawn_elsewhere(ground, names, wanted)))


def _drawn_elsewhere(
    ground: Ground, names: Collection[ShiftName], wanted: Collection[str]
) -> Iterator[tuple[str, Draw]]:
    """Who draws what in shifts that are not judged, but for visits that would leave them."""
    for engineer_id in dict.fromkeys(engineer_id for engineer_id, _ in names):
        for name in ground.shifts_of(engineer_id):
            if name not in names:
                for visit in ground.visits(name):
                    if visit.job_id not in wanted:
                        yield from ((engineer_id, draw) for draw in visit.draws)


def _without(ground: Ground, small: Scenario, drawn: Collection[tuple[str, Draw]]) -> Scenario:
    """A scenario whose vans and depots lack some units."""
    if not drawn:
        return small
    vans, lots = Counter[tuple[str, str]](), Counter[Lot]()
    for engineer_id, draw in drawn:
        if draw.source is PartSource.VAN:
            vans[engineer_id, draw.part_id] += draw.quantity
        else:
            lots[lot_of(ground.day, draw)] += draw.quantity
    engineers = tuple(
        one.model_copy(
            update={
                "van_stock": {
                    part_id: max(0, units - vans[one.id, part_id])
                    for part_id, units in one.van_stock.items()
                }
            }
        )
        for one in small.engineers
    )
    depots = depots_less(small.depots, lots, ground.clock)
    return small.model_copy(update={"engineers": engineers, "depots": depots})


def _left_out(job: Job) -> Unplanned:
    return Unplanned(
        job_id=job.id,
        state=UnplannedState.UNPLANNED,
        reasons=(reason(LEFT_OUT_BY_PROPOSAL),),
        priority=job.priority,
    )
