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
from optimizer.explain.people import why_nobody_may_go
from optimizer.explain.refusals import Cause, Refusal, refusals, some_shift_is_merely_full
from optimizer.explain.room import Way
from optimizer.explain.situation import Situation, WorkDay
from optimizer.reasons import REASONS

__all__ = ["explain"]

FOR_WANT_OF_TIME = (Cause.UNREACHABLE, Cause.SHIFT_TOO_SHORT)


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
    left_out = situation.unserved()
    days = {job: _days(situation, job) for job in left_out}
    asked = [job for job in left_out if days[job]]
    ways = dict(zip(asked, engine.cheapest_ways(asked), strict=True))
    people = _People(scenario)
    return tuple(
        _unplanned(situation, job, _reasons(situation, people, job, days[job], ways.get(job)))
        for job in left_out
    )


class _People:
    """Who may not be sent, worked out once for equal demands."""

    def __init__(self, scenario: Scenario) -> None:
        self._engineers = scenario.engineers
        self._known: dict[object, tuple[Reason, ...]] = {}

    def reasons(self, job: Job) -> tuple[Reason, ...]:
        """Why nobody may be sent; empty if somebody may, or if there is nobody at all."""
        if not self._engineers:
            return ()
        demand = (
            job.required_engineer_id,
            job.refused_engineer_ids,
            job.skills,
            job.tools,
            job.place.territory,
        )
        if demand not in self._known:
            self._known[demand] = why_nobody_may_go(job, self._engineers)
        return self._known[demand]


def _days(situation: Situation, job: int) -> tuple[WorkDay, ...]:
    """The shifts in which somebody who may be sent is at work when the job could start."""
    days = situation.days_of(situation.able(job), situation.starts(job))
    return tuple(day for day in days if day.index is not None)


def _reasons(
    situation: Situation,
    people: _People,
    job: int,
    days: Sequence[WorkDay],
    way: tuple[int, list[int], int] | None,
) -> tuple[Reason, ...]:
    if way is not None:
        return _reasons_with_way(situation, job, days, Way(way[0], tuple(way[1]), way[2]))
    if days:
        return _reasons_by_shift(situation, job, days)
    nobody = people.reasons(situation.job(job))
    if nobody or not situation.able(job).any():
        idle = why_nobody_works(situation, situation.starts(job))
        absent = (*nobody, *(() if idle is None else (idle,)))
    else:
        absent = why_off_duty(situation, job)
    return (*absent, *parts.why_without_engineers(situation, job))


def _reasons_with_way(
    situation: Situation, job: int, days: Sequence[WorkDay], way: Way
) -> tuple[Reason, ...]:
    """It would fit, if not for other jobs: whether these take the time or the parts."""
    cheapest = room.by_way(situation, way)
    if not way.displaced:
        return (cheapest,)
    if situation.needs(job) and not some_shift_is_merely_full(situation, job, days):
        by_shift = [one for one in refusals(situation, job, days) if one.cause is Cause.RESERVED]
        taken = tuple(parts.reserved(situation, job, by_shift, _crowd(days)))
        if taken:
            return (*taken, cheapest)
    return (room.full([day.engineer for day in days], _crowd(days)), cheapest)


def _reasons_by_shift(
    situation: Situation, job: int, days: Sequence[WorkDay]
) -> tuple[Reason, ...]:
    """It fits nowhere, even in place of others: what stands in the way in each shift."""
    refused = refusals(situation, job, days)
    hopeless = tuple(parts.why_without_engineers(situation, job))
    if hopeless:
        # Who could take the part does not matter then; the time does, if it is short everywhere.
        refused = tuple(one for one in refused if one.cause in FOR_WANT_OF_TIME)
        if len(refused) < len(days):
            return hopeless
    by_cause: dict[Cause, list[Refusal]] = {}
    for one in refused:
        by_cause.setdefault(one.cause, []).append(one)
    crowd = _crowd(days)
    told = (
        _told(situation, job, cause, by_cause[cause], crowd) for cause in Cause if cause in by_cause
    )
    return (*hopeless, *chain.from_iterable(told))


def _told(
    situation: Situation, job: int, cause: Cause, refused: Sequence[Refusal], crowd: int
) -> Iterable[Reason]:
    """The reasons that follow from one cause."""
    match cause:
        case Cause.PART_OUT_OF_REACH:
            return parts.out_of_reach(situation, refused, crowd)
        case Cause.UNREACHABLE:
            return room.unreachable(situation, refused, crowd)
        case Cause.SHIFT_TOO_SHORT:
            return room.shift_too_short(refused, crowd)
        case Cause.COLLECTION:
            return parts.collected_too_late(situation, refused, crowd)
        case Cause.DELIVERY:
            return parts.delivered_too_late(situation, refused)
        case Cause.RESERVED:
            return parts.reserved(situation, job, refused, crowd)
        case Cause.FULL:
            return room.full_beyond_small_changes(refused, crowd)


def _crowd(days: Sequence[WorkDay]) -> int:
    """How many different people these shifts are."""
    return len({day.row for day in days})


def _unplanned(situation: Situation, job: int, reasons: Sequence[Reason]) -> Unplanned:
    record = situation.job(job)
    awaits = any(REASONS[one.code].awaits_part for one in reasons)
    return Unplanned(
        job_id=record.id,
        state=UnplannedState.AWAITING_PART if awaits else UnplannedState.UNPLANNED,
        reasons=tuple(reasons),
        priority=record.priority,
    )
