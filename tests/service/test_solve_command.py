"""`earlybird solve` is a drop-in solver: files in, VROOM's answer out, every way out explained."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
from pathlib import Path

import pytest
from support import problem_files
from support.command import PROGRAM, earlybird

from benchmarks.checkers import check
from service.cli import ExitCode, main

pytestmark = pytest.mark.core

QUICK = ("--iterations", "500", "--threads", "1")


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.json"
    path.write_text(json.dumps(problem_files.vroom()))
    return path


def test_the_answer_is_a_file_and_the_table_says_what_it_is_worth(
    problem: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "answer.json"
    done = earlybird("solve", problem, "--out", out, *QUICK)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(out.read_text())
    assert check(problem, answer).complaints == ()
    assert set(answer["summary"]["computing_times"]) == {"loading", "solving", "routing"}
    for said in ("tiny", "served", "3 of 3", "vehicles on the road", "1 of 2", "reading", "49"):
        assert said in done.stdout
    assert [one.name for one in out.parent.iterdir()] == ["answer.json"]


def test_stdin_and_stdout_carry_the_problem_and_nothing_but_the_answer(problem: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "solve", "-", "--out", "-", *QUICK],
        input=problem.read_text(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert check(problem, json.loads(done.stdout)).complaints == ()
    assert done.stdout.count("\n") == 1


def test_the_same_seed_and_iterations_give_the_same_file_but_for_the_times(
    problem: Path, tmp_path: Path
) -> None:
    answers = []
    for name in ("a", "b"):
        assert main(["solve", str(problem), "--out", str(tmp_path / name), *QUICK]) == 0
        answer = json.loads((tmp_path / name).read_text())
        del answer["summary"]["computing_times"]
        answers.append(answer)
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "file-empty", id="empty"),
        pytest.param(b"hello", "problem-format-unknown", id="no format"),
        pytest.param(b"[]", "Error: ", id="a list"),
        pytest.param(b'{"jobs": [', "problem-not-json", id="half a document"),
        pytest.param(bytes(range(256)), "Error: ", id="binary"),
        pytest.param(problem_files.SOLOMON[:120].encode(), "Error: ", id="half a table"),
        pytest.param(
            json.dumps(problem_files.vroom() | {"geometry": True}).encode(),
            "geometry",
            id="not supported",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_explained(
    tmp_path: Path, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "problem"
    path.write_bytes(content)
    code = main(["solve", str(path), "--out", str(tmp_path / "answer"), *QUICK])
    told = capsys.readouterr().err
    assert code == ExitCode.UNUSABLE, told
    assert told.startswith("Error: ")
    assert said in told
    assert not (tmp_path / "answer").exists()


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "nowhere.json"
    assert main(["solve", str(missing), "--out", "-", *QUICK]) == ExitCode.UNUSABLE
    assert str(missing) in capsys.readouterr().err


def test_where_nothing_can_be_written_the_search_does_not_even_begin(
    problem: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for out in (tmp_path, problem / "answer.json"):
        code = main(["solve", str(problem), "--out", str(out), "--seconds", "600"])
        assert code == ExitCode.UNUSABLE
        assert "--out" in capsys.readouterr().err


def test_a_file_that_wants_all_served_is_answered_and_told_apart_where_some_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tight.txt"
    # One vehicle for 15 units, and it carries 10.
    path.write_text(problem_files.SOLOMON.replace("  2         10", "  1         10"))
    assert main(["solve", str(path), "--out", str(tmp_path / "answer"), *QUICK]) == 0
    shown = capsys.readouterr()
    assert "no solution" in shown.err
    assert "wants every job served, and 1 are not" in shown.err
    answer = json.loads((tmp_path / "answer").read_text())
    assert answer["summary"]["unassigned"] == 1
    assert answer["unassigned"][0]["reason_code"] == "left-out"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_during_the_search_still_gives_the_best_answer_so_far(
    problem: Path, tmp_path: Path, number: signal.Signals
) -> None:
    screen, terminal = pty.openpty()
    program = subprocess.Popen(
        [*PROGRAM, "solve", problem, "--out", tmp_path / "answer", "--seconds", "300"],
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(terminal)
    shown = b""
    while b"iterations/s" not in shown:
        shown += os.read(screen, 1000)
    program.send_signal(number)
    while b"best one found so far" not in shown:
        shown += os.read(screen, 1000)
    assert program.wait(timeout=60) == 0
    os.close(screen)
    assert check(problem, json.loads((tmp_path / "answer").read_text())).complaints == ()
    # The cost of the file is shown in its own units, not in hundredths of them.
    assert b"cost 49.00" in shown


@pytest.mark.parametrize(
    "options", [["--seconds", "0"], ["--seconds", "nan"], ["--iterations", "0"], ["--seed", "-1"]]
)
def test_options_out_of_range_are_refused(
    problem: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["solve", str(problem), "--out", "-", *options]) == ExitCode.UNUSABLE
    assert options[0] in capsys.readouterr().err
