"""The commands that make scenarios write files that can be planned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.files import load_scenario
from service.cli import ExitCode, main

COMPLAINTS = "complaints_2024_01_09.csv"


def test_a_city_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    for name, seed in (("a.json", "7"), ("b.json", "7"), ("c.json", "8")):
        out = str(tmp_path / name)
        assert main(["city", "--jobs", "12", "--seed", seed, "--out", out]) == 0
    a, b, c = ((tmp_path / name).read_bytes() for name in ("a.json", "b.json", "c.json"))
    assert a == b
    assert a != c
    assert len(load_scenario(tmp_path / "a.json").scenario.jobs) == 12


@pytest.mark.parametrize(
    "options", [("--base", "depot"), ("--load", "overloaded"), ("--river", "1")]
)
def test_a_city_has_its_variants(tmp_path: Path, options: tuple[str, str]) -> None:
    out = tmp_path / "city.json"
    assert main(["city", "--jobs", "20", *options, "--out", str(out)]) == 0
    assert load_scenario(out).scenario.jobs


def test_a_city_for_other_planners_has_their_format_and_a_matrix(tmp_path: Path) -> None:
    out = tmp_path / "vroom.json"
    assert main(["city", "--jobs", "10", "--format", "vroom", "--out", str(out)]) == 0
    document = json.loads(out.read_text())
    assert len(document["jobs"]) == 10
    assert "matrices" in document


def test_a_city_of_an_impossible_size_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "city.json"
    assert main(["city", "--jobs", "5", "--out", str(out)]) == ExitCode.UNUSABLE
    assert "from 10 to 100,000, not 5" in capsys.readouterr().err
    assert not out.exists()


def test_the_template_can_be_imported_and_planned_as_it_is(tmp_path: Path) -> None:
    tables, scenario = tmp_path / "tables", tmp_path / "day.json"
    assert main(["template", str(tables)]) == 0
    assert main(["import", "tables", str(tables), "--out", str(scenario)]) == 0
    assert main(["plan", str(scenario), "--out", str(tmp_path), "--iterations", "100"]) == 0
    plan = json.loads((tmp_path / "plan.json").read_text())
    assert plan["merit"]["served"] == plan["merit"]["jobs"] > 0


def test_the_template_never_replaces_tables_that_are_filled_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "jobs.csv").write_text("my day")
    assert main(["template", str(tmp_path)]) == ExitCode.UNUSABLE
    assert "not empty" in capsys.readouterr().err
    assert (tmp_path / "jobs.csv").read_text() == "my day"


def test_tables_can_be_planned_without_importing_them(tmp_path: Path) -> None:
    assert main(["template", str(tmp_path / "tables")]) == 0
    out = str(tmp_path / "out")
    assert main(["plan", str(tmp_path / "tables"), "--out", out, "--iterations", "100"]) == 0


@pytest.mark.parametrize("what", ["tables", "nyc311"])
def test_a_source_that_is_missing_is_named(
    tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ["--date", "2024-01-09", "--engineers", "3"] if what == "nyc311" else []
    out = tmp_path / "day.json"
    code = main(["import", what, str(tmp_path / "nowhere"), "--out", str(out), *more])
    assert code == ExitCode.UNUSABLE
    assert "nowhere" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.data
def test_a_real_day_of_complaints_becomes_a_plan(tmp_path: Path, data_dir: Path) -> None:
    complaints = str(data_dir / "nyc_elevator_311" / COMPLAINTS)
    scenario, out = str(tmp_path / "day.json"), str(tmp_path / "out")
    options = ("--date", "2024-01-09", "--engineers", "40")
    assert main(["import", "nyc311", complaints, *options, "--out", scenario]) == 0
    assert main(["plan", scenario, "--out", out, "--iterations", "500"]) == 0
    assert main(["check", scenario, f"{out}/plan.json"]) == 0
