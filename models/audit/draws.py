"""Every visit has reserved exactly the parts it needs, from stocks its engineer can reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models.audit.facts import Facts, JobStop, RouteFacts
from models.findings import Finding, Severity, finding, register
from models.plan import Draw, PartSource

PARTS_NOT_COVERED = register(
    "plan-parts-not-covered",
    Severity.ERROR,
    "The units reserved for a visit are not exactly those that the job needs.",
    "Reserve every needed unit once, and nothing else.",
)
DRAW_OUT_OF_REACH = register(
    "plan-draw-out-of-reach",
    Severity.ERROR,
    "Units are reserved in a depot where the engineer's shift does not start, or a reservation in "
    "the van names a depot or an arrival time.",
    "Reserve in the engineer's own van or in the depot where the shift starts.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Needs are covered, each unit from within reach."""
    for route, visit in facts.visits():
        yield from _check_cover(visit)
        for number, draw in enumerate(visit.stated.draws):
            if not _in_reach(route, draw):
                yield finding(
                    DRAW_OUT_OF_REACH,
                    f"Engineer {route.engineer.id} cannot take part {draw.part_id} for job "
                    f"{visit.job.id} from {draw.depot_id or draw.source}.",
                    path=f"{visit.path}.draws[{number}]",
                    value=draw.depot_id or draw.source,
                )


def _check_cover(visit: JobStop) -> Iterator[Finding]:
    needed, reserved = Counter[str](), Counter[str]()
    for need in visit.job.parts:
        needed[need.part_id] += need.quantity
    for draw in visit.stated.draws:
        reserved[draw.part_id] += draw.quantity
    for part_id in sorted(needed.keys() | reserved.keys()):
        if needed[part_id] != reserved[part_id]:
            yield finding(
                PARTS_NOT_COVERED,
                f"Job {visit.job.id} needs {needed[part_id]} of part {part_id}; "
                f"{reserved[part_id]} are reserved.",
                path=f"{visit.path}.draws",
                value=part_id,
            )


def _in_reach(route: RouteFacts, draw: Draw) -> bool:
    if draw.source is PartSource.VAN:
        return draw.depot_id is None and draw.inbound_eta is None
    return route.start_depot is not None and draw.depot_id == route.start_depot.id
