"""A scenario with one travel matrix for each hour made the search read where there was nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from support.explained import LINE, scenario
from support.small_days import engineer, job, window

from models.audit import audit, is_legal
from models.places import index_places
from models.travel import MatrixTravel
from optimizer.solve import Budget, solve
from optimizer.travel.build import build_travel


@pytest.mark.core
def test_a_day_with_a_matrix_for_every_hour_is_planned_legally(tmp_path: Path) -> None:
    hours = [[[cell * (3 if hour in (8, 9) else 2) // 2 for cell in row] for row in LINE]
             for hour in range(24)]  # fmt: skip
    np.savez(tmp_path / "hours.npz", durations=np.array(hours))
    jobs = [job(f"j{place}", place, windows=(window("08:00", "16:00"),)) for place in range(1, 7)]
    day = scenario(
        jobs=tuple(jobs),
        engineers=(engineer(), engineer(id="e2")),
        travel=MatrixTravel(file="hours.npz"),
    )
    plan = solve(day, Budget(iterations=200), threads=2, base_folder=tmp_path)
    assert plan.merit.served == 6
    places = index_places(day)
    assert is_legal(audit(day, plan, build_travel(day, places, tmp_path), places))
