"""Moments and spans as people read them."""

from __future__ import annotations

import pytest
from support.small_days import MIDNIGHT, ZONE, sec

from models.base import Text
from models.clock import Clock
from optimizer.wording import listed, same, span, time_of_day


@pytest.mark.parametrize(
    ("seconds", "en", "zh"),
    [
        (0, "0 s", "0 秒"),
        (59, "59 s", "59 秒"),
        (60, "1 min", "1 分钟"),
        (3599, "59 min", "59 分钟"),
        (3600, "1 h", "1 小时"),
        (5459, "1 h 30 min", "1 小时 30 分钟"),
    ],
)
def test_a_span_is_read_in_its_natural_unit(seconds: int, en: str, zh: str) -> None:
    assert span(seconds) == Text(en=en, zh=zh)


def test_seconds_of_a_time_are_cut_off_so_that_nobody_leaves_too_late() -> None:
    assert time_of_day(Clock(ZONE, MIDNIGHT), sec("08:59:59")) == "08:59"


def test_several_things_are_separated_as_each_language_does() -> None:
    assert listed([same("a"), same("b")]) == Text(en="a, b", zh="a、b")
