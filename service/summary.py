"""The short table at the end of `earlybird plan`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.plan import COUNTED_AS_UNSERVED

if TYPE_CHECKING:
    from rich.table import Table

    from models.plan import Plan


@dataclass(frozen=True)
class Timing:
    """Seconds that the parts of a command took."""

    reading_s: float
    search_s: float
    writing_s: float


def summary_table(plan: Plan, timing: Timing) -> Table:
    """What the plan achieves, and how long it took to get there."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE, show_header=False, title=_title(plan), title_justify="left")
    table.add_column(style="bold")
    table.add_column(justify="right")
    for name, figure in _rows(plan, timing):
        table.add_row(name, figure)
    return table


def _title(plan: Plan) -> str:
    from rich.markup import escape

    from service.console import printable

    return escape(printable(plan.scenario_name)) or "The plan"


def _rows(plan: Plan, timing: Timing) -> list[tuple[str, str]]:
    merit, search = plan.merit, plan.search
    unserved = sum(one.state in COUNTED_AS_UNSERVED for one in plan.unplanned)
    slack = merit.smallest_slack_s
    return [
        ("served", f"{merit.served} of {merit.jobs}"),
        ("unserved", str(unserved)),
        ("not plannable as they are", str(len(plan.unplanned) - unserved)),
        ("engineers on the road", str(merit.engineers_used)),
        ("travel", span(merit.travel_s)),
        ("waiting", span(merit.waiting_s)),
        ("smallest slack", "-" if slack is None else span(slack)),
        ("findings", str(len(plan.findings))),
        ("reading", f"{timing.reading_s:.1f} s"),
        ("search", f"{timing.search_s:.1f} s, {search.iterations:,} iterations"),
        ("writing", f"{timing.writing_s:.1f} s"),
    ]


def span(seconds: int) -> str:
    """Seconds as hours and minutes, or minutes and seconds where it is short."""
    sign, rest = ("-", -seconds) if seconds < 0 else ("", seconds)
    hours, rest = divmod(rest, 3600)
    if hours:
        return f"{sign}{hours} h {rest // 60:02} min"
    if seconds < 0 and rest < 60:
        return f"{sign}{rest} s"  # no minus nought
    return f"{sign}{rest // 60} min {rest % 60:02} s"
