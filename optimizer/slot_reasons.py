"""Why a day has no slot: the reasons of `optimizer.explain`, asked of the plan on a live desk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from models.job import Job
from models.plan import Reason
from models.starts import Span
from optimizer.explain import why_not
from optimizer.explain.people import People
from optimizer.explain.rows import Lot, Task, WorkDay
from optimizer.explain.situation import Situation
from optimizer.live_desk import LiveDesk
from optimizer.live_setup import Ground
from optimizer.native import Search
from optimizer.problem import NONE, LotColumn


@dataclass(frozen=True, eq=False)
class LiveSituation(Situation):
    """How things stand on a live desk, which knows more jobs than the arrays do."""

    ground: Ground | None = None

    @classmethod
    def of(cls, desk: LiveDesk) -> LiveSituation:
        """The plan as it is now."""
        ground = desk.ground
        nobody = Search((), ())
        encoded = replace(ground.encoded, jobs=ground.jobs_by_row())
        return cls(
            desk.scenario, encoded, desk.clock, ground.index, ground.places.table, nobody, ground
        )

    @cached_property
    def days(self) -> tuple[WorkDay, ...]:
        """Every shift that is worked, as it is now."""
        assert self.ground is not None
        return self.ground.work_days()

    def able(self, task: Task) -> npt.NDArray[np.bool_]:
        """For each engineer whether he may be sent to the job."""
        assert self.ground is not None
        mask = self.ground.writer.able(task.job)
        return np.array([mask >> row & 1 for row in range(len(self.scenario.engineers))], np.bool_)

    @cached_property
    def lots(self) -> Mapping[str, tuple[Lot, ...]]:
        """All stock by part id; of a depot in the order in which it becomes available."""
        assert self.ground is not None
        core = self.ground.core
        taken: defaultdict[int, int] = defaultdict(int)
        takers: defaultdict[int, list[int]] = defaultdict(list)
        for shift in range(len(self.encoded.shifts)):
            for job in core.route(shift):
                for _, lot, units in core.draws_of(job):
                    taken[lot] += units
                    takers[lot].append(job)
        found: defaultdict[str, list[Lot]] = defaultdict(list)
        for index, name in enumerate(self.encoded.lots):
            row = self.encoded.arrays.lots[index]
            engineer, depot = int(row[LotColumn.ENGINEER]), int(row[LotColumn.DEPOT])
            units = int(row[LotColumn.QUANTITY])
            found[name.part_id].append(
                Lot(
                    part_id=name.part_id,
                    engineer=None if engineer == NONE else engineer,
                    depot=None if depot == NONE else depot,
                    units=units,
                    free=units - taken[index],
                    available_from_s=int(row[LotColumn.AVAILABLE_FROM_S]),
                    jobs=tuple(takers[index]),
                )
            )
        return {
            part_id: tuple(sorted(lots, key=lambda lot: lot.available_from_s))
            for part_id, lots in found.items()
        }


class DayReasons:
    """Explains days without a slot for one job, as the desk stands."""

    def __init__(self, desk: LiveDesk, job: Job) -> None:
        self._desk = desk
        self._job = job
        self._situation = LiveSituation.of(desk)
        self._people = People(desk.scenario.engineers)

    def of(self, windows: Sequence[Span]) -> tuple[Reason, ...]:
        """Why the work cannot start in any of these windows; they hold a possible start."""
        desk, ground = self._desk, self._desk.ground
        within = tuple(windows)
        row = desk.row_of(self._job, within)
        assert row is not None  # the windows hold a possible start
        kept = ground.kept(row)
        what = ground.writer.row(self._job, kept.starts)
        needs: dict[str, int] = {}
        for need in self._job.parts:
            needs[need.part_id] = needs.get(need.part_id, 0) + need.quantity
        task = Task(
            index=row,
            job=self._job,
            place=kept.place,
            door_s=kept.starts.door_s,
            starts=kept.starts.spans,
            raster_s=kept.starts.raster_s,
            needs=tuple(needs.items()),
            by_level_s=what.service_s,
        )
        return why_not(self._situation, self._people, task, ground.core.cheapest_way(row))
