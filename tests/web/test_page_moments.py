"""Moments become seconds with the zone's offsets, so that a browser needs no zone data."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.clock import Clock
from service.web.moments import Moments


def moments(zone: str, start: datetime, *seconds: int) -> Moments:
    made = Moments(Clock(zone, start))
    for at in seconds:
        made.seconds(start + timedelta(seconds=at))
    return made


def test_a_zone_without_changes_has_one_offset() -> None:
    start = datetime(2026, 1, 5, tzinfo=UTC)
    zone = moments("Asia/Shanghai", start, 0, 86_400).zone()
    # The range begins a day before the first moment; Shanghai is 8 h = 28,800 s ahead.
    assert zone == {
        "name": "Asia/Shanghai",
        "origin": 1_767_571_200,
        "offsets": [[-86_400, 28_800]],
    }


def test_a_change_of_the_clock_is_found_to_the_second() -> None:
    # Berlin leaves summer time on 2026-10-25 at 01:00 UTC, 3,600 s after this start.
    start = datetime(2026, 10, 25, tzinfo=UTC)
    offsets = moments("Europe/Berlin", start, 0).zone()["offsets"]
    assert offsets == [[-86_400, 7200], [3600, 3600]]


def test_a_moment_far_away_does_not_take_long() -> None:
    start = datetime(2026, 1, 5, tzinfo=UTC)
    offsets = moments("Europe/Berlin", start, 0, 86_400 * 365 * 300).zone()["offsets"]
    assert isinstance(offsets, list)
    # 800 days reach to 2028-03-15: the first offset, then March and October of 2026 and of 2027.
    assert len(offsets) == 1 + 4


@given(st.integers(-300 * 86_400, 300 * 86_400))
def test_the_offsets_give_the_local_time_of_every_moment(at: int) -> None:
    start = datetime(2026, 7, 1, tzinfo=UTC)
    clock = Clock("America/New_York", start)
    zone = moments("America/New_York", start, -301 * 86_400, 301 * 86_400).zone()
    offsets = zone["offsets"]
    assert isinstance(offsets, list)
    offset = [value for begins, value in offsets if begins <= at][-1]
    expected = clock.moment(at).utcoffset()
    assert expected is not None
    assert offset == expected.total_seconds()
