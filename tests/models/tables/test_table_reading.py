"""A folder of CSV files or a workbook is read like JSON, with the cell in each finding."""

from __future__ import annotations

import json
from datetime import time
from pathlib import Path

import pytest
from support.csv_tables import (
    at,
    findings_in,
    folder_of,
    place_of,
    read_folder,
    workbook_of,
)
from support.documents import codes, only

from models.errors import FileUnusable, ScenarioInvalid
from models.files import load_scenario
from models.findings import Severity
from models.tables import write_template

JOB_HEAD = "id,latitude,longitude,window_start,window_end,duration_minutes\n"
JOB_ROW = "J1,31.23,121.47,09:00,12:00,60\n"


def test_a_folder_of_tables_is_a_scenario(tmp_path: Path) -> None:
    loaded = read_folder(tmp_path, {"jobs": JOB_HEAD + JOB_ROW})
    assert loaded.findings == ()
    (job,) = loaded.scenario.jobs
    assert job.windows[0].start == at("2026-03-02T09:00")
    assert job.windows[0].end == at("2026-03-02T12:00")
    assert (job.place.latitude, job.duration_s) == (31.23, 3600)
    assert loaded.scenario.engineers[0].shifts[0].end == at("2026-03-02T17:00")
    assert loaded.scenario.horizon.end == at("2026-03-03")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_template_can_be_read_as_it_is(tmp_path: Path, language: str) -> None:
    write_template(tmp_path, "zh" if language == "zh" else "en")
    loaded = load_scenario(tmp_path)
    assert loaded.findings == ()
    assert [job.id for job in loaded.scenario.jobs] == ["J1"]
    assert loaded.scenario.depots[0].stock == {"pump": 3}


def test_both_languages_of_the_template_are_the_same_scenario(tmp_path: Path) -> None:
    write_template(tmp_path / "en", "en")
    write_template(tmp_path / "zh", "zh")
    assert load_scenario(tmp_path / "en") == load_scenario(tmp_path / "zh")


CHINESE = (
    "工单号,客户姓名,电话,地址,纬度,经度,时间窗,技能,工时(分钟),类型\n"
    "J1,王芳,13800138000,南京路1号,31.23,121.47,2026年3月2日 上午9点到11点,洗衣机:3,60,维修\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_chinese_tables_are_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    loaded = read_folder(tmp_path, {"工单": CHINESE.encode(encoding)})
    (job,) = loaded.scenario.jobs
    assert (job.customer.name, job.place.address, job.kind) == ("王芳", "南京路1号", "repair")
    assert job.windows[0].end == at("2026-03-02T11:00")
    guessed = ["encoding-guessed"] if encoding.startswith("gb") else []
    assert codes(loaded.findings) == guessed


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_by_the_header(tmp_path: Path, separator: str) -> None:
    table = (JOB_HEAD + JOB_ROW).replace(",", separator)
    assert len(read_folder(tmp_path, {"jobs": table}).scenario.jobs) == 1


def test_the_line_that_names_the_separator_is_no_header(tmp_path: Path) -> None:
    table = "sep=;\n" + (JOB_HEAD + "J1;91;0;09:00;12:00;60\n").replace(",", ";")
    assert place_of(only("value-out-of-range", findings_in(tmp_path, {"jobs": table}))) == (
        "jobs.csv", 3, "latitude", "91",
    )  # fmt: skip


def test_quoted_new_lines_commas_and_quotes_stay_in_their_cell(tmp_path: Path) -> None:
    table = (
        'id,latitude,longitude,instructions\nJ1,31.2,121.4,"ring twice,\nsay ""hello"""\nJ2,91,0,\n'
    )
    loaded = read_folder(tmp_path, {"jobs": table})
    assert loaded.scenario.jobs[0].instructions == 'ring twice,\nsay "hello"'
    # Rows are counted as a spreadsheet shows them: the second job is in row 3.
    assert only("value-out-of-range", loaded.findings).row == 3


def test_blank_rows_and_columns_are_passed_over_but_counted(tmp_path: Path) -> None:
    table = "\n,,\nid,latitude,longitude,\n\nJ1,31.2,121.4,\n,,,\nJ2,91,0,\n"
    loaded = read_folder(tmp_path, {"jobs": table})
    assert [job.id for job in loaded.scenario.jobs] == ["J1"]
    assert place_of(only("value-out-of-range", loaded.findings)) == (
        "jobs.csv",
        7,
        "latitude",
        "91",
    )


def test_every_bad_cell_of_a_row_is_named_and_the_row_is_kept_as_written(tmp_path: Path) -> None:
    head = "id,latitude,longitude,window_start,window_end,duration_minutes,priority,kind\n"
    row = "J2,31.2,121.4,2/3/2026 9:00,12:00,soon,high,repiar\n"
    good = "J1,31.2,121.4,09:00,12:00,60,1,repair\n"
    loaded = read_folder(tmp_path, {"jobs": head + good + row})
    assert [job.id for job in loaded.scenario.jobs] == ["J1"]
    (aside,) = loaded.scenario.set_aside
    assert aside.record["window_start"] == "2/3/2026 9:00"
    assert {found.column: found.code for found in aside.findings} == {
        "window_start": "date-ambiguous",
        "duration_minutes": "cell-unreadable",
        "priority": "value-of-wrong-type",
        "kind": "cell-unreadable",
    }
    assert {(Path(found.file).name, found.row) for found in aside.findings} == {("jobs.csv", 3)}
    assert aside.findings == loaded.findings


def test_what_the_check_finds_is_named_by_its_cell_too(tmp_path: Path) -> None:
    head = "id,latitude,longitude,window_start,window_end,parts\n"
    rows = "J1,31.2,121.4,12:00,09:00,\nJ2,31.2,121.4,09:00,12:00,pump x2\n"
    loaded = read_folder(tmp_path, {"jobs": head + rows})
    assert place_of(only("end-before-start", loaded.findings)) == (
        "jobs.csv", 2, "window_end", "2026-03-02 09:00:00",
    )  # fmt: skip
    assert place_of(only("unknown-reference", loaded.findings)) == ("jobs.csv", 3, "parts", "pump")


def test_an_unknown_column_is_pointed_out_and_the_rest_is_used(tmp_path: Path) -> None:
    table = "id,latitude,longitude,durration\nJ1,31.2,121.4,60\n"
    loaded = read_folder(tmp_path, {"jobs": table})
    found = only("column-unknown", loaded.findings)
    assert found.severity is Severity.WARNING
    assert "(did you mean 'duration_minutes'?)" in found.message
    assert len(loaded.scenario.jobs) == 1


def test_two_columns_that_mean_the_same_are_pointed_out(tmp_path: Path) -> None:
    table = "id,latitude,longitude,phone,电话\nJ1,31.2,121.4,1,2\n"
    loaded = read_folder(tmp_path, {"jobs": table})
    assert only("column-twice", loaded.findings).value == "电话"
    assert loaded.scenario.jobs[0].customer.phone == "1"


def test_a_table_without_its_key_column_cannot_be_used(tmp_path: Path) -> None:
    found = only("column-missing", findings_in(tmp_path, {"jobs": "latitude,longitude\n31,121\n"}))
    assert "'id'" in found.message


def test_a_row_with_more_cells_than_headings_is_set_aside(tmp_path: Path) -> None:
    table = "id,address,latitude,longitude\nJ1,1 Main St, Springfield,31.2,121.4\n"
    loaded = read_folder(tmp_path, {"jobs": table})
    found = only("row-too-long", loaded.findings)
    assert (found.row, found.severity) == (2, Severity.ERROR)
    assert loaded.scenario.set_aside[0].record["column 5"] == "121.4"


@pytest.mark.parametrize(
    "content",
    ['id,name\nJ1,"open quote\nJ2,x\n', "id\n" + ",".join("x" * 60) + "\n"],
    ids=["open quote", "much too long"],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: str) -> None:
    assert codes(findings_in(tmp_path, {"jobs": content})) == ["table-broken"]


def test_all_unreadable_files_are_named_at_once(tmp_path: Path) -> None:
    folder_of(tmp_path, {"jobs": b"\xff\xff\x80", "parts": b""})
    with pytest.raises(FileUnusable) as raised:
        load_scenario(tmp_path)
    assert codes(raised.value.findings) == ["encoding-unknown", "file-empty"]


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("hello")
    with pytest.raises(FileUnusable) as raised:
        load_scenario(tmp_path)
    assert codes(raised.value.findings) == ["tables-missing", "table-unknown"]


def test_a_folder_without_settings_says_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "jobs.csv").write_text(JOB_HEAD + JOB_ROW)
    with pytest.raises(ScenarioInvalid) as raised:
        load_scenario(tmp_path)
    assert codes(raised.value.findings)[0] == "settings-missing"


def test_two_files_for_one_table_are_refused(tmp_path: Path) -> None:
    tables = {"jobs": JOB_HEAD + JOB_ROW, "工单": JOB_HEAD}
    assert "table-twice" in codes(findings_in(tmp_path, tables))


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    assert codes(read_folder(tmp_path, {"jobs": JOB_HEAD}).findings) == ["no-jobs"]


def test_ids_that_spreadsheets_shortened_are_refused(tmp_path: Path) -> None:
    loaded = read_folder(tmp_path, {"jobs": "id,latitude,longitude\n1.23E+11,31.2,121.4\n"})
    assert codes(loaded.findings)[0] == "number-shortened"
    assert loaded.scenario.set_aside[0].id == "1.23E+11"


def test_a_workbook_is_read_with_its_dates_times_and_numbers(tmp_path: Path) -> None:
    book = workbook_of(tmp_path / "day.xlsx", {
        "设置": [["项目", "值"], ["时区", "Asia/Shanghai"], ["日期", at("2026-03-02")]],
        "工程师": [["工号", "出发纬度", "出发经度", "上班时间", "下班时间"],
                ["E1", 31.2, 121.4, time(8), "下午5点"]],
        "工单": [
            [],
            ["工单号", "电话", "纬度", "经度", "最早时间", "最晚时间", "工时(分钟)", "购买日期"],
            [1001, 13800138000, 31.2, 121.4, at("2026-03-02T09:00"), time(12), 90,
             at("2025-01-02")],
            ["J2", None, 31.2, 121.4, 46083.375, "2026-03-02 12:00", time(1, 30), 45659],
            ["J3", None, 131.2, 121.4],
        ],
        "备注": [["not a table"]],
        "empty": [],
    })  # fmt: skip
    loaded = load_scenario(book)
    first, second = loaded.scenario.jobs
    assert (first.id, first.customer.phone) == ("1001", "13800138000")
    assert first.windows == second.windows
    assert first.duration_s == second.duration_s == 5400
    assert first.product.purchase_date == second.product.purchase_date
    assert loaded.scenario.engineers[0].shifts[0].end == at("2026-03-02T17:00")
    assert codes(loaded.findings) == ["table-unknown", "value-out-of-range"]
    wrong = loaded.findings[1]
    assert (wrong.sheet, wrong.row, wrong.column) == ("工单", 5, "纬度")
    assert loaded.scenario.set_aside[0].record == {
        "工单号": "J3", "纬度": "131.2", "经度": "121.4",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["day.xlsx", "day.xls", "day.ods"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 this is not a workbook")
    with pytest.raises(FileUnusable) as raised:
        load_scenario(tmp_path / name)
    assert codes(raised.value.findings) == ["workbook-broken"]


def test_a_workbook_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    whole = workbook_of(tmp_path / "day.xlsx", {"jobs": [["id"], ["J1"]]}).read_bytes()
    (tmp_path / "day.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileUnusable):
        load_scenario(tmp_path / "day.xlsx")


def test_a_folder_and_a_json_file_of_the_same_day_are_equal(tmp_path: Path) -> None:
    from_tables = read_folder(tmp_path, {"jobs": JOB_HEAD + JOB_ROW}).scenario
    document = {
        "time_zone": "Asia/Shanghai",
        "horizon": {"start": "2026-03-02T00:00", "end": "2026-03-03T00:00"},
        "engineers": [{"id": "E1", "start_place": {"latitude": 31.23, "longitude": 121.47},
                       "shifts": [{"start": "2026-03-02T08:00", "end": "2026-03-02T17:00"}]}],
        "jobs": [{"id": "J1", "place": {"latitude": 31.23, "longitude": 121.47},
                  "windows": [{"start": "2026-03-02T09:00", "end": "2026-03-02T12:00"}],
                  "duration_s": 3600}],
    }  # fmt: skip
    path = tmp_path / "day.json"
    path.write_text(json.dumps(document))
    assert load_scenario(path).scenario == from_tables
