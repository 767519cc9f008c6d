"""The time kept beyond the work is what docs/timing.md, "Reserves", asks for: no more, no less.

Found by trying seconds against the chance itself; nothing is shared with `models.reserve`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from statistics import NormalDist

from models.audit.durations import working_time_s
from models.audit.facts import Facts
from models.engineer import Engineer
from models.findings import Finding, Severity, finding, register
from models.job import Job
from models.policy import Policy

RESERVE_MISSTATED = register(
    "plan-reserve-misstated",
    Severity.ERROR,
    "The stated reserve of a visit is not what the policy's chance of being on time asks for.",
    "State the least reserve with which that chance is reached; 0 where the policy asks for none.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Each stated reserve."""
    for route, visit in facts.visits():
        expected_s = kept_s(facts, visit.job, route.engineer)
        if visit.stated.reserve_s != expected_s:
            yield finding(
                RESERVE_MISSTATED,
                f"Job {visit.job.id} keeps engineer {route.engineer.id} {expected_s} s in reserve, "
                f"not {visit.stated.reserve_s} s.",
                path=f"{visit.path}.reserve_s",
                value=visit.stated.reserve_s,
            )


def planned_time_s(facts: Facts, job: Job, engineer: Engineer) -> int:
    """Seconds from the start of a visit to its finish: work and reserve."""
    return working_time_s(facts, job, engineer) + kept_s(facts, job, engineer)


def kept_s(facts: Facts, job: Job, engineer: Engineer) -> int:
    """The least reserve with which the next door is reached in time often enough."""
    policy = facts.scenario.policy
    if policy.on_time_probability is None:
        return 0
    work_s = working_time_s(facts, job, engineer)
    usual_s = policy.default_duration_s[job.kind] if job.duration_s is None else job.duration_s
    share = policy.spread.work_percent / 100
    if job.duration_spread_s:
        share = job.duration_spread_s / (usual_s or 1)
    work_spread_s = share * (work_s if usual_s else 1)
    drive_s = policy.spread.usual_drive_s
    drive_spread_s = drive_s * policy.spread.drive_percent / 100
    spread_s = (work_spread_s**2 + drive_spread_s**2) ** 0.5
    late_s = _least_margin_s(work_s + drive_s, spread_s, policy.on_time_probability)
    return max(0, late_s - least_door_s(policy))


def least_door_s(policy: Policy) -> int:
    """The least time at the door that is planned for an appointment of the plan's own."""
    band = policy.early_band
    if policy.on_time_probability is None:
        return band.least_s
    drive_s = policy.spread.usual_drive_s
    spread_s = drive_s * policy.spread.drive_percent / 100
    more_s = _least_margin_s(drive_s, spread_s, policy.on_time_probability)
    if band.most_s is None:
        return band.least_s + more_s
    return band.least_s + max(0, min(more_s, band.most_s - 60 - band.least_s))


@lru_cache(maxsize=65_536)
def _least_margin_s(mean_s: int, spread_s: float, chance: float) -> int:
    """By bisection: the least margin so that a log-normal time keeps within mean and margin."""
    if mean_s == 0 or spread_s == 0:
        return 0
    variance = math.log(1 + (spread_s / mean_s) ** 2)
    logarithm = NormalDist(math.log(mean_s) - variance / 2, math.sqrt(variance))
    low, high = 0, 1
    while logarithm.cdf(math.log(mean_s + high)) < chance:
        high *= 2
    while low < high:
        middle = (low + high) // 2
        if logarithm.cdf(math.log(mean_s + middle)) >= chance:
            high = middle
        else:
            low = middle + 1
    return low
