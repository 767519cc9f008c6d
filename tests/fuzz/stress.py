"""Feed random problems of every rule to the core: `stress.py SECONDS [path of the core]`.

`make stress` gives it a core that is built with the address and undefined-behaviour sanitizers.
Every plan is checked, by the auditor or by the checkers, and the first defect ends it.
"""

from __future__ import annotations

import importlib.util
import json
import random
import sys
import tempfile
import time
from pathlib import Path


def main(seconds: float) -> None:
    """Search random days, documents and a larger city in turn until the seconds are over."""
    from hypothesis import HealthCheck, given, seed, settings
    from support.random_days import random_day
    from support.random_problems import Json, vroom_documents

    from benchmarks.checkers import check
    from benchmarks.readers import read_instance
    from benchmarks.solve import solve as solve_instance
    from optimizer.budget import Budget
    from optimizer.solve import solve as solve_scenario

    def solve_document(document: Json, turn: int, threads: int, iterations: int) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "problem"
            path.write_text(json.dumps(document))
            budget = Budget(iterations=iterations)
            found = solve_instance(read_instance(path), budget, seed=turn, threads=threads)
            complaints = check(path, found.document).complaints
        assert not complaints, (complaints, document)

    def run_documents(turn: int) -> None:
        @seed(turn)
        @quiet
        @given(vroom_documents())
        def solve_documents(document: Json) -> None:
            solve_document(document, turn, 1 + turn % 3, 200)

        solve_documents()

    quiet = settings(max_examples=20, deadline=None, database=None,
                     suppress_health_check=list(HealthCheck))  # fmt: skip
    until = time.monotonic() + seconds
    turn = 0
    while time.monotonic() < until:
        threads = 1 + turn % 3
        dice = random.Random(turn)
        day = random_day(turn, jobs=dice.randint(1, 30), shifts=dice.randint(1, 6))
        solve_scenario(day, Budget(iterations=300), seed=turn, threads=threads)

        run_documents(turn)
        if turn % 10 == 0:
            rests = turn % 20 == 10
            solve_document(city(620, turn, rests), turn, 2, 2000)  # large enough to be divided
            solve_document(city(60, turn, not rests), turn, threads, 3000)
        turn += 1
    print(f"{turn} rounds, each of a day and 20 documents, without a defect")


def city(jobs: int, its_seed: int, rests: bool = True) -> dict[str, object]:
    """A VROOM document of a day with short routes, which are recombined.

    Where engineers rest, tails and segments of routes are not exchanged.
    """
    dice = random.Random(its_seed)
    vans = max(3, jobs // 6)
    at = [(dice.randrange(6000), dice.randrange(6000)) for _ in range(jobs)]
    opens = [dice.randrange(24000) for _ in at]
    return {
        "vehicles": [
            {
                "id": number,
                "start_index": number,
                "end_index": number,
                "skills": [1 + number % 3, 4],
                "capacity": [3],
                "time_window": [0, 32000],
                "breaks": [{"id": 1, "time_windows": [[12000, 16000]], "service": 1800}]
                if rests
                else [],
            }
            for number in range(vans)
        ],
        "jobs": [
            {
                "id": number,
                "location_index": number,
                "service": 1500,
                "priority": number % 4,
                "skills": [1 + number % 4],
                "delivery": [number % 2],
                "time_windows": [[opens[number], opens[number] + 7200]],
            }
            for number in range(jobs)
        ],
        "matrices": {
            "car": {"durations": [[abs(x - u) + abs(y - v) for u, v in at] for x, y in at]}
        },
    }


def use_core(path: str) -> None:
    """Take this build of the core instead of the installed one."""
    spec = importlib.util.spec_from_file_location("optimizer._core", path)
    assert spec is not None
    assert spec.loader is not None
    core = importlib.util.module_from_spec(spec)
    sys.modules["optimizer._core"] = core
    spec.loader.exec_module(core)

    import optimizer

    optimizer.__dict__["_core"] = core


if __name__ == "__main__":
    if sys.argv[2:]:
        use_core(sys.argv[2])
    main(float(sys.argv[1]))
