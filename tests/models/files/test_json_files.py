"""Scenarios and plans in JSON files: read with findings, written so that nothing is lost."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.documents import codes, only, raw_day, raw_engineer, raw_job
from support.sample_plan import sample_day

from models.errors import FileUnusable, OutputImpossible, ScenarioInvalid
from models.files import (
    digest,
    load_plan,
    load_scenario,
    plan_json,
    save_plan,
    save_scenario,
    scenario_from_dict,
    scenario_json,
)

GOLDEN = Path(__file__).parents[2] / "golden"


def written(tmp_path: Path, content: str | bytes, name: str = "day.json") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_scenario_is_read_from_its_file(tmp_path: Path) -> None:
    loaded = load_scenario(written(tmp_path, json.dumps(raw_day())))
    assert loaded == scenario_from_dict(raw_day())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gbk"])
def test_a_json_file_may_have_a_mark_or_be_gbk(tmp_path: Path, encoding: str) -> None:
    document = json.dumps(raw_day(name="周一"), ensure_ascii=False).encode(encoding)
    assert load_scenario(written(tmp_path, document)).scenario.name == "周一"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"a": 1,}', "line 1, column 9"),
        ('{"a": \n tru}', "line 2, column 2"),
        ("not json", "line 1, column 1"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": ' + "9" * 5000 + "}", "thousands of digits"),
    ],
)
def test_what_is_no_json_is_refused_with_the_place(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(FileUnusable) as raised:
        load_scenario(written(tmp_path, content))
    (found,) = raised.value.findings
    assert found.code == "json-broken"
    assert said in found.message
    assert str(raised.value) == f"{found.message} {found.action}"


def test_nan_is_named_with_its_field_though_it_is_no_json(tmp_path: Path) -> None:
    document = json.dumps(raw_day(jobs=[raw_job(duration_s=float("nan"))]))
    loaded = load_scenario(written(tmp_path, document))
    assert loaded.findings[0].message == (
        "duration_s of job 'J1' is 'NaN', but a whole number is expected."
    )


def test_a_field_that_is_written_twice_is_pointed_out(tmp_path: Path) -> None:
    document = json.dumps(raw_day())[:-1] + ', "name": "a", "name": "b"}'
    loaded = load_scenario(written(tmp_path, document))
    assert only("json-field-twice", loaded.findings).value == "name"
    assert loaded.scenario.name == "b"


def test_a_file_that_is_not_there_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match=r"none\.json does not exist"):
        load_scenario(tmp_path / "none.json")
    with pytest.raises(FileUnusable) as raised:
        load_scenario(written(tmp_path, "x", "day.pdf"))
    assert codes(raised.value.findings) == ["file-format-unknown"]


def test_half_a_character_in_a_text_stays_as_it_was_written(tmp_path: Path) -> None:
    document = json.dumps(raw_day(jobs=[raw_job(instructions="\ud800")]))
    loaded = load_scenario(written(tmp_path, document))
    assert loaded.scenario.jobs[0].instructions == "\\ud800"
    assert scenario_json(loaded.scenario).encode()


def rich_day() -> dict[str, Any]:
    """A day that uses every list of the format."""
    return raw_day(
        name="周一",
        parts=[{"id": "pump", "price_cents": 12000}, {"id": "loaner-1", "kind": "loaner"}],
        depots=[
            {
                "id": "D1",
                "place": {"latitude": 31.2, "longitude": 121.4},
                "opening": [{"start": "2026-03-02T07:30", "end": "2026-03-02T18:00"}],
                "stock": {"pump": 3},
                "inbound": [{"part_id": "pump", "quantity": 2, "eta": "2026-03-02T14:00+08:00"}],
                "handling_s": 0,
            }
        ],
        engineers=[raw_engineer(skills={"washer": 4, "gas": 1}, van_stock={"pump": 1})],
        jobs=[
            raw_job("J1", parts=[{"part_id": "pump", "probability": 0.3}], priority=0),
            raw_job("J2", duration_by_level_s={"3": 1800, "5": 1500}, appointment_told=None),
            raw_job("J3", duration_s="soon", remark="kept"),
        ],
        policy={"early_band": {"most_s": None}, "service_area_km": 50},
        assumptions=["Durations are assumed."],
    )


def test_a_scenario_survives_being_written_and_read(tmp_path: Path) -> None:
    first = scenario_from_dict(rich_day()).scenario
    assert len(first.set_aside) == 1
    save_scenario(first, tmp_path / "day.json")
    again = load_scenario(tmp_path / "day.json").scenario
    assert again == first
    assert digest(again) == digest(first)
    assert scenario_json(again) == scenario_json(first)


def test_the_written_form_is_the_one_agreed_on() -> None:
    # Regenerate with care: people keep these files and compare them line by line.
    golden = GOLDEN / "scenario_rich.json"
    assert scenario_json(scenario_from_dict(rich_day()).scenario) == golden.read_text("utf-8")


def test_a_written_scenario_has_one_record_a_line_and_no_defaults() -> None:
    lines = scenario_json(scenario_from_dict(raw_day()).scenario).splitlines()
    (line,) = (line for line in lines if '"J1"' in line)
    assert json.loads(line) == {
        "id": "J1",
        "place": {"address": "8 Sample Lane", "latitude": 31.23, "longitude": 121.47},
        "windows": [{"start": "2026-03-02T09:00:00", "end": "2026-03-02T12:00:00"}],
        "duration_s": 3600,
    }


def test_the_digest_depends_on_what_is_said_and_not_on_how_it_is_laid_out() -> None:
    day = raw_day()
    backwards = dict(reversed(list(day.items())))
    same = digest(scenario_from_dict(day).scenario)
    assert digest(scenario_from_dict(backwards).scenario) == same
    assert len(same) == 64
    assert digest(scenario_from_dict(day | {"name": "other"}).scenario) != same


def test_a_plan_survives_being_written_and_read(tmp_path: Path) -> None:
    _, plan = sample_day()
    save_plan(plan, tmp_path / "plan.json")
    assert load_plan(tmp_path / "plan.json") == plan
    assert plan_json(load_plan(tmp_path / "plan.json")) == plan_json(plan)


def test_what_is_no_plan_is_refused_with_all_findings(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="does not hold a plan"):
        load_plan(written(tmp_path, "[]", "plan.json"))
    with pytest.raises(FileUnusable) as raised:
        load_plan(written(tmp_path, json.dumps(raw_day()), "plan.json"))
    found = codes(raised.value.findings)
    assert "field-missing" in found
    assert "field-unknown" in found
    assert str(raised.value).startswith("plan.json is not a plan: ")


def test_a_scenario_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    scenario = scenario_from_dict(raw_day()).scenario
    with pytest.raises(OutputImpossible, match="It is a folder"):
        save_scenario(scenario, tmp_path)


def test_an_invalid_scenario_names_its_file(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps(raw_day(time_zone="Mars")))
    with pytest.raises(ScenarioInvalid) as raised:
        load_scenario(path)
    assert str(raised.value).startswith(f"{path}: There is no time zone 'Mars'")
    assert {found.file for found in raised.value.findings} == {str(path)}


@given(st.binary(max_size=60))
def test_any_bytes_are_a_scenario_or_an_error_with_findings(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "day.json"
        path.write_bytes(content)
        with pytest.raises((FileUnusable, ScenarioInvalid)) as raised:
            load_scenario(path)
    assert raised.value.findings
