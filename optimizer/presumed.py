"""What is presumed of engineers who report nothing: that they do as planned.

Where only delays and mishaps are reported, silence means that all goes well. An engineer counts as
silent until he has reported a step of a visit; from then on he is where he says
(`policy.events.silence_is_as_planned`; docs/running-day.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from models.base import Id
from models.day import Day, EngineerFacts, JobFacts, JobState, Mark
from models.day.facts import RANK
from models.engineer import Engineer
from models.place import Place
from models.places import shift_start
from models.plan import PartSource, Route, Stop, StopKind
from optimizer.roads import Roads
from optimizer.whereabouts import usual_work_s


@dataclass(frozen=True, slots=True)
class _Presumed:
    """One visit as it is presumed to go, seconds."""

    stop: Stop
    leaves_s: int
    arrives_s: int
    starts_s: int
    finishes_s: int


def as_presumed(day: Day, roads: Roads, now_s: int, only: Collection[Id] | None = None) -> Day:
    """The day with what is presumed of silent engineers as if they had reported it.

    `only`: of these engineers alone. The same day where there is nothing to presume.
    """
    if not day.scenario.policy.events.silence_is_as_planned:
        return day
    jobs: dict[Id, JobFacts] = {}
    engineers: dict[Id, EngineerFacts] = {}
    for engineer_id in day.index.routes if only is None else only:
        engineer, facts = day.engineer(engineer_id), day.engineer_facts(engineer_id)
        if engineer is None or facts.doing is not None:
            continue
        until_s = now_s
        if facts.unavailable_from is not None:
            until_s = min(until_s, day.clock.seconds(facts.unavailable_from))
        for route in day.routes_of(engineer_id):
            if day.index.shift_spans[engineer_id][route.shift_index][0] > until_s:
                continue
            for visit in _visits(day, roads, engineer, route):
                if visit.leaves_s >= until_s:
                    break
                facts = _note(day, visit, route, facts, jobs, until_s)
                engineers[engineer_id] = facts
    if not engineers:
        return day
    update = {"jobs": day.jobs | jobs, "engineers": day.engineers | engineers}
    return day.model_copy(update=update)


def _visits(day: Day, roads: Roads, engineer: Engineer, route: Route) -> Iterator[_Presumed]:
    """The visits of a route that have not been called off, as they are presumed to go.

    Who collects parts first has set out when he begins to.
    """
    if engineer.id in day.engineers or any(_is_touched(day, one) for one in route.stops):
        yield from _with_delays(day, roads, engineer, route)
        return
    seconds = day.clock.seconds
    for before, stop in pairwise(route.stops):
        if stop.job_id is not None:
            leaves_s, finishes_s = _sets_out_s(day, before, stop), seconds(stop.finish)
            yield _Presumed(
                stop,
                leaves_s,
                seconds(stop.arrive),
                seconds(stop.start),
                finishes_s - stop.reserve_s,
            )


def _sets_out_s(day: Day, before: Stop, stop: Stop) -> int:
    """When the plan has him set out for a visit: with the collection that comes first.

    A drive of no time to another place is one that he was on when the plan was made.
    """
    if before.kind is StopKind.COLLECTION:
        return day.clock.seconds(before.start)
    if stop.leg is None or (stop.leg.travel_s == 0 and stop.place != before.place):
        return day.clock.seconds(before.finish)
    return day.clock.seconds(stop.leg.depart)


def _is_touched(day: Day, stop: Stop) -> bool:
    """Whether something is known of a visit that makes it other than planned."""
    facts = None if stop.job_id is None else day.jobs.get(stop.job_id)
    if facts is None:
        return False
    as_told = facts.wish is None and facts.not_before is None and facts.place is None
    return facts.state is not JobState.PLANNED or not as_told


def _with_delays(day: Day, roads: Roads, engineer: Engineer, route: Route) -> Iterator[_Presumed]:
    """One visit after the other, with the delays that were reported."""
    seconds, facts = day.clock.seconds, day.engineer_facts(engineer.id)
    depots = {depot.id: depot.place for depot in day.scenario.depots}
    here: Place | None = shift_start(depots, engineer, engineer.shifts[route.shift_index])[0]
    ready_s = day.index.shift_spans[engineer.id][route.shift_index][0]
    delay = facts.marks.get("delay")
    for before, stop in pairwise(route.stops):
        job = None if stop.job_id is None else day.job(stop.job_id)
        if job is None or stop.leg is None or here is None:
            continue
        if day.job_facts(job.id).state is not JobState.PLANNED or not roads.locates(job.place):
            continue
        depart_s, planned_s = seconds(stop.leg.depart), seconds(stop.arrive)
        sets_out_s = _sets_out_s(day, before, stop)
        leaves_s = max(ready_s, sets_out_s, _kept_s(day, facts, max(ready_s, sets_out_s)))
        drives_s = leaves_s + depart_s - sets_out_s
        arrives_s = roads.arrive(engineer.vehicle_profile, here, job.place, drives_s)
        arrives_s = max(arrives_s, planned_s)
        if delay is not None and arrives_s >= seconds(delay.at):
            arrives_s, delay = max(arrives_s, planned_s + facts.delay_s), None
        starts_s = max(arrives_s, seconds(job.appointment_told or stop.appointment or stop.start))
        if job.windows:
            starts_s = max(starts_s, min(seconds(one.start) for one in job.windows))
        finishes_s = starts_s + usual_work_s(day, job, engineer)
        yield _Presumed(stop, leaves_s, arrives_s, starts_s, finishes_s)
        here, ready_s = job.place, finishes_s


def _kept_s(day: Day, facts: EngineerFacts, leaves_s: int) -> int:
    """Until when a late departure keeps him who would leave at a moment."""
    late = facts.marks.get("late_departure")
    if late is None or facts.free_not_before is None or leaves_s < day.clock.seconds(late.at):
        return leaves_s
    return day.clock.seconds(facts.free_not_before)


def _note(
    day: Day,
    visit: _Presumed,
    route: Route,
    facts: EngineerFacts,
    jobs: dict[Id, JobFacts],
    now_s: int,
) -> EngineerFacts:
    """Note how far one visit is presumed to have come by now."""
    job_id = visit.stop.job_id
    assert job_id is not None
    steps = {
        JobState.DEPARTED: visit.leaves_s,
        JobState.ARRIVED: visit.arrives_s,
        JobState.STARTED: visit.starts_s,
        JobState.FINISHED: visit.finishes_s,
    }
    at = {step: day.clock.absolute(day.clock.moment(second)) for step, second in steps.items()}
    state = [step for step, second in steps.items() if second <= now_s][-1]
    mark = Mark(at[state], RANK[state], "")
    known = day.job_facts(job_id)
    departed = Mark(at[JobState.DEPARTED], RANK[JobState.DEPARTED], "")
    update: dict[str, Any] = {
        "state": state,
        "engineer_id": route.engineer_id,
        "departed_at": at[JobState.DEPARTED],
        "expected_arrival": at[JobState.ARRIVED],
        "marks": known.marks | {"state": mark, "departed": departed},
    }
    if state is not JobState.DEPARTED:
        update["arrived_at"] = at[JobState.ARRIVED]
    if state in (JobState.STARTED, JobState.FINISHED):
        update |= {"started_at": at[JobState.STARTED], "draws": visit.stop.draws}
    if state is JobState.FINISHED:
        update["finished_at"] = at[JobState.FINISHED]
    jobs[job_id] = known.model_copy(update=update)
    return facts.model_copy(
        update={
            "doing": state,
            "job_id": job_id,
            "since": mark,
            "shift_index": route.shift_index,
            "job_ids": tuple(sorted({*facts.job_ids, job_id})),
            **_set_out(facts, route),
            **_used_up(day, facts, visit, state),
        }
    )


def _set_out(facts: EngineerFacts, route: Route) -> dict[str, Any]:
    """The shift has begun, with what the depot hands out on board."""
    if route.shift_index in facts.begun_shifts:
        return {}
    handed = (
        draw for stop in route.stops for draw in stop.draws if draw.source is PartSource.DEPOT
    )
    return {
        "begun_shifts": (*facts.begun_shifts, route.shift_index),
        "collected": (*facts.collected, *handed),
    }


def _used_up(day: Day, facts: EngineerFacts, visit: _Presumed, state: JobState) -> dict[str, Any]:
    """A late departure ends when he sets out, a delay when he arrives."""
    seconds, marks = day.clock.seconds, dict(facts.marks)
    ended: dict[str, Any] = {}
    late, delay = marks.get("late_departure"), marks.get("delay")
    if late is not None and seconds(late.at) <= visit.leaves_s:
        del marks["late_departure"]
        ended["free_not_before"] = None
    if (
        delay is not None
        and seconds(delay.at) <= visit.arrives_s
        and state is not JobState.DEPARTED
    ):
        del marks["delay"]
        ended["delay_s"] = 0
    return {**ended, "marks": marks} if ended else {}
