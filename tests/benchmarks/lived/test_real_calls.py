"""Real calls that come in while a day is lived."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.lived.run import Terms, lived_days, morning_of, planned
from benchmarks.lived.urgent import calls_of
from optimizer.budget import Budget
from scenarios.nyc311 import import_nyc311


@pytest.mark.data
@pytest.mark.slow
def test_real_calls_are_served_without_breaking_what_was_promised(data_dir: Path) -> None:
    csv = data_dir / "nyc_elevator_311" / "complaints_2024_01_09.csv"
    today, _ = import_nyc311(csv, date(2024, 3, 20), 18)
    stream, _ = import_nyc311(csv, date(2024, 3, 21), 18)
    calls = calls_of(stream, today)
    assert len(calls) == 40
    asked, plan = planned(today, 0.95, Budget(iterations=2000), threads=1)
    morning = morning_of("New York", asked, plan, calls)
    runs = list(lived_days(morning, Terms(seeds=3, policies=("naive", "ours"))))
    naive, ours = ([run.figures for run in runs if run.policy == one] for one in ("naive", "ours"))
    for before, after in zip(naive, ours, strict=True):
        assert after.promised == before.promised == plan.merit.served
        assert after.not_late > before.not_late
        assert after.urgent_served >= 10
        assert after.late_called == after.late_arrivals
        assert after.refused == 0
