"""Told customers moved by proposals and by solving anew, on a week small enough for a test."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from support.command import earlybird

from benchmarks.disturbance import Comparison, Outcome, Terms, measure
from benchmarks.disturbance_report import report, values_csv
from benchmarks.running_day import KINDS, WeekTerms, begun_week, moment_of, seeded_events
from models.day import JobState

SMALL = Terms(
    WeekTerms(jobs_today=40, jobs_later=15, days=2, seconds=0.3), events=5, search_s=0.1, anew_s=0.2
)


def test_the_report_adds_up_what_both_ways_do() -> None:
    ours, anew = Outcome(1, 0, 10_100, 0.5), Outcome(12, 0, 10_000, 2.0)
    found = [Comparison("overrun", "swap", ours, anew, 0.02)] * 2
    page = report(found, SMALL)
    assert "| overrun | swap | 1 | 12 | 0 | 0 | 101 | 100 | +1.00 % |" in page
    assert "| all |  | 2 | 24 | 0 | 0 | 202 | 200 | +1.00 % |" in page
    assert "| first answers | p50 20 ms, largest 20 ms |" in page
    rows = list(csv.reader(values_csv(found).splitlines()))
    assert rows[1] == ["1", "overrun", "swap", "1", "0", "10100", "0.500"]
    assert rows[2] == ["1", "overrun", "anew", "12", "0", "10000", "2.000"]


@pytest.mark.core
def test_the_week_is_lived_as_planned_until_the_hour() -> None:
    day = begun_week(SMALL.week)
    now = moment_of(day.scenario, SMALL.week.hour)
    for route in day.plan.routes:
        for stop in route.stops:
            if stop.job_id is not None:
                over = day.job_facts(stop.job_id).state is JobState.FINISHED
                assert over == (stop.finish <= now)


@pytest.mark.core
def test_events_are_of_five_kinds_and_the_same_for_the_same_seed() -> None:
    day = begun_week(SMALL.week)
    now = moment_of(day.scenario, SMALL.week.hour)
    events = seeded_events(day, now, 5, seed=1)
    assert [event.kind for event in events] == list(KINDS)
    assert events == seeded_events(day, now, 5, seed=1)


@pytest.mark.core
def test_proposals_move_fewer_told_customers_than_solving_anew() -> None:
    found = list(measure(SMALL, lambda _: None))
    assert len(found) == 5
    assert sum(one.ours.moved for one in found) < sum(one.anew.moved for one in found)


@pytest.mark.core
def test_the_command_writes_its_report(tmp_path: Path) -> None:
    asked = "--jobs 40 --later 15 --days 2 --events 2 --plan-seconds 0.3"
    asked += " --search-seconds 0.1 --anew-seconds 0.2"
    done = earlybird("bench", "disturbance", "--out", str(tmp_path), *asked.split())
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "disturbance.md").read_text("utf-8").count("| anew |") == 0
    assert len((tmp_path / "disturbance.csv").read_text("utf-8").splitlines()) == 1 + 2 * 2
