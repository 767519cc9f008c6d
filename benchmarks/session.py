"""A benchmark in a folder: what has been measured stays, what is missing is measured.

runs.csv      one row for each run (`benchmarks.runs`)
curves.csv    the best plan over time, as each contestant that tells it sees it
answers/      every answer, in VROOM's shape, so that each figure can be checked again
cities/       the files of the suite `generated`
report.md     the tables, with plots beside it
"""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, fields
from pathlib import Path

from benchmarks.attempt import Point
from benchmarks.runner import Finished, Runner
from benchmarks.runs import Attempt, Run, append_run, read_runs
from benchmarks.trials import Trial, remaining
from models.atomic import write_atomically
from models.errors import InputUnusable, OutputImpossible
from models.findings import Severity, finding, register

OTHER_SOURCE = register(
    "bench-other-source",
    Severity.ERROR,
    "The folder holds runs of another EarlyBird or on other threads; a table of both says nothing.",
    "Give another output folder, and put the two side by side with `earlybird bench compare`.",
)
RUNS_FILE = "runs.csv"
CURVES_FILE = "curves.csv"
CURVE_COLUMNS = (
    *(field.name for field in fields(Attempt)),
    *(field.name for field in fields(Point)),
)


class Session:
    """The runs of one output folder."""

    def __init__(self, folder: Path) -> None:
        """Open the folder; made if missing. Raises FileUnusable and OutputImpossible."""
        try:
            (folder / "answers").mkdir(parents=True, exist_ok=True)
        except OSError as failure:
            raise OutputImpossible(
                f"The folder {folder} cannot be made: {failure.strerror}."
            ) from failure
        self.folder = folder
        self.runs = list(read_runs(self._runs)) if self._runs.exists() else []

    @property
    def _runs(self) -> Path:
        return self.folder / RUNS_FILE

    @property
    def curves(self) -> Path:
        """The file with the best plans over time."""
        return self.folder / CURVES_FILE

    def require_like(self, commit: str, threads: int) -> None:
        """Raise InputUnusable when the folder holds runs of another source or on other threads."""
        for run in self.runs:
            there = (run.circumstances.commit, run.attempt.threads)
            if there != (commit, threads):
                message = (
                    f"The runs in {self.folder} are of EarlyBird {there[0] or 'without a commit'} "
                    f"on {there[1]} threads, this would be {commit or 'one without a commit'} "
                    f"on {threads}."
                )
                raise InputUnusable(message, [finding(OTHER_SOURCE, message, value=there[0])])

    def measure(
        self, every: Sequence[Trial], runner: Runner, on_run: Callable[[Run, str], None]
    ) -> None:
        """Make all trials that are missing; `on_run` hears of each, and what is left to do."""
        self._mend()
        missing = remaining(every, {run.attempt for run in self.runs})
        spent = given = 0.0
        for turn, trial in enumerate(missing):
            began = time.monotonic()
            finished = runner.run(trial)
            spent += time.monotonic() - began
            given += trial.attempt.seconds_given
            self._keep(finished)
            ahead = sum(one.attempt.seconds_given for one in missing[turn + 1 :])
            left = _span(ahead * spent / given)
            on_run(
                finished.run, f"{len(every) - len(missing) + turn + 1}/{len(every)}, {left} left"
            )

    def _mend(self) -> None:
        """Drop a last row that was cut off: the next one would continue it."""
        if self._runs.exists():
            text = self._runs.read_text("utf-8")
            if text and not text.endswith("\n"):
                write_atomically(self._runs, text[: text.rfind("\n") + 1])

    def _keep(self, finished: Finished) -> None:
        """Write a run down; its row comes last, so that what has a row is complete."""
        asked = finished.run.attempt
        if finished.answer is not None:
            name = (
                f"{asked.suite}-{asked.file}-{asked.contestant}-{asked.setting}"
                f"-{asked.seconds_given:g}s-{asked.threads}t-{asked.seed}.json"
            )
            text = json.dumps(finished.answer, ensure_ascii=False, separators=(",", ":"))
            write_atomically(self.folder / "answers" / name, text)
        with self.curves.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            if file.tell() == 0:
                writer.writerow(CURVE_COLUMNS)
            writer.writerows((*astuple(asked), *point.values()) for point in finished.curve)
        append_run(self._runs, finished.run)
        self.runs.append(finished.run)


def _span(seconds: float) -> str:
    """A span for people."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes / 60:.1f} h"
