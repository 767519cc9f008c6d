"""What is left of vans and depots in a running day, and what the visits to come draw from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from models.base import Id
from models.clock import Clock
from models.day import Day, JobState
from models.engineer import Engineer
from models.part import Depot, Inbound
from models.plan import Draw, PartSource

USED_UP = (JobState.STARTED, JobState.FINISHED)
"""What was reserved for a job in one of these is not in the van any more."""
IN_THE_VAN = {"source": PartSource.VAN, "depot_id": None, "inbound_eta": None}
Lot = tuple[str, str, int | None]
"""Depot, part, and for a delivery its arrival in seconds."""


def van_left(day: Day, engineer: Engineer) -> dict[Id, int]:
    """Units in the van now, by part: brought, and collected, less what was used or was not there.

    What the plan lets him collect in shifts that have begun is on board.
    """
    facts = day.engineer_facts(engineer.id)
    left = Counter(engineer.van_stock)
    for draw in facts.collected:
        left[draw.part_id] += draw.quantity
    left.subtract(facts.missing)
    for job_id in facts.job_ids:
        known = day.job_facts(job_id)
        if known.state in USED_UP and known.engineer_id == engineer.id:
            for draw in known.draws:
                left[draw.part_id] -= draw.quantity
    return {part_id: units for part_id, units in left.items() if units > 0}


def depots_left(day: Day, others: Collection[Id] | None = None) -> tuple[Depot, ...]:
    """The depots with what has not been collected yet.

    `others`: engineers whose collections still to come are left out too, for a part of the day in
    which they do not appear; None: nobody's.
    """
    depots = day.scenario.depots
    if not depots:
        return depots
    gone = Counter[Lot]()
    for facts in day.engineers.values():
        for draw in facts.collected:
            gone[lot_of(day, draw)] += draw.quantity
    if others is not None:
        for handed in day.handed_out:
            begun = day.engineer_facts(handed.engineer_id).begun_shifts
            to_come = handed.engineer_id in others and handed.shift_index not in begun
            if to_come and day.job_facts(handed.job_id).state is JobState.PLANNED:
                gone[lot_of(day, handed.draw)] += handed.draw.quantity
    if not gone:
        return depots
    return depots_less(depots, gone, day.clock)


def lot_of(day: Day, draw: Draw) -> Lot:
    """The stock that a draw comes from as things are now: deliveries may arrive at another time."""
    assert draw.depot_id is not None
    if draw.inbound_eta is None:
        return draw.depot_id, draw.part_id, None
    return draw.depot_id, draw.part_id, day.clock.seconds(eta_now(day, draw) or draw.inbound_eta)


def up_to_date(day: Day, draw: Draw) -> Draw:
    """A draw as the plan has it, with the arrival of its delivery as it is known now."""
    eta = eta_now(day, draw)
    return draw if eta is None else draw.model_copy(update={"inbound_eta": eta})


def eta_now(day: Day, draw: Draw) -> datetime | None:
    """The changed arrival of what a draw waits for; None where it has not changed."""
    if draw.inbound_eta is None or draw.depot_id is None:
        return None
    known = day.etas.get(draw.depot_id, {}).get(draw.part_id)
    return None if known is None else known[1]


def depots_less(depots: Iterable[Depot], gone: Counter[Lot], clock: Clock) -> tuple[Depot, ...]:
    """Depots without what is gone from their shelves and deliveries. `gone` is used up."""
    return tuple(_less(depot, gone, clock) for depot in depots)


def _less(depot: Depot, gone: Counter[Lot], clock: Clock) -> Depot:
    """A depot without what is gone from its shelf and its deliveries."""
    stock = {
        part_id: max(0, units - gone[depot.id, part_id, None])
        for part_id, units in depot.stock.items()
    }
    inbound: list[Inbound] = []
    for lot in depot.inbound:
        name = depot.id, lot.part_id, clock.seconds(lot.eta)
        taken = min(lot.quantity, gone[name])
        gone[name] -= taken
        if taken < lot.quantity:
            inbound.append(lot.model_copy(update={"quantity": lot.quantity - taken}))
    return depot.model_copy(update={"stock": stock, "inbound": tuple(inbound)})


class Shelves:
    """Hands out what is left, visit after visit."""

    def __init__(
        self, day: Day, depots: Iterable[Depot], vans: Mapping[Id, Mapping[Id, int]]
    ) -> None:
        """With what is left in depots and, by engineer, in vans."""
        self._day = day
        self._lots = Counter[Lot]()
        for depot in depots:
            for part_id, units in depot.stock.items():
                self._lots[depot.id, part_id, None] += units
            for lot in depot.inbound:
                self._lots[depot.id, lot.part_id, day.clock.seconds(lot.eta)] += lot.quantity
        self._vans = {engineer_id: Counter(units) for engineer_id, units in vans.items()}

    def take(
        self, engineer_id: Id, draws: Sequence[Draw], *, on_board: bool
    ) -> tuple[Draw, ...] | None:
        """The same units out of what is left; None, and nothing is taken, if some are not there.

        `on_board`: the shift has begun, so that what was collected for it is in the van.
        """
        if not draws:
            return ()
        taken = tuple(
            draw.model_copy(update=IN_THE_VAN)
            if on_board and draw.source is not PartSource.VAN
            else up_to_date(self._day, draw)
            for draw in draws
        )
        asked = Counter[tuple[Id, Lot | None]]()
        for draw in taken:
            lot = None if draw.source is PartSource.VAN else lot_of(self._day, draw)
            asked[draw.part_id, lot] += draw.quantity
        van = self._vans[engineer_id]
        if any(
            units > (van[part_id] if lot is None else self._lots[lot])
            for (part_id, lot), units in asked.items()
        ):
            return None
        for (part_id, lot), units in asked.items():
            if lot is None:
                van[part_id] -= units
            else:
                self._lots[lot] -= units
        return taken
