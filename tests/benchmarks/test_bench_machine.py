"""What the machine does besides is worked out from its clocks."""

from __future__ import annotations

import os
import subprocess

import pytest

from benchmarks.machine import (
    CoreClock,
    commit,
    cores_for,
    machine,
    others_share,
    package_version,
    parse_cores,
    peak_memory_mb,
    processor,
    read_cores,
)

# user nice system idle iowait irq softirq steal guest guest_nice, in hundredths of a second.
STAT = """\
cpu  500 20 60 9000 70 4 6 10 0 0
cpu0 300 20 40 4000 50 1 2 7 0 0
cpu1 200 0 20 5000 20 3 4 3 0 0
intr 12345
"""


def test_the_work_of_the_pinned_cores_is_added_up() -> None:
    ticks = os.sysconf("SC_CLK_TCK")
    # cpu1 alone: 200 + 0 + 20 + 3 + 4 + 3; idling and waiting for disks is no work.
    assert parse_cores(STAT, (1,), 5.0) == CoreClock(5.0, 230 / ticks)
    assert parse_cores(STAT, (0, 1), 5.0).worked == pytest.approx((370 + 230) / ticks)


def test_what_we_did_not_work_ourselves_was_somebody_else() -> None:
    # Two cores for 10 s are 20 s; they worked 16 s, we 15 of them: 1 / 20.
    before, after = CoreClock(100.0, 40.0), CoreClock(110.0, 56.0)
    assert others_share(before, after, 15.0, 2) == pytest.approx(0.05)


def test_a_clock_that_ticks_late_makes_nobody_work_less_than_nothing() -> None:
    before, after = CoreClock(100.0, 40.0), CoreClock(110.0, 49.99)
    assert others_share(before, after, 10.0, 1) == 0.0
    assert others_share(before, before, 0.0, 1) == 0.0


def test_memory_is_that_of_the_process_alone() -> None:
    held = bytearray(300_000_000)  # which a child must not be blamed for
    with subprocess.Popen(["sleep", "60"]) as child:
        theirs, ours = peak_memory_mb(child.pid), peak_memory_mb(os.getpid())
        child.kill()
    assert theirs is not None
    assert ours is not None
    assert len(held) / 1e6 < ours
    assert theirs < 50
    assert peak_memory_mb(child.pid) is None


def test_this_machine_tells_what_it_is() -> None:
    assert processor()
    assert "Python 3." in machine()
    assert package_version("ortools")
    assert package_version("no-such-package-anywhere") == ""
    assert isinstance(commit(), str)
    cores = cores_for(2)
    assert 1 <= len(cores) <= 2
    clock = read_cores(cores, 0.0)
    assert clock is not None
    assert clock.worked > 0
