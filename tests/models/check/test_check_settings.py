"""The frame: zone, horizon, early band, speeds and the tables of the policy."""

from __future__ import annotations

from typing import Any

import pytest
from support.documents import codes, findings_of, only, raw_day, read_day

from models.job import JobKind


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "", "asia", "../etc/passwd", "/etc/localtime", "UTC+8", "北京时间"]
)
def test_a_time_zone_that_is_none_is_refused(zone: str) -> None:
    assert "time-zone-unknown" in codes(findings_of(time_zone=zone))


def test_a_misspelt_time_zone_is_answered_with_the_right_one() -> None:
    found = only("time-zone-unknown", findings_of(time_zone="asia/shanghai"))
    assert "(did you mean 'Asia/Shanghai'?)" in found.message


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("2026-03-02T00:00", "horizon-reversed"),
        ("2026-03-01T23:59", "horizon-reversed"),
        # 2 March 2026 plus 366 days is 3 March 2027.
        ("2027-03-03T00:00:01", "horizon-too-long"),
    ],
)
def test_the_horizon_is_a_span_of_at_most_366_days(end: str, code: str) -> None:
    horizon = {"start": "2026-03-02T00:00", "end": end}
    assert code in codes(findings_of(horizon=horizon, jobs=[], engineers=[]))


def test_366_days_are_not_too_long() -> None:
    horizon = {"start": "2026-03-02T00:00", "end": "2027-03-03T00:00"}
    assert codes(findings_of(horizon=horizon)) == []


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (300, 360, []),
        (300, 359, ["early-band-narrow"]),
        (300, 300, ["early-band-narrow"]),
        (300, 299, ["early-band-reversed"]),
        (300, None, []),
        (0, 60, []),
    ],
)
def test_the_early_band_is_at_least_a_minute_wide(
    least: int, most: int | None, expected: list[str]
) -> None:
    policy = {"early_band": {"least_s": least, "most_s": most}}
    assert codes(findings_of(policy=policy)) == expected


@pytest.mark.parametrize(
    ("raster_s", "expected"),
    [
        (1, []),
        (60, []),
        (900, []),
        (3600, []),
        (7, ["appointment-raster-uneven"]),
        (1000, ["appointment-raster-uneven"]),
        (0, ["value-out-of-range"]),
        (7200, ["value-out-of-range"]),
    ],
)
def test_the_raster_of_appointments_divides_an_hour(raster_s: int, expected: list[str]) -> None:
    assert codes(findings_of(policy={"appointment_raster_s": raster_s})) == expected


@pytest.mark.parametrize(("fastest", "expected"), [(100, []), (101, ["speeds-too-far-apart"])])
def test_the_hours_of_the_day_differ_by_a_factor_of_20_at_most(
    fastest: int, expected: list[str]
) -> None:
    speeds = [5.0] * 23 + [fastest]
    travel: dict[str, Any] = {"kind": "great_circle", "speed_kmh_by_hour": speeds}
    assert codes(findings_of(travel=travel)) == expected
    matrix: dict[str, Any] = {
        "kind": "matrix",
        "durations_s": [[0]],
        "speed_percent_by_hour": [5] * 23 + [fastest],
    }
    assert codes(findings_of(travel=matrix, jobs=[], engineers=[])) == [
        *expected, "no-engineers", "no-jobs",
    ]  # fmt: skip


def test_an_entry_in_a_table_of_the_policy_leaves_the_others_as_they_are() -> None:
    tables = {
        "default_duration_s": {"repair": 1800},
        "duration_percent_by_level": {"1": 150},
        "warranty_months": {"fridge": 36},
    }
    policy = read_day(policy=tables).scenario.policy
    assert policy.default_duration_s[JobKind.REPAIR] == 1800
    assert policy.default_duration_s[JobKind.INSTALL] == 3600
    assert policy.duration_percent_by_level == {1: 150, 2: 110, 3: 100, 4: 95, 5: 90}
    assert policy.warranty_months == {"": 12, "fridge": 36}


def test_only_what_can_be_required_is_required() -> None:
    findings = findings_of(policy={"required_fields": ["name", "fone"]})
    found = only("required-field-unknown", findings)
    assert found.path == "policy.required_fields[1]"
    assert "(did you mean 'phone'?)" in found.message
    assert codes(findings_of(policy={"required_fields": []})) == []


def test_the_day_of_these_tests_has_nothing_wrong_with_it() -> None:
    assert codes(findings_of(**raw_day())) == []
