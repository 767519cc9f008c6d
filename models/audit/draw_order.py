"""Units are reserved in the van first, then on the shelf, then in deliveries by their arrival.

A plan that does otherwise is legal, but keeps parts from others and may wait for nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import inf

from models.audit.depot_stock import units_held, units_reserved
from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register
from models.plan import PartSource

DRAW_WASTEFUL = register(
    "plan-draw-wasteful",
    Severity.WARNING,
    "Units are reserved in a depot though the engineer's van still has some, or in a delivery "
    "though the shelf or a sooner delivery still has some.",
    "Use what is nearer first: van, shelf, deliveries by their arrival.",
)

ON_THE_SHELF = -inf
"""Sooner than any delivery."""


def check(facts: Facts) -> Iterator[Finding]:
    """What is left over in a nearer stock at the end of the plan."""
    in_vans = Counter[tuple[str, str]]()
    for engineer in facts.scenario.engineers:
        in_vans.update({(engineer.id, part): units for part, units in engineer.van_stock.items()})
    for route, visit in facts.visits():
        for draw in visit.stated.draws:
            if draw.source is PartSource.VAN:
                in_vans[route.engineer.id, draw.part_id] -= draw.quantity
    for route, visit in facts.visits():
        for number, draw in enumerate(visit.stated.draws):
            if draw.source is PartSource.DEPOT and in_vans[route.engineer.id, draw.part_id] > 0:
                yield finding(
                    DRAW_WASTEFUL,
                    f"Part {draw.part_id} for job {visit.job.id} is taken from the depot, though "
                    f"the van of engineer {route.engineer.id} has it.",
                    path=f"{visit.path}.draws[{number}]",
                    value=draw.part_id,
                )
    yield from _passed_over(facts)


def _passed_over(facts: Facts) -> Iterator[Finding]:
    """Deliveries used while the shelf or a sooner one has units left."""
    reserved, held = units_reserved(facts), units_held(facts)
    soonest_left: dict[tuple[str, str], float] = {}
    for (depot_id, part_id, eta), units in held.items():
        if units > reserved[depot_id, part_id, eta]:
            known = soonest_left.get((depot_id, part_id), inf)
            soonest_left[depot_id, part_id] = min(known, ON_THE_SHELF if eta is None else eta)
    for depot_id, part_id, eta in reserved:
        if eta is not None and soonest_left.get((depot_id, part_id), inf) < eta:
            yield finding(
                DRAW_WASTEFUL,
                f"Part {part_id} is reserved in a delivery to depot {depot_id}, though the shelf "
                "or a sooner delivery has it.",
                path="routes",
                value=part_id,
            )
