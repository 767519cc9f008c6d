"""Tables of complaints: what is wrong becomes a finding with its row, the rest is used."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from support.complaints import HEADER, complaint, complaints_file

from models.errors import FileUnusable, ScenarioInvalid
from scenarios.nyc311_file import Calls, read_calls

DAY = date(2024, 3, 5)


def codes(calls: Calls) -> list[tuple[str, int | None, str]]:
    return [(one.code, one.row, one.column) for one in calls.findings]


def test_a_good_row_is_a_call_as_it_was_recorded(tmp_path: Path) -> None:
    calls = read_calls(complaints_file(tmp_path, complaint(key="77")), DAY)
    (call,) = calls.of_day
    assert (call.key, call.row) == ("77", 2)
    assert call.received_at == datetime.fromisoformat("2024-03-05T10:00:00")
    assert (call.latitude, call.longitude) == (40.83, -73.91)
    assert (call.borough, call.zip_code) == ("BRONX", "10456")
    assert calls.findings == ()


def test_only_calls_of_the_day_are_taken_in_the_order_they_came_in(tmp_path: Path) -> None:
    path = complaints_file(
        tmp_path,
        complaint("late", "2024-03-05 23:59:59"),
        complaint("after", "2024-03-06 00:00:00"),
        complaint("early", "2024-03-05 00:00:00"),
        complaint("before", "2024-03-04 23:59:59"),
    )
    assert [call.key for call in read_calls(path, DAY).of_day] == ["early", "late"]


@pytest.mark.parametrize(
    "created",
    [
        "2024-03-05T22:05:00",
        "2024-03-05T22:05:00.000",
        "03/05/2024 10:05:00 PM",
        "2024-03-05 22:05",
    ],
)
def test_dates_are_read_as_the_portal_writes_them(tmp_path: Path, created: str) -> None:
    (call,) = read_calls(complaints_file(tmp_path, complaint(created=created)), DAY).of_day
    assert call.received_at == datetime.fromisoformat("2024-03-05T22:05:00")


def test_a_call_without_a_place_stays_in_the_day(tmp_path: Path) -> None:
    path = complaints_file(tmp_path, complaint("1", latitude="", longitude=""), complaint("2"))
    calls = read_calls(path, DAY)
    assert [(call.key, call.is_placed) for call in calls.of_day] == [("1", False), ("2", True)]
    assert codes(calls) == [("nyc311-no-place", 2, "latitude")]


@pytest.mark.parametrize(
    ("latitude", "longitude", "column"),
    [
        ("forty", "-73.9", "latitude"),
        ("40.8", "west", "longitude"),
        ("nan", "-73.9", "latitude"),
        ("40.8", "inf", "longitude"),
        ("0", "0", "latitude"),
        ("408.3", "-73.9", "latitude"),
        ("40.8", "73.9", "longitude"),
        ("40.8", "", "longitude"),
    ],
)
def test_a_place_that_cannot_be_is_named_by_row_and_column(
    tmp_path: Path, latitude: str, longitude: str, column: str
) -> None:
    path = complaints_file(tmp_path, complaint(latitude=latitude, longitude=longitude))
    calls = read_calls(path, DAY)
    assert codes(calls) == [("nyc311-bad-place", 2, column)]
    assert not calls.of_day[0].is_placed


def test_swapped_coordinates_are_taken_the_right_way_round(tmp_path: Path) -> None:
    path = complaints_file(tmp_path, complaint(latitude="-73.91", longitude="40.83"))
    calls = read_calls(path, DAY)
    assert codes(calls) == [("nyc311-swapped-coordinates", 2, "latitude")]
    assert (calls.of_day[0].latitude, calls.of_day[0].longitude) == (40.83, -73.91)


def test_a_date_that_cannot_be_read_loses_its_row_and_says_so(tmp_path: Path) -> None:
    path = complaints_file(tmp_path, complaint(), complaint("2", "yesterday"), complaint("3", ""))
    calls = read_calls(path, DAY)
    assert [call.key for call in calls.of_day] == ["1"]
    assert codes(calls) == [
        ("nyc311-bad-date", 3, "created_date"),
        ("nyc311-bad-date", 4, "created_date"),
    ]
    assert calls.findings[0].value == "yesterday"


def test_the_second_row_of_a_key_is_left_out(tmp_path: Path) -> None:
    path = complaints_file(tmp_path, complaint("5"), complaint("6"), complaint("5"))
    calls = read_calls(path, DAY)
    assert [call.key for call in calls.of_day] == ["5", "6"]
    assert codes(calls) == [("nyc311-duplicate-call", 4, "unique_key")]


def test_a_call_without_a_key_is_named_after_its_row(tmp_path: Path) -> None:
    calls = read_calls(complaints_file(tmp_path, complaint(""), complaint("9")), DAY)
    assert [call.key for call in calls.of_day] == ["row-2", "9"]
    assert codes(calls) == [("nyc311-no-key", 2, "unique_key")]


@pytest.mark.parametrize("beyond", [",surplus", ",one,two,three"])
def test_a_row_with_too_many_fields_is_used_and_named(tmp_path: Path, beyond: str) -> None:
    calls = read_calls(complaints_file(tmp_path, complaint("1"), complaint("2") + beyond), DAY)
    assert [call.key for call in calls.of_day] == ["1", "2"]
    assert codes(calls) == [("nyc311-extra-fields", 3, "")]


def test_a_row_that_breaks_off_lacks_a_place_and_nothing_else(tmp_path: Path) -> None:
    calls = read_calls(complaints_file(tmp_path, "1,2024-03-05 10:00:00,,DOB", complaint("2")), DAY)
    assert [call.key for call in calls.of_day] == ["1", "2"]
    assert codes(calls) == [("nyc311-no-place", 2, "latitude")]


def test_rows_are_counted_as_records_when_a_text_goes_over_lines(tmp_path: Path) -> None:
    path = complaints_file(
        tmp_path,
        complaint("1", descriptor='"stuck\nsince, Monday"'),
        "",
        complaint("2", latitude="x"),
    )
    calls = read_calls(path, DAY)
    assert calls.of_day[0].descriptor == "stuck\nsince, Monday"
    assert codes(calls) == [("nyc311-bad-place", 4, "latitude")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1", "gbk"])
def test_a_file_is_read_whatever_program_saved_it(tmp_path: Path, encoding: str) -> None:
    descriptor = "Aufzug über" if encoding == "latin-1" else "电梯"
    path = complaints_file(tmp_path, complaint("8", descriptor=descriptor), encoding=encoding)
    assert [call.key for call in read_calls(path, DAY).of_day] == ["8"]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_understood(tmp_path: Path, separator: str) -> None:
    row = complaint().replace(",", separator)
    path = complaints_file(tmp_path, row, header=HEADER.replace(",", separator))
    assert read_calls(path, DAY).of_day[0].latitude == 40.83


def test_columns_can_be_named_as_in_the_portal_and_stand_in_any_order(tmp_path: Path) -> None:
    header = '"Latitude","Longitude","Created Date","Unique Key"'
    path = complaints_file(tmp_path, "40.83,-73.91,2024-03-05 10:00:00,4", header=header)
    (call,) = read_calls(path, DAY).of_day
    assert (call.key, call.descriptor, call.borough) == ("4", "", "")


def test_a_table_of_something_else_is_refused_naming_the_columns(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="no column unique_key, latitude") as refused:
        read_calls(complaints_file(tmp_path, header="created_date,longitude"), DAY)
    assert [one.column for one in refused.value.findings] == ["unique_key", "latitude"]


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="two columns of the same name"):
        read_calls(complaints_file(tmp_path, header=HEADER + ",latitude"), DAY)


def test_a_day_without_calls_names_the_days_there_are(tmp_path: Path) -> None:
    path = complaints_file(tmp_path, complaint(), complaint("2", "2024-04-01 08:00:00"))
    expected = "no call of 2024-03-06. It holds calls of 2 days from 2024-03-05 to 2024-04-01"
    with pytest.raises(ScenarioInvalid, match=expected):
        read_calls(path, date(2024, 3, 6))


def test_a_table_without_rows_has_no_readable_date(tmp_path: Path) -> None:
    with pytest.raises(ScenarioInvalid, match="no call with a readable date"):
        read_calls(complaints_file(tmp_path), DAY)


@pytest.mark.parametrize("content", [b"", b" \n\n "])
def test_an_empty_file_is_called_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "complaints.csv"
    path.write_bytes(content)
    with pytest.raises(FileUnusable, match=r"complaints\.csv is empty"):
        read_calls(path, DAY)


def test_a_file_that_is_not_there_is_an_error_without_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="cannot be read: No such file"):
        read_calls(tmp_path / "nothing.csv", DAY)


def test_bytes_of_no_table_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "complaints.csv"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(FileUnusable):
        read_calls(path, DAY)


def test_known_places_are_those_of_all_days_whatever_the_order(tmp_path: Path) -> None:
    rows = [
        complaint("1"),
        complaint("2", "2024-01-01 08:00:00", "40.60", "-74.00"),
        complaint("3", "2024-01-02 08:00:00", "x", "-74.00"),
        complaint("4", "2024-01-03 08:00:00", "40.60", "-74.00"),
    ]
    forward = read_calls(complaints_file(tmp_path, *rows), DAY)
    backward = read_calls(complaints_file(tmp_path, *reversed(rows)), DAY)
    assert forward.known_places == backward.known_places == ((40.6, -74.0), (40.83, -73.91))
