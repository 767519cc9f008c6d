"""The checker of VROOM answers: a legal one passes, and each rule that is broken is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.problem_files import answer, route, step, vroom, vroom_on_the_globe

from benchmarks.checkers import Verdict, check

Json = dict[str, Any]


@pytest.fixture
def checked(tmp_path: Path) -> Callable[[Json, object], Verdict]:
    """Writes a document to a file and checks an answer to it."""

    def run(document: Json, given: object) -> Verdict:
        path = tmp_path / "problem.json"
        path.write_text(json.dumps(document), "utf-8")
        return check(path, given)

    return run


Checked = Callable[[Json, object], Verdict]

GOODS = step("pickup", 0)
INSTALL = step("delivery", 1)
REST = step("break", 0)
FULL = route(0, "start", 0, REST, GOODS, INSTALL, "end")
"""0 -> 1: 10, wait until 100, work 55 until 155; the drive to 3 (15) is over long before the break
may begin at 200; break until 230, pickup until 240, 16 to place 1, work until 296, 11 home: 307.
Travel: 10 + 15 + 16 + 11 = 52."""
OTHER = route(7, 1)
"""0 -> 2: 20, and no end."""


def test_a_legal_plan_is_worth_its_travel(checked: Checked) -> None:
    verdict = checked(vroom(), answer(FULL, OTHER))
    assert verdict == Verdict(True, (), 0, 0, 0, 72.0)


def test_what_is_left_out_counts_by_priority(checked: Checked) -> None:
    # Job 0 has priority 10, job 1 none, the shipment (one job of two ends) priority 5.
    verdict = checked(vroom(), answer(unassigned=(0, 1, GOODS, INSTALL)))
    assert verdict == Verdict(True, (), 15, 1, 3, 0.0)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (answer(FULL, OTHER, unassigned=(1,)), "job 1 is served, and said to be left out"),
        (answer(FULL), "job 1 is neither served nor said to be left out"),
        (answer(FULL, route(7, 1, 1)), "job 1 is served 2 times"),
        (answer(FULL, OTHER, unassigned=(9,)), "no job 9"),
        (answer(FULL, route(7, 9), unassigned=(1,)), "no job 9"),
        (answer(FULL, OTHER, route(7, 1)), "Vehicle 7 has two routes"),
        (answer(FULL, route(8, 1)), "Vehicle 8 is not in the file"),
        (answer(FULL, route(7, 1, "depot")), "depot"),
        (answer(route(0, 0, GOODS, INSTALL), OTHER), "takes the breaks []"),
        (answer(route(0, 0, REST, REST, GOODS, INSTALL), OTHER), "takes the breaks [0, 0]"),
        (answer(route(0, 0, REST, INSTALL, GOODS), OTHER), "without its pickup before"),
        (
            answer(route(0, 0, REST, GOODS), OTHER, unassigned=(INSTALL,)),
            "without delivering them",
        ),
        (
            answer(route(0, 0, REST), route(7, GOODS, INSTALL, 1)),
            "lacks the skills [2] for pickup 0",
        ),
        # the two on board for job 0 from the start, one picked up, one more collected
        (answer(route(0, 1, GOODS, 0, REST, INSTALL)), "carries 4 of kind 0"),
        ({"code": 1}, "not an object with the code 0"),
        (5, "not an object with the code 0"),
        ({"code": 0, "routes": 5}, "routes is not a list"),
        ({"code": 0, "routes": [5]}, "routes[0] is not an object"),
        ({"code": 0, "routes": [{"vehicle": None}]}, "names no vehicle"),
        ({"code": 0, "routes": [{"vehicle": 0, "steps": [{"type": "nap"}]}]}, "no known type"),
        ({"code": 0, "routes": [{"vehicle": 0, "steps": [{"type": "job"}]}]}, "names no job"),
        (answer(route(0, 0, "start")), "in the middle"),
        (answer(route(7, {"type": "job", "id": 1, "arrival": "noon"})), "no number"),
    ],
)
def test_every_broken_rule_is_said(checked: Checked, given: object, says: str) -> None:
    verdict = checked(vroom(), given)
    assert not verdict.legal
    assert any(says in complaint for complaint in verdict.complaints), verdict.complaints


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d["vehicles"][0].update(time_window=[0, 306]), "end at 307"),
        (lambda d: d["jobs"][0].update(time_windows=[[0, 9]]), "job 0 at 10"),
        # 230 + 10 + 16 = 256 is when the delivery can start
        (
            lambda d: d["shipments"][0]["delivery"].update(time_windows=[[0, 255]]),
            "delivery 1 at 256",
        ),
        (lambda d: d["vehicles"][0].update(max_tasks=2), "has 3 tasks"),
        (lambda d: d["vehicles"][0].update(capacity=[1]), "carries 2 of kind 0"),
        (lambda d: d["vehicles"][0]["breaks"][0].update(time_windows=[[0, 154]]), "break 0 at 155"),
    ],
)
def test_what_is_just_too_little_is_said(
    checked: Checked, change: Callable[[Json], object], says: str
) -> None:
    document = vroom()
    change(document)
    verdict = checked(document, answer(FULL, OTHER))
    assert not verdict.legal
    assert any(says in complaint for complaint in verdict.complaints), verdict.complaints


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["vehicles"][0].update(time_window=[0, 307]),
        lambda d: d["jobs"][0].update(time_windows=[[0, 10], [20, 30]]),
        lambda d: d["shipments"][0]["delivery"].update(time_windows=[[0, 1], [0 + 9, 256]]),
        lambda d: d["vehicles"][0].update(max_tasks=3),
        lambda d: d["vehicles"][0].update(capacity=[2]),
        lambda d: d["vehicles"][0]["breaks"][0].update(time_windows=[[0, 155]]),
    ],
)
def test_what_is_just_enough_is_legal(checked: Checked, change: Callable[[Json], object]) -> None:
    document = vroom()
    change(document)
    assert checked(document, answer(FULL, OTHER)).complaints == ()


def test_the_drive_goes_on_until_a_break_may_begin(checked: Checked) -> None:
    document = vroom()
    document["vehicles"][0]["breaks"][0]["time_windows"] = [[160, 160]]
    # After 155, 5 of the 15 seconds to place 3 are driven before the break of 30, 10 after it:
    # pickup from 200 to 210, delivery from 226 to 266, home at 277.
    document["vehicles"][0]["time_window"] = [0, 277]
    assert checked(document, answer(FULL, OTHER)).legal
    document["vehicles"][0]["time_window"] = [0, 276]
    assert not checked(document, answer(FULL, OTHER)).legal


def test_setup_is_saved_where_the_stop_before_is_at_the_same_place(checked: Checked) -> None:
    document = vroom()
    document["vehicles"][0] |= {"start_index": 1, "end_index": 1, "time_window": [100, 150]}
    document["vehicles"][0]["breaks"] = []
    left_out = (GOODS, INSTALL)
    assert checked(document, answer(route(0, 0), OTHER, unassigned=left_out)).legal
    document["vehicles"][0]["time_window"] = [100, 149]
    assert not checked(document, answer(route(0, 0), OTHER, unassigned=left_out)).legal
    del document["vehicles"][0]["start_index"]  # a route that starts at a job has no stop before
    document["vehicles"][0]["time_window"] = [100, 155]
    assert checked(document, answer(route(0, 0), OTHER, unassigned=left_out)).legal
    document["vehicles"][0]["time_window"] = [100, 154]
    assert not checked(document, answer(route(0, 0), OTHER, unassigned=left_out)).legal


TIMED = route(
    7,
    {"type": "start", "arrival": 5},
    step("job", 1, arrival=25, waiting_time=0, setup=0, service=20),
    {"type": "end", "arrival": 45},
)


def test_stated_times_that_fit_are_legal(checked: Checked) -> None:
    assert checked(vroom(), answer(FULL, TIMED)).legal


@pytest.mark.parametrize(
    ("place", "change"),
    [
        (0, {"arrival": 4}),  # the drive would take 21
        (1, {"arrival": 24}),
        (1, {"waiting_time": -1}),
        (1, {"service": 19}),
        (1, {"setup": 1}),
        (2, {"arrival": 44}),
    ],
)
def test_stated_times_that_contradict_the_file_are_said(
    checked: Checked, place: int, change: Json
) -> None:
    steps = [dict(one) for one in TIMED["steps"]]
    steps[place] |= change
    verdict = checked(vroom(), answer(FULL, {"vehicle": 7, "steps": steps}))
    assert not verdict.legal
    assert all("is said to" in complaint for complaint in verdict.complaints)


def test_a_stated_start_of_work_has_to_lie_in_a_window(checked: Checked) -> None:
    document = vroom()
    document["jobs"][1]["time_windows"] = [[0, 24], [26, 30]]
    assert not checked(document, answer(FULL, TIMED)).legal


def test_a_fast_vehicle_takes_hundredths_of_seconds(checked: Checked) -> None:
    document = vroom()
    document["vehicles"][1]["speed_factor"] = 1.6  # 20 s times 0.63
    assert checked(document, answer(FULL, OTHER)).cost == pytest.approx(52 + 12.6)


def test_costs_of_the_file_count_instead_of_travel(checked: Checked) -> None:
    document = vroom()
    document["matrices"]["car"]["costs"] = [[0, 1, 2, 3], [4, 5, 6, 7], [0] * 4, [8, 9, 0, 0]]
    # 0-1: 1, 1-3: 7, 3-1: 9, 1-0: 4; and 0-2: 2
    assert checked(document, answer(FULL, OTHER)).cost == 23


def test_places_on_the_globe_are_a_great_circle_apart(checked: Checked) -> None:
    verdict = checked(vroom_on_the_globe(), answer(route(1, 1, 2, 3)))
    # By the spherical law of cosines on 6,371,009 m: 8,683.7, 12,429.3 and 5,668.5 m; times 1.3 at
    # 28 km/h: ceil(11289 * 9 / 70) = 1452, ceil(16158 * 9 / 70) = 2078, ceil(7369 * 9 / 70) = 948.
    assert verdict == Verdict(True, (), 0, 0, 0, 1452 + 2078 + 948)
