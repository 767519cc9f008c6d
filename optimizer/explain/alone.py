"""Whether a shift with nothing else to do could serve a job: the frame every refusal is held to.

The same definitions as docs/timing.md for a route of one visit.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.starts import Span, next_start, previous_start
from optimizer.explain.rows import Task, WorkDay
from optimizer.explain.situation import Situation


@dataclass(frozen=True, slots=True)
class Attempt:
    """One visit in an otherwise empty shift. Moments are seconds from the start of the horizon."""

    fits: bool
    ready_s: int | None
    """When the first drive can begin; None where the collection is impossible."""
    reach_s: int | None
    """When the work could start if the customer had no wishes."""
    end_s: int | None
    """When the shift would end with the earliest start there is; None if there is none."""


NOTHING_TRIED = Attempt(False, None, None, None)


def attempt(
    situation: Situation, task: Task, day: WorkDay, collect_from_s: int | None = None
) -> Attempt:
    """Drive to the job and back.

    `collect_from_s` is the moment from which everything that has to be collected at the depot is
    there; None where nothing has to be collected. The places of the shift have to be known.
    """
    assert day.ends is not None
    travel, profile = situation.travel, day.engineer.vehicle_profile
    ready_s = _ready(situation, day, collect_from_s)
    if ready_s is None:
        return NOTHING_TRIED
    reach_s = travel.arrive(profile, day.ends.start, task.place, ready_s) + task.door_s
    start_s = next_start(possible_starts(task, day), task.raster_s, reach_s)
    if start_s is None:
        return Attempt(False, ready_s, reach_s, None)
    leave_s = start_s + task.service_s(day.engineer)
    end_s = travel.arrive(profile, task.place, day.ends.end, leave_s)
    return Attempt(end_s <= day.must_end_s, ready_s, reach_s, end_s)


def possible_starts(task: Task, day: WorkDay) -> tuple[Span, ...]:
    """The possible starts without those after the shift, which do not matter to it."""
    return tuple(span for span in task.starts if span[0] <= day.must_end_s)


def latest_start(situation: Situation, task: Task, day: WorkDay) -> int | None:
    """The latest start after which the shift can still end in time; None if there is none."""
    assert day.ends is not None
    profile = day.engineer.vehicle_profile
    leave_by = situation.travel.depart_by(profile, task.place, day.ends.end, day.must_end_s)
    start_by = leave_by - task.service_s(day.engineer)
    return previous_start(task.starts, task.raster_s, start_by)


def _ready(situation: Situation, day: WorkDay, collect_from_s: int | None) -> int | None:
    """When the first drive can begin; None where the depot is not open long enough."""
    if collect_from_s is None:
        return day.start_s
    assert day.depot is not None
    handling_s, openings = situation.handling_s(day.depot), situation.openings(day.depot)
    begin = max(day.start_s, collect_from_s)
    if not openings:
        return begin + handling_s
    return min(
        (
            max(begin, opens) + handling_s
            for opens, closes in openings
            if max(begin, opens) + handling_s <= closes
        ),
        default=None,
    )
