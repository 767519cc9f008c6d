"""The collection of parts at the depot where a shift starts (docs/timing.md, "The start")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.clock import Clock
from models.errors import RouteImpossible
from models.part import Depot
from models.plan import Draw, PartSource
from models.policy import Policy
from models.starts import Span


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection: when it may happen and how long it takes."""

    depot: Depot
    not_before: int
    """The start of the shift or, if later, the last ETA of the units handed out."""
    handling_s: int
    opening: tuple[Span, ...] | None
    """None: always open."""

    def earliest_end(self) -> int:
        """When the collection is done at the earliest. Raises RouteImpossible if it never is."""
        begins = [self.not_before]
        if self.opening is not None:
            begins = [
                max(opens, self.not_before)
                for opens, closes in self.opening
                if max(opens, self.not_before) + self.handling_s <= closes
            ]
        if not begins:
            raise RouteImpossible(
                f"Depot {self.depot.id} is not open for a collection of {self.handling_s} s "
                "after the start of the shift and the arrival of its parts."
            )
        return min(begins) + self.handling_s

    def latest(self, depart: int) -> Span:
        """The last collection that ends by `depart`, which is `earliest_end` or later."""
        last = depart - self.handling_s
        begins = [last]
        if self.opening is not None:
            begins = [
                min(last, closes - self.handling_s)
                for opens, closes in self.opening
                if min(last, closes - self.handling_s) >= max(opens, self.not_before)
            ]
        return max(begins), max(begins) + self.handling_s


def collection_for(
    draws: Iterable[Draw], depot: Depot | None, shift_start: int, clock: Clock, policy: Policy
) -> Collection | None:
    """The collection these draws make necessary; None if all units are in the van.

    Raises RouteImpossible when a unit lies in another depot than where the shift starts.
    """
    collected = [draw for draw in draws if draw.source is PartSource.DEPOT]
    if not collected:
        return None
    for draw in collected:
        if depot is None or draw.depot_id != depot.id:
            raise RouteImpossible(
                f"Part {draw.part_id} is to be collected at depot {draw.depot_id}, "
                "where the shift does not start."
            )
    assert depot is not None
    etas = [clock.seconds(draw.inbound_eta) for draw in collected if draw.inbound_eta is not None]
    opening = tuple((clock.seconds(one.start), clock.seconds(one.end)) for one in depot.opening)
    return Collection(
        depot=depot,
        not_before=max([shift_start, *etas]),
        handling_s=policy.depot_handling_s if depot.handling_s is None else depot.handling_s,
        opening=opening or None,
    )
