"""Why a job that could have been planned is in no route: reasons that are computed, never guessed.

Asked in this order, each with its own file: may anybody be sent (people), is one of them at work
(duty), could a shift with nothing else in it serve the job (refusals; reasons in parts and room),
and if so, what would have to leave (room; the search itself knows the cheapest way).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from models.clock import Clock
from models.job import Job
from models.places import PlaceIndex
from models.plan import Reason, Unplanned, UnplannedState
from models.scenario import Scenario
from models.travel import TravelTimes
from optimizer import native
from optimizer.encode import Encoded
from optimizer.explain import parts, room
from optimizer.explain.duty import why_nobody_works, why_off_duty
from optimizer.explain.people import People
from optimizer.explain.refusals import (
    Cause,
    Refusal,
    refusals,
    short_of_time_everywhere,
    some_shift_is_merely_full,
)
from optimizer.explain.room import Way
from optimizer.explain.rows import Task, WorkDay
from optimizer.explain.situation import Situation
from optimizer.reasons import REASONS

__all__ = ["explain", "why_not"]


def explain(
    scenario: Scenario,
    encoded: Encoded,
    clock: Clock,
    places: PlaceIndex,
    travel: TravelTimes,
    engine: native.Engine,
) -> tuple[Unplanned, ...]:
    """The jobs of a search that are in no route, with every reason that is true of them.

    In the order of the scenario. A job awaits a part if one of its reasons is that a part is not
    there in time; otherwise it is merely unplanned. The search has to be over.
    """
    situation = Situation(scenario, encoded, clock, places, travel, native.result_of(engine))
    people = People(scenario.engineers)
    tasks = situation.tasks_left_out()
    days = [_days(situation, task) for task in tasks]
    asked = [task.index for task, those in zip(tasks, days, strict=True) if those]
    ways = dict(zip(asked, engine.cheapest_ways(asked), strict=True))
    return tuple(
        _unplanned(task.job, _reasons(situation, people, task, those, ways.get(task.index)))
        for task, those in zip(tasks, days, strict=True)
    )


def why_not(
    situation: Situation, people: People, task: Task, way: tuple[int, list[int], int] | None
) -> tuple[Reason, ...]:
    """Every reason that is true of one job that is in no route.

    `way` is the cheapest way to serve it after all: shift row, rows of the jobs that would have to
    leave, extra cents; None where there is none.
    """
    return _reasons(situation, people, task, _days(situation, task), way)


def _days(situation: Situation, task: Task) -> tuple[WorkDay, ...]:
    """The shifts in which somebody who may be sent is at work when the job could start."""
    days = situation.days_of(situation.able(task), task.starts)
    return tuple(day for day in days if day.ends is not None)


def _reasons(
    situation: Situation,
    people: People,
    task: Task,
    days: Sequence[WorkDay],
    way: tuple[int, list[int], int] | None,
) -> tuple[Reason, ...]:
    if way is not None:
        return _reasons_with_way(situation, task, days, Way(way[0], tuple(way[1]), way[2]))
    if days:
        return _reasons_by_shift(situation, task, days)
    if situation.able(task).any():
        absent = why_off_duty(situation, task)
    else:
        idle = why_nobody_works(situation, task.starts)
        absent = (*people.why_nobody_may_go(task.job), *(() if idle is None else (idle,)))
    return (*absent, *parts.why_without_engineers(situation, task))


def _reasons_with_way(
    situation: Situation, task: Task, days: Sequence[WorkDay], way: Way
) -> tuple[Reason, ...]:
    """It would fit, if not for other jobs: whether these take the time or the parts."""
    cheapest = room.by_way(situation, way)
    if not way.displaced:
        return (cheapest,)
    if task.needs and not some_shift_is_merely_full(situation, task, days):
        by_shift = [one for one in refusals(situation, task, days) if one.cause is Cause.RESERVED]
        taken = tuple(parts.reserved(situation, task, by_shift, _crowd(days)))
        if taken:
            return (*taken, cheapest)
    return (room.full([day.engineer for day in days], _crowd(days)), cheapest)


def _reasons_by_shift(
    situation: Situation, task: Task, days: Sequence[WorkDay]
) -> tuple[Reason, ...]:
    """It fits nowhere, even in place of others: what stands in the way in each shift."""
    hopeless = tuple(parts.why_without_engineers(situation, task))
    if hopeless:
        # Who could take the part does not matter then; the time does, if it is short everywhere.
        refused = short_of_time_everywhere(situation, task, days)
    else:
        refused = refusals(situation, task, days)
    by_cause: dict[Cause, list[Refusal]] = {}
    for one in refused:
        by_cause.setdefault(one.cause, []).append(one)
    crowd = _crowd(days)
    told = (
        _told(situation, task, cause, by_cause[cause], crowd)
        for cause in Cause
        if cause in by_cause
    )
    return (*hopeless, *chain.from_iterable(told))


def _told(
    situation: Situation, task: Task, cause: Cause, refused: Sequence[Refusal], crowd: int
) -> Iterable[Reason]:
    """The reasons that follow from one cause."""
    match cause:
        case Cause.PART_OUT_OF_REACH:
            return parts.out_of_reach(situation, refused, crowd)
        case Cause.UNREACHABLE:
            return room.unreachable(situation, task, refused, crowd)
        case Cause.SHIFT_TOO_SHORT:
            return room.shift_too_short(refused, crowd)
        case Cause.COLLECTION:
            return parts.collected_too_late(situation, task, refused, crowd)
        case Cause.DELIVERY:
            return parts.delivered_too_late(situation, task, refused)
        case Cause.RESERVED:
            return parts.reserved(situation, task, refused, crowd)
        case Cause.FULL:
            return room.full_beyond_small_changes(refused, crowd)


def _crowd(days: Sequence[WorkDay]) -> int:
    """How many different people these shifts are."""
    return len({day.row for day in days})


def _unplanned(job: Job, reasons: Sequence[Reason]) -> Unplanned:
    awaits = any(REASONS[one.code].awaits_part for one in reasons)
    return Unplanned(
        job_id=job.id,
        state=UnplannedState.AWAITING_PART if awaits else UnplannedState.UNPLANNED,
        reasons=tuple(reasons),
        priority=job.priority,
    )
