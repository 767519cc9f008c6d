"""Moments exist, and no end comes before its start."""

from __future__ import annotations

from typing import Any

import pytest
from support.documents import codes, findings_of, only, raw_engineer, raw_job, read_day

NEW_YORK_SPRING = {
    "time_zone": "America/New_York",
    "horizon": {"start": "2026-03-08T00:00", "end": "2026-03-09T00:00"},
    "engineers": [],
}
NEW_YORK_AUTUMN = {
    "time_zone": "America/New_York",
    "horizon": {"start": "2026-11-01T00:00", "end": "2026-11-02T00:00"},
    "engineers": [],
}


def window(start: str, end: str) -> dict[str, str]:
    return {"start": start, "end": end}


def test_a_window_that_ends_before_it_starts_sets_the_job_aside() -> None:
    jobs = [raw_job(windows=[window("2026-03-02T12:00", "2026-03-02T09:00")]), raw_job("J2")]
    loaded = read_day(jobs=jobs)
    assert [one.id for one in loaded.scenario.set_aside] == ["J1"]
    found = only("end-before-start", loaded.findings)
    assert found.path == "jobs[0].windows[0].end"
    assert found.message == (
        "windows[0].end of job 'J1' is 2026-03-02 09:00:00, before its start at "
        "2026-03-02 12:00:00."
    )


def test_a_window_of_a_single_moment_is_a_window() -> None:
    jobs = [raw_job(windows=[window("2026-03-02T09:00", "2026-03-02T09:00")])]
    assert read_day(jobs=jobs).findings == ()


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"shifts": [window("2026-03-02T17:00", "2026-03-02T08:00")]},
         "engineers[0].shifts[0].end"),
        ({"breaks": [{"earliest_start": "2026-03-02T13:00", "latest_start": "2026-03-02T12:00",
                      "duration_s": 1800}]}, "engineers[0].breaks[0].latest_start"),
    ],
)  # fmt: skip
def test_a_reversed_shift_or_break_sets_the_engineer_aside(
    fields: dict[str, Any], path: str
) -> None:
    loaded = read_day(engineers=[raw_engineer(**fields), raw_engineer("E2")])
    assert only("end-before-start", loaded.findings).path == path
    assert [engineer.id for engineer in loaded.scenario.engineers] == ["E2"]


def test_a_reversed_opening_interval_makes_the_scenario_invalid() -> None:
    depot = {
        "id": "D1",
        "place": {"latitude": 31.2, "longitude": 121.4},
        "opening": [window("2026-03-02T18:00", "2026-03-02T08:00")],
    }
    assert only("end-before-start", findings_of(depots=[depot])).path == "depots[0].opening[0].end"


def test_ends_are_compared_as_moments_and_not_as_clock_times() -> None:
    # 20:00 in New York is 08:00 of the next day in Shanghai, where 09:00 comes later.
    jobs = [raw_job(windows=[window("2026-03-01T20:00-05:00", "2026-03-02T09:00")])]
    assert read_day(jobs=jobs).findings == ()


def test_a_time_that_the_clocks_skip_does_not_exist() -> None:
    # At 02:00 of 8 March 2026 the clocks of New York are put forward to 03:00.
    jobs = [raw_job(windows=[window("2026-03-08T02:30", "2026-03-08T05:00")])]
    found = only("moment-does-not-exist", findings_of(jobs=jobs, **NEW_YORK_SPRING))
    assert found.path == "jobs[0].windows[0].start"
    assert "does not exist in America/New_York" in found.message


@pytest.mark.parametrize("moment", ["2026-03-08T01:59:59", "2026-03-08T03:00", "2026-03-07T02:30"])
def test_the_times_around_the_gap_exist(moment: str) -> None:
    jobs = [raw_job(received_at=moment, windows=[])]
    assert codes(findings_of(jobs=jobs, **NEW_YORK_SPRING)) == ["no-engineers"]


def test_a_time_that_happens_twice_is_used_with_a_notice() -> None:
    # At 02:00 of 1 November 2026 the clocks are put back to 01:00.
    jobs = [raw_job(windows=[window("2026-11-01T01:30", "2026-11-01T03:00")])]
    assert codes(findings_of(jobs=jobs, **NEW_YORK_AUTUMN)) == ["moment-ambiguous", "no-engineers"]


def test_an_offset_tells_which_of_the_two_is_meant() -> None:
    jobs = [raw_job(windows=[window("2026-11-01T01:30-05:00", "2026-11-01T03:00")])]
    assert codes(findings_of(jobs=jobs, **NEW_YORK_AUTUMN)) == ["no-engineers"]


@pytest.mark.parametrize("year", ["0001", "0206", "1969", "2200", "9999"])
def test_a_year_in_which_nobody_is_visited_sets_the_job_aside(year: str) -> None:
    loaded = read_day(jobs=[raw_job(appointment_told=f"{year}-03-02T10:00", windows=[])])
    assert codes(loaded.scenario.set_aside[0].findings) == ["moment-not-plausible"]


def test_an_impossible_year_of_the_horizon_is_a_finding_and_no_crash() -> None:
    horizon = window("0001-01-01T00:00", "9999-12-31T23:59")
    assert codes(findings_of(horizon=horizon)).count("moment-not-plausible") == 2
