"""From the indices of a search back to the scenario's words."""

from __future__ import annotations

from models.plan import Draw, PartSource
from models.scenario import Scenario
from models.timeline import Visit
from optimizer.encode import Encoded
from optimizer.native import Search
from optimizer.problem import JobColumn
from optimizer.stocks import LotName
from optimizer.timing import RouteDecision


def decode(scenario: Scenario, encoded: Encoded, search: Search) -> tuple[RouteDecision, ...]:
    """Who visits whom in which order with which units; shifts that serve nothing are left out."""
    inbound = {depot.id: depot.inbound for depot in scenario.depots}

    def draw(name: LotName, quantity: int) -> Draw:
        return Draw(
            part_id=name.part_id,
            quantity=quantity,
            source=PartSource.VAN if name.depot_id is None else PartSource.DEPOT,
            depot_id=name.depot_id,
            inbound_eta=(
                inbound[name.depot_id][name.inbound].eta
                if name.depot_id is not None and name.inbound is not None
                else None
            ),
        )

    def visit(job: int) -> Visit:
        row = encoded.arrays.jobs[job]
        return Visit(
            job_id=encoded.jobs[job].id,
            draws=tuple(
                draw(encoded.lots[lot], quantity)
                for need in range(row[JobColumn.NEEDS_FIRST], row[JobColumn.NEEDS_LAST])
                for lot, quantity in search.draws[need]
            ),
        )

    return tuple(
        RouteDecision(engineer.id, number, tuple(visit(job) for job in route))
        for (engineer, number), route in zip(encoded.shifts, search.routes, strict=True)
        if route
    )
