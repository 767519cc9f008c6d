"""Cells: lists, durations, money, words and ids as people type them."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest

from models.tables import cells
from models.tables.columns import JOBS
from models.tables.problems import CellProblem


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("90", 5400), (90, 5400), (1.5, 90), ("90 min", 5400), ("1h30", 5400), ("1.5h", 5400),
        ("1:30", 5400), ("2 hours", 7200), ("1小时30分", 5400), ("45分钟", 2700), ("0", 0),
        (time(1, 30), 5400), (timedelta(minutes=20), 1200), ("-5", -300),
    ],
)  # fmt: skip
def test_a_duration_is_in_minutes_unless_it_names_its_unit(written: Any, seconds: int) -> None:
    assert cells.minutes(written, None) == seconds


@pytest.mark.parametrize(
    ("written", "cents"),
    [("49.50", 4950), (49.5, 4950), ("¥49.50", 4950), ("120元", 12000), ("$ 5", 500), (0, 0)],
)
def test_money_is_in_the_unit_of_the_currency(written: Any, cents: int) -> None:
    assert cells.money(written, None) == cents


def test_skills_have_levels_and_things_have_numbers() -> None:
    assert cells.levels("washer:3; gas", None) == {"washer": 3, "gas": None}
    assert cells.levels("洗衣机:4、燃气", None) == {"洗衣机": 4, "燃气": None}
    assert cells.quantities("pump x2; hose, belt*3", None) == {"pump": 2, "hose": 1, "belt": 3}
    assert cells.quantities("水泵x2;matrix2", None) == {"水泵": 2, "matrix2": 1}


@pytest.mark.parametrize("written", ["yes", "Y", "true", "1", 1, True, "是", "有"])
def test_yes_in_either_language(written: Any) -> None:
    assert cells.yes_or_no(written, None) is True


@pytest.mark.parametrize("written", ["no", "N", "FALSE", "0", 0, False, "否", "没有"])
def test_no_in_either_language(written: Any) -> None:
    assert cells.yes_or_no(written, None) is False


@pytest.mark.parametrize(
    ("written", "kind"),
    [("repair", "repair"), ("Fetch unit", "fetch_unit"), ("安装", "install"), ("维修", "repair")],
)
def test_words_are_understood_in_either_language(written: str, kind: str) -> None:
    assert JOBS.column("kind").read(written, None) == kind


def test_numbers_that_are_ids_or_phones_keep_their_digits() -> None:
    assert cells.digits(13800138000, None) == "13800138000"
    assert cells.digits(13800138000.0, None) == "13800138000"
    assert cells.digits(" 007 ", None) == "007"
    assert cells.digits("'+86 10 1234", None) == "+86 10 1234"
    assert cells.text("'tis broken", None) == "'tis broken"


@pytest.mark.parametrize(
    ("read", "written", "code"),
    [
        (cells.digits, "1.38E+10", "number-shortened"),
        (cells.minutes, "soon", "cell-unreadable"),
        (cells.minutes, "h", "cell-unreadable"),
        (cells.money, "much", "cell-unreadable"),
        (cells.money, "nan", "cell-unreadable"),
        (cells.yes_or_no, "perhaps", "cell-unreadable"),
        (cells.levels, "gas:1; gas:2", "cell-unreadable"),
        (cells.day, "09:00", "moment-unreadable"),
        (JOBS.column("kind").read, "repiar", "cell-unreadable"),
    ],
)
def test_what_a_column_is_not_for_is_refused(read: cells.Reader, written: str, code: str) -> None:
    with pytest.raises(CellProblem) as raised:
        read(written, None)
    assert raised.value.kind.code == code
