"""Where and when each engineer is really free next, by what is known of a running day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.base import Id
from models.clock import Clock
from models.day import Activity, Day, EngineerFacts, JobFacts, JobState, Mark
from models.engineer import Engineer
from models.errors import RouteImpossible
from models.job import Job
from models.place import Place
from models.places import shift_start
from models.plan import Stop
from models.timeline import work_s
from optimizer.roads import Roads


@dataclass(frozen=True, slots=True)
class Begin:
    """How the rest of a shift begins."""

    at_s: int
    place: Place | None = None
    """Where he is free; None: where the shift starts, as planned."""
    job_id: Id | None = None
    """The customer he is on the way to, or at whose door he stands: this visit comes first."""


def begin_of(day: Day, roads: Roads, engineer: Engineer, number: int, now_s: int) -> Begin | None:
    """How the rest of one shift begins; None where nothing can be done in it any more."""
    clock = day.clock
    start_s, end_s = day.index.shift_spans[engineer.id][number]
    if engineer.id not in day.engineers and now_s <= start_s:
        return Begin(start_s)
    facts = day.engineer_facts(engineer.id)
    begun = facts.doing is not None and facts.shift_index == number
    if not begun and (number in facts.begun_shifts or end_s <= now_s):
        return None
    activity = day.activity(engineer.id) if begun else None
    begin = Begin(start_s)
    if activity is not None:
        begin = _where_he_is(day, roads, engineer, activity, now_s)
    at_s = begin.at_s if begun else max(start_s, now_s)
    if begin.job_id is None:
        at_s = max(at_s, _kept_until(day, engineer, facts, number, activity))
    away = _away_until(facts, clock, end_s)
    if away is not None and away > max(start_s, now_s):
        begin, at_s = Begin(at_s, begin.place), max(at_s, away)
    if at_s >= end_s and begin.job_id is None:
        return None
    return Begin(at_s, begin.place, begin.job_id)


def expected_finish_s(day: Day, job: Job, engineer: Engineer, now_s: int) -> int:
    """When work in progress is expected to end, never before now."""
    facts, clock = day.job_facts(job.id), day.clock
    if facts.expected_finish is not None:
        return max(now_s, clock.seconds(facts.expected_finish))
    if facts.started_at is None:
        return now_s
    return max(now_s, clock.seconds(facts.started_at) + usual_work_s(day, job, engineer))


def usual_work_s(day: Day, job: Job, engineer: Engineer) -> int:
    """Seconds the work takes him, the mean; as for anybody where he lacks the skill."""
    policy = day.scenario.policy
    try:
        return work_s(job, engineer, policy)
    except RouteImpossible:
        return work_s(job.model_copy(update={"skills": ()}), engineer, policy)


def expected_arrival_s(
    day: Day, roads: Roads, engineer: Engineer, job: Job, activity: Activity
) -> int:
    """When somebody on the way to a job arrives: by his position, a delay, or his departure."""
    clock, known = day.clock, day.job_facts(job.id)
    facts = day.engineer_facts(engineer.id)
    left_s = clock.seconds(activity.since.at)
    stop = day.stop_of(job.id)
    seen = _seen_since(facts, activity.since, roads)
    if seen is not None:
        place, seen_at = seen
        arrival_s = roads.arrive(engineer.vehicle_profile, place, job.place, clock.seconds(seen_at))
    elif known.expected_arrival is not None and activity.since == known.marks.get("departed"):
        arrival_s = clock.seconds(known.expected_arrival)
    else:
        origin = _last_place(day, engineer, facts, job.id)
        arrival_s = left_s
        if origin is not None and roads.locates(origin):
            arrival_s = roads.arrive(engineer.vehicle_profile, origin, job.place, left_s)
    if facts.delay_s and stop is not None:
        arrival_s = max(arrival_s, clock.seconds(stop.arrive) + facts.delay_s)
    return arrival_s


def next_stop(day: Day, engineer_id: Id, number: int | None = None) -> Stop | None:
    """The first visit of an engineer, in the plan in force, that nobody has set out for."""
    return next(
        (
            stop
            for route in day.routes_of(engineer_id)
            if number is None or route.shift_index == number
            for stop in route.stops
            if stop.job_id is not None and day.job_facts(stop.job_id).state is JobState.PLANNED
        ),
        None,
    )


def _where_he_is(
    day: Day, roads: Roads, engineer: Engineer, activity: Activity, now_s: int
) -> Begin:
    """The place and the moment he is free, in the shift that he is in."""
    job, known = day.job(activity.job_id), day.job_facts(activity.job_id)
    assert job is not None  # events of unknown jobs are refused
    since_s = day.clock.seconds(activity.since.at)
    here = _place_at(job, known, activity.since.at)
    if activity.doing is JobState.STARTED and known.state is JobState.STARTED:
        return Begin(expected_finish_s(day, job, engineer, now_s), here)
    at_s = max(now_s, since_s)
    first = _comes_first(activity, known, engineer.id)
    if activity.doing is JobState.DEPARTED and roads.locates(job.place):
        at_s = max(now_s, expected_arrival_s(day, roads, engineer, job, activity))
        if first:
            return Begin(at_s, job.place, job.id)
    elif activity.doing is JobState.ARRIVED and first:
        return Begin(at_s, here, job.id)
    seen = _seen_since(day.engineer_facts(engineer.id), activity.since, roads)
    if seen is None:
        return Begin(at_s, here)
    return Begin(max(now_s, day.clock.seconds(seen[1])), seen[0])


def _comes_first(activity: Activity, known: JobFacts, engineer_id: Id) -> bool:
    """Whether the visit he is on the way to, or at, still is the next thing he does."""
    if known.state not in (JobState.DEPARTED, JobState.ARRIVED) or known.engineer_id != engineer_id:
        return False
    put_off = (known.marks.get(name) for name in ("wish", "not_before", "place"))
    return all(mark is None or mark < activity.since for mark in put_off)


def _seen_since(facts: EngineerFacts, since: Mark, roads: Roads) -> tuple[Place, datetime] | None:
    """A position that he reported later, and when; None where there is none that is any use."""
    place, seen_at = facts.place, facts.place_at
    if place is None or seen_at is None or seen_at <= since.at or not roads.locates(place):
        return None
    return place, seen_at


def _place_at(job: Job, known: JobFacts, moment: datetime) -> Place:
    """Where the job was taken to be at a moment, before it turned out to be elsewhere."""
    moved = known.marks.get("place")
    if known.original is not None and moved is not None and moment < moved.at:
        return known.original.place
    return job.place


def _last_place(day: Day, engineer: Engineer, facts: EngineerFacts, towards: Id) -> Place | None:
    """Where he set out from: the last customer he was at, else where his shift starts."""
    last: tuple[datetime, Id] | None = None
    for job_id in facts.job_ids:
        known = day.job_facts(job_id)
        if job_id == towards or known.engineer_id != engineer.id:
            continue
        moments = (known.finished_at, known.started_at, known.arrived_at)
        moment = max((one for one in moments if one is not None), default=None)
        if moment is not None and (last is None or (moment, job_id) > last):
            last = (moment, job_id)
    job = None if last is None else day.job(last[1])
    if job is not None:
        return job.place
    if facts.shift_index is None:
        return None
    depots = {depot.id: depot.place for depot in day.scenario.depots}
    return shift_start(depots, engineer, engineer.shifts[facts.shift_index])[0]


def _kept_until(
    day: Day, engineer: Engineer, facts: EngineerFacts, number: int, activity: Activity | None
) -> int:
    """Until when a late departure, or a delay before setting out, keeps him: seconds."""
    clock = day.clock
    start_s, end_s = day.index.shift_spans[engineer.id][number]
    kept_s = [start_s]
    free = facts.free_not_before
    if free is not None and clock.seconds(free) < end_s:
        kept_s.append(clock.seconds(free))
    if facts.delay_s and (activity is None or activity.doing is not JobState.DEPARTED):
        stop, first = next_stop(day, engineer.id, number), next_stop(day, engineer.id)
        if stop is not None and stop is first and stop.leg is not None:
            kept_s.append(clock.seconds(stop.leg.depart) + facts.delay_s)
    return max(kept_s)


def _away_until(facts: EngineerFacts, clock: Clock, end_s: int) -> int | None:
    """Until when he is not at work: seconds; None where he is."""
    if facts.unavailable_from is None or clock.seconds(facts.unavailable_from) >= end_s:
        return None
    return end_s if facts.unavailable_until is None else clock.seconds(facts.unavailable_until)
