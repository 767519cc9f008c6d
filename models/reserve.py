"""Reserves: time planned on top of the mean, so that customers are met on time with a chance.

The definition is docs/timing.md, "Reserves". Without `Policy.on_time_probability` there are none.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

from models.job import Job
from models.policy import EarlyBand, Policy

LEAST_PLANNED_BAND_S = 60
"""What is left of the early band at least; docs/timing.md says why a band needs that much."""


def planned_band(policy: Policy) -> EarlyBand:
    """The band that is planned for: the promised one, less what a usual drive may take longer."""
    band = policy.early_band
    if policy.on_time_probability is None:
        return band
    least_s = band.least_s + drive_reserve_s(policy)
    if band.most_s is not None:
        least_s = max(band.least_s, min(least_s, band.most_s - LEAST_PLANNED_BAND_S))
    return EarlyBand(least_s=least_s, most_s=band.most_s)


def drive_reserve_s(policy: Policy) -> int:
    """Seconds by which a usual drive is longer than its mean, with the chance that is left."""
    if policy.on_time_probability is None:
        return 0
    drive_s = policy.spread.usual_drive_s
    spread_s = drive_s * policy.spread.drive_percent / 100
    return _beyond_mean(drive_s, spread_s, policy.on_time_probability)


def reserve_s(job: Job, work_s: int, policy: Policy) -> int:
    """Seconds kept after the work of `work_s`, the mean for the engineer who does it.

    With them, the chance to be at the next door not later than its appointment is
    `Policy.on_time_probability`, if the work has begun on time and the drive is a usual one.
    """
    if policy.on_time_probability is None:
        return 0
    drive_s = policy.spread.usual_drive_s
    spread_s = math.hypot(
        work_spread_s(job, work_s, policy), drive_s * policy.spread.drive_percent / 100
    )
    beyond_s = _beyond_mean(work_s + drive_s, spread_s, policy.on_time_probability)
    return max(0, beyond_s - planned_band(policy).least_s)


def work_spread_s(job: Job, work_s: int, policy: Policy) -> float:
    """Standard deviation of the work, seconds: in proportion for who is slower or faster."""
    if not job.duration_spread_s:
        return work_s * policy.spread.work_percent / 100
    usual_s = policy.default_duration_s[job.kind] if job.duration_s is None else job.duration_s
    return job.duration_spread_s * work_s / usual_s if usual_s else float(job.duration_spread_s)


@lru_cache(maxsize=65_536)
def _beyond_mean(mean_s: int, spread_s: float, probability: float) -> int:
    """How far the quantile of a log-normal time lies above its mean, whole seconds rounded up."""
    if not mean_s or not spread_s:
        return 0
    variance = math.log1p((spread_s / mean_s) ** 2)
    standard = NormalDist().inv_cdf(probability)
    quantile_s = mean_s * math.exp(standard * math.sqrt(variance) - variance / 2)
    return max(0, math.ceil(quantile_s - mean_s))
