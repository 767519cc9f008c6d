"""No van hands out more than it holds, over all shifts of its engineer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register
from models.plan import PartSource

VAN_OVERDRAWN = register(
    "plan-van-overdrawn",
    Severity.ERROR,
    "More units of a part are reserved in a van than it holds.",
    "Reserve the units elsewhere, or leave a job out.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Units reserved against units in the van."""
    reserved = Counter[tuple[str, str]]()
    for route, visit in facts.visits():
        for draw in visit.stated.draws:
            if draw.source is PartSource.VAN:
                reserved[route.engineer.id, draw.part_id] += draw.quantity
    stock = {engineer.id: engineer.van_stock for engineer in facts.scenario.engineers}
    for (engineer_id, part_id), units in reserved.items():
        held = stock[engineer_id].get(part_id, 0)
        if units > held:
            yield finding(
                VAN_OVERDRAWN,
                f"{units} units of part {part_id} are reserved in the van of engineer "
                f"{engineer_id}, which holds {held}.",
                path="routes",
                value=part_id,
            )
