"""Input that cannot be used is explained on stderr, with exit code 2 and nothing written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.command import earlybird, small_file

from service.cli import ExitCode, main

SHIFT = {"start": "2026-03-02T08:00", "end": "2026-03-02T17:00"}
HORIZON = {"start": "2026-03-02T00:00", "end": "2026-03-03T00:00"}


def _scenario(**fields: object) -> bytes:
    base = {"format_version": "1", "time_zone": "Asia/Shanghai", "horizon": HORIZON}
    return json.dumps(base | fields).encode()


BAD_FILES = {
    "empty": b"",
    "blank": b" \n ",
    "binary": bytes(range(256)),
    "half": b'{"format_version": "1", "jobs": [',
    "a list": b"[]",
    "a number": b"3",
    "nothing in it": b"{}",
    "nested too deeply": b"[" * 100_000,
    "no such zone": _scenario(time_zone="Mars/Olympus"),
    "no such version": _scenario(format_version="99"),
    "misspelt field": _scenario(jbos=[]),
    "horizon that ends before it starts": _scenario(
        horizon={"start": HORIZON["end"], "end": HORIZON["start"]}
    ),
    "NaN in the matrix": _scenario(
        travel={"kind": "matrix", "durations_s": [[0, "NaN"], [1, 0]]}
    ),
    "matrix that is not square": _scenario(
        travel={"kind": "matrix", "durations_s": [[0, 1], [1]]},
        jobs=[{"id": "J", "place": {"matrix_index": 0}}],
    ),
    "no speed": _scenario(travel={"kind": "great_circle", "speed_kmh_by_hour": [0] * 24}),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_scenario_that_cannot_be_used_is_explained(
    tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "day.json"
    path.write_bytes(BAD_FILES[what])
    out = tmp_path / "out"
    code = main(["plan", str(path), "--out", str(out), "--iterations", "10"])
    said = capsys.readouterr().err
    assert code == ExitCode.UNUSABLE, said
    assert said.startswith("Error: ")
    assert "Traceback" not in said
    assert [one for one in out.rglob("*") if one.is_file()] == []


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"jobs": [{"id": "J1"}]},
        {"engineers": [{"id": "E1", "shifts": [SHIFT]}]},
    ],
    ids=["empty scenario", "no engineers", "no jobs"],
)
def test_a_day_with_nothing_to_plan_is_a_plan_all_the_same(
    tmp_path: Path, fields: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "day.json"
    path.write_bytes(_scenario(**fields))
    code = main(["plan", str(path), "--out", str(tmp_path / "out"), "--iterations", "10"])
    assert code == 0, capsys.readouterr().err
    plan = tmp_path / "out" / "plan.json"
    assert json.loads(plan.read_text())["search"]["stopped_by"] == "nothing_to_do"
    assert main(["check", str(path), str(plan)]) == 0


def test_a_record_that_cannot_be_used_is_set_aside_and_listed(tmp_path: Path) -> None:
    path = small_file(tmp_path, jobs=2)
    document = json.loads(path.read_text())
    document["jobs"][1]["duration_s"] = -60
    path.write_text(json.dumps(document))
    assert main(["plan", str(path), "--out", str(tmp_path / "out"), "--iterations", "100"]) == 0
    listed = (tmp_path / "out" / "unplanned.csv").read_text("utf-8-sig")
    assert "J1,record_unusable" in listed
    assert "-60" in (tmp_path / "out" / "findings.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe\x00", b'{"routes": 3}'])
def test_a_plan_file_that_is_none_is_explained(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.json").write_bytes(content)
    code = main(["check", str(small_file(tmp_path)), str(tmp_path / "plan.json")])
    assert code == ExitCode.UNUSABLE
    assert "plan.json" in capsys.readouterr().err


def test_a_missing_scenario_is_named(tmp_path: Path) -> None:
    done = earlybird("plan", tmp_path / "nowhere.json", "--out", tmp_path / "out")
    assert done.returncode == ExitCode.UNUSABLE
    assert "nowhere.json" in done.stderr
    assert "does not exist" in done.stderr


def test_a_folder_that_is_a_file_is_refused_before_the_search(tmp_path: Path) -> None:
    scenario = small_file(tmp_path)
    done = earlybird("plan", scenario, "--out", scenario, "--seconds", "60")
    assert done.returncode == ExitCode.UNUSABLE
    assert "--out" in done.stderr
