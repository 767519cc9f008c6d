"""Days of elevator calls as scenarios: made up ones, and real ones where the data is at hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from support.complaints import complaint, complaints_file

from models.check import check
from models.errors import InputUnusable
from models.findings import Severity
from models.intake import intake_all
from models.plan import UnplannedState
from models.scenario import Scenario
from scenarios.nyc311 import import_nyc311

DAY = date(2024, 3, 5)


def errors(scenario: Scenario) -> list[str]:
    return [one.message for one in check(scenario) if one.severity is Severity.ERROR]


def test_calls_are_visited_on_the_day_after_they_came_in(tmp_path: Path) -> None:
    path = complaints_file(tmp_path, complaint(created="2024-03-05 23:10:00"))
    scenario, _ = import_nyc311(path, DAY, 1)
    assert scenario.time_zone == "America/New_York"
    assert scenario.horizon.start == datetime.fromisoformat("2024-03-06T00:00")
    assert scenario.horizon.end == datetime.fromisoformat("2024-03-07T00:00")
    (job,) = scenario.jobs
    assert job.received_at == datetime.fromisoformat("2024-03-05T23:10:00")
    assert job.windows[0].start.date() == date(2024, 3, 6)
    assert scenario.engineers[0].shifts[0].start.date() == date(2024, 3, 6)


def test_what_is_assumed_is_marked_and_what_is_real_is_not(tmp_path: Path) -> None:
    scenario, _ = import_nyc311(complaints_file(tmp_path, complaint()), DAY, 1)
    assert scenario.jobs[0].assumed == ("duration_s", "skills", "windows", "priority")
    for name in scenario.jobs[0].assumed:
        assert any(text.startswith(name) for text in scenario.assumptions)


def test_a_call_without_a_place_waits_for_its_address(tmp_path: Path) -> None:
    path = complaints_file(tmp_path, complaint("1"), complaint("2", latitude="", longitude=""))
    scenario, _ = import_nyc311(path, DAY, 2)
    states = {job: one.state for job, one in intake_all(scenario).items()}
    assert states == {"1": None, "2": UnplannedState.UNRESOLVED_ADDRESS}
    assert errors(scenario) == []


def test_a_bad_row_changes_nothing_about_the_others(tmp_path: Path) -> None:
    good = [complaint(str(k), latitude=f"40.8{k}") for k in range(5)]
    alone, _ = import_nyc311(complaints_file(tmp_path, *good), DAY, 3, seed=4)
    bad = ["nonsense", complaint("9", "never"), complaint("3"), complaint("7", latitude="?")]
    mixed, findings = import_nyc311(complaints_file(tmp_path, *bad[:2], *good, *bad[2:]), DAY, 3, 4)
    assert mixed.jobs[:-1] == alone.jobs
    assert mixed.engineers == alone.engineers
    assert [one.code for one in findings if one.severity is not Severity.NOTICE] == [
        "nyc311-bad-date",
        "nyc311-bad-date",
        "nyc311-duplicate-call",
        "nyc311-bad-place",
    ]


def test_several_calls_from_one_building_are_noticed_and_all_planned(tmp_path: Path) -> None:
    path = complaints_file(
        tmp_path, complaint("1"), complaint("2", latitude="40.7"), complaint("3")
    )
    scenario, findings = import_nyc311(path, DAY, 1)
    assert len(scenario.jobs) == 3
    (same,) = [one for one in findings if one.code == "nyc311-same-building"]
    assert same.message == "2 calls come from one building: 1, 3 (Bronx)."


def test_all_buildings_that_call_again_are_named_in_one_notice(tmp_path: Path) -> None:
    rows = [complaint(str(k), latitude=f"40.8{k // 2}") for k in range(5)]
    _, findings = import_nyc311(complaints_file(tmp_path, *rows), DAY, 1)
    (same,) = [one for one in findings if one.code == "nyc311-same-building"]
    assert same.message == "4 calls come from 2 buildings: 0, 1 (Bronx); 2, 3 (Bronx)."


def test_without_a_durations_file_the_fit_is_used_and_said(tmp_path: Path) -> None:
    _, findings = import_nyc311(complaints_file(tmp_path, complaint()), DAY, 1)
    assert [one.code for one in findings] == ["nyc311-durations-fitted"]


@pytest.mark.parametrize("engineers", [0, -1, 1001])
def test_a_staff_out_of_bounds_is_refused(tmp_path: Path, engineers: int) -> None:
    with pytest.raises(InputUnusable, match="engineers must be from 1 to 1,000"):
        import_nyc311(complaints_file(tmp_path, complaint()), DAY, engineers)


def test_the_night_that_clocks_change_is_a_day_as_any_other(tmp_path: Path) -> None:
    # On 10 March 2024 New York's clocks jumped from 02:00 to 03:00.
    path = complaints_file(tmp_path, complaint(created="2024-03-09 12:00:00"))
    scenario, _ = import_nyc311(path, date(2024, 3, 9), 1)
    assert errors(scenario) == []
    assert scenario.horizon.end - scenario.horizon.start == timedelta(days=1)


@pytest.mark.data
@pytest.mark.parametrize(
    ("day", "count"), [("2024-05-05", 18), ("2024-03-20", None), ("2024-07-08", 131)]
)
def test_all_calls_of_a_real_day_are_plannable(data_dir: Path, day: str, count: int | None) -> None:
    csv = data_dir / "nyc_elevator_311" / "complaints_2024_01_09.csv"
    durations = data_dir / "technician_calls_chile" / "e10.txt"
    scenario, findings = import_nyc311(csv, date.fromisoformat(day), 20, 0, durations)
    assert count in (None, len(scenario.jobs))
    assert errors(scenario) == []
    assert all(one.plannable for one in intake_all(scenario).values())
    assert {one.code for one in findings} <= {"nyc311-same-building"}


@pytest.mark.data
def test_a_real_call_without_a_place_is_kept_and_named(data_dir: Path) -> None:
    csv = data_dir / "nyc_elevator_311" / "complaints_2024_01_09.csv"
    scenario, findings = import_nyc311(csv, date(2024, 9, 14), 10)
    (named,) = [one for one in findings if one.code == "nyc311-no-place"]
    assert named.row == 934
    assert [job.id for job in scenario.jobs if not job.place.is_resolved] == ["62432954"]


@pytest.mark.data
def test_real_durations_have_the_real_median(data_dir: Path) -> None:
    from scenarios.nyc311_rules import read_durations

    durations, findings = read_durations(data_dir / "technician_calls_chile" / "e10.txt")
    assert not findings
    assert len(durations.minutes) == 400
    middle = sorted(durations.minutes)[199:201]
    assert sum(middle) / 2 == 77.5
