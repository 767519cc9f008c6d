"""What is asked of plans that stand, on a city small enough for a test."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from support.command import earlybird

from benchmarks.replan import DAYS, REPAIR_S, WINDOWS, City, Figure, Terms, all_slots, repair
from benchmarks.replan_report import report, values_csv
from optimizer.desk import Desk
from optimizer.problem import ShiftColumn
from optimizer.search import Start

SMALL = Terms(jobs=40, questions=3, dropouts=2, seconds=0.2, threads=1)


def test_percentiles_are_values_that_were_measured() -> None:
    figure = Figure("wait", "s", (3.0, 1.0, 2.0, 4.0))
    # Half of four values are two: the second smallest. 95 % are four: the largest.
    assert [figure.percentile(percent) for percent in (50, 95, 100)] == [2.0, 4.0, 4.0]
    assert Figure("one", "s", (7.0,)).percentile(50) == 7.0


def test_the_report_has_percentiles_and_the_table_every_value() -> None:
    figures = [Figure("best insertion", "µs", (2.0, 1.0), 1)]
    page = report(figures, SMALL)
    assert "| best insertion, µs | 1.0 | 2.0 | 2.0 | 2.0 | 2 |" in page
    assert "40 jobs each, 0.2 s of search, seed 1" in page
    rows = list(csv.reader(values_csv(figures).splitlines()))
    assert rows[0] == ["what", "unit", "number", "value"]
    assert rows[1:] == [["best insertion", "µs", "1", "2"], ["best insertion", "µs", "2", "1"]]


@pytest.mark.core
def test_every_window_of_a_day_is_asked_for() -> None:
    city = City(SMALL)
    _, _, plan = city.day(0)
    desk = Desk(city.everything, Start(plan))
    # A day plan of the same jobs in other rows: all of them stand at the desk.
    assert all(desk.is_served(job) for route in plan for job in route)
    assert sum(len(route) for route in plan) <= SMALL.jobs
    for job in range(len(city.new)):
        (slots,) = all_slots(city, [desk], job)
        assert len(slots) == len(WINDOWS)
        assert len(set(city.slots(job))) == len(WINDOWS)
        for row, cents in zip(city.slots(job), slots, strict=True):
            found = desk.best_insertion(row)
            assert cents == (None if found is None else found.extra_cents)


@pytest.mark.core
def test_a_repair_counts_whom_the_engineer_leaves_behind() -> None:
    city = City(SMALL)
    arrays, plan, _ = city.day(0)
    engineer = next(
        int(arrays.shifts[row, ShiftColumn.ENGINEER]) for row, route in enumerate(plan) if route
    )
    his = sum(
        len(route)
        for row, route in enumerate(plan)
        if arrays.shifts[row, ShiftColumn.ENGINEER] == engineer
    )
    found = repair(arrays, plan, engineer, SMALL)
    left_out = len(arrays.jobs) - sum(len(route) for route in plan)
    assert found.jobs == his
    # The first repair only adds jobs to what the others do anyway.
    assert 0 <= found.first_unserved <= his + left_out
    assert found.first_s > 0


@pytest.mark.slow
def test_the_command_writes_table_and_values(tmp_path: Path) -> None:
    options = ("--jobs", "40", "--questions", "3", "--dropouts", "1", "--seconds", "0.2")
    done = earlybird("bench", "replan", *options, "--out", tmp_path)
    assert (done.returncode, done.stdout) == (0, f"Written: {tmp_path / 'replan.md'}\n")
    page = (tmp_path / "replan.md").read_text("utf-8")
    assert f"| all {DAYS * len(WINDOWS)} two-hour slots of {DAYS} days, ms |" in page
    assert f"| left out after {REPAIR_S:g} s, jobs |" in page
    assert f"| slot offers, {DAYS} days, ms |" in page
    rows = list(csv.DictReader((tmp_path / "replan.csv").read_text("utf-8").splitlines()))
    assert sum(row["what"].startswith("best insertion") for row in rows) == 2 * 3
