"""The reason why a job is left out is true, and the most fundamental one."""

from __future__ import annotations

import time

import numpy as np
import pytest
from support.tiny_instances import job, problem, van

from benchmarks.answer import answer
from benchmarks.instance import Break, Instance, InstanceJob, Stop, Vehicle
from benchmarks.reasons import Reason, Reasons
from benchmarks.schedule import Timekeeper
from benchmarks.travel import travel_table


def reason(instance: Instance, *, all_tried: bool = True) -> Reason:
    table = travel_table(instance)
    return Reasons(instance, table, Timekeeper(instance, table), all_tried=all_tried).of(0)


A_TOOL = frozenset({4})
NOON = (Break(1, ((40, 45),), 50),)


@pytest.mark.parametrize(
    ("one", "vehicles", "code"),
    [
        pytest.param(job(1, 2), [], "no-vehicle", id="no vehicles"),
        pytest.param(job(1, 2, skills=frozenset({3})), [van()], "no-vehicle-is-able", id="skill"),
        pytest.param(job(1, 2, tools=A_TOOL), [van()], "no-vehicle-is-able", id="tool"),
        pytest.param(job(1, 2, tools=A_TOOL), [van(refill=Stop(1))], "left-out", id="refill"),
        pytest.param(
            job(1, 9, tools=A_TOOL, windows=((0, 90),)),
            [van(refill=Stop(1, (), 1))],
            "out-of-reach",
            id="refill takes too long",
        ),
        pytest.param(
            job(1, 2, delivery=(4,)), [van(capacity=(3,))], "capacity-too-small", id="delivery"
        ),
        pytest.param(
            job(1, 2, pickup=(4,)), [van(capacity=(3,))], "capacity-too-small", id="pickup"
        ),
        pytest.param(
            job(1, 2, delivery=(4,)), [van(capacity=(3,), refill=Stop(1))], "left-out", id="parts"
        ),
        pytest.param(job(1, 2), [van(max_tasks=0)], "capacity-too-small", id="no tasks"),
        pytest.param(
            job(1, 2, goods=Stop(3), goods_id=2),
            [van(max_tasks=1)],
            "capacity-too-small",
            id="half a shipment",
        ),
        pytest.param(job(1, 9, windows=((0, 89),)), [van()], "out-of-reach", id="too far"),
        pytest.param(job(1, 9, windows=((0, 90),)), [van()], "left-out", id="just in time"),
        pytest.param(job(1, 9), [van(window=(0, 184))], "out-of-reach", id="back too late"),
        pytest.param(
            job(1, 2, goods=Stop(9), goods_id=2, windows=((0, 159),)),
            [van()],
            "out-of-reach",
            id="goods are too far",
        ),
        # On the way from 0 to place 9 the break is at 40 to 45; it is taken before, until 90 at
        # the earliest; or after 9, where one is at 95.
        pytest.param(
            job(1, 9, windows=((0, 179),)), [van(breaks=NOON)], "out-of-reach", id="break"
        ),
        pytest.param(
            job(1, 9, windows=((0, 180),)), [van(breaks=NOON)], "left-out", id="after the break"
        ),
        pytest.param(
            job(1, 2, windows=((0, 30),)), [van(breaks=NOON)], "left-out", id="before the break"
        ),
    ],
)
def test_the_reason_is_the_first_that_holds(
    one: InstanceJob, vehicles: list[Vehicle], code: str
) -> None:
    assert reason(problem([one], vehicles)).code == code


def test_the_last_of_many_vehicles_is_found_too() -> None:
    far = [van(number, start=0, end=0) for number in range(20)]
    instance = problem([job(1, 9, windows=((0, 10),))], [*far, van(20, start=8)])
    assert reason(instance).code == "left-out"
    assert reason(problem([job(1, 9, windows=((0, 10),))], far)).code == "out-of-reach"


def test_among_many_vehicles_by_coordinates_the_close_one_is_found() -> None:
    places = np.array([[36.0, 117.0], [36.0, 117.1], [52.0, 13.0]])
    far = [van(number, start=2, end=2) for number in range(20)]

    def code(*near: Vehicle) -> str:
        return reason(
            problem(
                [job(1, 1)],
                [*far, *near],
                durations={},
                coordinates=places,
                speeds={"car": 1.0},
            )
        ).code

    # 0.1 degrees of longitude at 36 degrees north are 9.0 km: 11.7 km of road, 25 min at 28 km/h.
    assert code(van(20, window=(0, 4000))) == "left-out"
    assert code(van(20, window=(0, 2000))) == "out-of-reach"


def test_before_every_job_was_tried_nothing_is_claimed() -> None:
    assert reason(problem([job(1, 2)]), all_tried=False).code == "not-tried-yet"
    impossible = problem([job(1, 2, skills=frozenset({3}))])
    assert reason(impossible, all_tried=False).code == "no-vehicle-is-able"


def test_sentences_name_what_is_missing() -> None:
    asked = job(1, 2, skills=frozenset({3, 1}), tools=frozenset({7}))
    assert reason(problem([asked])).text == "No vehicle has skills 1 and 3 together and tool 7."
    large = reason(problem([job(1, 2, delivery=(4,))], [van(1, capacity=(3,))]))
    assert large.text.startswith("1 vehicle has what skills and tools it asks for")
    late = reason(problem([job(1, 9, windows=((0, 9),))], [van(1), van(2)]))
    assert late.text.startswith("2 vehicles have what it takes")


def test_thousands_of_jobs_in_another_city_are_explained_at_once() -> None:
    places = np.array([[36.0, 117.0], [52.0, 13.0]])
    instance = problem(
        [job(number, 1) for number in range(1000)],
        [van(number) for number in range(500)],
        durations={},
        coordinates=places,
        speeds={"car": 1.0},
    )
    began = time.perf_counter()
    document = answer(instance, [[]] * 500)
    assert time.perf_counter() - began < 2
    assert {one["reason_code"] for one in document["unassigned"]} == {"out-of-reach"}
