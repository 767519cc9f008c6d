"""A row of a table that could not be used still says whose it is, in the list and on the page."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from support.command import small_scenario

from models.files import save_scenario
from models.findings import Finding, Severity
from models.scenario import SetAside
from service.cli import main

SWAPPED = Finding(
    code="value-out-of-range", severity=Severity.ERROR, message="121.49 is too much.", action="-"
)


@pytest.mark.parametrize(
    "row",
    [
        {"工单号": "W5", "客户姓名": "周八", "电话": "0531 0008", "地址": "远处", "纬度": "121.49"},
        {"Order No": "W5", "Customer": "周八", "mobile": "0531 0008", "address": "远处", "x": None},
    ],
    ids=["Chinese headings", "English headings"],
)
def test_a_row_set_aside_keeps_the_customer_in_the_list(
    tmp_path: Path, row: dict[str, object]
) -> None:
    aside = SetAside(kind="job", id="W5", record=row, findings=(SWAPPED,))
    day = small_scenario(jobs=2).model_copy(update={"set_aside": (aside,)})
    save_scenario(day, tmp_path / "day.json")
    quick = ("--iterations", "10", "--threads", "1")
    assert main(["plan", str(tmp_path / "day.json"), "--out", str(tmp_path), *quick]) == 0
    with (tmp_path / "unplanned.csv").open(encoding="utf-8-sig", newline="") as file:
        (left_out,) = csv.DictReader(file)
    said = [left_out[name] for name in ("id", "customer", "phone", "address")]
    assert said == ["W5", "周八", "0531 0008", "远处"]
    assert "周八" in (tmp_path / "plan.html").read_text(encoding="utf-8")
