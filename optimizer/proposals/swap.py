"""Swap: the visits of one engineer in another order, where that mends more than it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.base import Text
from models.job import Job
from models.proposal import ProposalKind
from optimizer.proposals.case import Case, told_anew
from optimizer.proposals.change import Change
from optimizer.proposals.glance import Sight
from optimizer.proposals.ground import Ground, Visits
from optimizer.standing import ShiftName

__all__ = ["propose"]

Sights = tuple[Sight, ...]
ORDERS_KEPT = 2
"""Of the orders of one shift, so many are worth showing."""


@dataclass(frozen=True, slots=True)
class _Order:
    """One order of a shift's visits, better the smaller its score."""

    score: tuple[int, int, int]
    visits: Visits
    jobs: dict[str, Job]


def propose(case: Case) -> Iterator[Change]:
    """One visit goes to another place of its route: as it was told, or later by consent."""
    ground = case.ground
    for name in case.upset:
        visits = ground.visits(name)
        if len(visits) - ground.fixed(name) < 2:
            continue
        stands, _ = ground.before(name)
        seen = ground.glance(name, stands)
        missed = len(visits) - len(stands)
        now = (missed, *_score(ground, seen, set()))
        if not any(now):
            continue
        better = [one for one in _orders(ground, name, visits) if (0, *one.score) < now]
        shown: list[_Order] = []
        for order in sorted(better, key=lambda one: (one.score, len(one.jobs))):
            if all(order.visits != one.visits for one in shown):
                shown.append(order)
        for order in shown[:ORDERS_KEPT]:
            yield Change(ProposalKind.SWAP, _title(visits, order), {name: order.visits}, order.jobs)


def _orders(ground: Ground, name: ShiftName, visits: Visits) -> Iterator[_Order]:
    """Every order in which one visit has another place, as far as it can be driven."""
    first = ground.fixed(name)
    for origin in range(first, len(visits)):
        one = visits[origin]
        others = (*visits[:origin], *visits[origin + 1 :])
        for place in range(first, len(visits)):
            if place == origin or place == origin + 1:
                continue  # behind its next is the next before it: tried from there
            order = (*others[:place], one, *others[place:])
            seen = ground.glance(name, order)
            if seen is not None:
                yield _Order(_score(ground, seen, set()), order, {})
        yield from _later(ground, name, visits, origin)


def _later(ground: Ground, name: ShiftName, visits: Visits, origin: int) -> Iterator[_Order]:
    """A customer is visited later the same day, if they agree to another time."""
    job = ground.job(visits[origin].job_id)
    if job.appointment_told is None:
        return
    free = job.model_copy(update={"appointment_told": None, "windows": ()})
    others = (*visits[:origin], *visits[origin + 1 :])
    for place in range(origin + 1, len(visits)):
        order = (*others[:place], visits[origin], *others[place:])
        seen = ground.glance(name, order, {job.id: free})
        if seen is not None:
            own = seen[place]
            agreed = told_anew(ground, job, own.start)
            yield _Order(_score(ground, seen, {job.id}), order, {job.id: agreed})


def _score(ground: Ground, seen: Sights | None, moved: set[str]) -> tuple[int, int, int]:
    """Customers to be asked, customers to be called, seconds late."""
    late = [one.late_s for one in seen or () if one.late_s]
    asked = sum(late_s > ground.policy.door.late_tier_s for late_s in late) + len(moved)
    return asked, len(late) + len(moved), sum(late)


def _title(before: Visits, order: _Order) -> Text:
    """Which visit comes later."""
    after = [one.job_id for one in order.visits]
    ranks = {one.job_id: rank for rank, one in enumerate(before)}
    later = max(after, key=lambda job_id: after.index(job_id) - ranks[job_id])
    behind = after[after.index(later) - 1]
    return Text(en=f"Visit {later} after {behind}", zh=f"先去 {behind}，再去 {later}")
