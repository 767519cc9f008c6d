"""Pictures of a benchmark: cost over time for each contestant, and the gap by size."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from benchmarks.attempt import Point
from benchmarks.cells import from_cells
from benchmarks.contestants import OURS, PEERS
from benchmarks.runs import Attempt, Run
from benchmarks.standings import Standing, against_the_best, standings

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = dict(zip((OURS, *PEERS), ("#d55e00", "#0072b2", "#009e73", "#7f7f7f"), strict=True))
"""Told apart by those who cannot tell red from green, too (Okabe and Ito)."""
MOST_FILES_SHOWN = 12
"""In one picture; the others are in curves.csv."""
COLUMNS_OF_PICTURE = 3


@dataclass(frozen=True, slots=True)
class Curve:
    """What one run told of its best plan over time."""

    attempt: Attempt
    points: tuple[Point, ...]


def read_curves(path: Path) -> tuple[Curve, ...]:
    """All curves of curves.csv; where a run was made twice, the later one."""
    points: dict[Attempt, list[Point]] = defaultdict(list)
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if None in row.values():  # cut off by a power failure
                    continue
                told = points[Attempt(**from_cells(Attempt, row))]
                point = Point(**from_cells(Point, row))
                if told and point.at_s < told[-1].at_s:
                    told.clear()
                told.append(point)
    return tuple(Curve(attempt, tuple(told)) for attempt, told in points.items())


def write_plots(folder: Path, runs: Sequence[Run], curves: Sequence[Curve]) -> list[Path]:
    """Draw all pictures of a benchmark into the folder, as SVG; which ones they are."""
    written = []
    suites = dict.fromkeys(run.attempt.suite for run in runs)
    for suite in suites:
        own = [run for run in runs if run.attempt.suite == suite]
        for group in dict.fromkeys(run.attempt.group for run in own):
            name = re.sub(r"[^a-z0-9]+", "-", f"{suite} {group}".lower()).strip("-")
            path = folder / f"cost-over-time-{name}.svg"
            here = [run for run in own if run.attempt.group == group]
            told = [
                one for one in curves if (one.attempt.suite, one.attempt.group) == (suite, group)
            ]
            _save(_cost_over_time(f"{suite}, {group}", here, told), path)
            written.append(path)
        by_size = _gap_by_size(suite, own)
        if by_size is not None:
            path = folder / f"gap-by-size-{suite}.svg"
            _save(by_size, path)
            written.append(path)
    return written


def _save(figure: Figure, path: Path) -> None:
    # No date and no random names: the same runs give the same file.
    figure.savefig(path, metadata={"Date": None})


def _new_figure(rows: int, columns: int) -> tuple[Figure, list[Axes]]:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcParams["svg.hashsalt"] = "earlybird"
    figure = Figure(figsize=(4.2 * columns, 3.2 * rows), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False)
    return figure, list(axes.flat)


def _cost_over_time(title: str, runs: Sequence[Run], curves: Sequence[Curve]) -> Figure:
    """For the longest time given to each contestant: lines as told, marks as checked."""
    found = standings(runs)
    files = list(dict.fromkeys(entry.file for entry in found))[:MOST_FILES_SHOWN]
    columns = min(COLUMNS_OF_PICTURE, len(files))
    figure, axes = _new_figure(-(-len(files) // columns), columns)
    longest: dict[str, float] = {}
    for entry in found:
        longest[entry.contestant] = max(entry.seconds, longest.get(entry.contestant, 0.0))
    for axis, file in zip(axes, files, strict=False):
        axis.set_title(file, fontsize=9)
        axis.set_xscale("log")
        axis.set_xlabel("seconds")
        axis.set_ylabel("cost")
        for entry, standing in found.items():
            if entry.file == file and entry.seconds == longest[entry.contestant]:
                _draw(axis, standing, curves)
        if axis.get_legend_handles_labels()[0]:
            axis.legend(fontsize=7)
    for axis in axes[len(files) :]:
        axis.remove()
    figure.suptitle(f"Cost over time: {title}")
    return figure


def _draw(axis: Axes, standing: Standing, curves: Sequence[Curve]) -> None:
    """The curve of the run that stands for the seeds, and its end as the checker sees it."""
    run = next((run for run in standing.runs if run.score == standing.score), None)
    if run is None or run.score is None:
        return
    colour = COLOURS[standing.entry.contestant]
    unserved = f", {run.score.unserved_priority} unserved" if run.score.unserved_priority else ""
    label = f"{standing.entry.contestant}{unserved}"
    told = next((one.points for one in curves if one.attempt == run.attempt), ())
    # While more is left out than at the end, cost says nothing.
    same = [one for one in told if one.unserved_priority == run.score.unserved_priority]
    end_s, cost = run.seconds_taken or 0.0, run.score.cost
    axis.step(
        [*(one.at_s for one in same), end_s],
        [*(one.cost for one in same), cost],
        where="post",
        color=colour,
        lw=1,
    )
    axis.plot([end_s], [cost], "o", color=colour, ms=4, label=label)


def _gap_by_size(suite: str, runs: Sequence[Run]) -> Figure | None:
    """How far each contestant's cost is above the best one's, over the number of jobs.

    None where all files are of one size.
    """
    found = against_the_best(standings(runs))
    jobs = {run.attempt.file: run.jobs for run in runs if run.jobs is not None}
    lines: dict[tuple[str, float], dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for entry, standing in found.items():
        if standing.gap is not None and entry.file in jobs:
            lines[entry.contestant, entry.seconds][jobs[entry.file]].append(standing.gap)
    if len(set(jobs.values())) < 2:
        return None
    figure, (axis, *_) = _new_figure(1, 1)
    for (name, seconds), sizes in sorted(lines.items()):
        points = sorted((size, fmean(gaps)) for size, gaps in sizes.items())
        axis.plot(*zip(*points, strict=True), "o-", color=COLOURS[name], lw=1, ms=4,
                  label=f"{name}, {seconds:g} s")  # fmt: skip
    axis.set_xscale("log")
    sizes_there = sorted(set(jobs.values()))
    axis.set_xticks(sizes_there, [f"{size:,}" for size in sizes_there])
    axis.minorticks_off()
    axis.set_xlabel("jobs")
    axis.set_ylabel("mean % above the best of all\n(files where as much is served)")
    if lines:
        axis.legend(fontsize=7)
    figure.suptitle(f"Gap by size: {suite}")
    return figure
