"""No unit of a depot is promised twice, be it on the shelf or on its way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register
from models.plan import PartSource

DEPOT_OVERDRAWN = register(
    "plan-depot-overdrawn",
    Severity.ERROR,
    "More units of a part are reserved on a depot's shelf, or in a delivery on its way there, than "
    "it holds.",
    "Reserve the units elsewhere, or leave a job out.",
)

Stock = tuple[str, str, int | None]
"""Depot, part, and for a delivery its arrival in seconds."""


def check(facts: Facts) -> Iterator[Finding]:
    """Units reserved over the whole plan against units that there are."""
    reserved = units_reserved(facts)
    held = units_held(facts)
    for stock, units in reserved.items():
        depot_id, part_id, eta = stock
        if units > held[stock]:
            where = "on the shelf" if eta is None else f"in the delivery of {facts.shown(eta)}"
            yield finding(
                DEPOT_OVERDRAWN,
                f"{units} units of part {part_id} are reserved {where} of depot {depot_id}, which "
                f"holds {held[stock]}.",
                path="routes",
                value=part_id,
            )


def units_reserved(facts: Facts) -> Counter[Stock]:
    """Units of each stock that the plan reserves."""
    reserved = Counter[Stock]()
    for _, visit in facts.visits():
        for draw in visit.stated.draws:
            if draw.source is PartSource.DEPOT and draw.depot_id is not None:
                eta = None if draw.inbound_eta is None else facts.clock.seconds(draw.inbound_eta)
                reserved[draw.depot_id, draw.part_id, eta] += draw.quantity
    return reserved


def units_held(facts: Facts) -> Counter[Stock]:
    """Units of each stock that there are."""
    held = Counter[Stock]()
    for depot in facts.scenario.depots:
        for part_id, units in depot.stock.items():
            held[depot.id, part_id, None] += units
        for lot in depot.inbound:
            held[depot.id, lot.part_id, facts.clock.seconds(lot.eta)] += lot.quantity
    return held
