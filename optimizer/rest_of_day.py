"""The rest of a running day as a scenario: what is still to do, from where everybody really is.

Each engineer's shift begins where and when he is free next; what is finished, running or called off
is not in it; what was told is a promise. So everything that works on a scenario works on a running
day: solving, timing, reasons, and the auditor. docs/running-day.md has the rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from models.base import Id
from models.day import Day, JobState
from models.job import Job
from models.scenario import Scenario
from models.timeline import Visit
from optimizer.cut import Cut
from optimizer.leftovers import Shelves, depots_left, van_left
from optimizer.presumed import as_presumed
from optimizer.roads import Roads
from optimizer.standing import ShiftName
from optimizer.still_to_do import OPEN, Standing, stand
from optimizer.whereabouts import Begin, begin_of

Visits = tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class RestOfDay:
    """What is still to do, and how it stands."""

    scenario: Scenario
    """Shifts cut, stock as it is left, only jobs that are open."""
    day: Day
    """With what is presumed of engineers who report nothing (`optimizer.presumed`)."""
    now_s: int
    routes: Mapping[ShiftName, Visits]
    """The routes as they stand: what of the plan in force is still to be done, by shift. Whether
    they can be kept is not said."""
    fixed: Mapping[ShiftName, int]
    """How many visits at the front of a route cannot be changed: 1 where one is under way."""
    begins: Mapping[ShiftName, Begin | None]
    """How each shift goes on; None for one that is over."""
    past: Mapping[ShiftName, tuple[Id, ...]]
    """Visits that have been made, are being made or have failed, by shift."""
    nobody_comes: tuple[Id, ...] = ()
    """Planned jobs whose engineer does not come, or comes without the parts."""
    without_parts: tuple[Id, ...] = ()
    """Of these, the ones for which parts are missing."""
    to_rebook: tuple[Job, ...] = ()
    """Jobs whose visit failed; they are not in the scenario until they have another time. Not told
    of a part of the day (`only`)."""
    nowhere: tuple[Id, ...] = ()
    """Jobs whose place travel cannot locate; they are not in the scenario either."""


def rest_of_day(
    day: Day,
    now: datetime,
    *,
    roads: Roads | None = None,
    only: Collection[Id] | None = None,
    also: Collection[Id] = (),
) -> RestOfDay:
    """What is still to do of a running day.

    Args:
        day: the running day.
        now: the moment to look from; a moment before `day.now` counts as `day.now`.
        roads: travel of the day, where it is at hand (it takes a moment to be laid out).
        only: build it for these engineers alone, with the visits that they still have to make;
            what others have reserved is not in the depots then.
        also: ids of further open jobs that are to be in it.
    """
    roads = Roads(day.scenario) if roads is None else roads
    now_s = max(day.clock.seconds(now), day.clock.seconds(day.now))
    presumed = as_presumed(day, roads, now_s, only)
    return _Builder(presumed, now_s, roads, only).build(also)


def rest_plan(rest: RestOfDay) -> dict[ShiftName, Visits]:
    """The routes as they stand for the rest, with draws; shifts without visits are left out."""
    return {name: visits for name, visits in rest.routes.items() if visits}


class _Builder:
    """Puts the rest of a day together."""

    def __init__(self, day: Day, now_s: int, roads: Roads, only: Collection[Id] | None) -> None:
        self._day = day
        self._roads = roads
        self._now_s = now_s
        self._only = only
        if only is None:
            self._engineers = list(day.scenario.engineers)
        else:
            found = (day.engineer(engineer_id) for engineer_id in only)
            self._engineers = [engineer for engineer in found if engineer is not None]

    def build(self, also: Collection[Id]) -> RestOfDay:
        """The rest of the day."""
        day = self._day
        begins = {
            (one.id, number): begin_of(day, self._roads, one, number, self._now_s)
            for one in self._engineers
            for number in range(len(one.shifts))
        }
        depots = depots_left(day, self._others())
        vans = {
            one.id: van_left(day, one) if one.id in day.engineers else one.van_stock
            for one in self._engineers
        }
        standing = stand(day, self._roads, self._engineers, begins, Shelves(day, depots, vans))
        jobs = {job.id: job for job in self._jobs(standing, also)}
        cut = Cut(day, self._roads, standing, begins, jobs)
        engineers = tuple(cut.rest_of(one, vans[one.id]) for one in self._engineers)
        scenario = day.scenario.model_copy(
            update={"engineers": engineers, "jobs": tuple(jobs.values()), "depots": depots}
        )
        return RestOfDay(
            scenario=scenario,
            day=day,
            now_s=self._now_s,
            routes=standing.routes,
            fixed=standing.fixed,
            begins=begins,
            past=standing.past,
            nobody_comes=tuple(standing.nobody_comes),
            without_parts=tuple(standing.without_parts),
            to_rebook=tuple(self._to_rebook()) if self._only is None else (),
            nowhere=tuple(sorted(standing.nowhere)),
        )

    def _others(self) -> frozenset[Id] | None:
        """Engineers who are not in this part of the day."""
        if self._only is None:
            return None
        return frozenset(one.id for one in self._day.scenario.engineers) - set(self._only)

    def _jobs(self, standing: Standing, also: Collection[Id]) -> Iterator[Job]:
        """The open jobs, those under way as they cannot be changed any more."""
        day = self._day
        if self._only is None:
            asked: Iterable[Job] = day.scenario.jobs
        else:
            ids = [visit.job_id for visits in standing.routes.values() for visit in visits]
            found = (day.job(job_id) for job_id in (*ids, *standing.nobody_comes, *also))
            asked = (job for job in found if job is not None)
        for job in asked:
            facts = day.jobs.get(job.id)
            if facts is not None and facts.state not in OPEN:
                continue
            if job.id in standing.nowhere or job.id in standing.replaced:
                continue
            yield job
        yield from standing.replaced.values()

    def _to_rebook(self) -> Iterator[Job]:
        for job_id, facts in self._day.jobs.items():
            if facts.state is JobState.NEEDS_REBOOKING:
                job = self._day.job(job_id)
                assert job is not None  # something is known of it
                yield job
