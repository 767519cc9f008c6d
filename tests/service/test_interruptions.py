"""Ctrl-C at any moment of a search leaves a legal plan. `make interrupt` tries 200 moments."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.interrupting import interrupted_plan, interrupted_solve


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_interrupted_solve_leaves_a_legal_answer(tmp_path: Path, seed: int) -> None:
    interrupted_solve(tmp_path, seed)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_interrupted_plan_passes_the_audit(tmp_path: Path, seed: int) -> None:
    interrupted_plan(tmp_path, seed)
