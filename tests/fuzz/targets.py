"""What is fuzzed: for every reader, inputs to begin with and what has to hold for any other.

A target may raise nothing for whatever bytes it is given: refusals are the typed ones, and they say
why. What is accepted and small is also planned, and the plan is checked.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from fuzz.documents import changed_document, changed_numbers
from support import problem_files
from support.documents import raw_day

from benchmarks.checkers import check
from benchmarks.readers import read_instance
from benchmarks.solve import Solved
from benchmarks.solve import solve as solve_instance
from models.errors import InputUnusable
from models.files import load_scenario
from optimizer.budget import Budget
from optimizer.solve import solve as solve_scenario

T = TypeVar("T")

DAYS = Path(__file__).parents[2] / "scenarios" / "days"
SMALL = 12
"""Problems of up to so many jobs and vehicles are planned."""
ITERATIONS = 200
TABLE = "=== "
"""Begins the line above each table, with its name, where one input is a folder of tables."""

Mutator = Callable[[bytes, int], bytes]
"""Input and seed to another input."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that is fuzzed."""

    seeds: tuple[bytes, ...]
    run: Callable[[bytes], None]
    """Raises whatever is a defect."""
    mutator: Mutator | None = None
    """None: any bytes may change."""


def problem(content: bytes) -> None:
    """A problem of VROOM or of research is refused, or planned."""
    with _file(content) as path:
        _solved(path)


def checked_problem(content: bytes) -> None:
    """A problem is refused, or its plan keeps every rule of it, by the word of the checker."""
    with _file(content) as path:
        found = _solved(path)
        if found is None:
            return
        verdict = check(path, found.document)
    # Research wants every job served, which is not always possible.
    complaints = [one for one in verdict.complaints if "all have to be" not in one]
    assert not complaints, complaints
    assert verdict.unserved == found.unserved_jobs, verdict
    # Answers are in whole seconds where speed factors make fractions of them, each route rounded
    # down; and every leg of a TRSP file is rounded up to the fourth decimal.
    apart = verdict.cost - found.document["summary"]["cost"]
    assert -1e-4 * 4 * SMALL < apart < len(found.document["routes"]) + 1e-6, (verdict, apart)


def _solved(path: Path) -> Solved | None:
    instance = _accepted(lambda: read_instance(path))
    if instance is None or max(len(instance.jobs), len(instance.vehicles)) > SMALL:
        return None
    threads = 1 + len(instance.jobs) % 3
    return solve_instance(instance, Budget(iterations=ITERATIONS), threads=threads)


@contextmanager
def _file(content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        path = Path(folder) / "problem.json"
        path.write_bytes(content)
        yield path


def scenario(content: bytes) -> None:
    """A scenario is refused, or planned; the auditor passes every plan before it is returned."""
    with _file(content) as path:
        _plan(path)


def tables(content: bytes) -> None:
    """A folder of tables is refused, or planned."""
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        for table in content.split(TABLE.encode())[1:]:
            name, _, rows = table.partition(b"\n")
            known = name.decode("ascii", "replace").strip()
            if known.isalpha():
                (Path(folder) / f"{known}.csv").write_bytes(rows)
        _plan(Path(folder))


def _plan(path: Path) -> None:
    loaded = _accepted(lambda: load_scenario(path))
    if loaded is None or max(len(loaded.scenario.jobs), len(loaded.scenario.engineers)) > SMALL:
        return
    _accepted(
        lambda: solve_scenario(
            loaded.scenario,
            Budget(iterations=ITERATIONS),
            threads=1,
            base_folder=path.parent,
            findings=loaded.findings,
        )
    )


def _accepted(read: Callable[[], T]) -> T | None:
    """What is read; None where it is refused with reasons."""
    try:
        return read()
    except InputUnusable as refusal:
        if not refusal.findings:
            raise
        return None


def _memory() -> str | None:
    """A folder that is no disk, where the system has one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _written(*documents: object) -> tuple[bytes, ...]:
    return tuple(json.dumps(one).encode() for one in documents)


def _small_day() -> Iterator[bytes]:
    yield (DAYS / "small_day.json").read_bytes()
    yield from _written(raw_day())


def _small_tables() -> bytes:
    files = sorted((DAYS / "small_day_tables").glob("*.csv"))
    return b"".join(f"{TABLE}{one.stem}\n".encode() + one.read_bytes() for one in files)


VROOM = _written(problem_files.vroom(), problem_files.vroom_on_the_globe())
SCENARIOS = tuple(_small_day())


RESEARCH = {
    "solomon": (problem_files.SOLOMON,),
    "vrplib": (problem_files.VRPLIB, problem_files.EUCLIDEAN_VRPLIB),
    "trsp": (problem_files.TRSP, problem_files.PRAXEDO),
}


def _research(name: str, run: Callable[[bytes], None], mutator: Mutator | None = None) -> Target:
    return Target(tuple(text.encode() for text in RESEARCH[name]), run, mutator)


TARGETS = {
    "vroom": Target(VROOM, problem),
    "vroom-documents": Target(VROOM, checked_problem, changed_document),
    **{name: _research(name, problem) for name in RESEARCH},
    **{f"{name}-numbers": _research(name, checked_problem, changed_numbers) for name in RESEARCH},
    "scenario": Target(SCENARIOS, scenario),
    "scenario-documents": Target(SCENARIOS, scenario, changed_document),
    "tables": Target((_small_tables(),), tables),
}
"""By the name on the command line."""
