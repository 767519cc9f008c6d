"""What a proposal does before it is worked out: other visits for a few shifts, who is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.base import Text
from models.job import Job
from models.proposal import ProposalKind
from optimizer.proposals.ground import Visits
from optimizer.standing import ShiftName

__all__ = ["Change"]


@dataclass(frozen=True, slots=True)
class Change:
    """Visits that a few shifts would have from now on."""

    kind: ProposalKind
    title: Text
    routes: Mapping[ShiftName, Visits]
    """All visits still to be made, of every shift that changes or is driven later than planned."""
    jobs: Mapping[str, Job] = field(default_factory=dict)
    """Jobs as they would be, where appointment or windows become other ones."""
    asks: frozenset[str] = frozenset()
    """Jobs whose customers have to agree though nothing that they were told is moved."""
    wished: frozenset[str] = frozenset()
    """Jobs that are moved because their customers want it, so nobody has to be asked."""
    unplanned: tuple[str, ...] = ()
    """Jobs that would be in no route any more."""
