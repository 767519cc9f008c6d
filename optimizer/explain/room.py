"""Reasons that speak of time and room: too far, too long, too full, and what it would take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.base import Text
from models.engineer import Engineer
from models.plan import Reason
from optimizer import reasons as kinds
from optimizer.explain.alone import possible_starts
from optimizer.explain.phrases import day, moment, named, price, some, who
from optimizer.explain.refusals import Refusal
from optimizer.explain.rows import Task
from optimizer.explain.situation import Situation
from optimizer.reasons import reason
from optimizer.wording import span


@dataclass(frozen=True, slots=True)
class Way:
    """The cheapest way that the search knows to serve a job after all."""

    shift: int
    displaced: tuple[int, ...]
    """Jobs that would have to leave the shift; may be empty."""
    extra_cents: int


def unreachable(
    situation: Situation, task: Task, refusals: Sequence[Refusal], crowd: int
) -> Iterator[Reason]:
    """The customers' windows end before the drive does."""
    soonest, reach_s = None, 0
    for refusal in refusals:
        reach = refusal.attempt.reach_s
        if reach is not None and (soonest is None or reach < reach_s):
            soonest, reach_s = refusal, reach
    if soonest is None:
        return
    last_s = max(last for one in refusals for _, last in possible_starts(task, one.day))
    yield reason(
        kinds.WINDOW_UNREACHABLE,
        engineer_id=soonest.day.engineer.id,
        who=_who(refusals, crowd),
        engineer=named(soonest.day.engineer),
        reach=moment(situation.clock, reach_s),
        last=moment(situation.clock, last_s),
    )


def shift_too_short(refusals: Sequence[Refusal], crowd: int) -> Iterator[Reason]:
    """The shifts, overtime included, end before the work and the way back do."""
    over = [
        (one.attempt.end_s - one.day.must_end_s, one.day.engineer)
        for one in refusals
        if one.attempt.end_s is not None
    ]
    if over:
        over_s, closest = min(over, key=lambda one: one[0])
        yield reason(
            kinds.SHIFT_TOO_SHORT,
            engineer_id=closest.id,
            who=_who(refusals, crowd),
            engineer=named(closest),
            over=span(over_s),
        )


def full(engineers: Iterable[Engineer], crowd: int) -> Reason:
    """Everybody who could do it has other visits instead."""
    return reason(kinds.ENGINEERS_FULL, who=who(engineers, crowd))


def full_beyond_small_changes(refusals: Sequence[Refusal], crowd: int) -> Iterator[Reason]:
    """What would have to leave a shift is more than the search looks at."""
    yield full([one.day.engineer for one in refusals], crowd)
    engineer = refusals[0].day.engineer
    yield reason(kinds.NO_SMALL_CHANGE, engineer_id=engineer.id, engineer=named(engineer))


def by_way(situation: Situation, way: Way) -> Reason:
    """Where the job would fit, in whose place, and what that costs."""
    engineer, number = situation.encoded.shifts[way.shift]
    displaced = [situation.encoded.jobs[one].id for one in way.displaced]
    started = situation.clock.moment(situation.clock.seconds(engineer.shifts[number].start))
    return reason(
        kinds.CHEAPEST_WAY if displaced else kinds.SEARCH_ENDED_EARLY,
        engineer_id=engineer.id,
        extra_cost_cents=way.extra_cents,
        displaced_job_ids=displaced,
        engineer=named(engineer),
        day=day(started.date()),
        displaced=some(displaced),
        price=price(way.extra_cents),
    )


def _who(refusals: Iterable[Refusal], crowd: int) -> Text:
    return who([one.day.engineer for one in refusals], crowd)
