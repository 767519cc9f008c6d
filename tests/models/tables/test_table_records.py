"""What rows become: dates filled in, settings, windows, shifts, stock and engineers."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.csv_tables import (
    ENGINEERS,
    SETTINGS,
    TWO_DAYS,
    at,
    findings_in,
    place_of,
    read_folder,
)
from support.documents import codes, only

JOB_HEAD = "id,latitude,longitude,window_start,window_end,duration_minutes\n"
JOB_ROW = "J1,31.23,121.47,09:00,12:00,60\n"


def test_times_without_a_date_need_one_where_there_are_several_days(tmp_path: Path) -> None:
    tables = {"settings": TWO_DAYS, "jobs": JOB_HEAD + JOB_ROW}
    assert only("date-missing", findings_in(tmp_path, tables)).row == 2
    dated = (
        "id,latitude,longitude,date,window_start,window_end\nJ1,31.2,121.4,2026-03-03,9:00,10:00\n"
    )
    loaded = read_folder(tmp_path, {"settings": TWO_DAYS, "jobs": dated})
    assert loaded.scenario.jobs[0].windows[0].start == at("2026-03-03T09:00")
    # An engineer's hours without a date are those of every day.
    assert [shift.start.day for shift in loaded.scenario.engineers[0].shifts] == [2, 3]


def test_a_date_alone_is_the_whole_day_and_a_window_needs_a_time(tmp_path: Path) -> None:
    table = "id,latitude,longitude,date,window_start,window_end\nJ1,31.2,121.4,2026-03-02,,\n"
    (job,) = read_folder(tmp_path, {"jobs": table}).scenario.jobs
    assert (job.windows[0].start, job.windows[0].end) == (
        at("2026-03-02"), at("2026-03-03"),
    )  # fmt: skip
    table = "id,latitude,longitude,window_start,window_end\nJ1,31.2,121.4,2026-03-02,2026-03-02\n"
    assert "time-missing" in codes(findings_in(tmp_path, {"jobs": table}))


def test_the_order_of_dates_can_be_set(tmp_path: Path) -> None:
    table = JOB_HEAD + "J1,31.2,121.4,2/3/2026 9:00,2/3/2026 12:00,60\n"
    tables = {"jobs": table, "settings": SETTINGS + "date_order,dmy\n"}
    loaded = read_folder(tmp_path, tables)
    assert loaded.scenario.jobs[0].windows[0].start == at("2026-03-02T09:00")


def test_settings_reach_every_field_of_policy_and_travel(tmp_path: Path) -> None:
    settings = SETTINGS + (
        "name,Monday\npolicy.early_band.least_s,240\n"
        "policy.appointment_raster_s,300\npolicy.warranty_months.fridge,36\n"
        "policy.required_fields,place; duration\ntravel.road_factor,1.5\n"
        "travel.profile_speed_percent.van,90\n"
    )
    scenario = read_folder(tmp_path, {"settings": settings}).scenario
    assert scenario.name == "Monday"
    assert scenario.policy.early_band.least_s == 240
    assert scenario.policy.appointment_raster_s == 300
    assert scenario.policy.warranty_months == {"": 12, "fridge": 36}
    assert scenario.policy.required_fields == ("place", "duration")
    assert scenario.travel.kind == "great_circle"
    assert scenario.travel.road_factor == 1.5
    assert scenario.travel.profile_speed_percent == {"car": 100, "van": 90}


def test_a_matrix_file_in_the_settings_means_travel_by_matrix(tmp_path: Path) -> None:
    tables = {
        "settings": SETTINGS + "travel.file,matrix.npz\n",
        "engineers": "id,start_matrix_index,shift_start,shift_end\nE1,0,8:00,17:00\n",
        "jobs": "id,matrix_index\nJ1,1\n",
    }
    loaded = read_folder(tmp_path, tables)
    assert loaded.findings == ()
    assert loaded.scenario.travel.kind == "matrix"


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("timezone zone,x", "setting-unknown", "key"),
        ("plicy.early_band.least_s,1", "setting-unknown", "key"),
        ("policy.erly_band.least_s,1", "field-unknown", "value"),
        ("policy.early_band.least_s,soon", "value-of-wrong-type", "value"),
        ("date_order,abc", "cell-unreadable", "value"),
        ("horizon_start,soon", "moment-unreadable", "value"),
        ("policy.rates.travel_cents_per_s.x,1\npolicy.rates,2", "value-of-wrong-type", "value"),
    ],
)
def test_a_wrong_setting_is_named_with_its_cell(
    tmp_path: Path, row: str, code: str, column: str
) -> None:
    found = [one for one in findings_in(tmp_path, {"settings": f"{SETTINGS}{row}\n"})
             if one.code == code]  # fmt: skip
    assert (found[0].row, found[0].column) == (4 + row.count("\n"), column)


def test_windows_and_shifts_may_have_tables_of_their_own(tmp_path: Path) -> None:
    tables = {
        "settings": TWO_DAYS,
        "engineers": "id,start_latitude,start_longitude\nE1,31.2,121.4\n",
        "shifts": "engineer,date,start,end\nE1,2026-03-02,8:00,12:00\nE1,2026-03-03,13:00,17:00\n",
        "jobs": "id,latitude,longitude,windows\nJ1,31.2,121.4,2026-03-02 09:00-10:00\n",
        "windows": "job,start,end,hard\nJ1,2026-03-03 14:00,2026-03-03 15:00,yes\n",
    }
    loaded = read_folder(tmp_path, tables)
    assert loaded.findings == ()
    assert [window.start.day for window in loaded.scenario.jobs[0].windows] == [2, 3]
    assert [shift.start.hour for shift in loaded.scenario.engineers[0].shifts] == [8, 13]


def test_a_bad_row_of_windows_sets_its_job_aside_with_both_rows(tmp_path: Path) -> None:
    tables = {
        "jobs": JOB_HEAD + JOB_ROW,
        "windows": "job,start,end\nJ1,13:00,14:00\nJ1,16:00,15:00\n",
    }
    loaded = read_folder(tmp_path, tables)
    assert place_of(only("end-before-start", loaded.findings)) == (
        "windows.csv", 3, "end", "2026-03-02 15:00:00",
    )  # fmt: skip
    (aside,) = loaded.scenario.set_aside
    assert aside.record["id"] == "J1"
    assert [row["start"] for row in aside.record["rows of windows"]] == ["13:00", "16:00"]


def test_a_row_that_belongs_to_nobody_is_pointed_out(tmp_path: Path) -> None:
    tables = {
        "jobs": JOB_HEAD + JOB_ROW,
        "windows": "job,start,end\nJ9,13:00,14:00\n,13:00,14:00\n",
        "stock": "depot,engineer,part,quantity\n,,pump,1\nD9,,pump,1\n",
    }
    findings = findings_in(tmp_path, tables)
    assert codes(findings) == ["row-not-used"] * 4
    assert "(did you mean 'J1'?)" in findings[0].message


STOCK_TABLES = {
    "parts": "id\npump\nhose\n",
    "depots": "id,latitude,longitude,opening\nD1,31.2,121.4,07:30-18:00\n",
    "jobs": JOB_HEAD + JOB_ROW,
}


def test_stock_is_on_the_shelf_in_the_van_or_on_its_way(tmp_path: Path) -> None:
    stock = (
        "depot,engineer,part,quantity,eta\nD1,,pump,3,\n,E1,hose,2,\n"
        "D1,,pump,5,2026-03-02 14:00\nD1,,hose,1,2026-03-02\n"
    )
    scenario = read_folder(tmp_path, STOCK_TABLES | {"stock": stock}).scenario
    depot = scenario.depots[0]
    assert depot.stock == {"pump": 3}
    # An arrival without a time is there by the end of the day, not before.
    assert [(one.part_id, one.quantity, one.eta) for one in depot.inbound] == [
        ("pump", 5, at("2026-03-02T14:00")), ("hose", 1, at("2026-03-03")),
    ]  # fmt: skip
    assert scenario.engineers[0].van_stock == {"hose": 2}
    assert depot.opening[0].start == at("2026-03-02T07:30")


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("D1,,pumpe,1", "unknown-reference", "part"),
        ("D1,,pump,-1", "value-out-of-range", "part"),
        ("D1,,pump,1\nD1,,pump,2", "cell-unreadable", "part"),
    ],
)
def test_a_wrong_row_of_stock_is_named(tmp_path: Path, row: str, code: str, column: str) -> None:
    stock = f"depot,engineer,part,quantity\n{row}\n"
    found = only(code, findings_in(tmp_path, STOCK_TABLES | {"stock": stock}))
    assert (Path(found.file).name, found.row, found.column) == (
        "stock.csv", 2 + row.count("\n"), column,
    )  # fmt: skip


def test_engineers_take_skills_places_and_stock_from_their_row(tmp_path: Path) -> None:
    table = (
        "工号,姓名,技能,出发纬度,出发经度,返回地址,班次,可加班,车载库存,片区,仅限片区\n"
        "E1,李伟,洗衣机:4;燃气,31.2,121.4,家,08:00-12:00;13:00-17:00,30,pump x2,东、西,是\n"
    )
    loaded = read_folder(tmp_path, STOCK_TABLES | {"engineers": table})
    (engineer,) = loaded.scenario.engineers
    # A skill without a level is that of an experienced engineer.
    assert engineer.skills == {"洗衣机": 4, "燃气": 3}
    assert [shift.start.hour for shift in engineer.shifts] == [8, 13]
    assert engineer.van_stock == {"pump": 2}
    assert (engineer.overtime_max_s, engineer.territory_hard) == (1800, True)
    assert engineer.end_place is not None
    assert engineer.end_place.address == "家"


def test_a_bad_engineer_is_set_aside_too(tmp_path: Path) -> None:
    tables = {"engineers": ENGINEERS + "E2,31.2,121.4,soon,17:00\n", "jobs": JOB_HEAD + JOB_ROW}
    loaded = read_folder(tmp_path, tables)
    assert [engineer.id for engineer in loaded.scenario.engineers] == ["E1"]
    assert place_of(only("moment-unreadable", loaded.findings)) == (
        "engineers.csv", 3, "shift_start", "soon",
    )  # fmt: skip
