"""Coordinates that only serve to draw a file with weights are no concern of its checker."""

from __future__ import annotations

from pathlib import Path

from support import problem_files

from benchmarks.checkers import check


def test_odd_coordinates_beside_weights_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "problem"
    path.write_text(problem_files.VRPLIB.replace("3 2 0", "3.5 2 0"))
    plan = problem_files.answer(problem_files.route(1, 2, 3))
    assert check(path, plan).cost == 36
