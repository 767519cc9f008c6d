"""The command line says what it can do, refuses what it cannot, and never shows a traceback."""

from __future__ import annotations

import errno
import json
import os
import resource
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest
from support.command import PROGRAM, earlybird, small_file
from support.tree import ROOT

from service.cli import ExitCode, main

COMMANDS = ("plan", "check", "solve", "city", "schema", "import", "template")


def test_help_names_every_command_and_the_exit_codes() -> None:
    done = earlybird("--help")
    assert done.returncode == 0
    assert all(f" {command} " in done.stdout for command in COMMANDS)
    assert "Exit codes" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    "command", [*((one,) for one in COMMANDS), ("import", "tables"), ("import", "nyc311")]
)
def test_every_command_has_help(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--help"]) == 0
    assert "Usage" in capsys.readouterr().out


def test_the_version_is_that_of_the_package() -> None:
    done = earlybird("--version")
    assert (done.returncode, done.stdout) == (0, f"earlybird {version('earlybird')}\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fly"], "fly"),
        (["plan"], "SCENARIO"),
        (["plan", "day.json"], "--out"),
        (["plan", "day.json", "--out", "o", "--seconds", "nan"], "nan"),
        (["plan", "day.json", "--out", "o", "--seconds", "inf"], "inf"),
        (["plan", "day.json", "--out", "o", "--seconds", "-1"], "-1"),
        (["plan", "day.json", "--out", "o", "--seconds", "soon"], "soon"),
        (["plan", "day.json", "--out", "o", "--iterations", "0"], "0"),
        (["plan", "day.json", "--out", "o", "--threads", "0"], "0"),
        (["plan", "day.json", "--out", "o", "--seed", "-1"], "-1"),
        (["plan", "day.json", "--out", "o", "--geocoder", "atlas"], "atlas"),
        (["plan", "day.json", "--out", "o", "--frobnicate"], "--frobnicate"),
        (["check", "day.json"], "PLAN"),
        (["city", "--out", "c.json"], "--jobs"),
        (["city", "--jobs", "many", "--out", "c.json"], "many"),
        (["schema", "poem"], "poem"),
        (["import", "nyc311", "x.csv", "--date", "tomorrow", "--out", "o"], "tomorrow"),
    ],
)
def test_a_wrong_option_is_named_with_the_way_to_the_help(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == ExitCode.UNUSABLE
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("Error: ")
    assert said in shown.err
    assert "--help" in shown.err


def test_no_command_at_all_shows_the_help(capfd: pytest.CaptureFixture[str]) -> None:
    assert main([]) == ExitCode.UNUSABLE
    shown = capfd.readouterr()
    assert "Commands" in shown.out + shown.err


@pytest.mark.parametrize("of", [(), ("scenario",), ("plan",)])
def test_a_schema_is_json(of: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", *of]) == 0
    assert "properties" in json.loads(capsys.readouterr().out)


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    program = subprocess.Popen(
        [*PROGRAM, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    program.stdout.close()
    assert program.stderr is not None
    assert (program.wait(timeout=60), program.stderr.read()) == (0, "")


def test_a_result_that_cannot_be_written_is_said() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, "schema"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60
        )
    assert done.returncode == ExitCode.UNUSABLE
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_defect_is_said_with_how_to_report_it_and_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> dict[str, object]:
        raise KeyError("a corner nobody thought of")

    monkeypatch.setattr("models.schema.scenario_schema", broken)
    monkeypatch.delenv("EARLYBIRD_DEBUG", raising=False)
    assert main(["schema"]) == ExitCode.DEFECT
    said = capsys.readouterr().err
    assert "a corner nobody thought of" in said
    assert "report" in said
    assert "Traceback" not in said


def test_a_defect_shows_where_it_happened_when_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> dict[str, object]:
        raise KeyError("a corner nobody thought of")

    monkeypatch.setattr("models.schema.scenario_schema", broken)
    monkeypatch.setenv("EARLYBIRD_DEBUG", "0")
    assert main(["--debug", "schema"]) == ExitCode.DEFECT
    assert "Traceback" in capsys.readouterr().err


def test_what_the_system_refuses_is_said_with_the_path(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused() -> dict[str, object]:
        raise PermissionError(errno.EACCES, "Permission denied", "somebody/else")

    monkeypatch.setattr("models.schema.scenario_schema", refused)
    assert main(["schema"]) == ExitCode.UNUSABLE
    assert "somebody/else: Permission denied" in capsys.readouterr().err


def test_too_little_memory_is_said_with_advice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def greedy() -> dict[str, object]:
        raise MemoryError

    monkeypatch.setattr("models.schema.scenario_schema", greedy)
    assert main(["schema"]) == ExitCode.UNUSABLE
    assert "not enough memory" in capsys.readouterr().err


def test_values_cannot_command_the_terminal(tmp_path: Path) -> None:
    done = earlybird("check", tmp_path / "\x1b[31mred.json", tmp_path / "plan.json")
    assert done.returncode == ExitCode.UNUSABLE
    assert "\x1b" not in done.stderr
    assert "\\x1b[31mred.json" in done.stderr


def test_a_terminal_that_knows_ascii_only_gets_every_message(tmp_path: Path) -> None:
    done = earlybird(
        "check",
        tmp_path / "李.json",
        tmp_path / "p.json",
        environment={"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == ExitCode.UNUSABLE
    assert "\\u674e.json" in done.stderr


@pytest.mark.parametrize("command", ["city", "template", "tables"])
def test_where_nothing_can_be_written_the_reason_is_said(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    blocker = tmp_path / "a file"
    blocker.write_text("")
    arguments: dict[str, list[str | Path]] = {
        "city": ["city", "--jobs", "10", "--out", blocker / "city.json"],
        "template": ["template", blocker / "tables"],
        "tables": ["import", "tables", tmp_path / "tables", "--out", blocker / "day.json"],
    }
    assert main(["template", str(tmp_path / "tables")]) == 0
    assert main([str(one) for one in arguments[command]]) == ExitCode.UNUSABLE
    assert "cannot be written" in capsys.readouterr().err
    assert blocker.read_text() == ""


def test_a_file_larger_than_the_system_allows_leaves_nothing_half_written(tmp_path: Path) -> None:
    scenario = small_file(tmp_path)
    out = tmp_path / "out"

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    done = earlybird("plan", scenario, "--out", out, "--iterations", "100", before=limit)
    assert done.returncode == ExitCode.UNUSABLE
    assert "cannot be written" in done.stderr
    assert [path for path in out.rglob("*") if path.is_file()] == []


@pytest.mark.house
def test_the_exit_codes_are_those_that_the_documentation_lists() -> None:
    page = (ROOT / "docs/cli.md").read_text("utf-8")
    for code in ExitCode:
        assert f"| {code.value}" in page or f", {code.value} |" in page, os.fspath(str(code))
