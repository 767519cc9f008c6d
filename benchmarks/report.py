"""The tables of a benchmark as Markdown. Every figure is from the checker, by way of the runs."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from benchmarks.contestants import OURS
from benchmarks.markdown import number, percent, score_text, table
from benchmarks.runs import Outcome, Run
from benchmarks.standings import (
    Entry,
    GapSummary,
    Standing,
    against_the_best,
    duel,
    gap_summary,
    standings,
)
from benchmarks.suites import SUITES, Statistic, Suite

LATE_FROM = 1.1
"""Times the seconds given: who takes longer is listed."""
MOST_LISTED = 40


def report(runs: Sequence[Run], pictures: Sequence[str] = ()) -> str:
    """All tables: where it was measured, each suite, who has no plan, who was late.

    `pictures` are names of files beside the report.
    """
    parts = ["# Benchmark report", *_circumstances(runs)]
    for name in dict.fromkeys(run.attempt.suite for run in runs):
        parts += _suite(SUITES[name], [run for run in runs if run.attempt.suite == name])
    parts += _without_a_plan(runs)
    parts += _late(runs)
    if pictures:
        parts += ["## Pictures", *(f"![{name}]({name})" for name in pictures)]
    return "\n\n".join(parts) + "\n"


def _circumstances(runs: Sequence[Run]) -> list[str]:
    here = sorted({(run.circumstances.processor, run.circumstances.machine) for run in runs})
    versions = sorted(
        {(run.attempt.contestant, run.circumstances.version) for run in runs},
        key=lambda one: (one[0] != OURS, one),
    )
    commits = sorted({run.circumstances.commit for run in runs if run.circumstances.commit})
    dates = sorted(run.circumstances.date for run in runs)
    cores = sorted({run.circumstances.cores for run in runs})
    disturbed = sum(run.disturbed for run in runs)
    rows = [
        ("machine", "; ".join(f"{processor}, {machine}" for processor, machine in here)),
        ("cores of a run", ", ".join(map(str, cores))),
        ("contestants", ", ".join(f"{name} {version}" for name, version in versions)),
        ("commit", ", ".join(commits) or "–"),
        ("measured", f"{dates[0]} to {dates[-1]}" if dates else "–"),
        ("runs", f"{len(runs)}, of which disturbed by other processes: {disturbed}"),
    ]
    return [table(("where and when", ""), rows).replace("---:", "---")]


def _suite(suite: Suite, runs: Sequence[Run]) -> list[str]:
    found = standings(runs)
    groups = list(dict.fromkeys(run.attempt.group for run in runs))
    entrants = _entrants(runs)
    parts = [f"## {suite.title} (`{suite.name}`)"]
    if all(one.reference is None for one in found.values()):
        found = against_the_best(found)
        parts.append("There are no reference values: gaps are to the best plan in this report.")
    parts += _targets(suite, found, groups)
    parts.append(_summary(found, groups, entrants))
    parts += _duels(found, groups, entrants)
    parts.append(_files(suite, found, entrants))
    return parts


def _entrants(runs: Sequence[Run]) -> list[tuple[str, float]]:
    """Contestants with their times, ours first."""
    every = {(run.attempt.contestant, run.attempt.seconds_given) for run in runs}
    return sorted(every, key=lambda one: (one[0] != OURS, one))


def _select(
    found: dict[Entry, Standing], groups: Sequence[str], entrant: tuple[str, float]
) -> list[Standing]:
    return [
        standing
        for entry, standing in found.items()
        if entry.group in groups and (entry.contestant, entry.seconds) == entrant
    ]


def _targets(suite: Suite, found: dict[Entry, Standing], groups: Sequence[str]) -> list[str]:
    rows = []
    for target in suite.targets:
        scope = groups if target.group == suite.name else [target.group]
        summary = gap_summary(_select(found, scope, (OURS, target.seconds)))
        value = summary.mean if target.statistic is Statistic.MEAN else summary.worst
        rows.append(
            (
                f"{target.group}, {target.statistic} gap at {target.seconds:g} s",
                f"at most {target.at_most:g} %",
                percent(value),
                _verdict(summary, value, target.at_most),
            )
        )
    return [table(("target", "wanted", "measured", "verdict"), rows)] if rows else []


def _verdict(summary: GapSummary, value: float | None, at_most: float) -> str:
    if not summary.files:
        return "not measured"
    if summary.serves_less:
        return f"missed: {summary.serves_less} files serve less than the reference"
    if value is None:
        return "no reference"
    return "met" if value <= at_most else "missed"


def _summary(
    found: dict[Entry, Standing], groups: Sequence[str], entrants: Sequence[tuple[str, float]]
) -> str:
    rows = []
    for group in groups:
        for entrant in entrants:
            every = _select(found, [group], entrant)
            if not every:
                continue
            gaps = gap_summary(every)
            taken = [run.seconds_taken for one in every for run in one.runs if run.seconds_taken]
            first = [run.first_complete_s for one in every for run in one.runs
                     if run.first_complete_s is not None]  # fmt: skip
            memory = [run.memory_mb for one in every for run in one.runs if run.memory_mb]
            rows.append(
                (
                    group,
                    f"{entrant[0]}, {entrant[1]:g} s",
                    f"{sum(one.score is not None for one in every)} of {len(every)}",
                    f"{gaps.serves_more} / {gaps.serves_as_much} / {gaps.serves_less}",
                    percent(gaps.mean),
                    percent(gaps.median),
                    percent(gaps.worst),
                    number(fmean(taken) if taken else None, 1),
                    number(max(first, default=None), 2),
                    number(max(memory, default=None)),
                )
            )
    head = (
        "group",
        "contestant, time given",
        "files planned legally",
        "serves more / as much / less than the reference",
        "mean gap",
        "median gap",
        "worst gap",
        "mean s taken",
        "latest first plan, s",
        "peak MB",
    )
    return table(head, rows)


def _duels(
    found: dict[Entry, Standing], groups: Sequence[str], entrants: Sequence[tuple[str, float]]
) -> list[str]:
    rows = []
    for group in groups:
        for mine in (one for one in entrants if one[0] == OURS):
            for other in (one for one in entrants if one[0] != OURS):
                result = duel(found, mine, other, group)
                if result is not None:
                    rows.append(
                        (
                            group,
                            f"{OURS}, {mine[1]:g} s, against {other[0]}, {other[1]:g} s",
                            str(result.better),
                            str(result.equal),
                            str(result.worse),
                            percent(result.mean_difference),
                        )
                    )
    head = ("group", "who", "better", "equal", "worse", "cost where both serve as much")
    return [table(head, rows)] if rows else []


def _files(
    suite: Suite, found: dict[Entry, Standing], entrants: Sequence[tuple[str, float]]
) -> str:
    scores = [one.score for one in found.values()] + [one.reference for one in found.values()]
    matters = any(
        score is not None and (score.unserved_priority or score.unserved_without_priority)
        for score in scores
    )
    unit = f"unserved priority / {suite.unit}" if matters else suite.unit
    rows = []
    for group, file in dict.fromkeys((entry.group, entry.file) for entry in found):
        here = [found.get(Entry(group, file, *entrant)) for entrant in entrants]
        reference = next((one.reference for one in here if one is not None), None)
        rows.append(
            (
                file,
                score_text(reference, matters) if reference is not None else "–",
                *(_cell(one, matters) for one in here),
            )
        )
    head = (
        f"file ({unit}), medians over seeds",
        "reference",
        *(f"{name}, {seconds:g} s" for name, seconds in entrants),
    )
    note = "In brackets the gap, then the better setting; * one of the runs was disturbed."
    return f"{table(head, rows)}\n\n{note}"


def _cell(standing: Standing | None, unserved_matters: bool) -> str:
    if standing is None:
        return "–"
    text = score_text(standing.score, unserved_matters)
    gap = f" ({percent(standing.gap)})" if standing.gap is not None else ""
    setting = "" if standing.setting == "default" or standing.score is None else (
        f", {standing.setting}"
    )  # fmt: skip
    mark = " *" if any(run.disturbed for run in standing.runs) else ""
    return f"{text}{gap}{setting}{mark}"


def _without_a_plan(runs: Sequence[Run]) -> list[str]:
    """Who crashed, ran out of time, broke a rule or could not be asked: listed, never dropped."""
    failures: dict[tuple[str, ...], list[str]] = {}
    for run in runs:
        if run.outcome is not Outcome.LEGAL:
            asked = run.attempt
            key = (asked.contestant, asked.setting, run.outcome, run.says)
            failures.setdefault(key, []).append(asked.file)
    if not failures:
        return []
    rows = [
        (name, setting, outcome, says, str(len(files)), _some(files))
        for (name, setting, outcome, says), files in failures.items()
    ]
    head = ("contestant", "setting", "outcome", "what it says", "runs", "files")
    return ["## Runs without a legal plan", table(head, rows)]


def _some(files: Sequence[str], most: int = 5) -> str:
    every = list(dict.fromkeys(files))
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def _late(runs: Sequence[Run]) -> list[str]:
    late = [
        run
        for run in runs
        if run.seconds_taken is not None
        and run.seconds_taken > LATE_FROM * run.attempt.seconds_given
    ]
    if not late:
        return []
    late.sort(key=lambda run: -(run.seconds_taken or 0.0) / run.attempt.seconds_given)
    rows = [
        (
            f"{run.attempt.contestant}, {run.attempt.setting}",
            run.attempt.file,
            number(run.attempt.seconds_given),
            number(run.seconds_taken, 1),
        )
        for run in late[:MOST_LISTED]
    ]
    parts = ["## Runs that took longer than they were given",
             table(("contestant, setting", "file", "s given", "s taken"), rows)]  # fmt: skip
    more = len(late) - MOST_LISTED
    return [*parts, f"And {more} more, see runs.csv."] if more > 0 else parts
