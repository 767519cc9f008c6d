"""Jobs of the plan in force that nobody visits: those that come up, and those that close."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.base import Text
from models.clock import Clock
from models.intake import intake
from models.job import Job, JobStatus
from models.plan import Plan, Reason, Unplanned, UnplannedState
from models.scenario import Scenario

NOT_DECIDED = Reason(
    code="not-decided-yet",
    text=Text(
        en="It came up during the day, and nobody has decided yet when somebody comes.",
        zh="当天新增的工单，尚未决定何时上门。",
    ),
)


def with_announced(
    plan: Plan, scenario: Scenario, clock: Clock, jobs: Sequence[Job], asked: int
) -> Plan:
    """The plan with new jobs listed as left out, so that each job asked for is in it once.

    Args:
        plan: the plan in force.
        scenario: with the new jobs.
        clock: of the scenario.
        jobs: the new ones.
        asked: how many jobs the scenario had when the day began; those that came later are listed
            after the others by id, so that the order of events makes no difference.
    """
    late = {job.id for job in scenario.jobs[asked:]}
    first = [one for one in plan.unplanned if one.job_id not in late]
    then = [one for one in plan.unplanned if one.job_id in late]
    then += [_left_out(job, scenario, clock) for job in jobs]
    then.sort(key=lambda one: one.job_id)
    merit = plan.merit.model_copy(update={"jobs": plan.merit.jobs + len(jobs)})
    return _restated(plan.model_copy(update={"merit": merit}), (*first, *then))


def with_closed(plan: Plan, scenario: Scenario, clock: Clock, jobs: Iterable[Job]) -> Plan:
    """The plan with those of the jobs that are left out and not open any more stated as closed."""
    closed = {job.id: job for job in jobs if job.status is not JobStatus.OPEN}
    if closed.keys().isdisjoint(one.job_id for one in plan.unplanned):
        return plan
    return _restated(
        plan,
        tuple(
            _left_out(closed[one.job_id], scenario, clock) if one.job_id in closed else one
            for one in plan.unplanned
        ),
    )


def _left_out(job: Job, scenario: Scenario, clock: Clock) -> Unplanned:
    taken = intake(job, scenario, clock)
    return Unplanned(
        job_id=job.id,
        state=taken.state or UnplannedState.UNPLANNED,
        reasons=taken.reasons or (NOT_DECIDED,),
        missing_fields=taken.missing_fields,
        priority=job.priority,
    )


def _restated(plan: Plan, unplanned: tuple[Unplanned, ...]) -> Plan:
    """The plan with other jobs left out, and their price."""
    cost = plan.cost.with_left_out(unplanned)
    return plan.model_copy(update={"unplanned": unplanned, "cost": cost})
