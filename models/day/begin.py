"""The beginning of a running day, and a new plan for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from models.base import Id
from models.clock import Clock
from models.day.facts import RANK, EngineerFacts, JobFacts, JobState, Mark
from models.day.value import Day, Spot, rows_of
from models.errors import InputUnusable
from models.findings import Finding, Severity, finding, register
from models.job import Job, JobStatus
from models.plan import Plan, Stop
from models.scenario import Scenario

OF_ANOTHER = register(
    "day-plan-of-another-scenario",
    Severity.ERROR,
    "A running day is to begin with a plan that speaks of what its scenario does not have.",
    "Give the scenario that the plan was made for.",
)
STATE = {
    JobStatus.IN_PROGRESS: JobState.STARTED,
    JobStatus.FINISHED: JobState.FINISHED,
    JobStatus.CANCELLED: JobState.CANCELLED,
}


def begin_day(scenario: Scenario, plan: Plan, now: datetime) -> Day:
    """A day that begins with a plan; nothing has happened yet but what the jobs' status says.

    Raises InputUnusable where the plan speaks of jobs, engineers or shifts that are not asked.
    """
    wrong = _not_of(scenario, plan)
    if wrong:
        raise InputUnusable("The plan is one of another scenario.", wrong)
    known = {
        job.id: JobFacts(state=STATE[job.status]) for job in scenario.jobs if job.status in STATE
    }
    return Day(
        scenario=scenario,
        plan=plan,
        version=plan.version,
        now=Clock.of(scenario).absolute(now),
        jobs=known,
        jobs_asked=len(scenario.jobs),
    )


def _not_of(scenario: Scenario, plan: Plan) -> list[Finding]:
    """Routes and visits of a plan that its scenario knows nothing of."""
    shifts = {one.id: len(one.shifts) for one in scenario.engineers}
    jobs = {job.id for job in scenario.jobs}
    wrong: list[Finding] = []
    for number, route in enumerate(plan.routes):
        if route.shift_index >= shifts.get(route.engineer_id, 0):
            message = f"There is no shift {route.shift_index} of engineer {route.engineer_id!r}."
            path = f"routes[{number}].engineer_id"
            wrong.append(finding(OF_ANOTHER, message, path=path, value=route.engineer_id))
        for turn, stop in enumerate(route.stops):
            if stop.job_id is not None and stop.job_id not in jobs:
                message, path = (
                    f"There is no job {stop.job_id!r}.",
                    f"routes[{number}].stops[{turn}]",
                )
                wrong.append(finding(OF_ANOTHER, message, path=path, value=stop.job_id))
    return wrong


def with_plan(day: Day, plan: Plan, jobs: Iterable[Job] = ()) -> Day:
    """The day with another plan in force, and jobs as they have become by it; one version on.

    Jobs that needed rebooking and are in a route again are planned again. What delays an engineer
    whose route has changed is in the new plan already, so it is not added once more.
    """
    index = day.index.with_plan(plan)
    agreed = {job.id: job for job in jobs}
    known = {
        job_id: _as_planned(day, job_id, facts, plan, index.spots.get(job_id))
        for job_id, facts in day.jobs.items()
    }
    known |= {job_id: _as_agreed(day, known[job_id]) for job_id in agreed if job_id in known}
    everybody = dict(day.engineers)
    for engineer_id, facts in day.engineers.items():
        routes = tuple(route for route in plan.routes if route.engineer_id == engineer_id)
        if facts.delay_s and day.routes_of(engineer_id) != routes:
            everybody[engineer_id], on_the_way = _delay_is_planned(day, engineer_id, facts)
            known |= on_the_way
    version = day.version + 1
    after = day.model_copy(
        update={
            "scenario": _with_jobs(day, agreed),
            "plan": plan.model_copy(update={"version": version}),
            "version": version,
            "jobs": known,
            "engineers": everybody,
        }
    )
    after.__dict__["index"] = replace(index, job_rows=rows_of(after.scenario.jobs))
    return after


def _with_jobs(day: Day, agreed: Mapping[Id, Job]) -> Scenario:
    """The scenario with jobs as agreed; new ones stand among those that the day has added."""
    if not agreed:
        return day.scenario
    jobs = [agreed.get(job.id, job) for job in day.scenario.jobs]
    new = [job for job in agreed.values() if day.job(job.id) is None]
    jobs[day.jobs_asked :] = sorted((*jobs[day.jobs_asked :], *new), key=lambda job: job.id)
    return day.scenario.model_copy(update={"jobs": tuple(jobs)})


def _as_planned(day: Day, job_id: Id, facts: JobFacts, plan: Plan, spot: Spot | None) -> JobFacts:
    """A visit that has failed, or was given up on the way, is open where it is planned anew."""
    if spot is None:
        return facts
    route = plan.routes[spot.route]
    given_up = facts.state in (JobState.DEPARTED, JobState.ARRIVED)
    if given_up and route.engineer_id != facts.engineer_id:
        return facts.model_copy(update={"state": JobState.PLANNED, "engineer_id": None})
    if facts.state is not JobState.NEEDS_REBOOKING:
        return facts
    if route.stops[spot.stop] == day.stop_of(job_id):
        return facts  # the visit that failed, in the past of its route
    return facts.model_copy(update={"state": JobState.PLANNED, "engineer_id": None})


def _as_agreed(day: Day, facts: JobFacts) -> JobFacts:
    """What was agreed replaces wishes and promises of before; older news of them comes too late."""
    agreed = Mark(day.now, len(RANK), "")
    return facts.model_copy(
        update={
            "original": None,
            "told": None,
            "wish": None,
            "not_before": None,
            "keeps_promise": True,
            "marks": facts.marks | dict.fromkeys(("told", "wish", "not_before"), agreed),
        }
    )


def _delay_is_planned(
    day: Day, engineer_id: Id, facts: EngineerFacts
) -> tuple[EngineerFacts, dict[Id, JobFacts]]:
    """A delay said of the old plan, as a moment that holds whatever the plan."""
    delay = timedelta(seconds=facts.delay_s)
    marks = dict(facts.marks)
    mark = marks.pop("delay")
    update: dict[str, Any] = {"delay_s": 0, "marks": marks}
    on_the_way: dict[Id, JobFacts] = {}
    stop = _next_stop(day, engineer_id)
    if stop is not None and stop.job_id is not None and stop.leg is not None:
        activity = day.activity(engineer_id)
        if activity is not None and activity.doing is JobState.DEPARTED:
            arrival = day.clock.absolute(stop.arrive) + delay
            known = day.job_facts(stop.job_id)
            on_the_way[stop.job_id] = known.model_copy(update={"expected_arrival": arrival})
        else:
            marks["late_departure"] = mark
            update["free_not_before"] = day.clock.absolute(stop.leg.depart) + delay
    return facts.model_copy(update=update), on_the_way


def _next_stop(day: Day, engineer_id: Id) -> Stop | None:
    """The visit that the plan in force has next for an engineer."""
    activity = day.activity(engineer_id)
    if activity is not None and activity.doing is JobState.DEPARTED:
        return day.stop_of(activity.job_id)
    return next(
        (
            stop
            for route in day.routes_of(engineer_id)
            for stop in route.stops
            if stop.job_id is not None and day.job_facts(stop.job_id).state is JobState.PLANNED
        ),
        None,
    )
