"""On the day when clocks change, a row of times says the offset before and the one after."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from service.exports.spreadsheet import zones_of

NEW_YORK = ZoneInfo("America/New_York")
BEFORE = datetime(2026, 3, 8, 1, 59, 33, tzinfo=NEW_YORK)
AFTER = datetime(2026, 3, 8, 3, 5, tzinfo=NEW_YORK)


def test_a_drive_through_the_change_has_both_offsets_in_the_order_of_time() -> None:
    assert zones_of(["J3", AFTER, None, BEFORE, 327]) == "UTC-05:00, then UTC-04:00"


def test_a_row_on_one_side_of_the_change_has_one_offset() -> None:
    assert zones_of([BEFORE, BEFORE]) == "UTC-05:00"
    assert zones_of([AFTER]) == "UTC-04:00"
