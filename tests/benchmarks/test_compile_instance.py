"""Every rule of an instance becomes the arrays that the core knows it by."""

from __future__ import annotations

import time

import numpy as np
import pytest
from support.tiny_instances import DAY, PLACES, job, problem, road, van

from benchmarks.compile import compile_instance
from benchmarks.instance import Break, Instance, InstanceJob, Objective, Stop
from optimizer.native import compile_problem
from optimizer.problem import (
    NONE,
    ErrandColumn,
    ErrandKind,
    JobColumn,
    LotColumn,
    ProblemArrays,
    ShiftColumn,
)
from optimizer.travel.great_circle import GreatCircleTable
from optimizer.travel.profiles import ProfileMatrixTable


def who(mask: np.ndarray[tuple[int, ...], np.dtype[np.uint64]]) -> list[list[int]]:
    """The numbers of the bits that are set, row by row."""
    return [
        [
            64 * word + bit
            for word, bits in enumerate(row)
            for bit in range(64)
            if int(bits) >> bit & 1
        ]
        for row in mask
    ]


def lots(arrays: ProblemArrays) -> dict[tuple[int, int], int]:
    """Quantity by vehicle and part."""
    return {
        (int(lot[LotColumn.ENGINEER]), int(lot[LotColumn.PART])): int(lot[LotColumn.QUANTITY])
        for lot in arrays.lots
    }


def needs(arrays: ProblemArrays, number: int) -> dict[int, int]:
    """Quantity by part of one job."""
    row = arrays.jobs[number]
    return {
        int(part): int(quantity)
        for part, quantity in arrays.needs[row[JobColumn.NEEDS_FIRST] : row[JobColumn.NEEDS_LAST]]
    }


def starts(arrays: ProblemArrays, number: int) -> list[list[int]]:
    row = arrays.jobs[number]
    return arrays.starts[row[JobColumn.STARTS_FIRST] : row[JobColumn.STARTS_LAST]].tolist()  # type: ignore[no-any-return]


def test_jobs_keep_place_priority_windows_work_and_setup() -> None:
    arrays = compile_instance(
        problem([job(7, 3, priority=9, windows=((10, 20), (40, 50)), service=6, setup=2)])
    )
    row = arrays.jobs[0]
    assert (row[JobColumn.PLACE], row[JobColumn.PRIORITY], row[JobColumn.SETUP_S]) == (3, 9, 2)
    assert starts(arrays, 0) == [[10, 20], [40, 50]]
    assert arrays.service_s[0].tolist() == [6] * 6
    assert (arrays.band_least_s, arrays.band_most_s) == (0, -1)
    assert arrays.raster_s == 1


def test_a_job_without_a_window_can_start_at_any_time_a_vehicle_is_out() -> None:
    arrays = compile_instance(problem([job(1, 2)], [van(window=(100, 900))]))
    [[opens, closes]] = starts(arrays, 0)
    assert opens <= 100
    # The latest useful start: out at 100, back and forth along the whole road twice at most.
    assert closes >= 100 + 20


def test_endless_shifts_end_when_nobody_could_still_be_busy() -> None:
    endless = problem([job(1, 2), job(2, 3, windows=((500, 600),))], [van(window=(0, 2**62))])
    arrays = compile_instance(endless)
    # Open at 500, work 5 + 5, and three legs of at most 90 each.
    assert arrays.shifts[0, ShiftColumn.END_S] == 500 + 10 + 3 * 90


def test_where_all_must_be_served_leaving_one_out_costs_priority() -> None:
    arrays = compile_instance(problem([job(1, 2), job(2, 3)], all_must_be_served=True))
    assert arrays.jobs[:, JobColumn.PRIORITY].tolist() == [1, 1]


def test_skills_decide_who_is_able_beyond_one_word_of_bits() -> None:
    vans = [van(number, skills=frozenset({number % 3})) for number in range(70)]
    arrays = compile_instance(problem([job(1, 2, skills=frozenset({0})), job(2, 2)], vans))
    assert arrays.able.shape == (2, 2)
    assert who(arrays.able) == [list(range(0, 70, 3)), list(range(70))]
    assert arrays.equipped is None


def test_a_refill_makes_able_who_is_not_equipped() -> None:
    depot = Stop(0, ((0, 500),))
    vans = [
        van(1, tools=frozenset({8}), refill=depot),
        van(2, refill=depot),
        van(3),
        van(4, tools=frozenset({8})),
    ]
    arrays = compile_instance(problem([job(1, 2, tools=frozenset({8})), job(2, 2)], vans))
    assert who(arrays.able) == [[0, 1, 3], [0, 1, 2, 3]]
    assert arrays.equipped is not None
    assert who(arrays.equipped) == [[0, 3], [0, 1, 2, 3]]
    assert arrays.errands[:, ErrandColumn.KIND].tolist() == [ErrandKind.REFILL] * 2
    assert arrays.errands[:, ErrandColumn.OWNER].tolist() == [0, 1]


def test_deliveries_alone_are_parts_that_vehicles_hold() -> None:
    jobs = [job(1, 2, delivery=(2, 0)), job(2, 3, delivery=(0, 4)), job(3, 4)]
    arrays = compile_instance(problem(jobs, [van(1, capacity=(5, 0)), van(2)]))
    assert [needs(arrays, number) for number in range(3)] == [{0: 2}, {1: 4}, {}]
    # The second van has no capacity: it holds all that there is to bring.
    assert lots(arrays) == {(0, 0): 5, (1, 0): 2, (1, 1): 4}
    assert (arrays.parts, arrays.loads) == (2, None)


def test_an_amount_that_is_brought_and_collected_is_a_load() -> None:
    jobs = [job(1, 2, delivery=(2, 7)), job(2, 3, pickup=(3, 0)), job(3, 4)]
    arrays = compile_instance(problem(jobs, [van(1, capacity=(5, 9))]))
    assert arrays.loads is not None
    assert arrays.loads.at_start.tolist() == [[2], [0], [0]]
    assert arrays.loads.change.tolist() == [[-2], [3], [0]]
    assert arrays.loads.capacity.tolist() == [[5]]
    # The other amount is brought only.
    assert needs(arrays, 0) == {0: 7}
    assert lots(arrays) == {(0, 0): 9}


def test_a_shipment_is_a_job_with_goods_collected_before() -> None:
    shipment = job(1, 2, amount=(4,), goods=Stop(5, ((0, 90),), 3, 1), goods_id=11)
    arrays = compile_instance(problem([shipment, job(2, 3, delivery=(1,))], [van(capacity=(6,))]))
    [goods] = arrays.errands.tolist()
    assert goods[ErrandColumn.KIND] == ErrandKind.GOODS
    assert goods[ErrandColumn.OWNER] == 0
    assert [goods[column] for column in (ErrandColumn.PLACE, ErrandColumn.SERVICE_S)] == [5, 3]
    assert goods[ErrandColumn.SETUP_S] == 1
    assert arrays.starts[goods[ErrandColumn.STARTS_FIRST]].tolist() == [0, 90]
    assert arrays.loads is not None
    assert arrays.loads.at_start.tolist() == [[0], [1], [0]]
    assert arrays.loads.change.tolist() == [[-4], [-1], [4]]


def test_breaks_are_rests_in_the_order_of_their_first_window() -> None:
    breaks = (Break(5, ((300, 400),), 20), Break(6, ((100, 200),), 10))
    arrays = compile_instance(problem([job(1, 2)], [van(1), van(2, breaks=breaks)]))
    assert arrays.errands[:, ErrandColumn.KIND].tolist() == [ErrandKind.REST] * 2
    assert arrays.errands[:, ErrandColumn.OWNER].tolist() == [1, 1]
    assert arrays.errands[:, ErrandColumn.PLACE].tolist() == [NONE] * 2
    assert arrays.errands[:, ErrandColumn.SERVICE_S].tolist() == [10, 20]


def test_a_number_of_tasks_is_one_more_part_and_a_shipment_takes_two() -> None:
    shipment = job(1, 2, goods=Stop(5), goods_id=11)
    arrays = compile_instance(problem([shipment, job(2, 3)], [van(1, max_tasks=2), van(2)]))
    assert [needs(arrays, number) for number in range(2)] == [{0: 2}, {0: 1}]
    assert lots(arrays) == {(0, 0): 2, (1, 0): 3}


def test_a_route_without_a_start_begins_at_a_place_next_to_everything() -> None:
    arrays = compile_instance(problem([job(1, 2)], [van(start=None)]))
    assert arrays.shifts[0, ShiftColumn.START_PLACE] == PLACES
    assert arrays.shifts[0, ShiftColumn.END_PLACE] == 0
    assert arrays.travel.arrive("car", PLACES, 7, 0) == 0
    assert arrays.travel.arrive("car", 3, 7, 0) == 40


def test_every_profile_has_its_own_matrix() -> None:
    durations = {"unused": road(), "car": road(), "truck": road(2)}
    vans = [van(1, profile="truck"), van(2)]
    arrays = compile_instance(problem([job(1, 2)], vans, durations=durations))
    assert arrays.profiles == ("truck", "car")
    assert arrays.shifts[:, ShiftColumn.PROFILE].tolist() == [0, 1]


def test_costs_replace_travel_to_the_cent() -> None:
    costs = road() * 3 + 1
    arrays = compile_instance(problem([job(1, 2)], costs=costs))
    assert arrays.rates.tolist() == [0, 0, 0, 1000, 0, 0]
    assert isinstance(arrays.travel, ProfileMatrixTable)
    assert arrays.travel.distance_m(0, 2) == 61


def test_the_duration_of_routes_is_the_only_thing_counted_where_it_is_the_objective() -> None:
    arrays = compile_instance(problem([job(1, 2)], objective=Objective.DURATION))
    assert arrays.rates.tolist() == [0, 0, 0, 0, 0, 1]


def test_coordinates_are_never_a_matrix_unless_a_route_has_an_open_end() -> None:
    coordinates = np.array([[36.60, 117.0], [36.65, 117.0]])
    instance = problem([job(1, 1)], durations={}, coordinates=coordinates, speeds={"car": 1.0})
    table = compile_instance(instance).travel
    assert isinstance(table, GreatCircleTable)
    # 0.05 degrees of latitude are 5,559.8 m, with the road factor 1.3 that is 7,227.7 m (rounded
    # to 7,228), which take ceil(7,228 * 3.6 / 28) = 930 s at 28 km/h.
    assert table.arrive("car", 0, 1, 0) == 930
    open_end = problem(
        [job(1, 1)], [van(end=None)], durations={}, coordinates=coordinates, speeds={"car": 1.0}
    )
    matrix = compile_instance(open_end).travel
    assert isinstance(matrix, ProfileMatrixTable)
    assert matrix.arrive("car", 0, 1, 0) == 930
    assert matrix.arrive("car", 1, 2, 0) == 0


def test_finer_units_of_time_stretch_travel_between_coordinates() -> None:
    coordinates = np.array([[36.60, 117.0], [36.65, 117.0]])
    table = compile_instance(
        problem([job(1, 1)], durations={}, coordinates=coordinates, speeds={"car": 2.0}, units=100)
    ).travel
    # Twice as fast: 7,228 m at 56 km/h are 464.66 s, counted in hundredths of a second.
    assert table.arrive("car", 0, 1, 0) == 46466


@pytest.mark.parametrize(
    "jobs", [[job(1, 2, pickup=(1,))], [job(1, 2, goods=Stop(3), amount=(1,))]]
)
def test_a_refill_goes_with_deliveries_only(jobs: list[InstanceJob]) -> None:
    with pytest.raises(ValueError, match="a refill goes with deliveries only"):
        compile_instance(problem(jobs, [van(refill=Stop(0))]))


@pytest.mark.core
@pytest.mark.parametrize(
    "instance",
    [
        pytest.param(problem([], []), id="nothing"),
        pytest.param(problem([job(1, 2)], []), id="no-vehicles"),
        pytest.param(problem([]), id="no-jobs"),
        pytest.param(
            problem([job(1, 2, delivery=(1,), pickup=(2,))], [van(capacity=(3,))]), id="loads"
        ),
        pytest.param(
            problem([job(1, 2)], [van(breaks=(Break(1, (DAY,), 9),), refill=Stop(3))]),
            id="errands",
        ),
    ],
)
def test_the_core_takes_what_is_compiled(instance: Instance) -> None:
    compile_problem(compile_instance(instance))


def test_ten_thousand_jobs_are_compiled_within_a_second() -> None:
    coordinates = np.random.default_rng(0).uniform(36, 37, (12_000, 2))
    jobs = [
        job(number, number, skills=frozenset({number % 7}), delivery=(number % 3, 1, 0))
        for number in range(10_000)
    ]
    vans = [
        van(number, start=10_000 + number, capacity=(4, 9, 2), skills=frozenset(range(number % 8)))
        for number in range(2_000)
    ]
    instance = problem(jobs, vans, durations={}, coordinates=coordinates, speeds={"car": 1.0})
    began = time.perf_counter()
    compile_instance(instance)
    assert time.perf_counter() - began < 1
