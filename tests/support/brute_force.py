"""The best plan of a tiny scenario by trying everything: jobs, engineers, orders and units.

It knows the reference timeline and cost and nothing of the optimizer, so that the optimizer can be
held against it. With 6 jobs and 3 shifts it takes less than a second, with 7 jobs up to four.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from support.cheapest_order import CheapestOrders, Key, Order, plus
from support.tiny_stock import (
    Lot,
    Taken,
    draws_by_job,
    is_nearer,
    lots_in_reach,
    stock_of,
    ways_to_take,
)

from models.clock import Clock
from models.engineer import Engineer
from models.intake import intake_all
from models.job import Job
from models.places import index_places
from models.scenario import Scenario
from models.timeline import Visit
from models.travel import TravelTimes

HOPELESS: Key = (1 << 60, 0, 0)


@dataclass(frozen=True, slots=True)
class BestRoute:
    """One shift of the best plan."""

    engineer_id: str
    shift_index: int
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Best:
    """The best plan: no legal plan has a smaller key."""

    key: Key
    routes: tuple[BestRoute, ...]


def best_plan(
    scenario: Scenario,
    travel: TravelTimes,
    jobs: Sequence[Job] | None = None,
    *,
    thrifty: bool = False,
) -> Best:
    """The best plan for `jobs` (default: all that the intake lets pass).

    Whatever of them is in no route counts as unserved. `thrifty` plans take units from the van
    first, then from the shelf, then from deliveries by their arrival. Without it a plan may also
    collect what is in the van, which now and then is cheaper: it makes the engineer leave later.
    So a search that takes units thriftily lies between the two.
    """
    clock = Clock.of(scenario)
    if jobs is None:
        intakes = intake_all(scenario, clock)
        jobs = [job for job in scenario.jobs if intakes[job.id].plannable]
    search = _Search(scenario, clock, travel, thrifty=thrifty)
    search.extend(0, tuple(jobs), stock_of(scenario, clock), (0, 0, 0), ())
    return search.best


def may_go(engineer: Engineer, job: Job) -> bool:
    """Whether this engineer may be sent to this job, time and parts aside."""
    territory = job.place.territory
    may_leave = not engineer.territory_hard or not engineer.territories or territory is None
    return (
        all(engineer.skills.get(need.skill, 0) >= need.level for need in job.skills)
        and set(job.tools) <= set(engineer.tools)
        and job.required_engineer_id in (None, engineer.id)
        and engineer.id not in job.refused_engineer_ids
        and (may_leave or territory in engineer.territories)
    )


class _Search:
    """Gives each shift in turn any set of the jobs that are left, with any of the units left."""

    def __init__(
        self, scenario: Scenario, clock: Clock, travel: TravelTimes, *, thrifty: bool
    ) -> None:
        self.best = Best(HOPELESS, ())
        places = index_places(scenario)
        self._clock = clock
        self._thrifty = thrifty
        self._orders = CheapestOrders(scenario, clock, places, travel)
        self._shifts = [
            (engineer, number, places.shift[engineer.id, number].start_depot_id)
            for engineer in scenario.engineers
            for number in range(len(engineer.shifts))
            if (engineer.id, number) in places.shift
        ]

    def extend(
        self,
        turn: int,
        left: tuple[Job, ...],
        stock: Mapping[Lot, int],
        key: Key,
        routes: tuple[BestRoute, ...],
    ) -> None:
        """Decide the shifts from `turn` on; what was decided before costs `key`."""
        if key >= self.best.key:
            return
        if turn == len(self._shifts):
            whole = plus(key, _unserved(left))
            if whole < self.best.key and not (self._thrifty and self._wastes(stock, routes)):
                self.best = Best(whole, routes)
            return
        engineer, number, _ = self._shifts[turn]
        able = [job for job in left if may_go(engineer, job)]
        for chosen in _subsets(able):
            others = tuple(job for job in left if job not in chosen)
            lost = [job for job in others if not self._can_come_later(turn + 1, job)]
            if plus(key, _unserved(lost)) >= self.best.key:
                continue
            for taken, order in self._ways(turn, chosen, stock):
                visits = draws_by_job(order.jobs, taken, self._clock)
                route = BestRoute(engineer.id, number, visits)
                rest = {lot: units - taken.get(lot, 0) for lot, units in stock.items()}
                more = (*routes, route) if chosen else routes
                self.extend(turn + 1, others, rest, plus(key, order.key), more)

    def _wastes(self, rest: Mapping[Lot, int], routes: tuple[BestRoute, ...]) -> bool:
        """Whether some unit was taken though a nearer one is left over."""
        left_over = [lot for lot, units in rest.items() if units]
        return any(
            is_nearer(lot, draw, route.engineer_id, self._clock)
            for route in routes
            for visit in route.visits
            for draw in visit.draws
            for lot in left_over
        )

    def _can_come_later(self, turn: int, job: Job) -> bool:
        return any(may_go(engineer, job) for engineer, _, _ in self._shifts[turn:])

    def _ways(
        self, turn: int, chosen: tuple[Job, ...], stock: Mapping[Lot, int]
    ) -> Iterator[tuple[Taken, Order]]:
        """Every choice of units for these jobs, with the cheapest order that it allows."""
        engineer, number, depot_id = self._shifts[turn]
        if self._orders.of(engineer, number, chosen, None) is None:
            return  # impossible even if all parts were in the van
        for taken in ways_to_take(chosen, lots_in_reach(stock, engineer.id, depot_id), stock):
            order = self._orders.of(engineer, number, chosen, _collected(taken))
            if order is not None:
                yield taken, order


def _collected(taken: Taken) -> Lot | None:
    """The unit from the depot that is there last; None if nothing is collected."""
    from_depot = [lot for lot in taken if lot.depot_id is not None]
    return max(from_depot, key=lambda lot: lot.eta or 0, default=None)


def _subsets(jobs: Sequence[Job]) -> Iterator[tuple[Job, ...]]:
    """All subsets, the large ones first: good plans early make the bound sharp."""
    masks = sorted(range(1 << len(jobs)), key=lambda mask: -mask.bit_count())
    for mask in masks:
        yield tuple(job for number, job in enumerate(jobs) if mask >> number & 1)


def _unserved(jobs: Sequence[Job]) -> Key:
    priorities = [job.priority for job in jobs]
    return sum(priorities), priorities.count(0), 0
