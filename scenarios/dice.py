"""Dice that fall the same on every machine: whole numbers out of a named stream."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


class Dice:
    """Random whole numbers for one topic of one seed.

    Only the raw output of PCG64, which NumPy keeps the same for good, and integer arithmetic are
    used: the same seed gives the same numbers on any machine and with any NumPy. Every topic has
    a stream of its own, so drawing more of one thing leaves all others as they were.
    """

    def __init__(self, seed: int, topic: str) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, *topic.encode()]))

    def whole(self, low: int, high: int, size: int) -> Whole:
        """Numbers from `low` to `high`, both included and equally likely (span below 2^31)."""
        upper = self._bits.random_raw(size).astype(np.uint64) >> np.uint64(32)
        drawn = (upper * np.uint64(high - low + 1)) >> np.uint64(32)
        return low + drawn.astype(np.int64)

    def bell(self, reach: int, size: int) -> Whole:
        """Numbers around 0, at most 4 reach away: a sum of four, deviation 1.15 reach."""
        four = [self.whole(-reach, reach, size) for _ in range(4)]
        return four[0] + four[1] + four[2] + four[3]

    def weighted(self, weights: Sequence[int], size: int) -> Whole:
        """Indices into `weights`, each as likely as its weight says."""
        steps = np.cumsum(np.asarray(weights, dtype=np.int64))
        drawn = self.whole(0, int(steps[-1]) - 1, size)
        return np.searchsorted(steps, drawn, side="right").astype(np.int64)

    def percent(self, share: int, size: int) -> NDArray[np.bool_]:
        """True for about `share` per cent."""
        return self.whole(0, 99, size) < share
