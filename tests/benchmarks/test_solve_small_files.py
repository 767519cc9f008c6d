"""Small files of every format are solved to the optimum, which is derived by hand here."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from support import problem_files
from support.problem_files import Json

from benchmarks.answer import answer
from benchmarks.checkers import check
from benchmarks.compile import compile_instance
from benchmarks.readers import read_instance
from benchmarks.solve import Solved, solve
from optimizer.budget import Budget
from optimizer.search import run

pytestmark = pytest.mark.core

TECHNICIAN_2 = "2    9     0     0      100    0      [0,1] \t[0,1] \t[5]"
ONLY_SKILL_1 = "2    9     0     0      100    0      [1] \t[] \t[0]"


def solved(folder: Path, content: str | Json, iterations: int = 3000) -> tuple[Path, Solved]:
    path = folder / "problem"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path, solve(read_instance(path), Budget(iterations=iterations), seed=1, threads=1)


@pytest.mark.parametrize(
    ("content", "cost"),
    [
        # 1 and 3 together are too much (11 of 10); so 0-1-2-0 (5 + 3.6 + 2) and 0-3-0 (2 x 1.4).
        pytest.param(problem_files.SOLOMON, 13.4, id="solomon"),
        pytest.param(problem_files.VRPLIB, 36, id="vrplib"),
        # Both on one route: 5 + 4 + 1.
        pytest.param(problem_files.EUCLIDEAN_VRPLIB, 10, id="euclidean vrplib"),
        # Technician 2 alone: 3 to request 5, sqrt(37) = 6.0828 to 3, 4 to 4, 6 home, and 5 + 10 +
        # 5 of work. Leaving at 5.92 he is at request 3 when it opens at 20.
        pytest.param(problem_files.TRSP, 39.0828, id="trsp"),
        # Technician 2 does request 5 only: 3 + 5 + 3. So 1 fetches tool and part: 5 to the depot,
        # sqrt(10) = 3.1623 to 3, 4 to 4, 3 home, and 10 + 5 of work.
        pytest.param(
            problem_files.TRSP.replace(TECHNICIAN_2, ONLY_SKILL_1), 41.1623, id="trsp with a depot"
        ),
        # Whichever comes first: 6 + 8.5 + 12.0333 of travel, 30 + 45 of work.
        pytest.param(problem_files.PRAXEDO, 101.5333, id="praxedo"),
        # All on vehicle 0: 0-1 10, 1-2 5, 2-3 7 (the pickup), 3-1 16 (its delivery), 1-0 11.
        pytest.param(problem_files.vroom(), 49, id="vroom"),
    ],
)
def test_the_optimum_is_found_and_the_checker_agrees(
    tmp_path: Path, content: str | Json, cost: float
) -> None:
    path, found = solved(tmp_path, content)
    verdict = check(path, found.document)
    assert verdict.complaints == ()
    assert found.document["summary"]["cost"] == cost
    # The TRSP reader rounds every leg up to the fourth decimal.
    assert verdict.cost == pytest.approx(cost, abs=4e-4)
    assert (found.unserved_jobs, verdict.unserved) == (0, 0)


def test_a_depot_visit_is_a_step(tmp_path: Path) -> None:
    _, found = solved(tmp_path, problem_files.TRSP.replace(TECHNICIAN_2, ONLY_SKILL_1))
    first = next(route for route in found.document["routes"] if route["vehicle"] == 1)
    assert [(one["type"], one["job"]) for one in first["steps"]] == [
        ("start", None),
        ("depot", None),
        ("job", 3),
        ("job", 4),
        ("end", None),
    ]
    # The depot is 5 away and request 3 another 3.1623, which opens at 20.
    assert first["steps"][0]["arrival"] == pytest.approx(20 - 3.1623 - 5)


def test_coordinates_are_enough(tmp_path: Path) -> None:
    path, found = solved(tmp_path, problem_files.vroom_on_the_globe())
    verdict = check(path, found.document)
    assert verdict.complaints == ()
    assert found.document["summary"]["cost"] == verdict.cost > 0


def test_speed_factors_keep_to_whole_seconds(tmp_path: Path) -> None:
    document = problem_files.vroom()
    document["vehicles"][0]["speed_factor"] = 1.3
    path, found = solved(tmp_path, document)
    assert check(path, found.document).complaints == ()
    # 100 / 1.3 rounds to 77 hundredths of 49 s: 37.73 s.
    assert found.document["summary"]["cost"] == 37


def test_what_cannot_be_served_is_left_out_with_its_reason(tmp_path: Path) -> None:
    document = problem_files.vroom()
    document["jobs"][0]["skills"] = [1, 9]
    document["jobs"][1]["pickup"] = [4]
    path, found = solved(tmp_path, document)
    verdict = check(path, found.document)
    assert verdict.complaints == ()
    assert (verdict.unserved_priority, verdict.unserved_without_priority) == (10, 1)
    assert (found.unserved_priority, found.unserved_jobs) == (10, 2)
    assert [(one["id"], one["reason_code"]) for one in found.document["unassigned"]] == [
        (0, "no-vehicle-is-able"),
        (1, "capacity-too-small"),
    ]


def test_priorities_come_before_numbers_and_costs(tmp_path: Path) -> None:
    # There is time for the far job of priority 5, or for the two near ones of 2 together.
    document: Json = {
        "vehicles": [{"id": 1, "start_index": 0, "end_index": 0, "time_window": [0, 100]}],
        "jobs": [
            {"id": 1, "location_index": 1, "service": 60, "priority": 5},
            {"id": 2, "location_index": 2, "service": 30, "priority": 2},
            {"id": 3, "location_index": 2, "service": 30, "priority": 2},
        ],
        "matrices": {"car": {"durations": [[0, 20, 1], [20, 0, 20], [1, 20, 0]]}},
    }
    _, found = solved(tmp_path, document)
    assert [one["id"] for one in found.document["unassigned"]] == [2, 3]
    # Of priority 0, the number counts: both near ones are served.
    for one in document["jobs"]:
        one["priority"] = 0
    _, found = solved(tmp_path, document)
    assert [one["id"] for one in found.document["unassigned"]] == [1]


def test_the_same_seed_and_iterations_give_the_same_answer(tmp_path: Path) -> None:
    _, first = solved(tmp_path, problem_files.vroom(), 500)
    _, second = solved(tmp_path, problem_files.vroom(), 500)
    assert first.document == second.document


def test_seconds_bound_everything_between_problem_and_answer(tmp_path: Path) -> None:
    path = tmp_path / "problem"
    path.write_text(problem_files.SOLOMON)
    found = solve(read_instance(path), Budget(seconds=0.5), threads=1)
    assert found.seconds < 0.75
    timed = found.document_with_times(loading_s=0.25)
    times = timed["summary"]["computing_times"]
    assert times == {"loading": 250, "solving": round(1000 * found.seconds), "routing": 0}
    assert "computing_times" not in found.document["summary"]


def test_a_search_that_is_stopped_answers_with_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "problem"
    path.write_text(problem_files.SOLOMON)
    found = solve(read_instance(path), Budget(seconds=60), threads=1, stop=lambda: True)
    assert found.interrupted
    assert found.seconds < 10
    assert check(path, found.document).complaints == ()


@pytest.mark.data
@pytest.mark.parametrize("seed", range(100, 104))
def test_city_days_are_solved_legally(data_dir: Path, seed: int) -> None:
    path = data_dir / f"city/city-n100-s{seed}.json"
    found = solve(read_instance(path), Budget(iterations=300), threads=1)
    verdict = check(path, found.document)
    assert verdict.complaints == ()
    summary = found.document["summary"]
    assert verdict.cost == summary["cost"]
    assert verdict.unserved_priority == found.unserved_priority
    assert verdict.unserved == summary["unassigned"] == found.unserved_jobs


@pytest.mark.data
@pytest.mark.parametrize(
    "name",
    [
        "solomon/R105.txt",
        "solomon/C206.txt",
        "trsp/praxedo/R2.txt",
        "ortec/ORTEC-VRPTW-ASYM-9016f313-d1-n200-k20.txt",
    ],
)
def test_files_of_research_are_solved_legally(data_dir: Path, name: str) -> None:
    path = data_dir / name
    found = solve(read_instance(path), Budget(iterations=300), threads=1)
    verdict = check(path, found.document)
    assert verdict.complaints == ()
    assert verdict.cost == pytest.approx(found.document["summary"]["cost"], rel=1e-4)


@pytest.mark.data
def test_all_but_the_search_takes_less_than_a_second_for_a_thousand_jobs(data_dir: Path) -> None:
    path = data_dir / "city/city-n1000-s100.json"
    began = time.perf_counter()
    instance = read_instance(path)
    read = time.perf_counter()
    arrays = compile_instance(instance)
    compiled = time.perf_counter()
    plan = run(arrays, Budget(seconds=0.5)).routes
    found = time.perf_counter()
    json.dumps(answer(instance, plan))
    done = time.perf_counter()
    assert compiled - read < 0.1
    assert (compiled - began) + (done - found) < 1
