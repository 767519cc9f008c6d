"""Dates and times as people and spreadsheets write them; nothing is guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.csv_tables import at

from models.tables.cells import spans
from models.tables.moments import DateOrder, Written, read_moment
from models.tables.problems import CellProblem

DAY = date(2026, 3, 2)


def clock(hours: float, minutes: float = 0, seconds: float = 0) -> timedelta:
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-02", "2026-3-2", "2026/3/2", "2026.03.02", "20260302", "2026年3月2日",
        "2026 年 3 月 2 日", "2 Mar 2026", "2nd March 2026", "Mar 2, 2026", "March 2 2026",
        "2-Mar-2026", "Mon 2 Mar 2026", "星期一 2026-03-02", "2026-03-02(周一)",
        "46083", 46083, 46083.0, 20260302, date(2026, 3, 2),
    ],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(written: object) -> None:
    # Excel counts days from 30 December 1899: 46 083 days later it is 2 March 2026.
    found = read_moment(written, None)
    assert found.day == DAY
    assert not found.time


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("9:00", clock(9)), ("09:00:30", clock(9, 0, 30)), ("9am", clock(9)),
        ("9:30 pm", clock(21, 30)), ("12am", clock(0)), ("12pm", clock(12)),
        ("9 a.m.", clock(9)), ("9h30", clock(9, 30)), ("17h", clock(17)), ("24:00", clock(24)),
        ("9点", clock(9)), ("9点半", clock(9, 30)), ("9点钟", clock(9)), ("9点05分", clock(9, 5)),
        ("9时30分20秒", clock(9, 30, 20)), ("上午9点", clock(9)), ("下午3点半", clock(15, 30)),
        ("中午12点", clock(12)), ("中午1点", clock(13)), ("中午11点半", clock(11, 30)),
        ("晚上8点", clock(20)), ("晚上12点", clock(24)), ("凌晨12点", clock(0)),
        ("凌晨1点", clock(1)), ("下午15点", clock(15)), ("13:00 pm", clock(13)),
        (0.375, clock(9)), ("0.375", clock(9)), (time(9, 30), clock(9, 30)),
        (timedelta(hours=9), clock(9)), ("08:59:59.9", clock(8, 59, 59)),
    ],
)  # fmt: skip
def test_a_time_is_read_however_it_is_written(written: object, expected: timedelta) -> None:
    assert read_moment(written, None) == Written(None, expected)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-02 9:30", "2026-03-02T09:30:00", "2026/3/2 9:30 AM", "2026年3月2日上午9点半",
        "2026年3月2日 9时30分", "Mon 2 Mar 2026, 9:30", "2026-03-02(周一) 9:30",
        at("2026-03-02T09:30"), 46083 + 9.5 / 24, "46083.3958333333",
    ],
)  # fmt: skip
def test_date_and_time_are_read_together(written: object) -> None:
    assert read_moment(written, None) == Written(DAY, clock(9, 30))


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("2026-03-02T09:30Z", UTC),
        ("2026-03-02 09:30+08:00", timezone(clock(8))),
        ("2026-03-02 09:30 -0330", timezone(-clock(3, 30))),
    ],
)
def test_an_offset_is_read_too(written: str, zone: timezone) -> None:
    assert read_moment(written, None) == Written(DAY, clock(9, 30), zone)


@pytest.mark.parametrize(
    ("written", "order", "expected"),
    [
        ("2/3/2026", "dmy", date(2026, 3, 2)),
        ("2/3/2026", "mdy", date(2026, 2, 3)),
        ("02.03.26", "dmy", date(2026, 3, 2)),
        ("26/3/2", "ymd", date(2026, 3, 2)),
        ("26-03-02", "ymd", date(2026, 3, 2)),
        # Only one reading is a date, so no order is needed.
        ("13/3/2026", None, date(2026, 3, 13)),
        ("3/13/2026", None, date(2026, 3, 13)),
        ("3/3/2026", None, date(2026, 3, 3)),
        ("31/12/45", None, date(2045, 12, 31)),
    ],
)
def test_three_numbers_are_a_date_where_the_order_is_known(
    written: str, order: DateOrder | None, expected: date
) -> None:
    assert read_moment(written, order).day == expected


@pytest.mark.parametrize("written", ["2/3/2026", "02.03.2026 9:00", "2-3-2026", "1/2/03"])
def test_a_date_with_two_readings_is_refused_with_both(written: str) -> None:
    with pytest.raises(CellProblem) as raised:
        read_moment(written, None)
    assert raised.value.kind.code == "date-ambiguous"
    assert " or " in raised.value.message


@pytest.mark.parametrize(
    "written",
    [
        "9", "tomorrow", "2026-02-30", "2026-13-01", "25:00", "24:01", "9:60", "9:5", "上午12点",
        "晚上3点", "3月2日", "2026-03-02 9", "32/13/2026", "2026-03-02 nine", "-9:00", "9:00 9:00",
        1e300, 7.5, -1, 10**400, float("inf"), "2 Foo 2026", "2026-03-02 09:30+99:00",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused(written: object) -> None:
    with pytest.raises(CellProblem) as raised:
        read_moment(written, None)
    assert raised.value.kind.code == "moment-unreadable"


@pytest.mark.parametrize("order", ["dmy", "mdy"])
def test_an_order_that_makes_no_date_is_refused(order: DateOrder) -> None:
    impossible = "3/13/2026" if order == "dmy" else "13/3/2026"
    with pytest.raises(CellProblem):
        read_moment(impossible, order)


@given(st.datetimes(at("1970-01-01"), at("2199-12-31")).map(lambda m: m.replace(microsecond=0)))
def test_every_moment_is_read_back_from_its_usual_forms(moment: datetime) -> None:
    midnight = moment.replace(hour=0, minute=0, second=0)
    expected = Written(moment.date(), moment - midnight)
    serial = (moment - at("1899-12-30")) / timedelta(days=1)
    forms: list[Any] = [
        moment, moment.isoformat(), moment.isoformat(sep=" "), f"{moment:%Y/%m/%d %H:%M:%S}",
        f"{moment:%d %b %Y %I:%M:%S %p}", f"{moment:%Y年%m月%d日%H时%M分%S秒}", serial,
    ]  # fmt: skip
    assert [read_moment(form, None) for form in forms] == [expected] * len(forms)


@given(st.text(max_size=12) | st.floats() | st.integers() | st.booleans())
def test_whatever_is_written_is_read_or_refused(written: object) -> None:
    try:
        found = read_moment(written, None)
    except CellProblem:
        return
    assert found.day is not None or found.time is not None


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2026-03-02 09:00-12:00", Written(DAY, clock(9)), Written(DAY, clock(12))),
        ("2026-03-02 09:00 - 2026-03-03 12:00", Written(DAY, clock(9)),
         Written(date(2026, 3, 3), clock(12))),
        ("09:00~12:00", Written(None, clock(9)), Written(None, clock(12))),
        ("9:00 – 12:00", Written(None, clock(9)), Written(None, clock(12))),
        ("9am to 5pm", Written(None, clock(9)), Written(None, clock(17))),
        ("2026年3月2日 上午9点至11点", Written(DAY, clock(9)), Written(DAY, clock(11))),
        ("下午1点到5点", Written(None, clock(13)), Written(None, clock(17))),
        ("18:00-24:00", Written(None, clock(18)), Written(None, clock(24))),
    ],
)  # fmt: skip
def test_a_span_is_cut_between_its_times(written: str, start: Written, end: Written) -> None:
    (span,) = spans(written, None)
    assert (span.start, span.end) == (start, end)


def test_several_spans_stand_between_semicolons_or_in_lines() -> None:
    assert len(spans("09:00-12:00; 13:00-17:00;18:00-19:00\n20:00-21:00", None)) == 4


@pytest.mark.parametrize("written", ["9-12", "morning", "09:00", "2026-03-02", "09:00-12"])
def test_what_is_no_span_is_refused(written: str) -> None:
    with pytest.raises(CellProblem):
        spans(written, None)
