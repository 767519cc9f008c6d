"""On tiny files the search finds what trying everything finds, by the word of the checkers."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from support.exhaustive import Key, best_of_trsp, best_of_vroom, key_of
from support.random_problems import Json, vroom_documents
from support.random_trsp import random_trsp

from benchmarks.checkers import check
from benchmarks.readers import read_instance
from benchmarks.solve import solve
from optimizer.budget import Budget

pytestmark = pytest.mark.core


def found_key(path: Path, threads: int = 1) -> Key:
    found = solve(read_instance(path), Budget(iterations=4000), seed=1, threads=threads)
    verdict = check(path, found.document)
    key = key_of(verdict)
    assert key is not None, verdict
    return key


@settings(max_examples=20)
@given(vroom_documents())
def test_breaks_goods_loads_and_setups_are_planned_as_well_as_can_be(document: Json) -> None:
    small = {
        **document,
        "jobs": document["jobs"][:2],
        "shipments": document["shipments"][:1],
        # Two breaks are taken in the order of their windows, whatever else might be possible.
        "vehicles": [
            one | {"breaks": one.get("breaks", [])[:1]} for one in document["vehicles"][:2]
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "problem"
        path.write_text(json.dumps(small))
        assert found_key(path) == best_of_vroom(path)


def test_a_break_costs_nothing_though_the_way_from_a_place_to_itself_does(tmp_path: Path) -> None:
    document: Json = {
        "vehicles": [
            {"id": 0, "start_index": 0, "end_index": 0},
            {
                "id": 1,
                "start_index": 1,
                "end_index": 0,
                "breaks": [{"id": 0, "time_windows": [[0, 900]]}],
            },
        ],
        "jobs": [{"id": 0, "location_index": 2, "service": 60}],
        "shipments": [],
        "matrices": {
            "car": {
                "durations": [[0, 9, 9], [9, 0, 9], [9, 9, 0]],
                "costs": [[50, 9, 9], [9, 50, 5], [9, 9, 50]],
            }
        },
    }
    path = tmp_path / "problem"
    path.write_text(json.dumps(document))
    assert found_key(path) == best_of_vroom(path) == (0, 0, 14)


@pytest.mark.parametrize("seed", range(12))
def test_durations_with_refills_are_as_short_as_can_be(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "problem"
    path.write_text(random_trsp(seed, crew=2, requests=4))
    # The reader rounds every leg up to the fourth decimal; there are eight at most.
    assert found_key(path, threads=2) == pytest.approx(best_of_trsp(path, 2, 4), abs=8e-4)


@pytest.mark.parametrize("seed", range(100, 102))
def test_a_technician_of_six_requests_is_planned_as_well_as_can_be(
    tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "problem"
    path.write_text(random_trsp(seed, crew=1, requests=6))
    assert found_key(path) == pytest.approx(best_of_trsp(path, 1, 6), abs=8e-4)
