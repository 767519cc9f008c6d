"""Interrupt a real process while it searches, at a random moment, and check what it leaves."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from support.command import PROGRAM, earlybird, small_file

from benchmarks.checkers import check

JOBS = 40
LONGEST_S = 1.0
"""Between the beginning of the search and the signal."""
BEGINS = """
import sys
from optimizer import search
run = search.run
def said(*arguments, **options):
    print("searching", flush=True)
    return run(*arguments, **options)
search.run = said
from service.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""The program, which says when its search begins."""


def interrupted_solve(folder: Path, seed: int) -> None:
    """Interrupt `earlybird solve`; the answer must be there and legal."""
    problem, answer = folder / "problem.json", folder / "answer.json"
    problem.write_text(json.dumps(_document(seed)))
    _interrupt(seed, "solve", problem, "--out", answer)
    verdict = check(problem, json.loads(answer.read_text()))
    assert verdict.complaints == (), (seed, verdict)


def interrupted_plan(folder: Path, seed: int) -> None:
    """Interrupt `earlybird plan`; the plan must be there and the auditor must pass it."""
    scenario = small_file(folder, jobs=JOBS)
    _interrupt(seed, "plan", scenario, "--out", folder / "out")
    checked = earlybird("check", scenario, folder / "out" / "plan.json")
    assert checked.returncode == 0, (seed, checked)
    assert json.loads((folder / "out" / "plan.json").read_text())["search"]["stopped_by"] == (
        "interrupt"
    )


def _interrupt(seed: int, *arguments: str | Path) -> None:
    """Run a command that would take a minute, and send it SIGINT soon after its search begins."""
    dice = random.Random(seed)
    options = ("--seconds", "60", "--seed", str(seed), "--threads", str(1 + seed % 3))
    python = Path(PROGRAM[0]).parent / "python"
    program = subprocess.Popen(
        [python, "-P", "-c", BEGINS, *map(str, arguments), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "searching\n"
    # Most of what can go wrong goes wrong early: half of the moments are within the first tenth.
    time.sleep(LONGEST_S * dice.random() ** 3.3)
    program.send_signal(signal.SIGINT)
    _, said = program.communicate(timeout=30)
    assert program.returncode == 0, (seed, said)
    assert "best one found so far" in said, (seed, said)


def _document(seed: int) -> dict[str, object]:
    """Jobs with windows, breaks and shipments on a grid, as VROOM writes them."""
    dice = random.Random(seed)
    at = [(dice.randrange(3000), dice.randrange(3000)) for _ in range(JOBS)]
    opens = [dice.randrange(20000) for _ in at]
    return {
        "vehicles": [
            {
                "id": number,
                "start_index": number,
                "end_index": number,
                "capacity": [4],
                "time_window": [0, 30000],
                "breaks": [{"id": 1, "time_windows": [[9000, 15000]], "service": 1800}],
            }
            for number in range(4)
        ],
        "jobs": [
            {
                "id": number,
                "location_index": number,
                "service": 600,
                "delivery": [number % 2],
                "priority": number % 5,
                "time_windows": [[opens[number], opens[number] + 7200]],
            }
            for number in range(JOBS - 5)
        ],
        "shipments": [
            {
                "amount": [1],
                "pickup": {"id": number, "location_index": number},
                "delivery": {"id": number, "location_index": number - 5},
            }
            for number in range(JOBS - 5, JOBS)
        ],
        "matrices": {
            "car": {"durations": [[abs(x - u) + abs(y - v) for u, v in at] for x, y in at]}
        },
    }


def main(times: int) -> None:
    """Interrupt so many times, `solve` and `plan` in turn; raises at the first that goes wrong."""
    for seed in range(times):
        with tempfile.TemporaryDirectory() as folder:
            interrupt = interrupted_solve if seed % 2 == 0 else interrupted_plan
            interrupt(Path(folder), seed)
        if seed % 20 == 19:
            print(f"{seed + 1} of {times} interruptions left a legal plan", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
