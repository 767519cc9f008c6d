"""A benchmark that was stopped goes on where it was, and never mixes what must not be mixed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from support.bench_runs import HERE, legal

from benchmarks.plots import read_curves
from benchmarks.runner import Finished, Runner
from benchmarks.runs import Run
from benchmarks.score import Score
from benchmarks.session import Session
from benchmarks.suites import SUITES
from benchmarks.trials import Terms, Trial, trials
from models.errors import InputUnusable

TERMS = Terms(seconds=(10.0, 60.0), peer_seconds=(60.0,), peers=("vroom",), seeds=2, threads=2)


class StoppedHereError(Exception):
    """As if somebody had pressed Ctrl-C."""


class PretendedRunner(Runner):
    """Plans at a cost of 100 without any process, and is stopped before run number `stop_at`."""

    def __init__(self, stop_at: int | None = None) -> None:
        super().__init__(threads=2)
        self.commit = HERE.commit
        self.stop_at = stop_at
        self.made: list[Trial] = []

    def run(self, trial: Trial) -> Finished:
        if len(self.made) == self.stop_at:
            raise StoppedHereError
        self.made.append(trial)
        run = legal(trial.attempt, 100.0, reference=trial.reference, seconds_taken=1.0)
        point = {"at_s": 0.5, "unserved_priority": 0, "unserved": 0, "cost": 110.0}
        return Finished(run, [point], {"code": 0})


def _every(folder: Path) -> list[Trial]:
    paths = [folder / "solomon" / "R101.txt", folder / "solomon" / "R102.txt"]
    return list(trials(SUITES["solomon"], paths, folder, TERMS))


def _measure(folder: Path, runner: Runner) -> list[tuple[Run, str]]:
    heard: list[tuple[Run, str]] = []
    Session(folder).measure(_every(folder), runner, lambda *one: heard.append(one))
    return heard


def test_every_contestant_has_its_time_settings_and_seeds(tmp_path: Path) -> None:
    asked = [trial.attempt for trial in _every(tmp_path)]
    # Per file: EarlyBird 2 times x 2 seeds; VROOM 1 time x 2 settings, and it knows no seed.
    assert len(asked) == 2 * (2 * 2 + 2)
    assert len(set(asked)) == len(asked)
    assert [one.file for one in asked] == ["R101"] * 6 + ["R102"] * 6
    vroom = [one for one in asked if one.contestant == "vroom" and one.file == "R101"]
    assert [(one.setting, one.seed, one.seconds_given) for one in vroom] == [
        ("x5", 1, 60.0),
        ("x0", 1, 60.0),
    ]


def test_what_is_measured_already_is_not_measured_again(tmp_path: Path) -> None:
    first = PretendedRunner(stop_at=5)
    with pytest.raises(StoppedHereError):
        _measure(tmp_path, first)
    second = PretendedRunner()
    heard = _measure(tmp_path, second)
    made = [trial.attempt for trial in first.made + second.made]
    assert made == [trial.attempt for trial in _every(tmp_path)]
    assert heard[0][1].startswith("6/12, ")
    assert heard[-1][1] == "12/12, 0 s left"
    assert len(Session(tmp_path).runs) == 12
    assert _measure(tmp_path, PretendedRunner()) == []


def test_a_row_that_was_cut_off_is_measured_again(tmp_path: Path) -> None:
    _measure(tmp_path, PretendedRunner())
    path = tmp_path / "runs.csv"
    path.write_text(path.read_text("utf-8")[:-7], "utf-8")
    again = PretendedRunner()
    _measure(tmp_path, again)
    assert [trial.attempt for trial in again.made] == [_every(tmp_path)[-1].attempt]
    with path.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 12


def test_answers_and_curves_are_kept_beside_the_table(tmp_path: Path) -> None:
    _measure(tmp_path, PretendedRunner())
    assert len(list((tmp_path / "answers").iterdir())) == 12
    curves = read_curves(tmp_path / "curves.csv")
    assert [curve.attempt for curve in curves] == [one.attempt for one in _every(tmp_path)]
    assert {point.cost for curve in curves for point in curve.points} == {110.0}


def test_the_curve_of_a_run_made_twice_is_the_later_one(tmp_path: Path) -> None:
    _measure(tmp_path, PretendedRunner())
    path = tmp_path / "curves.csv"
    head, first, *_ = path.read_text("utf-8").splitlines()
    earlier = first.replace(",0.5,", ",0.2,").replace("110.0", "105.0")
    path.write_text("\n".join([head, first, earlier]) + "\n", "utf-8")
    (curve,) = read_curves(path)
    assert [(point.at_s, point.cost) for point in curve.points] == [(0.2, 105.0)]


@pytest.mark.parametrize(("commit", "threads"), [("def", 2), ("abc", 1)])
def test_runs_of_another_source_or_on_other_threads_are_not_mixed(
    tmp_path: Path, commit: str, threads: int
) -> None:
    _measure(tmp_path, PretendedRunner())
    session = Session(tmp_path)
    session.require_like("abc", 2)
    with pytest.raises(InputUnusable, match="abc on 2 threads") as refusal:
        session.require_like(commit, threads)
    assert [one.code for one in refusal.value.findings] == ["bench-other-source"]


def test_a_reference_goes_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "solomon").mkdir()
    (tmp_path / "solomon" / "bks.csv").write_text(
        "instance,objective_convention,bks\n"
        "R101,total distance only; Euclidean distances truncated to 1 decimal,80\n",
        "utf-8",
    )
    known = {trial.attempt.file: trial.reference for trial in _every(tmp_path)}
    assert known == {"R101": Score(0, 0, 80.0), "R102": None}
    _measure(tmp_path, PretendedRunner())
    gaps = {run.attempt.file: run.gap for run in Session(tmp_path).runs}
    assert gaps == {"R101": pytest.approx(25.0), "R102": None}
    assert Session(tmp_path).runs[0].circumstances == HERE
