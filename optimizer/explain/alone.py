"""Whether a shift with nothing else to do could serve a job: the frame every refusal is held to.

The same definitions as docs/timing.md for a route of one visit.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.starts import Span, Starts
from optimizer.explain.situation import Situation, WorkDay
from optimizer.problem import JobColumn, ShiftColumn


@dataclass(frozen=True, slots=True)
class Attempt:
    """One visit in an otherwise empty shift. Moments are seconds from the start of the horizon."""

    ready_s: int | None
    """When the first drive can begin; None where the collection is impossible."""
    reach_s: int | None
    """When the work could start if the customer had no wishes."""
    start_s: int | None
    """The earliest possible start; None if there is none from `reach_s` on."""
    last_s: int
    """The last moment that the customer's wishes allow."""
    latest_s: int | None
    """The latest start after which the shift can still end in time; None if there is none."""
    end_s: int | None
    """When the shift would end with the earliest start."""

    @property
    def fits(self) -> bool:
        """Whether the visit is possible."""
        return (
            self.start_s is not None and self.latest_s is not None and self.start_s <= self.latest_s
        )


def attempt(situation: Situation, job: int, day: WorkDay, collect_from_s: int | None) -> Attempt:
    """Drive to the job and back.

    `collect_from_s` is the moment from which everything that has to be collected at the depot is
    there; None where nothing has to be collected. The places of the shift have to be known, and
    some possible start must lie before its end.
    """
    travel, profile = situation.travel, day.engineer.vehicle_profile
    ends = situation.places.shift[day.engineer.id, day.number]
    place = situation.places.job[situation.job(job).id]
    door_s = int(situation.encoded.arrays.jobs[job, JobColumn.DOOR_S])
    service_s = _service_s(situation, job, day)
    starts = _starts_before(situation, job, day.must_end_s, door_s)
    last_s = max(last for _, last in starts.spans)
    must_finish = travel.depart_by(profile, place, ends.end, day.must_end_s)
    latest_s = starts.previous(must_finish - service_s)
    ready_s = _ready(situation, day, collect_from_s)
    if ready_s is None:
        return Attempt(None, None, None, last_s, latest_s, None)
    reach_s = travel.arrive(profile, ends.start, place, ready_s) + door_s
    start_s = starts.next(reach_s)
    end_s = None
    if start_s is not None:
        end_s = travel.arrive(profile, place, ends.end, start_s + service_s)
    return Attempt(ready_s, reach_s, start_s, last_s, latest_s, end_s)


def _starts_before(situation: Situation, job: int, moment: int, door_s: int) -> Starts:
    """The possible starts without those of later days, which do not matter to this shift."""
    spans: tuple[Span, ...] = tuple(span for span in situation.starts(job) if span[0] <= moment)
    return Starts(spans=spans, windows=(), door_s=door_s, told=None)


def _service_s(situation: Situation, job: int, day: WorkDay) -> int:
    """Working time by the engineer's lowest level in the skills that the job needs."""
    arrays = situation.encoded.arrays
    row = arrays.jobs[job]
    skills = arrays.skills[row[JobColumn.SKILLS_FIRST] : row[JobColumn.SKILLS_LAST]]
    level = min((int(arrays.levels[day.row, skill]) for skill in skills), default=0)
    return int(arrays.service_s[job, level])


def _ready(situation: Situation, day: WorkDay, collect_from_s: int | None) -> int | None:
    """When the first drive can begin; None where the depot is not open long enough."""
    if collect_from_s is None:
        return day.start_s
    arrays = situation.encoded.arrays
    row = arrays.shifts[day.index]
    handling_s = int(row[ShiftColumn.HANDLING_S])
    first, last = row[ShiftColumn.OPENINGS_FIRST], row[ShiftColumn.OPENINGS_LAST]
    begin = max(day.start_s, collect_from_s)
    if first == last:
        return begin + handling_s
    ends = [max(begin, int(opens)) + handling_s for opens, _ in arrays.openings[first:last]]
    closings = [int(closes) for _, closes in arrays.openings[first:last]]
    possible = (end for end, closes in zip(ends, closings, strict=True) if end <= closes)
    return min(possible, default=None)
