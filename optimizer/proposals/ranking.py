"""Which proposals are shown, and in which order: least disturbance first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.findings import Severity
from models.proposal import Proposal, ProposalKind
from optimizer.proposals.complete import complete
from optimizer.proposals.draft import Draft
from optimizer.proposals.ground import Ground

__all__ = ["best", "ranked"]


def ranked(drafts: Iterable[Draft]) -> list[Draft]:
    """By what they do to people (`Disturbance.key`); of equal routes only the first."""
    seen: set[object] = set()
    kept: list[Draft] = []
    for one in sorted(drafts, key=lambda each: each.disturbance.key):
        routes = frozenset(one.change.routes.items())
        if routes not in seen:
            seen.add(routes)
            kept.append(one)
    return kept


def best(ground: Ground, drafts: Iterable[Draft], count: int, prefix: str) -> Iterator[Proposal]:
    """The first proposals, audited; one that the auditor refuses is not shown.

    The best of each kind comes in before the second best of any, so that a dispatcher has a choice;
    they stay in the order of their disturbance.
    """
    order = ranked(drafts)
    firsts: dict[ProposalKind, Draft] = {}
    for one in order:
        firsts.setdefault(one.change.kind, one)
    wanted = [*firsts.values(), *(one for one in order if one not in firsts.values())]
    shown: list[Proposal] = []
    for one in wanted:
        if len(shown) == count:
            break
        proposal = complete(ground, one, f"{prefix}-{len(shown) + 1}")
        if all(found.severity is not Severity.ERROR for found in proposal.audit):
            shown.append(proposal)
    yield from sorted(shown, key=lambda each: each.disturbance.key)
