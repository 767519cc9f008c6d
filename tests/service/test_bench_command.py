"""`earlybird bench` as people type it."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest
from support.command import PROGRAM, earlybird

from benchmarks.runs import append_run, read_runs
from benchmarks.session import Session

GENERATED = ("bench", "run", "generated", "--sizes", "10", "--cities", "2", "--threads", "1")


@pytest.mark.slow
def test_a_benchmark_is_measured_reported_compared_and_not_measured_twice(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = (*GENERATED, "--seconds", "0.3", "--seeds", "2", "--out", out)
    done = earlybird(*command)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"Written: {out / 'report.md'}\n"
    assert "[4/4, 0 s left] generated city-n10-s2 earlybird 0.3 s seed 2: 0 / " in done.stderr
    runs = read_runs(out / "runs.csv")
    assert [(run.attempt.file, run.attempt.seed) for run in runs] == [
        ("city-n10-s1", 1),
        ("city-n10-s1", 2),
        ("city-n10-s2", 1),
        ("city-n10-s2", 2),
    ]
    assert {run.outcome for run in runs} == {"legal"}
    assert all(run.first_complete_s is not None for run in runs)
    assert "# Benchmark report" in (out / "report.md").read_text("utf-8")
    assert (out / "cost-over-time-generated-n-10.svg").exists()

    again = earlybird(*command)
    assert (again.returncode, again.stderr) == (0, "")
    assert read_runs(out / "runs.csv") == runs

    compared = earlybird("bench", "compare", out / "runs.csv", out / "runs.csv")
    assert compared.returncode == 0
    assert "2 files, 4 pairs" in compared.stdout
    assert "not shown" in compared.stdout


@pytest.mark.slow
def test_ctrl_c_keeps_what_was_measured_and_ends_the_contestant(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [*PROGRAM, *GENERATED, "--seconds", "1,30", "--seeds", "1", "--out", str(out)]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    assert process.stderr is not None
    assert "[1/4" in process.stderr.readline()
    time.sleep(1.0)  # the second run has begun
    (contestant,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "the same command goes on from there" in said
    assert len(Session(out).runs) == 1
    assert (out / "report.md").exists()
    assert not Path(f"/proc/{contestant}").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "SUITE 'nowhere': there are city, trsp"),
        (("solomon",), "solomon needs --data or EARLYBIRD_DATA"),
        (("generated", "--peers", "excel"), "--peers 'excel': there are ortools, pyvrp, vroom"),
        (("generated", "--seconds", "10;60"), "--seconds '10;60': write numbers like 10,60"),
        (("generated", "--seconds", "nan"), "--seconds 'nan': above 0"),
        (("generated", "--sizes", "0"), "--sizes '0': above 0"),
    ],
)
def test_a_wrong_word_is_refused_with_what_is_possible(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = earlybird("bench", "run", *arguments, "--out", tmp_path / "out",
                     environment={"EARLYBIRD_DATA": ""})  # fmt: skip
    assert done.returncode == 2
    assert said in done.stderr


def test_a_report_of_a_folder_without_runs_is_refused(tmp_path: Path) -> None:
    done = earlybird("bench", "report", tmp_path)
    assert done.returncode == 2
    assert "runs.csv is not a table of runs" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_results_of_several_folders_go_into_one_page(tmp_path: Path) -> None:
    from support.bench_runs import attempt, legal

    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        append_run(tmp_path / name / "runs.csv", legal(attempt(name.upper()), 100.0))
    page = tmp_path / "page.md"
    page.write_text("<!-- results -->\n<!-- end of results -->\n", "utf-8")
    done = earlybird("bench", "report", tmp_path / "one", tmp_path / "two", "--into", page)
    assert done.returncode == 0, done.stderr
    text = page.read_text("utf-8")
    assert "| ONE |" in text
    assert "| TWO |" in text
