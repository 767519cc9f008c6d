"""The kit to tick off holds what the visit has reserved, and the tools of the job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register
from models.plan import Draw, KitItem, KitKind, PartSource

KIT_INCOMPLETE = register(
    "plan-kit-incomplete",
    Severity.ERROR,
    "The kit list of a visit or a collection does not hold exactly the units reserved, or lacks a "
    "tool of the job.",
    "List every reserved unit with its source, and every tool.",
)

Source = tuple[PartSource | None, str | None]


def check(facts: Facts) -> Iterator[Finding]:
    """Units by source, and tools by name."""
    for route in facts.routes:
        for visit in route.visits:
            listed = {item.name.en for item in visit.stated.kit if item.kind is KitKind.TOOL}
            missing = set(visit.job.tools) - listed
            if missing or _listed(visit.stated.kit) != _reserved(visit.stated.draws):
                yield finding(
                    KIT_INCOMPLETE,
                    f"The kit of job {visit.job.id} does not hold what is reserved, or lacks tools "
                    f"({', '.join(sorted(missing)) or 'none'}).",
                    path=f"{visit.path}.kit",
                )
        if route.collection is not None:
            draws = [draw for visit in route.visits for draw in visit.stated.draws]
            collected = _reserved(draw for draw in draws if draw.source is PartSource.DEPOT)
            if _listed(route.collection.stated.kit) != collected:
                yield finding(
                    KIT_INCOMPLETE,
                    f"The kit of the collection on {route.name} is not what its jobs draw.",
                    path=f"{route.collection.path}.kit",
                )


def _reserved(draws: Iterable[Draw]) -> Counter[Source]:
    units = Counter[Source]()
    for draw in draws:
        units[draw.source, draw.depot_id] += draw.quantity
    return units


def _listed(kit: Iterable[KitItem]) -> Counter[Source]:
    units = Counter[Source]()
    for item in kit:
        if item.source is not None:
            units[item.source, item.depot_id] += item.quantity
    return units
