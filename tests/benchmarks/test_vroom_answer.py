"""Answers have VROOM's shape, and whatever breaks a rule never becomes one."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from support.tiny_instances import job, problem, van

from benchmarks.answer import answer
from benchmarks.instance import Break, Format, Instance, Objective, Stop
from models.errors import PlanRejected

EVERY_STEP = {
    "type", "id", "job", "setup", "service", "waiting_time", "arrival", "duration", "violations",
}  # fmt: skip


def test_a_route_tells_what_every_step_is_and_when() -> None:
    jobs = [
        job(0, 2, delivery=(2,), priority=3, windows=((100, 200),), setup=1),
        job(8, 3, pickup=(1,), priority=4, windows=((150, 200),)),
    ]
    document = answer(problem(jobs, [van(0, capacity=(5,))]), [[0, 1]])
    assert document["code"] == 0
    assert document["summary"] == {
        "cost": 60, "routes": 1, "unassigned": 0, "delivery": [2], "pickup": [1],
        "setup": 1, "service": 10, "duration": 60, "waiting_time": 34, "priority": 7,
        "violations": [],
    }  # fmt: skip
    [route] = document["routes"]
    assert route["vehicle"] == 0
    assert {name: route[name] for name in ("cost", "duration", "waiting_time", "priority")} == {
        "cost": 60, "duration": 60, "waiting_time": 34, "priority": 7,
    }  # fmt: skip
    start, first, second, end = route["steps"]
    assert all(step.keys() >= EVERY_STEP for step in route["steps"])
    assert [step["type"] for step in route["steps"]] == ["start", "job", "job", "end"]
    assert (start["id"], start["job"], start["arrival"], start["load"]) == (None, None, 80, [2])
    assert first == {
        "type": "job", "id": 0, "job": 0, "location_index": 2, "setup": 1, "service": 5,
        "waiting_time": 0, "arrival": 100, "duration": 20, "load": [0], "violations": [],
    }  # fmt: skip
    assert (second["id"], second["arrival"], second["waiting_time"]) == (8, 116, 34)
    assert (second["duration"], second["load"]) == (30, [1])
    assert (end["arrival"], end["duration"], end["location_index"]) == (185, 60, 0)


def test_shipments_breaks_and_depots_are_steps_of_their_own() -> None:
    shipment = job(5, 4, goods=Stop(2, (), 1), goods_id=6, amount=(3,))
    breaks = (Break(9, ((0, 500),), 10),)
    document = answer(problem([shipment], [van(capacity=(3,), breaks=breaks)]), [[2, 1, 0]])
    steps = document["routes"][0]["steps"][1:-1]
    assert [(one["type"], one["id"], one["job"]) for one in steps] == [
        ("pickup", 6, 6),
        ("break", 9, None),
        ("delivery", 5, 5),
    ]
    assert [one["load"] for one in steps] == [[3], [3], [0]]
    assert "location_index" not in steps[1]
    assert (document["summary"]["delivery"], document["summary"]["pickup"]) == ([3], [3])

    refilled = problem(
        [job(1, 2, delivery=(2,)), job(2, 4, delivery=(7,), tools=frozenset({1}))],
        [van(capacity=(2,), refill=Stop(3))],
    )
    steps = answer(refilled, [[0, 2, 1]])["routes"][0]["steps"]
    assert (steps[2]["type"], steps[2]["id"], steps[2]["job"]) == ("depot", None, None)
    # Two on board for the first job, and seven from the depot on.
    assert [one["load"] for one in steps] == [[2], [0], [7], [0], [0]]


def test_routes_without_a_job_are_left_out_and_open_ends_have_no_step() -> None:
    breaks = (Break(9, ((0, 500),), 10),)
    vans = [van(1, breaks=breaks), van(2, start=None, end=None)]
    document = answer(problem([job(1, 2)], vans), [[1], [0]])
    [route] = document["routes"]
    assert (route["vehicle"], [one["type"] for one in route["steps"]]) == (2, ["job"])


def test_amounts_are_not_mentioned_where_there_are_none() -> None:
    document = answer(problem([job(1, 2)]), [[0]])
    assert "delivery" not in document["summary"]
    assert "load" not in document["routes"][0]["steps"][0]


def by_coordinates() -> Instance:
    coordinates = np.array([[36.60, 117.0], [36.65, 117.1]])
    return problem(
        [job(1, 1)],
        [van(window=(0, 9999))],
        durations={},
        coordinates=coordinates,
        speeds={"car": 1.0},
    )


def test_places_are_shown_as_coordinates_where_the_file_has_those() -> None:
    steps = answer(by_coordinates(), [[0]])["routes"][0]["steps"]
    assert steps[1]["location"] == [117.1, 36.65]
    assert "location_index" not in steps[1]


def test_research_files_are_answered_in_their_own_decimals() -> None:
    instance = problem(
        [job(1, 2, windows=((1004, 2000),))],
        [van(window=(0, 9999))],
        units=10,
        format=Format.SOLOMON,
    )
    document = answer(instance, [[0]])
    start, visit, end = document["routes"][0]["steps"]
    assert (start["arrival"], visit["arrival"], end["arrival"]) == (98.4, 100.4, 102.9)
    assert (document["summary"]["cost"], document["summary"]["service"]) == (4.0, 0.5)


def test_vroom_files_are_answered_in_whole_seconds_that_still_add_up() -> None:
    # In hundredths of a second: leave at 0, 20 to place 2, window from 500, 20 back.
    far = problem(
        [job(1, 2, windows=((30, 2000),)), job(2, 4, windows=((1000, 2000),))],
        [van(window=(0, 9999))],
        units=100,
    )
    document = answer(far, [[0, 1]])
    _, first, second, _ = document["routes"][0]["steps"]
    # Started at 30, done at 35, at place 4 at 55: 0 whole seconds; the work starts at 10 s.
    assert (first["arrival"], second["arrival"], second["waiting_time"]) == (0, 0, 10)
    assert all(type(document["summary"][name]) is int for name in ("cost", "waiting_time"))


def test_the_cost_is_what_the_objective_adds_up() -> None:
    jobs = [job(1, 2, windows=((100, 200),)), job(2, 3, windows=((150, 200),))]
    late = problem(jobs, objective=Objective.DURATION)
    # Out at 115 and back at 185 (see the schedule's tests).
    assert answer(late, [[0, 1]])["summary"]["cost"] == 70
    costs = late.durations["car"] + 3
    assert answer(problem(jobs, costs=costs, units=100), [[0, 1]])["summary"]["cost"] == 69


def test_both_ends_of_a_shipment_are_unassigned_together() -> None:
    shipment = job(5, 4, goods=Stop(2, (), 1), goods_id=6)
    document = answer(problem([job(0, 2), shipment]), [[]])
    assert [(one["id"], one["type"], one["location_index"]) for one in document["unassigned"]] == [
        (0, "job", 2),
        (6, "pickup", 2),
        (5, "delivery", 4),
    ]
    assert document["summary"]["unassigned"] == 3
    assert all(one["reason_code"] == "left-out" for one in document["unassigned"])


def test_an_answer_is_plain_json() -> None:
    document = answer(by_coordinates(), [[0]])
    assert json.loads(json.dumps(document)) == document


SHIPMENT = job(1, 4, goods=Stop(2, (), 1), goods_id=6, amount=(1,))
REST = (Break(9, ((0, 500),), 10),)


@pytest.mark.parametrize(
    ("instance", "routes"),
    [
        pytest.param(problem([job(1, 2)]), [[0, 0]], id="twice in a route"),
        pytest.param(problem([job(1, 2)], [van(1), van(2)]), [[0], [0]], id="in two routes"),
        pytest.param(problem([job(1, 2, skills=frozenset({1}))]), [[0]], id="skills"),
        pytest.param(problem([job(1, 2, tools=frozenset({1}))]), [[0]], id="tools"),
        pytest.param(
            problem([job(1, 2, tools=frozenset({1}))], [van(refill=Stop(1))]),
            [[0, 1]],
            id="tools before the depot",
        ),
        pytest.param(
            problem([job(1, 2, delivery=(3,)), job(2, 3, delivery=(3,))], [van(capacity=(5,))]),
            [[0, 1]],
            id="capacity at the start",
        ),
        pytest.param(
            problem([job(1, 2, delivery=(3,)), job(2, 3, pickup=(3,))], [van(capacity=(5,))]),
            [[1, 0]],
            id="capacity on the way",
        ),
        pytest.param(problem([job(1, 2, windows=((0, 10),))]), [[0]], id="window"),
        pytest.param(problem([job(1, 9)], [van(window=(0, 184))]), [[0]], id="shift"),
        pytest.param(problem([job(1, 2), job(2, 3)], [van(max_tasks=1)]), [[0, 1]], id="tasks"),
        pytest.param(problem([SHIPMENT]), [[0, 1]], id="goods after"),
        pytest.param(problem([SHIPMENT]), [[0]], id="goods not at all"),
        pytest.param(problem([SHIPMENT, job(2, 3)]), [[2, 1]], id="goods for nothing"),
        pytest.param(problem([job(1, 2)], [van(breaks=REST)]), [[0]], id="no break"),
    ],
)
def test_a_plan_that_breaks_a_rule_is_refused(instance: Instance, routes: list[list[int]]) -> None:
    with pytest.raises(PlanRejected, match="report it as a defect"):
        answer(instance, routes)


def test_the_same_plan_is_fine_once_the_rule_is_kept() -> None:
    jobs = [job(1, 2, delivery=(3,)), job(2, 3, pickup=(3,))]
    assert answer(problem(jobs, [van(capacity=(5,))]), [[0, 1]])["summary"]["routes"] == 1
    tools = problem([job(1, 2, tools=frozenset({1}))], [van(refill=Stop(1))])
    assert answer(tools, [[1, 0]])["summary"]["routes"] == 1
    goods = replace(problem([SHIPMENT]), vehicles=(van(capacity=(1,), max_tasks=2),))
    assert answer(goods, [[1, 0]])["summary"]["routes"] == 1
