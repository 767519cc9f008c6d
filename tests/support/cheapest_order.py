"""The cheapest order of a few jobs in one shift, by trying all orders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from support.tiny_stock import Lot, draw_of

from models.clock import Clock
from models.cost import cost_of
from models.engineer import Engineer
from models.errors import RouteImpossible
from models.job import Job
from models.places import PlaceIndex
from models.scenario import Scenario
from models.timeline import Visit, walk
from models.travel import TravelTimes

Key = tuple[int, int, int]
"""Sum of the priorities unserved, number of unserved jobs of priority 0, cents."""


@dataclass(frozen=True, slots=True)
class Order:
    """Jobs in the order of their visits, and what the route costs."""

    key: Key
    jobs: tuple[Job, ...]


def plus(one: Key, other: Key) -> Key:
    """Keys add up: the price of a plan is the sum over its routes and unserved jobs."""
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


@dataclass(frozen=True, slots=True)
class _Trial:
    """What driving past some jobs in this order came to."""

    key: Key | None
    """None: the route cannot be driven."""
    hopeless: bool
    """Nor with more jobs after these: one of them cannot be kept."""


class CheapestOrders:
    """Remembers every route that it has tried."""

    def __init__(
        self, scenario: Scenario, clock: Clock, places: PlaceIndex, travel: TravelTimes
    ) -> None:
        self._scenario = scenario
        self._clock = clock
        self._places = places
        self._travel = travel
        self._jobs = {job.id: job for job in scenario.jobs}
        self._orders: dict[object, Order | None] = {}
        self._trials: dict[object, _Trial] = {}

    def of(
        self, engineer: Engineer, shift_index: int, jobs: tuple[Job, ...], collected: Lot | None
    ) -> Order | None:
        """The cheapest order; None if there is none.

        `collected` is the unit that the route has to wait for longest at its depot, if it has to
        collect any: all that its parts mean for its times.
        """
        if not jobs:
            return Order((0, 0, 0), ())
        shift = _Shift(engineer, shift_index, collected)
        question = (shift.name, tuple(job.id for job in jobs))
        if question not in self._orders:
            orders = self._possible(shift, (), jobs)
            self._orders[question] = min(orders, key=lambda order: order.key, default=None)
        return self._orders[question]

    def _possible(
        self, shift: _Shift, begun: tuple[Job, ...], left: tuple[Job, ...]
    ) -> Iterator[Order]:
        """All possible orders that begin with `begun`."""
        for job in left:
            more = (*begun, job)
            trial = self._try(shift, more)
            if trial.hopeless:
                continue
            others = tuple(other for other in left if other is not job)
            if others:
                yield from self._possible(shift, more, others)
            elif trial.key is not None:
                yield Order(trial.key, more)

    def _try(self, shift: _Shift, jobs: tuple[Job, ...]) -> _Trial:
        question = (shift.name, tuple(job.id for job in jobs))
        if question not in self._trials:
            self._trials[question] = self._drive(shift, jobs)
        return self._trials[question]

    def _drive(self, shift: _Shift, jobs: tuple[Job, ...]) -> _Trial:
        first, *later = jobs
        unit = shift.collected
        draws = () if unit is None else (draw_of(unit, 1, self._clock),)
        try:
            timeline = walk(
                self._scenario,
                self._clock,
                self._places,
                self._travel,
                shift.engineer,
                shift.index,
                [Visit(first.id, draws), *(Visit(job.id) for job in later)],
                self._jobs,
            )
        except RouteImpossible as impossible:
            # Too late for the end of the shift says nothing: from another job home may be nearer.
            return _Trial(None, hopeless=impossible.job_id is not None)
        return _Trial(cost_of(self._scenario, [timeline], []).key, hopeless=False)


@dataclass(frozen=True, slots=True)
class _Shift:
    engineer: Engineer
    index: int
    collected: Lot | None

    @property
    def name(self) -> object:
        """What routes of this shift are remembered by: which part is waited for is no matter."""
        unit = self.collected
        return self.engineer.id, self.index, None if unit is None else (unit.depot_id, unit.eta)
