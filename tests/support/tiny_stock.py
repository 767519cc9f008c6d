"""All ways to take the parts of a few jobs out of vans, shelves and deliveries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.clock import Clock
from models.job import Job
from models.plan import Draw, PartSource
from models.scenario import Scenario
from models.timeline import Visit


@dataclass(frozen=True, slots=True)
class Lot:
    """Units of one part that lie together: in a van, on a shelf, or in a delivery."""

    part_id: str
    engineer_id: str | None = None
    """Whose van it is."""
    depot_id: str | None = None
    eta: int | None = None
    """Seconds, of a delivery; None for what is there."""


Taken = Mapping[Lot, int]


def stock_of(scenario: Scenario, clock: Clock) -> Counter[Lot]:
    """All units that there are."""
    stock = Counter[Lot]()
    for engineer in scenario.engineers:
        for part_id, units in engineer.van_stock.items():
            stock[Lot(part_id, engineer_id=engineer.id)] += units
    for depot in scenario.depots:
        for part_id, units in depot.stock.items():
            stock[Lot(part_id, depot_id=depot.id)] += units
        for lot in depot.inbound:
            eta = clock.seconds(lot.eta)
            stock[Lot(lot.part_id, depot_id=depot.id, eta=eta)] += lot.quantity
    return stock


def lots_in_reach(stock: Mapping[Lot, int], engineer_id: str, depot_id: str | None) -> list[Lot]:
    """What a shift can take: from the engineer's van, and from the depot where it starts."""
    return [
        lot
        for lot in stock
        if lot.engineer_id == engineer_id or (depot_id is not None and lot.depot_id == depot_id)
    ]


def ways_to_take(
    jobs: Sequence[Job], lots: Sequence[Lot], stock: Mapping[Lot, int]
) -> Iterator[dict[Lot, int]]:
    """Every choice of lots that covers what the jobs need together."""
    needs = Counter[str]()
    for job in jobs:
        for need in job.parts:
            needs[need.part_id] += need.quantity
    yield from _cover(list(needs.items()), lots, stock)


def draws_by_job(jobs: Sequence[Job], taken: Taken, clock: Clock) -> tuple[Visit, ...]:
    """The visits, each with its share of what the route takes."""
    left = dict(taken)
    visits = []
    for job in jobs:
        draws = []
        for need in job.parts:
            units = need.quantity
            for lot in [lot for lot in left if lot.part_id == need.part_id]:
                share = min(units, left[lot])
                if share:
                    draws.append(draw_of(lot, share, clock))
                    left[lot] -= share
                    units -= share
        visits.append(Visit(job.id, tuple(draws)))
    return tuple(visits)


def draw_of(lot: Lot, units: int, clock: Clock) -> Draw:
    """Units of a lot, as a plan states them."""
    return Draw(
        part_id=lot.part_id,
        quantity=units,
        source=PartSource.VAN if lot.depot_id is None else PartSource.DEPOT,
        depot_id=lot.depot_id,
        inbound_eta=None if lot.eta is None else clock.moment(lot.eta),
    )


def is_nearer(lot: Lot, draw: Draw, engineer_id: str, clock: Clock) -> bool:
    """Whether this engineer should have taken from `lot` before taking what `draw` says."""
    if lot.part_id != draw.part_id or draw.source is PartSource.VAN:
        return False
    if lot.depot_id is None:
        return lot.engineer_id == engineer_id
    if lot.depot_id != draw.depot_id or draw.inbound_eta is None:
        return False
    return lot.eta is None or lot.eta < clock.seconds(draw.inbound_eta)


def _cover(
    needs: Sequence[tuple[str, int]], lots: Sequence[Lot], stock: Mapping[Lot, int]
) -> Iterator[dict[Lot, int]]:
    if not needs:
        yield {}
        return
    (part_id, units), *others = needs
    of_part = [lot for lot in lots if lot.part_id == part_id]
    for split in _splits(units, of_part, stock):
        for rest in _cover(others, lots, stock):
            yield split | rest


def _splits(units: int, lots: Sequence[Lot], stock: Mapping[Lot, int]) -> Iterator[dict[Lot, int]]:
    """All ways to take so many units out of these lots."""
    if units == 0:
        yield {}
        return
    if not lots:
        return
    first, *others = lots
    for share in range(min(units, stock[first]), -1, -1):
        for rest in _splits(units - share, others, stock):
            yield ({first: share} if share else {}) | rest
