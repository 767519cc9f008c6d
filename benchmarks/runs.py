"""One row for each run that was measured, and the CSV file that holds them."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from benchmarks.cells import from_cells
from benchmarks.contestants import OURS, PEERS
from benchmarks.score import Score
from benchmarks.suites import SUITES
from models.errors import FileUnusable, OutputImpossible
from models.findings import Severity, finding, register

RUNS_UNREADABLE = register(
    "bench-runs-unreadable",
    Severity.ERROR,
    "A table of runs is not what `earlybird bench run` writes.",
    "Give the runs.csv of an output folder as it was written.",
)


class Outcome(StrEnum):
    """How a run ended."""

    LEGAL = "legal"
    ILLEGAL = "illegal"
    """The checker refuses the plan."""
    NOTHING_FOUND = "nothing found"
    CANNOT_EXPRESS = "cannot express"
    """The contestant has no way to be asked for such a plan."""
    OUT_OF_TIME = "out of time"
    """It had to be ended long after its time was over."""
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who was asked what: no two rows of a table have the same one."""

    suite: str
    group: str
    """Files of a suite that are summed up together."""
    file: str
    contestant: str
    setting: str
    seed: int
    threads: int
    seconds_given: float


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where and when a run was measured."""

    machine: str
    processor: str
    cores: int
    version: str
    """Of the contestant."""
    commit: str
    """Of EarlyBird, with `+` where the source was changed since."""
    date: str
    """UTC, to the second."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run. Score and gap come from the checker, never from the contestant."""

    attempt: Attempt
    circumstances: Circumstances
    outcome: Outcome
    says: str = ""
    """Why it is not legal."""
    jobs: int | None = None
    seconds_taken: float | None = None
    """From the problem in memory to the answer in memory."""
    first_complete_s: float | None = None
    """Until there was a legal plan for which every job had been tried once, where it tells."""
    score: Score | None = None
    """Of a legal plan."""
    unserved: int | None = None
    reference: Score | None = None
    memory_mb: float | None = None
    """At its peak, the problem included."""
    others_cpu: float | None = None
    """Share of the time of its cores that others took, 0 to 1."""
    load_average: float | None = None
    """Of the minute before the run."""
    disturbed: bool = False

    @property
    def gap(self) -> float | None:
        """Percent above the reference; None without a reference or where not as much is served."""
        if self.score is None or self.reference is None:
            return None
        return self.score.gap_to(self.reference)


SCORE = tuple(field.name for field in fields(Score))
PLAIN = tuple(
    field.name
    for field in fields(Run)
    if field.name not in ("attempt", "circumstances", "score", "reference")
)
COLUMNS = (
    *(field.name for field in fields(Attempt)),
    *PLAIN,
    *SCORE,
    *(f"reference_{name}" for name in SCORE),
    "gap",
    *(field.name for field in fields(Circumstances)),
)


def append_run(path: Path, run: Run) -> None:
    """Add a row; it is on the disk when this returns. Raises OutputImpossible."""
    try:
        with path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            if file.tell() == 0:
                writer.writerow(COLUMNS)
            writer.writerow(_row(run))
            file.flush()
            os.fsync(file.fileno())
    except OSError as failure:
        raise OutputImpossible(f"{path} cannot be written: {failure.strerror}.") from failure


def read_runs(path: Path) -> tuple[Run, ...]:
    """All rows of a table; a last one that was cut off by a power failure is left out.

    Raises:
        FileUnusable: the file cannot be read or is no such table.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        raise _unreadable(path, f"it cannot be read ({failure})") from failure
    whole = text[: text.rfind("\n") + 1]
    rows = csv.DictReader(whole.splitlines())
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise _unreadable(path, "its columns are others")
    found = []
    for number, row in enumerate(rows, start=2):
        try:
            found.append(_run(row))
        except (KeyError, TypeError, ValueError) as failure:
            raise _unreadable(path, f"row {number} cannot be understood ({failure})") from failure
    return tuple(found)


def _unreadable(path: Path, why: str) -> FileUnusable:
    message = f"{path} is not a table of runs: {why}."
    return FileUnusable(message, [finding(RUNS_UNREADABLE, message, file=str(path))])


def _row(run: Run) -> Iterable[str]:
    parts: dict[str, Any] = {name: getattr(run, name) for name in PLAIN}
    for part in (run.attempt, run.circumstances):
        parts |= {field.name: getattr(part, field.name) for field in fields(part)}
    for prefix, score in (("", run.score), ("reference_", run.reference)):
        parts |= {prefix + name: None if score is None else getattr(score, name) for name in SCORE}
    parts["gap"] = None if run.gap is None else round(run.gap, 4)
    return ("" if parts[name] is None else str(parts[name]) for name in COLUMNS)


def _run(row: dict[str, str]) -> Run:
    attempt = Attempt(**from_cells(Attempt, row))
    if attempt.suite not in SUITES or attempt.contestant not in (OURS, *PEERS):
        raise ValueError(f"unknown: {attempt.suite}, {attempt.contestant}")
    return Run(
        attempt=attempt,
        circumstances=Circumstances(**from_cells(Circumstances, row)),
        score=_score(row, ""),
        reference=_score(row, "reference_"),
        **from_cells(Run, row, PLAIN),
    )


def _score(row: dict[str, str], prefix: str) -> Score | None:
    cells = {name: row[prefix + name] for name in SCORE}
    return Score(**from_cells(Score, cells)) if cells["cost"] else None
