"""CSV files open in spreadsheets as they are meant, and run nothing."""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.exports.spreadsheet import csv_bytes, zone_of


def _read(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_file_begins_with_a_byte_order_mark_and_ends_its_lines_as_the_rfc_says() -> None:
    assert csv_bytes(("a", "b"), [(1, "李")]) == b"\xef\xbb\xbfa,b\r\n1,\xe6\x9d\x8e\r\n"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+86 130", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(cell: str) -> None:
    assert _read(csv_bytes(("a",), [(cell,)]))[1] == [f"'{cell}"]


def test_a_negative_number_stays_a_number() -> None:
    assert _read(csv_bytes(("slack_s",), [(-30,)]))[1] == ["-30"]


def test_quotes_commas_and_line_breaks_come_back_as_they_were() -> None:
    cells = ['say "no"', "a,b", "two\nlines", ""]
    assert _read(csv_bytes(("a", "b", "c", "d"), [cells]))[1] == cells


def test_nothing_is_an_empty_cell_and_truth_a_word() -> None:
    assert _read(csv_bytes(("a", "b", "c"), [(None, True, False)]))[1] == ["", "yes", "no"]


def test_the_zone_tells_the_two_two_oclocks_of_a_25_hour_day_apart() -> None:
    # Berlin leaves summer time on 25 October 2026 at 03:00, so 02:30 comes twice.
    zone = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=zone)
    assert zone_of(first) == "UTC+02:00"
    assert zone_of(first.replace(fold=1)) == "UTC+01:00"


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=4))
def test_every_text_comes_back_but_for_the_apostrophe(rows: list[list[str]]) -> None:
    back = _read(csv_bytes(("a", "b"), rows))[1:]
    for row, original in zip(back, rows, strict=True):
        for cell, text in zip(row, original, strict=True):
            assert cell in (text, f"'{text}")
