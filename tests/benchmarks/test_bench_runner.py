"""Each attempt has a process of its own; whatever becomes of it, there is a row that says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.bench_runs import attempt

from benchmarks.generated import write_cities
from benchmarks.runner import Runner
from benchmarks.runs import Outcome, Run
from benchmarks.trials import Trial

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten jobs."""
    (path,) = write_cities(tmp_path_factory.mktemp("cities"), [10], 1)
    return path


def _run(path: Path, name: str, setting: str, seconds: float, patience_s: float = 60.0) -> Run:
    asked = attempt(
        path.stem,
        suite="generated",
        group="n = 10",
        contestant=name,
        setting=setting,
        seconds=seconds,
    )
    return Runner(2, patience_s).run(Trial(asked, path, None)).run


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("earlybird", "default"),
        ("ortools", "path_cheapest_arc"),
        ("ortools", "parallel_cheapest_insertion"),
        ("pyvrp", "loads"),
        ("pyvrp", "profiles"),
        ("vroom", "x5"),
        ("vroom", "x0"),
    ],
)
def test_every_contestant_plans_a_tiny_city_legally(city: Path, name: str, setting: str) -> None:
    run = _run(city, name, setting, 1.0)
    assert (run.outcome, run.says) == (Outcome.LEGAL, "")
    assert run.score is not None
    # Ten jobs are no challenge: all are served, and two hours of driving would be a lot.
    assert (run.unserved, run.score.unserved_priority) == (0, 0)
    assert 0 < run.score.cost < 7200 * 3
    assert run.jobs == 10
    assert run.seconds_taken is not None
    assert run.seconds_taken < 3.0  # other tests may run beside
    assert run.memory_mb is not None
    assert 10 < run.memory_mb < 2000
    assert run.circumstances.version


def test_a_contestant_that_does_not_end_is_ended(city: Path) -> None:
    # Patience of -1.5 s on top of twice 1 s: it is ended after half a second.
    run = _run(city, "ortools", "path_cheapest_arc", 1.0, patience_s=-1.5)
    assert run.outcome is Outcome.OUT_OF_TIME
    assert run.memory_mb is not None
    assert run.score is None


def test_a_file_that_nobody_can_read_is_a_crash_that_says_why(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text('{"jobs": [', "utf-8")
    run = _run(path, "vroom", "x0", 1.0)
    assert run.outcome is Outcome.CRASHED
    assert "FileUnusable" in run.says


def test_a_process_that_dies_at_once_is_a_crash_that_says_how(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    run = _run(city, "vroom", "x0", 1.0)
    assert (run.outcome, run.says) == (Outcome.CRASHED, "exit code 1")


def test_runs_that_others_disturb_are_marked(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.machine.others_share", lambda *_: 0.25)
    assert _run(city, "vroom", "x0", 1.0).disturbed
    monkeypatch.setattr("benchmarks.machine.others_share", lambda *_: 0.001)
    quiet = _run(city, "vroom", "x0", 1.0)
    assert (quiet.disturbed, quiet.others_cpu) == (False, 0.001)
