"""The figures of a load test as Markdown."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import machine
from benchmarks.load.client import Timings
from benchmarks.markdown import number, table

PERCENTILES = (50, 95, 99, 100)


@dataclass(frozen=True)
class Part:
    """One part of the test."""

    title: str
    lines: tuple[str, ...]
    """What was done, and what came of it."""
    timings: Timings


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many percent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]


def report(parts: Sequence[Part]) -> str:
    """The whole report."""
    where = [
        ("machine", f"{machine.processor()}, {machine.machine()}"),
        ("version", f"{machine.package_version('earlybird')}, commit {machine.commit() or '–'}"),
        ("load in the last minute", f"{os.getloadavg()[0]:.2f}"),
    ]
    text = [
        "# The service under load",
        "Milliseconds from sending a request over HTTP on loopback to the last byte of its answer.",
        table(("where", ""), where).replace("---:", "---"),
    ]
    for part in parts:
        text += [f"## {part.title}", *(f"- {line}" for line in part.lines), _timings(part.timings)]
    return "\n\n".join(text).replace("\n\n- ", "\n- ") + "\n"


def _timings(timings: Timings) -> str:
    rows = [
        (
            name,
            *(number(percentile(ms, percent), 1) for percent in PERCENTILES),
            str(len(ms)),
            ", ".join(f"{status}: {n}" for status, n in sorted(timings.statuses[name].items())),
        )
        for name, ms in timings.ms.items()
    ]
    return table(("request", "p50", "p95", "p99", "max", "asked", "answers"), rows)
