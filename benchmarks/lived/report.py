"""The tables of lived days: for people in Markdown, for machines as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass

from benchmarks.lived.figures import NAMES, Figures, mean_of, share
from benchmarks.markdown import table

HOUR_S, MINUTE_S = 3600, 60


@dataclass(frozen=True, slots=True)
class LivedRun:
    """One day of one plan under one policy."""

    plan: str
    """How the plan is called: what its reserves are for, or whose it is."""
    policy: str
    noise: str
    seed: int
    figures: Figures


Column = tuple[str, Callable[[Figures], float | None], int]
"""Head, value of one day, digits."""

PROMISES: tuple[Column, ...] = (
    ("not later, %", lambda one: share(one.not_late, one.promised), 1),
    ("in the band, %", lambda one: share(one.in_band, one.promised), 1),
    ("met, not later, %", lambda one: share(one.not_late, one.promised - one.not_visited), 1),
    ("after a start on time, %", lambda one: share(one.after_on_time_met, one.after_on_time), 1),
    ("agreed: not later, %", lambda one: share(one.agreed_not_late, one.promised), 1),
    ("agreed: in band, %", lambda one: share(one.agreed_in_band, one.promised), 1),
    ("late calls in time, %", lambda one: share(one.late_called, one.late_arrivals), 1),
    ("served", lambda one: one.served, 1),
)
HOW: tuple[Column, ...] = (
    ("up to 15 min late", lambda one: one.late, 1),
    ("later", lambda one: one.very_late, 1),
    ("nobody came", lambda one: one.not_visited, 1),
    ("moved", lambda one: one.moved, 1),
    ("other engineer", lambda one: one.handed_over, 1),
    ("calls", lambda one: one.calls, 1),
    ("waits in car", lambda one: one.came_early, 1),
    ("travel, h", lambda one: one.travel_s / HOUR_S, 1),
    ("overtime, min", lambda one: one.overtime_s / MINUTE_S, 0),
    ("urgent served", lambda one: one.urgent_served, 1),
    ("refused events", lambda one: one.refused, 1),
)


def report(runs: Sequence[LivedRun], about: Sequence[tuple[str, str]]) -> str:
    """Means over the seeds with their 95 % intervals, by plan and policy."""
    parts = [
        "# Lived days",
        table(("what and how", ""), about).replace("---:", "---"),
        "Shares are of all customers who were told an appointment and did not cancel; who was not "
        "visited counts as not met. First told, unless a column says agreed.",
        means(runs, PROMISES),
        means(runs, HOW),
    ]
    return "\n\n".join(parts) + "\n"


def means(runs: Sequence[LivedRun], columns: Sequence[Column]) -> str:
    """One row for each plan, policy and noise."""
    keys = list(dict.fromkeys((run.noise, run.plan, run.policy) for run in runs))
    rows = []
    for noise, plan, policy in keys:
        days = [
            run.figures
            for run in runs
            if (run.noise, run.plan, run.policy) == (noise, plan, policy)
        ]
        cells = [_cell([value(day) for day in days], digits) for _, value, digits in columns]
        rows.append((f"{plan}, {policy}, {noise} noise", *cells))
    return table(("plan, policy", *(head for head, _, _ in columns)), rows)


def _cell(values: Sequence[float | None], digits: int) -> str:
    mean = mean_of(values)
    if mean is None:
        return "–"
    return f"{mean.value:,.{digits}f} ± {mean.half_width:,.{digits}f}"


def runs_csv(runs: Sequence[LivedRun]) -> str:
    """One row for each day."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("plan", "policy", "noise", "seed", *NAMES))
    for run in runs:
        writer.writerow((run.plan, run.policy, run.noise, run.seed, *astuple(run.figures)))
    return text.getvalue()
