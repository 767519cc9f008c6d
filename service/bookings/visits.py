"""The plan that a booking makes: the visit in its route, on a day that may be under way."""

from __future__ import annotations

from datetime import datetime

from models.base import Text
from models.day import with_plan
from models.errors import SlotTaken
from models.job import Job
from models.plan import Plan
from models.proposal import ProposalKind
from models.slot import SlotOffer
from models.timeline import Visit
from optimizer.booking import plan_with
from optimizer.proposals.change import Change
from optimizer.proposals.complete import routes_of
from optimizer.proposals.draft import draft
from optimizer.proposals.merge import merged
from service.days.fold import Running
from service.days.rooms import Room

TITLE = Text(en="Booked", zh="已预约")


def plan_with_visit(
    room: Room,
    running: Running,
    job: Job,
    offer: SlotOffer,
    behind_job_id: str | None,
    now: datetime,
) -> Plan:
    """The plan in force with a visit in it. Raises SlotTaken where it does not fit.

    Args:
        room: of the day.
        running: the day.
        job: with the window that is promised.
        offer: where the visit goes, by the plan in force.
        behind_job_id: the visit before it that is still to be made; None: it is the first.
        now: the moment on that day.
    """
    try:
        _, plan = plan_with(
            running.day.scenario, running.day.plan, job, offer, room.source(running)
        )
    except SlotTaken:
        # The shift is under way and not as planned: what is left of it is worked out instead.
        return _under_way(room, running, job, offer, behind_job_id, now)
    if _sets_out(plan, job.id) < now:
        return _under_way(room, running, job, offer, behind_job_id, now)
    return plan


def _sets_out(plan: Plan, job_id: str) -> datetime:
    """When the engineer leaves for a visit."""
    return next(
        stop.arrive if stop.leg is None else stop.leg.depart
        for route in plan.routes
        for stop in route.stops
        if stop.job_id == job_id
    )


def _under_way(
    room: Room,
    running: Running,
    job: Job,
    offer: SlotOffer,
    behind_job_id: str | None,
    now: datetime,
) -> Plan:
    day = with_plan(running.day, running.day.plan, (job,))
    ground = room.day_desk(running).ground(day, now)
    name = offer.engineer_id, offer.shift_index
    visits = list(ground.visits(name))
    order = [one.job_id for one in visits]
    at = ground.fixed(name)
    if behind_job_id in order:
        at = max(at, order.index(behind_job_id) + 1)
    visits.insert(at, Visit(job.id, tuple(part.draw for part in offer.parts)))
    drawn = draft(ground, Change(ProposalKind.INSERT, TITLE, {name: tuple(visits)}))
    if drawn is None:
        raise SlotTaken(f"Engineer {name[0]} has no room for job {job.id} any more.")
    stop = next(one for one in drawn.timelines[name].stops if one.job_id == job.id)
    seconds = ground.clock.seconds
    if not seconds(offer.window.start) <= stop.appointment <= seconds(offer.window.end):
        raise SlotTaken(f"Engineer {name[0]} cannot be with job {job.id} in that window any more.")
    route = next(iter(routes_of(ground, drawn)))
    jobs = {one.job_id: ground.job(one.job_id) for one in visits}
    return merged(ground, {name: route}, jobs, ())
