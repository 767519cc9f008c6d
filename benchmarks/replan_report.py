"""The figures of `earlybird bench replan` as a table for people and one for machines."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence

from benchmarks import machine
from benchmarks.markdown import number, table
from benchmarks.replan import Figure, Terms


def report(figures: Sequence[Figure], terms: Terms) -> str:
    """Percentiles of every figure, and where and how it was measured."""
    rows = [
        (
            f"{one.name}, {one.unit}",
            *(number(one.percentile(percent), one.digits) for percent in (50, 95, 99, 100)),
            str(len(one.values)),
        )
        for one in figures
    ]
    where = [
        ("machine", f"{machine.processor()}, {machine.machine()}"),
        ("version", f"{machine.package_version('earlybird')}, commit {machine.commit() or '–'}"),
        ("load in the last minute", f"{os.getloadavg()[0]:.2f}"),
        ("plans", f"{terms.jobs} jobs each, {terms.seconds:g} s of search, seed {terms.seed}"),
        ("threads", f"{terms.threads} to search with; every question is asked by one"),
    ]
    parts = [
        "# Replanning",
        table(("where and how", ""), where).replace("---:", "---"),
        table(("what", "p50", "p95", "p99", "max", "measured"), rows),
    ]
    return "\n\n".join(parts) + "\n"


def values_csv(figures: Sequence[Figure]) -> str:
    """One row for each value that was measured."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("what", "unit", "number", "value"))
    for figure in figures:
        for count, value in enumerate(figure.values, 1):
            writer.writerow((figure.name, figure.unit, count, f"{value:.6g}"))
    return text.getvalue()
