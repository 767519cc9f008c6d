"""What really happens, drawn by seed and name: the same for all policies, in any order."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from statistics import NormalDist

from benchmarks.lived.noise import Noise

MORNING_SHARE = 0.5
"""Of the ill engineers, those who do not begin at all."""
STANDARD = NormalDist()
SHORTEST, LONGEST = 0.1, 10.0
"""No drive and no work is shorter or longer than so many times its mean."""


@dataclass(frozen=True, slots=True)
class Truth:
    """The dice of one day. Every question has a stream of its own, named by whom it concerns."""

    seed: int
    noise: Noise

    def drive(self, towards: str) -> float:
        """How many times the table's time the drive to a job (or home) takes, whoever drives."""
        return self._log_normal("drive", towards, self.noise.drive_sigma * self.noise.times)

    def work(self, job_id: str, spread: float | None) -> float:
        """How many times its mean the work takes; `spread`: the job's own, as a share."""
        sigma = self.noise.work_sigma
        if spread is not None:
            sigma = math.sqrt(math.log1p(spread**2))
        return self._log_normal("work", job_id, sigma * self.noise.times)

    def is_no_show(self, job_id: str) -> bool:
        """Whether the customer is not at home."""
        return self._happens("no show", job_id, self.noise.no_show * self.noise.times)

    def has_wrong_part(self, job_id: str) -> bool:
        """Whether the visit ends early because a part does not fit."""
        return self._happens("wrong part", job_id, self.noise.wrong_part * self.noise.times)

    def ill_from(self, engineer_id: str) -> float | None:
        """From which share of the shift on the engineer is ill; 0: from the morning."""
        if not self._happens("ill", engineer_id, self.noise.ill * self.noise.times):
            return None
        when = self._chance("ill from", engineer_id)
        return max(0.0, (when - MORNING_SHARE) / (1 - MORNING_SHARE))

    def cancels_at(self, job_id: str) -> float | None:
        """At which share of the day the customer cancels."""
        if not self._happens("cancels", job_id, self.noise.cancelled):
            return None
        return self._chance("cancels at", job_id)

    def accepts(self, job_id: str, share: float) -> bool:
        """Whether the customer consents to another time, when asked."""
        return self._happens("consents", job_id, share)

    def share(self, what: str, name: str) -> float:
        """Any other number in (0, 1) that a day needs, by a topic and a name."""
        return self._chance(what, name)

    def _log_normal(self, what: str, name: str, sigma: float) -> float:
        """Around 1 in the mean."""
        if sigma == 0:
            return 1.0
        factor = math.exp(STANDARD.inv_cdf(self._chance(what, name)) * sigma - sigma**2 / 2)
        return min(LONGEST, max(SHORTEST, factor))

    def _happens(self, what: str, name: str, share: float) -> bool:
        return self._chance(what, name) < share

    def _chance(self, what: str, name: str) -> float:
        """A number in (0, 1) that depends on seed, question and name alone."""
        text = f"{self.seed}\0{what}\0{name}".encode()
        whole = int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big")
        return (whole + 0.5) / 2**64
