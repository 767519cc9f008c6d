"""A shift of several days is a slip in a date, and is pointed out."""

from __future__ import annotations

import pytest
from support.documents import codes, findings_of, raw_engineer


@pytest.mark.parametrize(
    ("start", "end", "long"),
    [
        ("2022-03-02T08:00", "2026-03-02T17:00", True),
        ("2026-03-02T08:00", "2026-03-03T08:00:01", True),
        ("2026-03-02T08:00", "2026-03-03T08:00", False),
    ],
)
def test_a_shift_longer_than_a_day_is_pointed_out(start: str, end: str, long: bool) -> None:
    findings = findings_of(engineers=[raw_engineer(shifts=[{"start": start, "end": end}])])
    assert ("shift-longer-than-a-day" in codes(findings)) == long
