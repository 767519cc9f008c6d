"""Every job once: either in one route, or among those left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from benchmarks.checkers.stated import TASKS, Stated
from benchmarks.checkers.verdict import Verdict

Named = tuple[str, int]
"""Kind (job, pickup or delivery) and id."""


def served(plan: Stated, known: Iterable[Named], complaints: list[str]) -> set[Named]:
    """What is served, after a look at what is served twice, forgotten, or not known at all."""
    names = set(known)
    done = Counter(
        (step.kind, step.id if step.id is not None else -1)
        for route in plan.routes
        for step in route.steps
        if step.kind in TASKS
    )
    for name, times in done.items():
        if name not in names:
            complaints.append(f"The file has no {shown(name)}.")
        elif times > 1:
            complaints.append(f"The {shown(name)} is served {times} times.")
    left_out = Counter(plan.unassigned)
    for name, times in left_out.items():
        if name not in names:
            complaints.append(f"The file has no {shown(name)}, which is said to be left out.")
        elif times > 1:
            complaints.append(f"The {shown(name)} is said to be left out {times} times.")
        elif name in done:
            complaints.append(f"The {shown(name)} is served, and said to be left out.")
    complaints += [
        f"The {shown(name)} is neither served nor said to be left out."
        for name in sorted(names - set(done) - set(left_out))
    ]
    return set(done) & names


def shown(name: Named) -> str:
    """A job, pickup or delivery as people call it."""
    return f"{name[0]} {name[1]}"


def verdict(complaints: list[str], left_out: Mapping[Named, int], cost: float) -> Verdict:
    """The verdict for an answer that leaves out jobs of these priorities."""
    return Verdict(
        legal=not complaints,
        complaints=tuple(complaints),
        unserved_priority=sum(left_out.values()),
        unserved_without_priority=sum(priority == 0 for priority in left_out.values()),
        unserved=len(left_out),
        cost=cost,
    )
