"""Which units a visit can be given: what nobody else has reserved, nearest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from models.clock import Clock
from models.engineer import Engineer
from models.job import Job
from models.part import Depot
from models.plan import Draw, PartSource
from models.timeline import Visit
from optimizer.standing import ShiftName

__all__ = ["Lot", "Reserved", "draws_for"]

Lot = tuple[str, str, datetime | None]
"""Depot, part, and for a delivery its arrival; None is the shelf."""


@dataclass(frozen=True, slots=True)
class Reserved:
    """Units that visits have reserved."""

    in_vans: Mapping[tuple[str, str], int]
    """By engineer and part."""
    in_depots: Mapping[Lot, int]

    @classmethod
    def by(cls, routes: Mapping[ShiftName, Iterable[Visit]]) -> Reserved:
        """What the visits of some routes have reserved."""
        in_vans = Counter[tuple[str, str]]()
        in_depots = Counter[Lot]()
        for (engineer_id, _), visits in routes.items():
            for visit in visits:
                for draw in visit.draws:
                    if draw.source is PartSource.VAN:
                        in_vans[engineer_id, draw.part_id] += draw.quantity
                    elif draw.depot_id is not None:
                        in_depots[draw.depot_id, draw.part_id, draw.inbound_eta] += draw.quantity
        return cls(in_vans, in_depots)


def draws_for(
    job: Job, engineer: Engineer, depot: Depot | None, reserved: Reserved, clock: Clock
) -> tuple[Draw, ...] | None:
    """The units an engineer would take for a job: van, then shelf, then deliveries by arrival.

    `depot` is where the shift starts, None where it starts elsewhere or is under way: then nothing
    can be collected any more. None where there are not enough units.
    """
    wanted = Counter[str]()
    for need in job.parts:
        wanted[need.part_id] += need.quantity
    draws: list[Draw] = []
    for part_id, units in wanted.items():
        for free, draw in _sources(part_id, engineer, depot, reserved, clock):
            taken = min(units, free)
            if taken > 0:
                draws.append(draw.model_copy(update={"quantity": taken}))
                units -= taken
        if units:
            return None
    return tuple(draws)


def _sources(
    part_id: str, engineer: Engineer, depot: Depot | None, reserved: Reserved, clock: Clock
) -> Iterable[tuple[int, Draw]]:
    """Where units lie that are free, the nearest first; each as a draw of one unit."""
    held = engineer.van_stock.get(part_id, 0)
    yield (
        held - reserved.in_vans.get((engineer.id, part_id), 0),
        Draw(part_id=part_id, quantity=1, source=PartSource.VAN),
    )
    if depot is None:
        return
    source = {"part_id": part_id, "quantity": 1, "source": PartSource.DEPOT, "depot_id": depot.id}
    on_shelf = depot.stock.get(part_id, 0)
    yield (
        on_shelf - reserved.in_depots.get((depot.id, part_id, None), 0),
        Draw.model_validate(source),
    )
    coming = Counter[datetime]()
    for one in depot.inbound:
        if one.part_id == part_id:
            coming[one.eta] += one.quantity
    for eta in sorted(coming, key=clock.absolute):
        yield (
            coming[eta] - reserved.in_depots.get((depot.id, part_id, eta), 0),
            Draw.model_validate({**source, "inbound_eta": eta}),
        )
