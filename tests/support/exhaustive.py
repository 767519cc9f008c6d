"""The best plan of a tiny problem file by trying everything, judged by the checkers alone.

Shares nothing with compiling, searching and answering: it only puts steps into every order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from pathlib import Path

from support.problem_files import Json

from benchmarks.checkers import Verdict, check
from benchmarks.checkers.vroom import Checker

Key = tuple[int, int, float]
"""Unserved priority, unserved jobs of priority 0, cost."""
Steps = tuple[Json, ...]


class StayingChecker(Checker):
    """Judges by the rule of our own plans: a break is taken where the stop before it was."""

    breaks_interrupt_drives = False


def best_key(
    judge: Callable[[Json], Verdict],
    jobs: Sequence[Steps],
    vehicles: Sequence[tuple[int, Steps]],
) -> Key:
    """What the best plan of a file leaves out and costs.

    Args:
        judge: says what an answer to the file is worth.
        jobs: the steps of each: one, or a pickup and its delivery.
        vehicles: the id of each, and what it may do besides: breaks, a visit of the depot.
    """
    verdicts = (judge(answer) for answer in _answers(jobs, vehicles))
    return min(key for verdict in verdicts if (key := key_of(verdict)) is not None)


def key_of(verdict: Verdict) -> Key | None:
    """What a plan is worth; None if it is not legal but for leaving jobs out."""
    if any("all have to be" not in one for one in verdict.complaints):
        return None
    return verdict.unserved_priority, verdict.unserved_without_priority, verdict.cost


def _answers(jobs: Sequence[Steps], vehicles: Sequence[tuple[int, Steps]]) -> Iterator[Json]:
    """Every way to give each job to a vehicle or to none, and every order of every route."""
    for routes, left in _routes(jobs, vehicles):
        unassigned = [{"type": step["type"], "id": step["id"]} for one in left for step in one]
        yield {
            "code": 0,
            "routes": [{"vehicle": v, "steps": list(steps)} for v, steps in routes if steps],
            "unassigned": unassigned,
        }


def _routes(
    jobs: Sequence[Steps], vehicles: Sequence[tuple[int, Steps]]
) -> Iterator[tuple[list[tuple[int, Steps]], Sequence[Steps]]]:
    if not vehicles:
        yield [], jobs
        return
    (number, besides), *others = vehicles
    for mask in range(1 << len(jobs)):
        mine = [job for at, job in enumerate(jobs) if mask >> at & 1]
        rest = [job for at, job in enumerate(jobs) if not mask >> at & 1]
        following = list(_routes(rest, others))
        for steps in _orders([step for job in mine for step in job], besides):
            for routes, left in following:
                yield [(number, steps), *routes], left


def _orders(work: Sequence[Json], besides: Steps) -> Iterator[Steps]:
    """Every order of some work, with and without the other steps; a route without work is none."""
    if not work:
        yield ()
        return
    for mask in range(1 << len(besides)):
        more = [step for at, step in enumerate(besides) if mask >> at & 1]
        yield from permutations([*work, *more])


def best_of_vroom(path: Path) -> Key:
    """The best that a VROOM file of a few jobs allows."""
    document = json.loads(path.read_text())
    jobs: list[Steps] = [(_step("job", one),) for one in document["jobs"]]
    jobs += [
        (_step("pickup", one["pickup"]), _step("delivery", one["delivery"]))
        for one in document["shipments"]
    ]
    vehicles = [
        (one["id"], tuple(_step("break", rest) for rest in one.get("breaks", [])))
        for one in document["vehicles"]
    ]
    return best_key(lambda answer: StayingChecker(document).check(answer), jobs, vehicles)


def best_of_trsp(path: Path, crew: int, requests: int) -> Key:
    """The best that a TRSP file allows, with a visit of the depot at any point of each route."""
    jobs: list[Steps] = [({"type": "job", "id": crew + 1 + number},) for number in range(requests)]
    return best_key(
        lambda answer: check(path, answer),
        jobs,
        [(one, ({"type": "depot"},)) for one in range(1, crew + 1)],
    )


def _step(kind: str, one: Json) -> Json:
    return {"type": kind, "id": one["id"]}
