"""Where one more visit could go in a plan that stands: all gaps of all routes, looked at together.

A quick look, not the last word: travel is taken at the speed of the hour asked for, and routes as
the plan in force has them. Who is told a place has it walked and priced on the ground first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.clock import Clock
from models.job import Job
from models.places import shift_end, shift_start
from models.plan import Plan, Route, Stop, StopKind
from models.scenario import Scenario
from models.starts import Span
from models.timeline import service_s
from optimizer.abilities import demands
from optimizer.proposals.terrain import Terrain
from optimizer.standing import ShiftName

__all__ = ["Board", "Gap"]

Int64 = npt.NDArray[np.int64]

READY, SLIP, DIRECT, ORIGIN, DESTINATION, ENGINEER, START = range(7)
"""Columns of `_Rows.numbers`."""
NEVER = -(2**40)
"""The start of a stop that nobody is visited at."""
NO_GAPS: Int64 = np.zeros((0, 7), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Gap:
    """A place between two stops of a shift."""

    name: ShiftName
    before: str | None
    """The job that is visited next; None: it would be the last one."""
    extra_s: int
    """More seconds on the road, roughly."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The gaps of one shift."""

    of: Route | None
    """Kept, so that the same route is known again by being the same object."""
    numbers: Int64
    """(n, 7): when the engineer is ready, by how much he may arrive later at the next stop, what
    the drive there takes, both place numbers, the engineer's row, when the work there starts."""
    gaps: tuple[tuple[ShiftName, str | None], ...]


class Board:
    """The gaps of a plan. Kept from one version to the next; only changed routes are read again."""

    def __init__(self, scenario: Scenario, terrain: Terrain) -> None:
        """An empty board for the engineers of a scenario; `read` lays a plan on it."""
        self._terrain = terrain
        self._clock = Clock.of(scenario)
        self._engineers = scenario.engineers
        self._policy = scenario.policy
        self._row = {engineer.id: row for row, engineer in enumerate(scenario.engineers)}
        self._works: dict[object, npt.NDArray[np.float64]] = {}
        self._idle = self._idle_shifts(scenario)
        self._known: dict[ShiftName, _Rows] = {}
        self._numbers = NO_GAPS
        self._gaps: list[tuple[ShiftName, str | None]] = []
        self._plan: Plan | None = None

    def read(self, plan: Plan) -> None:
        """Lay a plan on the board."""
        if plan is self._plan:
            return
        known: dict[ShiftName, _Rows] = {}
        for route in plan.routes:
            name = route.engineer_id, route.shift_index
            rows = self._known.get(name)
            known[name] = rows if rows is not None and rows.of is route else self._rows(route)
        for name, rows in self._idle.items():
            known.setdefault(name, rows)
        self._known, self._plan = known, plan
        self._numbers = np.concatenate([NO_GAPS, *(rows.numbers for rows in known.values())])
        self._gaps = [gap for rows in known.values() for gap in rows.gaps]

    def gaps(
        self,
        job: Job,
        spans: Sequence[Span],
        now_s: int,
        *,
        count: int,
        door_s: int,
        without: Collection[str] = (),
    ) -> list[Gap]:
        """The gaps that a visit might fit into, least detour first.

        Args:
            job: who is to be visited; its place has to be resolved.
            spans: when the work may start, seconds.
            now_s: nobody sets out earlier.
            count: of gaps at most.
            door_s: seconds at the door before the work may start.
            without: engineers who are not asked.
        """
        works = self._work_s(job, without)
        here = self._terrain.number(job.place)
        numbers = self._numbers
        service = works[numbers[:, ENGINEER]]
        ready = np.maximum(numbers[:, READY], now_s)
        there = self._terrain.base_from(here, towards=False)[numbers[:, ORIGIN]]
        onward = self._terrain.base_from(here, towards=True)[numbers[:, DESTINATION]]
        found: list[tuple[int, int]] = []
        for first, last in spans:
            slower = self._terrain.slowness(max(first, now_s))
            there_s, onward_s = there * slower, onward * slower
            start = np.maximum(ready + there_s + door_s, first)
            late = start + service + onward_s - numbers[:, READY] - numbers[:, DIRECT]
            fits = (service >= 0) & (start <= last) & (late <= numbers[:, SLIP])
            extra = there_s + onward_s - numbers[:, DIRECT]
            rows = np.flatnonzero(fits)
            found += ((int(extra[row]), int(row)) for row in rows[np.argsort(extra[rows])][:count])
        best: dict[int, int] = {}
        for extra_s, row in sorted(found):
            best.setdefault(row, extra_s)
        chosen = list(best.items())[:count]
        return [Gap(*self._gaps[row], extra_s) for row, extra_s in chosen]

    def visits_near(self, here: int, span: Span) -> Iterator[tuple[ShiftName, str]]:
        """Visits that start in a span, by the plan in force, the nearest to a place first."""
        starts = self._numbers[:, START]
        rows = np.flatnonzero((starts >= span[0]) & (starts <= span[1]))
        away = self._terrain.base_from(here, towards=True)[self._numbers[rows, DESTINATION]]
        for row in rows[np.argsort(away, kind="stable")]:
            name, job_id = self._gaps[int(row)]
            if job_id is not None:
                yield name, job_id

    def _work_s(self, job: Job, without: Collection[str]) -> npt.NDArray[np.float64]:
        """Seconds of work by engineer; negative for those who may not be sent."""
        work = job.duration_s, job.duration_spread_s, tuple(job.duration_by_level_s.items())
        key = demands(job), job.kind, work
        if key not in self._works:
            asked = key[0]
            self._works[key] = np.array(
                [
                    service_s(job, one, self._policy)
                    if all(demand.obstacle(one) is None for demand in asked)
                    else -1
                    for one in self._engineers
                ],
                dtype=np.float64,
            )
        works = self._works[key]
        if without:
            works = works.copy()
            works[[self._row[one] for one in without]] = -1
        return works

    def _rows(self, route: Route) -> _Rows:
        """The gaps of a route, by what its stops state."""
        name = route.engineer_id, route.shift_index
        engineer = self._row[route.engineer_id]
        driven = [stop for stop in route.stops if stop.leg is not None]
        number, seconds = self._terrain.number, self._clock.seconds
        rows: list[tuple[int, ...]] = []
        slip_s = 0
        for stop in reversed(driven):
            leg = stop.leg
            assert leg is not None  # chosen above
            slip_s = _slip_s(stop, leg.slack_s, slip_s)
            at = route.stops.index(stop)
            start = seconds(stop.start) if stop.kind is StopKind.JOB else NEVER
            ends = number(route.stops[at - 1].place), number(stop.place)
            rows.append((seconds(leg.ready), slip_s, leg.travel_s, *ends, engineer, start))
        gaps = tuple((name, stop.job_id) for stop in reversed(driven))
        return _Rows(route, np.array(rows, dtype=np.int64).reshape(-1, 7), gaps)

    def _idle_shifts(self, scenario: Scenario) -> dict[ShiftName, _Rows]:
        """Every shift as if nobody was visited in it."""
        depots = {depot.id: depot.place for depot in scenario.depots}
        found: dict[ShiftName, _Rows] = {}
        for row, engineer in enumerate(scenario.engineers):
            for turn, shift in enumerate(engineer.shifts):
                start, _ = shift_start(depots, engineer, shift)
                end = shift_end(depots, engineer, shift)
                if start is None or end is None:
                    continue
                if not (self._terrain.locates(start) and self._terrain.locates(end)):
                    continue
                opens = self._clock.seconds(shift.start)
                length_s = self._clock.seconds(shift.end) + engineer.overtime_max_s - opens
                ends = self._terrain.number(start), self._terrain.number(end)
                numbers = np.array([[opens, length_s, 0, *ends, row, NEVER]], dtype=np.int64)
                found[engineer.id, turn] = _Rows(None, numbers, (((engineer.id, turn), None),))
        return found


def _slip_s(stop: Stop, slack_s: int, behind_s: int) -> int:
    """By how much the engineer may arrive later, nobody told being met after the band for it."""
    if stop.kind is not StopKind.JOB or stop.told:
        return max(0, slack_s)
    return max(0, slack_s) + max(0, min(stop.movable_s, behind_s))
