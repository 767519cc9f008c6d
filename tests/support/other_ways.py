"""Every way to put one more job into a finished plan, tried out with the reference timeline.

Knows nothing of the core's search for the cheapest way, so that it can be held against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from support.brute_force import may_go
from support.explained import Searched

from models.cost import cost_of
from models.engineer import Engineer
from models.errors import RouteImpossible
from models.job import Job
from models.plan import Draw, PartSource
from models.timeline import Timeline, Visit, walk

Stock = Counter[tuple[str, str, str | None, str]]
"""Units by part, "van" or "depot", whose, and the moment of their delivery."""


@dataclass(frozen=True)
class OtherWay:
    """One string of visits out of one shift, and the job at one place of what is left."""

    shift: int
    displaced: tuple[str, ...]
    lost_priority: int
    extra_cents: int

    @property
    def loss(self) -> tuple[int, int]:
        """What is compared before the price."""
        return self.lost_priority, len(self.displaced)


def other_ways(day: Searched, job: Job) -> Iterator[OtherWay]:
    """All the ways there are."""
    jobs = {one.id: one for one in day.scenario.jobs}
    for shift, visits in enumerate(_routes(day)):
        engineer, number = day.encoded.shifts[shift]
        if not may_go(engineer, job):
            continue
        before = _cents(day, engineer, number, visits)
        for first, last in _strings(len(visits)):
            out, rest = visits[first:last], (*visits[:first], *visits[last:])
            draws = draws_for(day, job, engineer, number, free_stock(day, out))
            if draws is None:
                continue
            for position in range(len(rest) + 1):
                route = (*rest[:position], Visit(job.id, draws), *rest[position:])
                after = _cents(day, engineer, number, route)
                if before is not None and after is not None:
                    displaced = tuple(visit.job_id for visit in out)
                    lost = sum(jobs[one].priority for one in displaced)
                    yield OtherWay(shift, displaced, lost, after - before)


def fits_alone(day: Searched, job: Job) -> bool:
    """Whether some shift could serve the job if it had nothing else, and all stock was free."""
    everything = free_stock(day, [visit for route in _routes(day) for visit in route])
    for engineer, number in day.encoded.shifts:
        if may_go(engineer, job):
            draws = draws_for(day, job, engineer, number, everything)
            if (
                draws is not None
                and _cents(day, engineer, number, [Visit(job.id, draws)]) is not None
            ):
                return True
    return False


def free_stock(day: Searched, given_back: Sequence[Visit]) -> Stock:
    """What nobody has reserved, once these visits have given back their units."""
    stock: Stock = Counter()
    for engineer in day.scenario.engineers:
        for part_id, units in engineer.van_stock.items():
            stock[part_id, "van", engineer.id, ""] += units
    for depot in day.scenario.depots:
        for part_id, units in depot.stock.items():
            stock[part_id, "depot", depot.id, ""] += units
        for one in depot.inbound:
            stock[one.part_id, "depot", depot.id, one.eta.isoformat()] += one.quantity
    kept = {visit.job_id for visit in given_back}
    for route in day.routes:
        for visit in route.visits:
            for draw in () if visit.job_id in kept else visit.draws:
                whose = route.engineer_id if draw.source is PartSource.VAN else draw.depot_id
                eta = "" if draw.inbound_eta is None else draw.inbound_eta.isoformat()
                stock[draw.part_id, draw.source.value, whose, eta] -= draw.quantity
    return stock


def draws_for(
    day: Searched, job: Job, engineer: Engineer, number: int, stock: Stock
) -> tuple[Draw, ...] | None:
    """The job's parts from the van, then from the depot in the order in which they are there."""
    depot_id = day.places.shift[engineer.id, number].start_depot_id
    etas = {one.eta.isoformat(): one.eta for depot in day.scenario.depots for one in depot.inbound}
    moments = sorted(etas, key=lambda eta: day.clock.seconds(etas[eta]))
    sources = [("van", engineer.id, ""), *(("depot", depot_id, eta) for eta in ("", *moments))]
    draws: list[Draw] = []
    wanted: Counter[str] = Counter()
    for need in job.parts:
        wanted[need.part_id] += need.quantity
    for part_id, missing in wanted.items():
        for source, whose, eta in sources:
            units = min(missing, stock[part_id, source, whose, eta])
            if whose is not None and units > 0:
                missing -= units
                draws.append(
                    Draw(
                        part_id=part_id,
                        quantity=units,
                        source=PartSource(source),
                        depot_id=None if source == "van" else whose,
                        inbound_eta=etas.get(eta),
                    )
                )
        if missing:
            return None
    return tuple(draws)


def _routes(day: Searched) -> list[tuple[Visit, ...]]:
    decided = {(route.engineer_id, route.shift_index): route.visits for route in day.routes}
    return [decided.get((engineer.id, number), ()) for engineer, number in day.encoded.shifts]


def _strings(length: int) -> Iterator[tuple[int, int]]:
    """The empty one, and all that have neighbours only."""
    yield 0, 0
    for first in range(length):
        for last in range(first + 1, length + 1):
            yield first, last


def _cents(day: Searched, engineer: Engineer, number: int, visits: Sequence[Visit]) -> int | None:
    """The price of one route; None where it cannot be driven."""
    timelines: list[Timeline] = []
    if visits:
        try:
            timelines.append(
                walk(day.scenario, day.clock, day.places, day.travel, engineer, number, visits)
            )
        except RouteImpossible:
            return None
    return cost_of(day.scenario, timelines, ()).cents
