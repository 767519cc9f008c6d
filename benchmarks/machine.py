"""The machine that runs are measured on, and what else it does meanwhile."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

DISTURBED_FROM = 0.03
"""Share of the cores' time that others take: from here on a run is marked."""
TICKS_PER_S = os.sysconf("SC_CLK_TCK")
BUSY = (0, 1, 2, 5, 6, 7)
"""user, nice, system, irq, softirq and steal of a line of /proc/stat (proc(5))."""


def processor() -> str:
    """What the processor calls itself."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def machine() -> str:
    """System, memory and Python in a few words."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return f"{platform.system()} {platform.machine()}, {memory:.0f} GB, Python " + (
        platform.python_version()
    )


def package_version(package: str) -> str:
    """Of an installed package; empty where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def peak_memory_mb(process: int) -> float | None:
    """The most memory a process has held at once so far, in millions of bytes, if it still runs.

    Not `ru_maxrss`: for Linux that begins with what the parent held.
    """
    try:
        lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    except OSError:
        return None
    held = next((line for line in lines if line.startswith("VmHWM:")), None)
    return None if held is None else round(int(held.split()[1]) * 1024 / 1e6, 1)


def commit() -> str:
    """Of the source tree, with `+` where it was changed since; empty outside a tree."""
    tree = Path(__file__).parents[1]
    if not (tree / ".git").exists():
        return ""
    try:
        return subprocess.run(
            ["git", "describe", "--always", "--abbrev=12", "--dirty=+"],
            cwd=tree,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def cores_for(threads: int) -> tuple[int, ...]:
    """The first cores that we may use, one for each thread as far as there are so many."""
    return tuple(sorted(os.sched_getaffinity(0))[:threads])


@dataclass(frozen=True, slots=True)
class CoreClock:
    """What some cores had worked until a moment, in seconds."""

    at: float
    worked: float


def read_cores(cores: tuple[int, ...], at: float) -> CoreClock | None:
    """Read the clock of these cores; None where the system has none."""
    try:
        return parse_cores(Path("/proc/stat").read_text("ascii"), cores, at)
    except OSError:
        return None


def parse_cores(text: str, cores: tuple[int, ...], at: float) -> CoreClock:
    """Understand /proc/stat."""
    names = {f"cpu{core}" for core in cores}
    ticks = 0
    for line in text.splitlines():
        name, *counts = line.split()
        if name in names:
            ticks += sum(int(counts[column]) for column in BUSY if column < len(counts))
    return CoreClock(at, ticks / TICKS_PER_S)


def others_share(before: CoreClock, after: CoreClock, own_s: float, cores: int) -> float:
    """Which part of the cores' time somebody else worked, when we worked `own_s` seconds of it.

    The clocks tick in hundredths of a second, so what comes out below 0 is 0.
    """
    span = (after.at - before.at) * cores
    if span <= 0:
        return 0.0
    return max(0.0, (after.worked - before.worked - own_s) / span)
