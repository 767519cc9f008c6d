"""How an arrival stands to a told appointment (domain.md, section 6)."""

from __future__ import annotations

from models.policy import Policy
from models.proposal import LatenessTier

__all__ = ["calls_for_it", "tier_of"]

CALLED = frozenset({LatenessTier.LATE, LatenessTier.VERY_LATE, LatenessTier.MISSED})


def tier_of(policy: Policy, arrive: int, appointment: int) -> LatenessTier:
    """In the band, tight, late or very late; both moments in seconds."""
    late_s = arrive - appointment
    if late_s > policy.door.late_tier_s:
        return LatenessTier.VERY_LATE
    if late_s > 0:
        return LatenessTier.LATE
    return LatenessTier.TIGHT if -late_s < policy.early_band.least_s else LatenessTier.IN_BAND


def calls_for_it(tier: LatenessTier) -> bool:
    """Whether the customer has to be called."""
    return tier in CALLED
