"""The comparison of `earlybird bench disturbance` as a table for people and one for machines."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence

from benchmarks import machine
from benchmarks.disturbance import Comparison, Terms
from benchmarks.markdown import number, table

HEAD = (
    "event", "answered by", "moved", "moved anew", "unserved", "unserved anew", "cost", "cost anew",
    "dearer",
)  # fmt: skip


def report(found: Sequence[Comparison], terms: Terms) -> str:
    """Every event, and all together."""
    week = terms.week
    where = [
        ("machine", f"{machine.processor()}, {machine.machine()}"),
        ("version", f"{machine.package_version('earlybird')}, commit {machine.commit() or '–'}"),
        ("load in the last minute", f"{os.getloadavg()[0]:.2f}"),
        (
            "week",
            f"{week.jobs_today} jobs today and {week.jobs_later} on each of {week.days - 1} more "
            f"days, seed {week.seed}, planned in {week.seconds:g} s; it is {week.hour}:00",
        ),
        ("first answers", _answers(found)),
        ("searched", f"ours {terms.search_s:g} s, anew {terms.anew_s:g} s, {week.threads} thread"),
    ]
    ours, anew = sum(one.ours.moved for one in found), sum(one.anew.moved for one in found)
    rows = [_row(one) for one in found]
    rows.append(
        (
            "all",
            "",
            str(ours),
            str(anew),
            str(sum(one.ours.unserved_priority for one in found)),
            str(sum(one.anew.unserved_priority for one in found)),
            *_costs(sum(one.ours.cents for one in found), sum(one.anew.cents for one in found)),
        )
    )
    parts = [
        "# Told customers moved by an event",
        table(("where and how", ""), where).replace("---:", "---"),
        table(HEAD, rows),
    ]
    return "\n\n".join(parts) + "\n"


def values_csv(found: Sequence[Comparison]) -> str:
    """One row for each event and way."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("number", "event", "way", "moved", "unserved_priority", "cents", "seconds"))
    for count, one in enumerate(found, 1):
        for way, outcome in ((one.chosen, one.ours), ("anew", one.anew)):
            writer.writerow(
                (
                    count,
                    one.event,
                    way,
                    outcome.moved,
                    outcome.unserved_priority,
                    outcome.cents,
                    f"{outcome.seconds:.3f}",
                )
            )
    return text.getvalue()


def _answers(found: Sequence[Comparison]) -> str:
    """How long the first proposals and the call list took."""
    taken = sorted(1000 * one.answer_s for one in found)
    return f"p50 {taken[len(taken) // 2]:.0f} ms, largest {taken[-1]:.0f} ms" if taken else "none"


def _row(one: Comparison) -> tuple[str, ...]:
    return (
        one.event,
        one.chosen,
        str(one.ours.moved),
        str(one.anew.moved),
        str(one.ours.unserved_priority),
        str(one.anew.unserved_priority),
        *_costs(one.ours.cents, one.anew.cents),
    )


def _costs(ours: int, anew: int) -> tuple[str, str, str]:
    dearer = 100 * (ours / anew - 1) if anew else 0.0
    return number(ours / 100, 0), number(anew / 100, 0), f"{dearer:+.2f} %"
