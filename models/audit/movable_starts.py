"""How far each start could move, with everything after it kept, is true to the second."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.audit.facts import DrivenStop, Facts, JobStop, RouteFacts
from models.audit.promises import door_s, is_possible, later_start, possible_starts
from models.audit.reserves import planned_time_s
from models.findings import Finding, Severity, finding, register

MOVABLE_MISSTATED = register(
    "plan-movable-misstated",
    Severity.ERROR,
    "The stated time by which a start could still move is not the most that keeps the job's own "
    "windows, what follows in the route, and the end of shift and overtime.",
    "State the greatest such time.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Starting that much later keeps what follows; the next possible start after it does not."""
    for route in facts.routes:
        for visit, after in pairwise(route.driven):
            if isinstance(visit, JobStop) and not _is_true(facts, route, visit, after):
                yield finding(
                    MOVABLE_MISSTATED,
                    f"The start of job {visit.job.id} cannot move by {visit.stated.movable_s} s, "
                    "or could move further.",
                    path=f"{visit.path}.movable_s",
                    value=visit.stated.movable_s,
                )


def _is_true(facts: Facts, route: RouteFacts, visit: JobStop, after: DrivenStop) -> bool:
    if isinstance(after, JobStop):
        due = after.start + after.stated.movable_s - door_s(facts, after.job)
    else:
        due = route.last_return
    work_s = planned_time_s(facts, visit.job, route.engineer)

    def is_in_time(start: int) -> bool:
        leg = after.leg
        return facts.travel.arrive(leg.profile, leg.origin, leg.destination, start + work_s) <= due

    starts = possible_starts(facts, visit.job)
    latest = visit.start + visit.stated.movable_s
    later = later_start(starts, latest)
    return (
        is_possible(starts, latest)
        and is_in_time(latest)
        and (later is None or not is_in_time(later))
    )
