"""The page about file formats lists the columns that tables really have."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from models.files import scenario_from_dict
from models.required import REQUIRABLE
from models.tables.columns import TABLES, Table
from models.tables.settings import KEYS

pytestmark = pytest.mark.house

PAGE = (Path(__file__).parents[3] / "docs" / "file-formats.md").read_text("utf-8")


def listed(names: str) -> tuple[str, ...]:
    return tuple(name for name in names.split(", ") if name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_described_with_all_its_names(table: Table) -> None:
    section = PAGE.split(f"#### Table `{table.name}`\n")[1].split("\n#### ")[0]
    also = re.search(r"Also called: (.+)\.$", section, re.MULTILINE)
    assert also is not None
    assert listed(also[1]) == table.also
    rows = re.findall(r"^\| `(\w+)`(?: \((needed)\))? \| (.+?) \| (.*?) \|", section, re.MULTILINE)
    assert [(name, bool(needed), zh, listed(other)) for name, needed, zh, other in rows] == [
        (column.name, column.required, column.zh, column.also) for column in table.columns
    ]


def test_every_setting_and_every_requirable_field_is_described() -> None:
    assert [key for key in KEYS if f"`{key}`" not in PAGE] == []
    assert [name for name in REQUIRABLE if f"`{name}`" not in PAGE] == []


def test_the_example_on_the_page_is_a_scenario_without_findings() -> None:
    (example,) = re.findall(r"^```json\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert scenario_from_dict(json.loads(example)).findings == ()
