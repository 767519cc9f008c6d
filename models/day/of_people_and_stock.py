"""Events of people and stock: who is at work, and when deliveries arrive."""

from __future__ import annotations

from models.day import refusals
from models.day.asking import contradiction, known_engineer, shown
from models.day.change import Change
from models.day.facts import learn
from models.event import EngineerAvailable, EngineerUnavailable, PartEtaChanged
from models.part import Depot, Inbound


def engineer_unavailable(change: Change, event: EngineerUnavailable) -> None:
    """He makes no visits from now on, or until he is back."""
    known_engineer(change, event.engineer_id)
    until = None if event.until is None else change.clock.absolute(event.until)
    if until is not None and until < change.at:
        message = (
            f"Engineer {event.engineer_id!r} cannot be away until {shown(change, until)}, before "
            f"the event at {shown(change, change.at)}."
        )
        raise contradiction(message, "until", event.until)
    facts = learn(
        change.engineer(event.engineer_id),
        "availability",
        change.mark(),
        unavailable_from=change.at,
        unavailable_until=until,
    )
    change.set_engineer(event.engineer_id, facts)


def engineer_available(change: Change, event: EngineerAvailable) -> None:
    """He is back."""
    known_engineer(change, event.engineer_id)
    facts = change.engineer(event.engineer_id)
    if facts.unavailable_from is None:
        message = f"Engineer {event.engineer_id!r} was not reported to be away."
        change.notice(refusals.OUT_OF_DATE, message, "engineer_id", event.engineer_id)
    facts = learn(
        facts, "availability", change.mark(), unavailable_from=None, unavailable_until=None
    )
    change.set_engineer(event.engineer_id, facts)


def part_eta_changed(change: Change, event: PartEtaChanged) -> None:
    """All that is on its way of a part to a depot arrives at another moment."""
    depots = change.day.scenario.depots
    row = next((row for row, depot in enumerate(depots) if depot.id == event.depot_id), None)
    if row is None:
        message = f"There is no depot {event.depot_id!r}."
        raise refusals.refuse(refusals.UNKNOWN_DEPOT, message, "depot_id", event.depot_id)
    if all(lot.part_id != event.part_id for lot in depots[row].inbound):
        message = f"Nothing of part {event.part_id!r} is on its way to depot {event.depot_id!r}."
        raise refusals.refuse(refusals.UNKNOWN_PART, message, "part_id", event.part_id)
    etas = change.day.etas
    of_depot = etas.get(event.depot_id, {})
    known, mark = of_depot.get(event.part_id), change.mark()
    if known is not None and known[0] >= mark:
        message = f"A newer arrival of part {event.part_id!r} is known."
        change.notice(refusals.OUT_OF_DATE, message, "eta", event.eta)
        return
    changed = {**of_depot, event.part_id: (mark, change.clock.absolute(event.eta))}
    depot = _arriving(depots[row], event)
    change.set_depots((*depots[:row], depot, *depots[row + 1 :]), {**etas, event.depot_id: changed})


def _arriving(depot: Depot, event: PartEtaChanged) -> Depot:
    """The depot with all inbound units of the part in one delivery, at the place of the first."""
    units = sum(lot.quantity for lot in depot.inbound if lot.part_id == event.part_id)
    delivery = Inbound(part_id=event.part_id, quantity=units, eta=event.eta)
    inbound: list[Inbound] = []
    for lot in depot.inbound:
        if lot.part_id != event.part_id:
            inbound.append(lot)
        elif delivery not in inbound:
            inbound.append(delivery)
    return depot.model_copy(update={"inbound": tuple(inbound)})
