"""A plan of several days at rest, warm: asked for jobs nobody had heard of, changed, put back.

Compiled once. A new job is written into a row kept free for it; visits are taken out and put in,
shifts begin later or elsewhere. Whatever is asked looks at every shift, and prices are exact:
docs/slots.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from models.engineer import Shift
from models.job import Job
from models.places import ShiftPlaces
from models.plan import Draw, Plan
from models.scenario import Scenario
from models.starts import Span
from models.timeline import Visit
from optimizer.live_opening import Opening, Step, VisitTimes
from optimizer.live_rows import Within, cut, require_count, spans_of
from optimizer.live_setup import Ground, ShiftNow, lay_out
from optimizer.standing import ShiftName
from optimizer.timing import RouteDecision
from optimizer.travel.source import TravelSource

__all__ = ["LiveDesk", "Opening", "ShiftName", "VisitTimes"]

Quoted = tuple[int, int, int, int, int, int, int, int, int, int]


class LiveDesk:
    """A plan at rest. To be used by one thread at a time: a second one gets a RuntimeError.

    Questions leave the plan as it is, and do not hold the interpreter up. Everything that changes
    it can be undone exactly (`mark`, `undo`) until `commit`. Whatever cannot be done raises
    ValueError with the advice, and then nothing has changed.
    """

    def __init__(self, ground: Ground) -> None:
        """Use `of`."""
        self.ground = ground
        """What it stands on, for `optimizer` alone."""
        self._core = ground.core
        self.scenario = ground.scenario
        """As it was given; jobs and shifts may have changed since."""
        self.clock = ground.clock
        self._served = {
            ground.encoded.jobs[row].id: row
            for shift in range(len(ground.shifts))
            for row in self._core.route(shift)
        }
        self._log: list[Step] = []
        self.left_out = tuple(one for one in ground.planned if one not in self._served)
        """Visits of the plan that are not legal any more, by job id."""

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        plan: Plan,
        *,
        travel: TravelSource | None = None,
        fixed: Mapping[ShiftName, int] | None = None,
        spare_jobs: int = 64,
        spare_places: int | None = None,
    ) -> LiveDesk:
        """Lay out a plan of a scenario that may have changed since it was made.

        Args:
            scenario: checked (`models.check`).
            plan: what stands; visits that are no longer legal are left out (`left_out`).
            travel: read before; default: from the scenario, which then must not name a file.
            fixed: how many visits at the front of a shift can never be taken out or preceded.
            spare_jobs: so many new jobs can be on the desk at once, visited or asked for.
            spare_places: of new jobs and shifts; default: some more than jobs.

        Raises:
            InputUnusable: travel cannot be worked out, or what is fixed cannot stay.
            ValueError: a number is out of bounds.
        """
        source = TravelSource.of(scenario) if travel is None else travel
        return cls(lay_out(scenario, plan, source, fixed or {}, spare_jobs, spare_places))

    # ------------------------------------------------------------------------ the plan as it is

    @property
    def cents(self) -> int:
        """What the plan costs."""
        return self._core.cents

    @property
    def spare_jobs_left(self) -> int:
        """How many more new jobs can be visited before all spare rows are in use."""
        return self.ground.spare.left(self._served.values())

    def is_served(self, job_id: str) -> bool:
        """Whether the plan visits a job."""
        return job_id in self._served

    def where(self, job_id: str) -> tuple[ShiftName, int] | None:
        """The shift that visits a job, and how many visits come before it."""
        row = self._served.get(job_id)
        found = None if row is None else self._core.where(row)
        return None if found is None else (self.ground.shifts[found[0]], found[1])

    def visits(self, engineer_id: str, shift_index: int) -> tuple[str, ...]:
        """Ids of the jobs of a shift in order."""
        return tuple(
            self._job_in(row).id for row in self._core.route(self._shift(engineer_id, shift_index))
        )

    def times(self, engineer_id: str, shift_index: int) -> tuple[VisitTimes, ...]:
        """The visits of a shift in order, with their moments."""
        return tuple(
            VisitTimes(
                self._job_in(row).id, depart, arrive, start, finish, latest - start, lateness
            )
            for row, depart, arrive, start, finish, latest, lateness in self._core.times(
                self._shift(engineer_id, shift_index)
            )
        )

    def decision(self, engineer_id: str, shift_index: int) -> RouteDecision:
        """A shift as `optimizer.timing` wants it: visits with the units reserved for them."""
        rows = self._core.route(self._shift(engineer_id, shift_index))
        return RouteDecision(
            engineer_id,
            shift_index,
            tuple(
                Visit(self._job_in(row).id, self._draws(self._core.draws_of(row))) for row in rows
            ),
        )

    def job(self, job_id: str) -> Job:
        """A job as the desk knows it: the version that is visited, else the scenario's.

        Raises ValueError for a job that is not plannable or that nobody has heard of.
        """
        row = self._served.get(job_id, self.ground.row_of.get(job_id))
        if row is None:
            raise ValueError(f"job {job_id!r} is not on the desk: give the job itself")
        return self._job_in(row)

    # -------------------------------------------------------------------------------- questions

    def best_places(
        self,
        job: Job | str,
        *,
        within: Sequence[Span] | None = None,
        count: int = 1,
        shifts: Collection[ShiftName] | None = None,
    ) -> tuple[Opening, ...]:
        """The cheapest place of each shift that could take a job, cheapest first.

        Args:
            job: the id of an unserved job of the scenario, or any job: a new one, or a changed
                version of one that is not visited now.
            within: only starts in these spans (seconds from the start of the horizon).
            count: at most so many.
            shifts: only these; default: all.

        Raises ValueError for a job that is visited, or whose place cannot be located.
        """
        require_count(count)
        asked = None if within is None else spans_of(within)
        row = self._row(job, asked)
        if row is None:
            return ()
        starts = self.ground.kept(row).starts.spans
        (found,) = self._core.best(row, [starts], self._rows(shifts), count)
        return tuple(self._opening(row, one, asked) for one in found)

    def place_at(
        self,
        job: Job | str,
        engineer_id: str,
        shift_index: int,
        position: int,
        within: Sequence[Span] | None = None,
    ) -> Opening | None:
        """What comes of visiting a job at one place; None where it does not fit there.

        Raises ValueError as `best_places`, and for a shift that there is not.
        """
        asked = None if within is None else spans_of(within)
        row = self._row(job, asked)
        shift = self._shift(engineer_id, shift_index)
        inside = 0 <= position <= len(self._core.route(shift))
        found = self._core.quote(row, shift, position) if inside and row is not None else None
        return None if row is None or found is None else self._opening(row, found, asked)

    def best_by_span(
        self, job: Job | str, windows: Sequence[Span], count: int = 1
    ) -> tuple[tuple[Opening, ...], ...]:
        """For each of many windows the cheapest place of each shift, at most `count` of them.

        A start has to lie in the window and be a possible one of the job. Raises ValueError as
        `best_places`.
        """
        windows = spans_of(windows)
        require_count(count)
        row = self._row(job, None)
        if row is None:
            return ((),) * len(windows)
        starts = self.ground.kept(row).starts
        asked = [cut(starts.spans, (window,), starts.raster_s) for window in windows]
        found = self._core.best(row, asked, self.ground.all_shifts, count)
        return tuple(
            tuple(self._opening(row, one, (window,)) for one in of_window)
            for of_window, window in zip(found, windows, strict=True)
        )

    # ---------------------------------------------------------------------------------- changes

    def put(self, job: Job | str, opening: Opening) -> int:
        """Visit a job where an opening says; by how many cents the plan becomes dearer.

        Raises ValueError where there is no room (any more), or the job is visited already.
        """
        row = self._row(job, opening.within)
        if row is None:
            raise ValueError(f"the work cannot start within {opening.within}: ask for places anew")
        shift = self._shift(*opening.shift)
        if not 0 <= opening.position <= len(self._core.route(shift)):
            raise ValueError(f"there is no position {opening.position} in that shift: ask anew")
        cents = self._core.put(row, shift, opening.position)
        job_id = self._job_in(row).id
        self._served[job_id] = row
        self._log.append(Step(unserved=(job_id,)))
        return cents

    def take(self, job_id: str) -> int:
        """Visit a job no more; by how many cents the plan becomes dearer (mostly negative).

        Raises ValueError for a job that is not visited or that is fixed, and where a visit behind
        it could not be reached in time without this one (no detour may be shorter than the way).
        """
        row = self._served.get(job_id)
        if row is None:
            raise ValueError(f"job {job_id!r} is not visited: only a visit can be taken out")
        cents = self._core.take(row)
        del self._served[job_id]
        self._log.append(Step(served=((job_id, row),)))
        return cents

    def replace_shift(
        self, engineer_id: str, shift_index: int, shift: Shift | None
    ) -> tuple[str, ...]:
        """Let a shift begin or end at another time or place; None: it is not worked at all.

        Visits that can no longer be kept are taken out, the first that comes too late first, and
        their ids returned. Raises ValueError for a place that cannot be located, and where what is
        fixed cannot stay.
        """
        row = self._shift(engineer_id, shift_index)
        ground = self.ground
        ends: ShiftPlaces | None = None
        if shift is None:
            gone = self._core.close_shift(row)
        else:
            ends = ground.ends_of(engineer_id, shift_index, shift, self._places_in_log())
            gone = self._core.replace_shift(
                row, (ends.start, ends.end), *ground.frame_of(engineer_id, shift, ends)
            )
        left = tuple((self._job_in(one).id, one) for one in gone)
        for job_id, _ in left:
            del self._served[job_id]
        self._log.append(Step(served=left, shift=(row, ground.now[row])))
        ground.now[row] = ShiftNow(shift, ends)
        return tuple(job_id for job_id, _ in left)

    def shift(self, engineer_id: str, shift_index: int) -> Shift | None:
        """A shift as it is now; None: not worked."""
        return self.ground.now[self._shift(engineer_id, shift_index)].shift

    def row_of(self, job: Job | str, within: Sequence[Span] | None = None) -> int | None:
        """The row of a job that is not visited, for `optimizer` alone; None: it never can start."""
        return self._row(job, None if within is None else tuple(within))

    def mark(self) -> int:
        """Where `undo` can come back to."""
        return len(self._log)

    def undo(self, mark: int) -> None:
        """Take back every change since a mark, exactly. Raises ValueError for no mark of ours."""
        if not 0 <= mark <= len(self._log):
            raise ValueError(f"there is no mark {mark}: marks end with `commit`")
        self._core.undo(mark)
        while len(self._log) > mark:
            step = self._log.pop()
            for job_id in step.unserved:
                del self._served[job_id]
            self._served.update(step.served)
            if step.shift is not None:
                self.ground.now[step.shift[0]] = step.shift[1]

    def commit(self) -> None:
        """What has changed stays; rows that only undoing needed are free again."""
        self._core.commit()
        self._log.clear()

    # ------------------------------------------------------------------------------------ inside

    def _rows(self, shifts: Collection[ShiftName] | None) -> list[int]:
        if shifts is None:
            return self.ground.all_shifts
        return [self._shift(*one) for one in shifts]

    def _shift(self, engineer_id: str, shift_index: int) -> int:
        try:
            return self.ground.shift_rows[engineer_id, shift_index]
        except KeyError:
            raise ValueError(
                f"there is no shift {shift_index} of engineer {engineer_id!r} with known places"
            ) from None

    def _job_in(self, row: int) -> Job:
        return self.ground.kept(row).job

    def _row(self, job: Job | str, within: Within) -> int | None:
        """The row of a job that is not visited; None where its work can never start."""
        what = self.job(job) if isinstance(job, str) else job
        if what.id in self._served:
            raise ValueError(f"job {what.id!r} is visited already: take it out first")
        return self.ground.row(what, within, self._is_busy, self._places_in_log())

    def _is_busy(self, row: int) -> bool:
        """Whether the job of a row is visited, or was and may be again."""
        if self._served.get(self._job_in(row).id) == row:
            return True
        return any(row == one for step in self._log for _, one in step.served)

    def _places_in_log(self) -> set[int]:
        """Spare places of shifts as they were and may be again."""
        steps = [step.shift[1].places for step in self._log if step.shift is not None]
        return set().union(*steps)

    def _draws(self, drawn: Sequence[Sequence[int]]) -> tuple[Draw, ...]:
        return tuple(self.ground.draw(lot, units) for _, lot, units in drawn)

    def _opening(self, row: int, quoted: Quoted, within: Within) -> Opening:
        shift, position, cents, depart, arrive, start, finish, pushed, lost, busy = quoted
        engineer_id, number = self.ground.shifts[shift]
        draws = self._draws(self._core.draws_in(row, shift)) if self._job_in(row).parts else ()
        return Opening(
            engineer_id, number, position, cents, depart, arrive, start, finish, pushed, lost,
            busy, draws, within,
        )  # fmt: skip
