"""Whatever a file asks, the answer keeps every rule of it, by the word of the checker."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.random_problems import Json, vroom_documents

from benchmarks.checkers import check
from benchmarks.readers import read_instance
from benchmarks.solve import solve
from optimizer.budget import Budget

pytestmark = pytest.mark.core


@given(vroom_documents(), st.integers(0, 3))
def test_answers_are_legal_and_add_up(document: Json, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "problem"
        path.write_text(json.dumps(document))
        found = solve(read_instance(path), Budget(iterations=200), seed=seed, threads=1)
        verdict = check(path, found.document)
    assert verdict.complaints == ()
    summary, routes = found.document["summary"], found.document["routes"]
    assert verdict.cost == summary["cost"]
    assert verdict.unserved == found.unserved_jobs
    assert verdict.unserved_priority == found.unserved_priority
    for name in ("cost", "setup", "service", "duration", "waiting_time", "priority"):
        assert summary[name] == sum(route[name] for route in routes)
    priority = sum(one["priority"] for one in (*document["jobs"], *document["shipments"]))
    assert summary["priority"] + found.unserved_priority == priority


@given(vroom_documents())
def test_what_a_reason_calls_impossible_is_impossible_alone(document: Json) -> None:
    """A job that some vehicle can serve alone is served where it is the only one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "problem"
        for jobs, shipments in _single(document):
            path.write_text(json.dumps(document | {"jobs": jobs, "shipments": shipments}))
            found = solve(read_instance(path), Budget(iterations=50), threads=1)
            codes = {one["reason_code"] for one in found.document["unassigned"]}
            assert "left-out" not in codes


def _single(document: Json) -> list[tuple[list[Json], list[Json]]]:
    jobs: list[tuple[list[Json], list[Json]]] = [([job], []) for job in document["jobs"][:2]]
    shipments: list[tuple[list[Json], list[Json]]] = [
        ([], [shipment]) for shipment in document["shipments"][:2]
    ]
    return [*jobs, *shipments]
