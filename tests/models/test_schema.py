"""The published schemas are those of the types, and what is written keeps to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from support.documents import raw_day, raw_job

from models.files import scenario_from_dict, scenario_json
from models.schema import plan_schema, scenario_schema, schema_json, write_schemas

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema"


@pytest.mark.house
@pytest.mark.parametrize("name", ["scenario", "plan"])
def test_the_published_schemas_are_current(name: str) -> None:
    schema = scenario_schema() if name == "scenario" else plan_schema()
    published = (PUBLISHED / f"{name}.schema.json").read_text("utf-8")
    assert published == schema_json(schema), "run `python -m models.schema`"


def test_both_are_schemas_themselves() -> None:
    Draft202012Validator.check_schema(scenario_schema())
    Draft202012Validator.check_schema(plan_schema())


def test_a_written_scenario_keeps_to_its_schema() -> None:
    loaded = scenario_from_dict(raw_day(jobs=[raw_job(), raw_job("J2", duration_s=-1)]))
    document = json.loads(scenario_json(loaded.scenario))
    Draft202012Validator(scenario_schema()).validate(document)


def test_the_schema_refuses_what_reading_refuses() -> None:
    validator = Draft202012Validator(scenario_schema())
    assert validator.is_valid(raw_day())
    assert not validator.is_valid(raw_day(jobs=[raw_job(duration_s=-1)]))
    assert not validator.is_valid(raw_day(jobs=[raw_job(prio=1)]))
    assert not validator.is_valid({"jobs": []})


def test_fields_are_described_in_the_schema() -> None:
    job = scenario_schema()["$defs"]["Job"]["properties"]
    assert "Alternative promises" in job["windows"]["description"]


def test_the_schemas_are_written_side_by_side(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "plan.schema.json", "scenario.schema.json",
    ]  # fmt: skip
