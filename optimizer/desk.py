"""A plan that stands, asked where one more job would fit and what it would cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer import native
from optimizer.problem import NONE, ProblemArrays
from optimizer.start import Start

__all__ = ["Desk", "Opening"]


@dataclass(frozen=True, slots=True)
class Opening:
    """A place for one job in a plan. Positions are counted before anything is inserted."""

    shift: int
    position: int
    extra_cents: int
    """By which the plan becomes dearer (negative: cheaper), exactly."""
    errand: int | None = None
    """A stop that comes into the route with the job: its goods, or the refill of the shift."""
    errand_position: int | None = None


class Desk:
    """A plan at rest. Every question looks at every shift, so its answer is the best there is.

    Nothing is searched: the other jobs stay where they are. To be asked by one thread at a time.
    """

    def __init__(self, arrays: ProblemArrays, start: Start) -> None:
        """Lay out a plan; what is not legal of it is left out, and `is_served` says so.

        Raises:
            ValueError: the arrays, or the plan, are not what they have to be.
            CannotStay: a stop that has to stay cannot.
        """
        problem = native.compile_problem(arrays)
        self._jobs = len(arrays.jobs)
        self._desk = native.Desk(problem, native.compile_start(problem, start))

    @property
    def cents(self) -> int:
        """What the plan costs."""
        return self._desk.cents

    def is_served(self, job: int) -> bool:
        """Whether the plan serves a job."""
        self._require_job(job)
        return self._desk.is_served(job)

    def best_insertion(self, job: int) -> Opening | None:
        """The cheapest place for a job that is not served; None where it fits nowhere.

        Raises ValueError for a job that is served, or that there is not.
        """
        self._require_unserved(job)
        return _opening(self._desk.best_insertion(job))

    def best_insertions(self, job: int, count: int) -> tuple[Opening, ...]:
        """The cheapest place of each shift that could take the job, cheapest first.

        At most `count` of them. Raises ValueError as `best_insertion`, or for a negative count.
        """
        self._require_unserved(job)
        if count < 0:
            raise ValueError(f"{count} places cannot be asked for")
        found = self._desk.best_insertions(job, count)
        return tuple(one for one in map(_opening, found) if one is not None)

    def core_seconds(self, jobs: Sequence[int]) -> list[float]:
        """What `best_insertion` takes in the core alone, for each of these jobs."""
        for job in jobs:
            self._require_unserved(job)
        return self._desk.time_insertions(list(jobs))

    def _require_unserved(self, job: int) -> None:
        if self.is_served(job):
            raise ValueError(f"job {job} is served already")

    def _require_job(self, job: int) -> None:
        if not 0 <= job < self._jobs:
            raise ValueError(f"there is no job {job}: jobs are numbered from 0 to {self._jobs - 1}")


def _opening(found: tuple[int, int, int, int, int] | None) -> Opening | None:
    if found is None:
        return None
    shift, position, extra_cents, errand, errand_position = found
    if errand == NONE:
        return Opening(shift, position, extra_cents)
    return Opening(shift, position, extra_cents, errand, errand_position)
