"""Stock and depots as the core knows them: lots and opening intervals."""

from __future__ import annotations

from dataclasses import dataclass

from models.clock import Clock
from models.scenario import Scenario
from models.starts import Span
from optimizer.numbering import Numbering
from optimizer.problem import NO_MOMENT, NONE


@dataclass(frozen=True, slots=True)
class LotName:
    """What a row of `ProblemArrays.lots` is in the scenario."""

    part_id: str
    depot_id: str | None
    """None: in a van."""
    inbound: int | None
    """Index into the depot's `inbound`; None: on the shelf."""


def openings_of(scenario: Scenario, clock: Clock) -> tuple[list[Span], list[tuple[int, int]]]:
    """The opening intervals of all depots in order, and which of them belong to each depot."""
    rows: list[Span] = []
    slices: list[tuple[int, int]] = []
    for depot in scenario.depots:
        first = len(rows)
        rows.extend(
            sorted((clock.seconds(one.start), clock.seconds(one.end)) for one in depot.opening)
        )
        slices.append((first, len(rows)))
    return rows, slices


def lots_of(
    scenario: Scenario, clock: Clock, parts: Numbering
) -> tuple[list[list[int]], list[LotName]]:
    """Rows of `ProblemArrays.lots` and their names; only of parts that some job needs."""
    rows: list[list[int]] = []
    names: list[LotName] = []
    # Available before everything: earlier than any shift, and far from overflow.
    always = NO_MOMENT // 4

    def add(name: LotName, engineer: int, depot: int, quantity: int, available_from: int) -> None:
        if name.part_id in parts.index and quantity > 0:
            part = parts.index[name.part_id]
            rows.append([part, engineer, depot, quantity, available_from])
            names.append(name)

    for row, engineer in enumerate(scenario.engineers):
        for part_id, quantity in engineer.van_stock.items():
            add(LotName(part_id, None, None), row, NONE, quantity, always)
    for row, depot in enumerate(scenario.depots):
        for part_id, quantity in depot.stock.items():
            add(LotName(part_id, depot.id, None), NONE, row, quantity, always)
        for number, inbound in enumerate(depot.inbound):
            name = LotName(inbound.part_id, depot.id, number)
            add(name, NONE, row, inbound.quantity, clock.seconds(inbound.eta))
    return rows, names
