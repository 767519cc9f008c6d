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
from models.timeline import Timeline, Visit, walk
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


class CheapestOrders:
    """Remembers the cheapest order of every set of jobs it was asked for."""

    def __init__(
        self, scenario: Scenario, clock: Clock, places: PlaceIndex, travel: TravelTimes
    ) -> None:
        self._scenario = scenario
        self._clock = clock
        self._places = places
        self._travel = travel
        self._jobs = {job.id: job for job in scenario.jobs}
        self._known: dict[tuple[str, int, tuple[str, ...], object], Order | None] = {}

    def of(
        self, engineer: Engineer, shift_index: int, jobs: tuple[Job, ...], collected: Lot | None
    ) -> Order | None:
        """The cheapest order; None if there is none.

        `collected` is the unit that the route has to wait for longest at its depot, if it has to
        collect any: all that its parts mean for its times.
        """
        if not jobs:
            return Order((0, 0, 0), ())
        wait = None if collected is None else (collected.depot_id, collected.eta)
        question = (engineer.id, shift_index, tuple(job.id for job in jobs), wait)
        if question not in self._known:
            orders = self._orders(engineer, shift_index, (), jobs, collected)
            self._known[question] = min(orders, key=lambda order: order.key, default=None)
        return self._known[question]

    def _orders(
        self,
        engineer: Engineer,
        shift_index: int,
        begun: tuple[Job, ...],
        left: tuple[Job, ...],
        collected: Lot | None,
    ) -> Iterator[Order]:
        """All possible orders that begin with `begun`."""
        if not left:
            timeline = self._walk(engineer, shift_index, begun, collected)
            if isinstance(timeline, Timeline):
                cost = cost_of(self._scenario, [timeline], [])
                yield Order(cost.key, begun)
            return
        for job in left:
            more = (*begun, job)
            outcome = self._walk(engineer, shift_index, more, collected)
            if isinstance(outcome, RouteImpossible) and outcome.job_id is not None:
                continue  # a job that cannot be kept here cannot be kept with more after it
            others = tuple(other for other in left if other is not job)
            yield from self._orders(engineer, shift_index, more, others, collected)

    def _walk(
        self,
        engineer: Engineer,
        shift_index: int,
        jobs: tuple[Job, ...],
        collected: Lot | None,
    ) -> Timeline | RouteImpossible:
        first, *later = jobs
        draws = () if collected is None else (draw_of(collected, 1, self._clock),)
        visits = [Visit(first.id, draws), *(Visit(job.id) for job in later)]
        try:
            return walk(
                self._scenario,
                self._clock,
                self._places,
                self._travel,
                engineer,
                shift_index,
                visits,
                self._jobs,
            )
        except RouteImpossible as impossible:
            return impossible
