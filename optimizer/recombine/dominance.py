"""Columns that no plan needs, because another does the same for no more."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from optimizer.recombine.pool import Int64, RoutePool


def cheapest_twins(pool: RoutePool) -> tuple[Int64, Int64]:
    """The columns to keep, and for every column which of the kept (by position) replaces it.

    Twins have the same class, the same set of jobs and the same draws. They are found by 64-bit
    keys that are sums over their content, so that the order of the jobs does not matter.
    """
    keys = _scatter(pool.shift_class, 2)
    if len(pool):
        keys += np.add.reduceat(_scatter(pool.jobs, 1), pool.first[:-1])
    drawn = _scatter(_scatter(pool.draws[:, 1], 3).view(np.int64), 4) * pool.draws[:, 2].astype(
        np.uint64
    )
    np.add.at(keys, pool.draws[:, 0], drawn)
    order = np.lexsort((np.arange(len(pool)), pool.price, keys))
    begins = np.ones(len(pool), bool)
    begins[1:] = keys[order][1:] != keys[order][:-1]
    leader = order[begins][np.cumsum(begins) - 1]
    kept = np.sort(order[begins])
    twin = np.empty(len(pool), np.int64)
    twin[order] = np.searchsorted(kept, leader)
    return kept, twin


def _scatter(values: Int64, salt: int) -> npt.NDArray[np.uint64]:
    """A well mixed 64-bit number for each (splitmix64 of Steele, Lea and Flood, 2014)."""
    z = values.astype(np.uint64) * np.uint64(8) + np.uint64(salt)
    z = (z + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
