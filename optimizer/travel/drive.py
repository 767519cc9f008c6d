"""Driving through buckets of time at a rate of progress that differs between them.

The one place where docs/timing.md, "Speed by hour", is carried out: driving through second `s`
makes `rate(bucket of s)` of progress and a leg needs `need`. Everything is an integer, so FIFO
holds exactly and the inverses are exact. After Ichoua, Gendreau and Potvin, "Vehicle dispatching
with time-dependent travel times", European Journal of Operational Research 144 (2003) 379-396.

Bucket k reaches from `starts[k]` up to `starts[k + 1]`; the first reaches back and the last forward
without end. Every rate is at least 1.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

Rate = Callable[[int], int]
"""Progress per second in bucket k."""


def arrive(starts: Sequence[int], rate: Rate, need: int, depart_s: int) -> int:
    """The least `u >= depart_s` by which `need` progress has been made."""
    if need == 0:
        return depart_s
    bucket = _bucket_at(starts, depart_s)
    while bucket + 1 < len(starts):
        room = (starts[bucket + 1] - depart_s) * rate(bucket)
        if need <= room:
            break
        need -= room
        bucket += 1
        depart_s = starts[bucket]
    return depart_s + ceil_divide(need, rate(bucket))


def depart_by(starts: Sequence[int], rate: Rate, need: int, arrive_s: int) -> int:
    """The greatest `t` with `arrive(t) <= arrive_s`."""
    if need == 0:
        return arrive_s
    bucket = _bucket_at(starts, arrive_s - 1)  # the last second that is driven through
    while bucket > 0:
        room = (arrive_s - starts[bucket]) * rate(bucket)
        if need <= room:
            break
        need -= room
        arrive_s = starts[bucket]
        bucket -= 1
    return arrive_s - ceil_divide(need, rate(bucket))


def depart_from(starts: Sequence[int], rate: Rate, need: int, arrive_s: int) -> int:
    """The least `t` with `arrive(t) >= arrive_s`.

    That is the second after the last departure that arrives before it, since `arrive` is
    non-decreasing.
    """
    return depart_by(starts, rate, need, arrive_s - 1) + 1


def ceil_divide(amount: int, by: int) -> int:
    """`amount / by`, rounded up, without floating point."""
    return -(-amount // by)


def _bucket_at(starts: Sequence[int], second: int) -> int:
    return max(bisect_right(starts, second) - 1, 0)
