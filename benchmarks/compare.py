"""Two tables of runs against each other: is one EarlyBird better than another, or is it chance?

Runs are paired by file, seed, time given and threads. What a file's pairs say is averaged first,
and files are resampled with replacement: seeds of a file are not independent of each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log

import numpy as np

from benchmarks.markdown import table
from benchmarks.runs import Attempt, Run
from benchmarks.standings import standings

RESAMPLES = 10_000
SEED = 20_260_101
LEVEL = 0.95
SAME = 1e-12
LEAST_FILES = 5
"""Fewer agree by chance too often: even if all say the same, nothing is shown."""
ALL_GROUPS = "all"


class Verdict(StrEnum):
    """On the second table, seen from the first."""

    BETTER = "better"
    WORSE = "worse"
    NOT_SHOWN = "not shown"


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over files and where it lies in 95 of 100 resamples."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second table against the first, on the pairs of a group with the same time given."""

    suite: str
    group: str
    seconds: float
    files: int
    pairs: int
    disturbed: int
    """Pairs of which a run was marked."""
    illegal: Interval
    """Change of the share of runs without a legal plan."""
    unserved_priority: Interval
    """Change, over pairs with two legal plans."""
    unserved_without_priority: Interval
    ratio: Interval | None
    """Cost of the second by cost of the first, over pairs that serve as much; None: no such."""
    decided_by: str
    """Which of these decides: the first that is not 0, or 1, with some certainty."""
    verdict: Verdict


Pair = tuple[Run, Run]


def compare(
    first: Iterable[Run], second: Iterable[Run], names: tuple[str, str]
) -> tuple[Comparison, ...]:
    """Compare contestant `names[0]` of the first table with `names[1]` of the second.

    Each at its better setting. A suite of several groups gets a row for all of them, too.
    """
    theirs = {_key(run.attempt): run for run in _at_better_setting(second, names[1])}
    groups: dict[tuple[str, str, float], list[Pair]] = defaultdict(list)
    for run in _at_better_setting(first, names[0]):
        asked = run.attempt
        other = theirs.get(_key(asked))
        if other is not None:
            groups[asked.suite, asked.group, asked.seconds_given].append((run, other))
    sizes = Counter((suite, seconds) for suite, _, seconds in groups)
    for (suite, _, seconds), pairs in list(groups.items()):
        if sizes[suite, seconds] > 1:
            groups[suite, ALL_GROUPS, seconds] += pairs
    return tuple(_comparison(*place, pairs) for place, pairs in groups.items())


def _at_better_setting(runs: Iterable[Run], contestant: str) -> list[Run]:
    by_suite: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        if run.attempt.contestant == contestant:
            by_suite[run.attempt.suite].append(run)
    return [
        run
        for every in by_suite.values()
        for standing in standings(every).values()
        for run in standing.runs
    ]


def _key(asked: Attempt) -> tuple[str, str, int, float, int]:
    return asked.suite, asked.file, asked.seed, asked.seconds_given, asked.threads


def _comparison(suite: str, group: str, seconds: float, pairs: Sequence[Pair]) -> Comparison:
    legal = [pair for pair in pairs if pair[0].score is not None and pair[1].score is not None]
    illegal = _interval(pairs, lambda a, b: float(b.score is None) - float(a.score is None))
    priority = _interval(legal, _change("unserved_priority"))
    without = _interval(legal, _change("unserved_without_priority"))
    alike = [pair for pair in legal if _cost_alone_differs(*pair)]
    logs = _interval(alike, _log_ratio) if alike else None
    ratio = None if logs is None else Interval(exp(logs.mean), exp(logs.low), exp(logs.high))

    files = len({run.attempt.file for run, _ in pairs})
    decided_by, verdict = "nothing", Verdict.NOT_SHOWN
    for name, interval in (
        ("runs without a legal plan", illegal),
        ("unserved priority", priority),
        ("unserved jobs without priority", without),
        ("cost", logs),
    ):
        if files >= LEAST_FILES and interval is not None and _shown(interval):
            decided_by = name
            verdict = Verdict.BETTER if interval.mean < 0 else Verdict.WORSE
            break
    return Comparison(
        suite=suite,
        group=group,
        seconds=seconds,
        files=files,
        pairs=len(pairs),
        disturbed=sum(a.disturbed or b.disturbed for a, b in pairs),
        illegal=illegal,
        unserved_priority=priority,
        unserved_without_priority=without,
        ratio=ratio,
        decided_by=decided_by,
        verdict=verdict,
    )


def _change(figure: str) -> Callable[[Run, Run], float]:
    return lambda a, b: float(getattr(b.score, figure) - getattr(a.score, figure))


def _cost_alone_differs(a: Run, b: Run) -> bool:
    """Whether both serve as much, at costs that have a ratio."""
    if a.score is None or b.score is None:
        return False
    return a.score.serves_as_much_as(b.score) and min(a.score.cost, b.score.cost) > 0


def _log_ratio(a: Run, b: Run) -> float:
    assert a.score is not None
    assert b.score is not None
    return log(b.score.cost / a.score.cost)


def _interval(pairs: Sequence[Pair], value: Callable[[Run, Run], float]) -> Interval:
    """The mean over files and its bootstrap interval; 0 where there is no pair."""
    files: dict[str, list[float]] = defaultdict(list)
    for a, b in pairs:
        files[a.attempt.file].append(value(a, b))
    if not files:
        return Interval(0.0, 0.0, 0.0)
    means = np.array([np.mean(values) for values in files.values()])
    rng = np.random.default_rng(SEED)
    drawn = means[rng.integers(0, len(means), (RESAMPLES, len(means)))].mean(axis=1)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(means.mean()), float(low), float(high))


def _shown(interval: Interval) -> bool:
    """Whether all of the interval is on one side of 0."""
    return interval.high < -SAME or interval.low > SAME


def in_words(found: Sequence[Comparison]) -> str:
    """The comparisons as a Markdown table, and what its columns mean."""
    if not found:
        return "The two tables have no file, seed and time in common."
    rows = [
        (
            f"{one.suite} {one.group}, {one.seconds:g} s",
            f"{one.files} files, {one.pairs} pairs"
            + (f", {one.disturbed} disturbed" if one.disturbed else ""),
            _shown_change(one.illegal),
            _shown_change(one.unserved_priority),
            _shown_change(one.unserved_without_priority),
            "–" if one.ratio is None else (
                f"{one.ratio.mean:.4f} [{one.ratio.low:.4f}, {one.ratio.high:.4f}]"
            ),
            one.verdict
            if one.verdict is Verdict.NOT_SHOWN
            else f"{one.verdict} ({one.decided_by})",
        )
        for one in found
    ]  # fmt: skip
    head = (
        "group, time given",
        "compared",
        "share without a legal plan",
        "unserved priority",
        "unserved without priority",
        "cost ratio",
        "verdict on the second",
    )
    note = (
        "Changes and ratios are means over files with their 95 % bootstrap interval; below 0, or a "
        "ratio below 1, the second is better. The first column that shows a difference decides; "
        f"with fewer than {LEAST_FILES} files none does."
    )
    return f"{table(head, rows)}\n\n{note}"


def _shown_change(interval: Interval) -> str:
    if not (interval.mean or interval.low or interval.high):
        return "0"
    return f"{interval.mean:+.3g} [{interval.low:+.3g}, {interval.high:+.3g}]"
