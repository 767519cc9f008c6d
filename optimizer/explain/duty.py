"""Those who may be sent are not at work when the work could start."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.job import Job
from models.plan import Reason
from models.starts import Span
from optimizer import reasons as kinds
from optimizer.explain.phrases import between, named, on_days, spans, who, whole_days
from optimizer.explain.rows import Task, WorkDay
from optimizer.explain.situation import Situation
from optimizer.reasons import reason


def why_nobody_works(situation: Situation, starts: tuple[Span, ...]) -> Reason | None:
    """That nobody at all is at work on the days of a job; None if somebody is."""
    everybody = np.ones(len(situation.scenario.engineers), dtype=np.bool_)
    if situation.days_of(everybody, whole_days(situation.clock, starts)):
        return None
    return reason(kinds.NOBODY_WORKS, days=on_days(situation.clock, starts))


def why_off_duty(situation: Situation, task: Task) -> tuple[Reason, ...]:
    """Why no engineer who may be sent could be at work; there is at least one such engineer.

    To be asked only where no shift of theirs with known places overlaps the possible starts.
    """
    starts = task.starts
    nobody = why_nobody_works(situation, starts)
    if nobody is not None:
        return (nobody,)
    able = situation.able(task)
    lost = [day.engineer for day in situation.days_of(able, starts)]
    if lost:
        return (reason(kinds.SHIFT_WITHOUT_PLACE, who=who(lost, len(lost))),)
    that_day = situation.days_of(able, whole_days(situation.clock, starts))
    if that_day:
        return (_outside_shifts_reason(situation, starts, that_day),)
    absent = tuple(_absent_reasons(situation, task.job, starts))
    if absent:
        return absent
    engineers = [situation.scenario.engineers[row] for row in np.flatnonzero(able)]
    everybody = who(engineers, len(engineers))
    return (reason(kinds.ABLE_OFF_DUTY, who=everybody, days=on_days(situation.clock, starts)),)


def _outside_shifts_reason(
    situation: Situation, starts: tuple[Span, ...], days: list[WorkDay]
) -> Reason:
    def gap_s(day: WorkDay) -> int:
        return min(max(first - day.must_end_s, day.start_s - last) for first, last in starts)

    nearest = min(days, key=gap_s)
    end_s = nearest.must_end_s - nearest.engineer.overtime_max_s
    engineers = [day.engineer for day in days]
    return reason(
        kinds.WINDOW_OUTSIDE_SHIFTS,
        engineer_id=nearest.engineer.id,
        windows=spans(situation.clock, starts),
        who=who(engineers, len({one.id for one in engineers})),
        engineer=named(nearest.engineer),
        shift=between(situation.clock, (nearest.start_s, end_s)),
    )


def _absent_reasons(situation: Situation, job: Job, starts: tuple[Span, ...]) -> Iterator[Reason]:
    """The person, or each skill, whose holders are all off on the days of the job."""
    days = on_days(situation.clock, starts)
    engineers = situation.scenario.engineers
    if job.required_engineer_id is not None:
        required = next(one for one in engineers if one.id == job.required_engineer_id)
        name = named(required)
        yield reason(kinds.ENGINEER_OFF_DUTY, engineer_id=required.id, engineer=name, days=days)
        return
    for need in job.skills:
        holders = np.array([one.skills.get(need.skill, 0) >= need.level for one in engineers])
        if not situation.days_of(holders, whole_days(situation.clock, starts)):
            yield reason(kinds.SKILL_OFF_DUTY, skill=need.skill, level=need.level, days=days)
