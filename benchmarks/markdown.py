"""Tables and figures as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.score import Score


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; figures stand right."""
    body = [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
    marks = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join([f"| {' | '.join(head)} |", f"| {' | '.join(marks)} |", *body])


def number(value: float | None, digits: int = 0) -> str:
    """A figure with its thousands apart; a dash for none."""
    return "–" if value is None else f"{value:,.{digits}f}"


def percent(value: float | None) -> str:
    """A gap with its sign."""
    return "–" if value is None else f"{value:+.2f} %"


def score_text(score: Score | None, unserved_matters: bool) -> str:
    """A score: cost alone, or what is unserved before it."""
    if score is None:
        return "no legal plan"
    cost = number(score.cost, 0 if score.cost == int(score.cost) else 1)
    if not unserved_matters:
        return cost
    others = score.unserved_without_priority
    return f"{score.unserved_priority}{f' + {others} jobs' if others else ''} / {cost}"
