"""Solomon, VRPLIB and TRSP text become instances in the units of their conventions."""

from __future__ import annotations

import pytest
from support import problem_files

from benchmarks.instance import Instance, Objective, Stop
from benchmarks.readers import instance_of
from models.errors import FileUnusable

ONE, BOTH = frozenset({0}), frozenset({0, 1})


def test_distances_of_solomon_are_truncated_to_tenths() -> None:
    instance = instance_of(problem_files.SOLOMON)
    # sqrt(2) = 1.414... -> 1.4; sqrt(13) = 3.605... -> 3.6
    assert instance.durations["car"].tolist() == [
        [0, 50, 20, 14], [50, 0, 36, 36], [20, 36, 0, 14], [14, 36, 14, 0],
    ]  # fmt: skip


def test_solomon_has_so_many_vehicles_and_all_customers_have_to_be_served() -> None:
    instance = instance_of(problem_files.SOLOMON)
    assert (instance.units, instance.all_must_be_served) == (10, True)
    assert [(one.id, one.capacity, one.window) for one in instance.vehicles] == [
        (1, (10,), (0, 1000)),
        (2, (10,), (0, 1000)),
    ]
    assert [(job.id, job.delivery) for job in instance.jobs] == [(1, (6,)), (2, (4,)), (3, (5,))]
    assert instance.jobs[1].stop == Stop(2, ((200, 300),), 100)


def test_vrplib_numbers_nodes_from_1_and_has_a_vehicle_for_every_customer() -> None:
    instance = instance_of(problem_files.VRPLIB)
    assert instance.durations["car"].tolist() == [[0, 10, 20], [11, 0, 5], [21, 6, 0]]
    assert [(job.id, job.stop, job.delivery) for job in instance.jobs] == [
        (2, Stop(1, ((100, 200),), 30), (6,)),
        (3, Stop(2, ((0, 500),), 40), (4,)),
    ]
    assert [(one.id, one.window, one.capacity) for one in instance.vehicles] == [
        (1, (0, 1000), (10,)),
        (2, (0, 1000), (10,)),
    ]


def test_plane_coordinates_of_vrplib_are_rounded_to_the_nearest_whole() -> None:
    instance = instance_of(problem_files.EUCLIDEAN_VRPLIB)
    assert instance.durations["car"].tolist() == [[0, 5, 1], [5, 0, 4], [1, 4, 0]]
    assert instance.jobs[0].stop == Stop(1)


def test_technicians_leave_from_home_and_requests_keep_their_ids() -> None:
    instance = instance_of(problem_files.TRSP)
    first, second = instance.vehicles
    assert (instance.objective, instance.units) == (Objective.DURATION, 10_000)
    assert (first.id, first.start, first.end, first.window) == (1, 1, 1, (0, 1_000_000))
    assert (first.skills, first.tools, first.capacity) == (ONE, ONE, (1,))
    assert [job.id for job in instance.jobs] == [3, 4, 5]
    request = instance.jobs[0]
    assert request.stop == Stop(3, ((200_000, 400_000),), 100_000)
    assert (request.skills, request.tools, request.delivery) == (ONE, ONE, (1,))
    assert (second.skills, second.tools, second.capacity) == (BOTH, BOTH, (5,))
    assert instance.all_must_be_served


def test_travel_of_trsp_is_rounded_up() -> None:
    travel = instance_of(problem_files.TRSP).durations["technician"]
    assert travel[1, 3] == 50_000
    assert travel[0, 3] == 31_623  # sqrt(10) = 3.16227...


def test_only_technicians_who_may_lack_something_can_collect_at_the_depot() -> None:
    first, second = instance_of(problem_files.TRSP).vehicles
    assert first.refill == Stop(0, ((0, 1_000_000),))
    assert second.refill is None  # has both tools, and 5 parts where at most 2 are needed


def test_parts_that_run_out_only_together_are_a_reason_for_the_depot() -> None:
    text = problem_files.TRSP.replace("[0] \t[1] \t[1]", "[0] \t[0] \t[1]")  # no tool is lacked
    assert instance_of(text).vehicles[0].refill is not None  # 1 part, and 3 and 4 need 2
    text = text.replace("[0] \t[0] \t[1]", "[0] \t[0] \t[0]")
    assert instance_of(text).vehicles[0].refill is None


def test_praxedo_travels_by_its_table_and_may_leave_requests_out() -> None:
    instance = instance_of(problem_files.PRAXEDO)
    travel = instance.durations["technician"]
    assert travel.shape == (4, 4)
    assert travel[1, 2] == 120_333  # 12.0333 minutes, no more, though 12.0333 is no binary number
    assert not instance.all_must_be_served
    assert instance.vehicles[0].refill is None
    assert instance.vehicles[0].capacity is None


def test_ends_that_are_elsewhere_than_home_are_refused() -> None:
    text = problem_files.PRAXEDO.replace("12.0333;6.0;0.0;0.0;\n1;", "12.0333;6.0;1.0;0.0;\n1;")
    assert _codes(text) == ["problem-not-supported"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (problem_files.SOLOMON.replace("    1      3", "    1      x"), 11),
        (problem_files.SOLOMON.replace("    1      3", "    2      3"), 12),
        (problem_files.SOLOMON.replace("    1      3", "    1"), 11),
        (problem_files.SOLOMON.replace("  2         10", "  2.5       10"), 5),
        (problem_files.SOLOMON.replace("20         30", "30         20"), 12),
        (
            problem_files.SOLOMON.replace("        100          0\n    1", "        nan  0\n    1"),
            10,
        ),
        (problem_files.VRPLIB.replace("DIMENSION : 3", "DIMENSION : x"), 4),
        (problem_files.VRPLIB.replace("11 0 5", "11 0 -5"), 11),
        (problem_files.VRPLIB.replace("11 0 5", "11 0 5.5"), 11),
        (problem_files.VRPLIB.replace("2 6\n3 4", "2 6\n2 4"), 20),
        (problem_files.VRPLIB.replace("2 100 200", "2 200 100"), 30),
        (problem_files.VRPLIB.replace("\n1\n-1", "\n2\n-1"), 22),
        (problem_files.TRSP.replace("2       2       2       1", "2       2       2"), 5),
        (problem_files.TRSP.replace("[1] \t[1]", "[1] [1,2]"), 13),
        (problem_files.TRSP.replace("[1] \t[1]", "[1]"), 13),
        (problem_files.TRSP.replace("3    3     4", "7    3     4"), 12),
        (problem_files.PRAXEDO.replace("2;12.0333", "2;twelve"), 23),
        (problem_files.PRAXEDO.replace("2;12.0333", "2;-1"), 23),
    ],
)
def test_a_broken_line_is_named(text: str, line: int) -> None:
    with pytest.raises(FileUnusable) as error:
        instance_of(text, "tiny")
    first = error.value.findings[0]
    assert (first.code, first.path) == ("problem-text-broken", f"line {line}")


@pytest.mark.parametrize(
    "text",
    [
        problem_files.SOLOMON[: problem_files.SOLOMON.index("    1  ")],
        problem_files.SOLOMON[: problem_files.SOLOMON.index("  2         10")] + "CUSTOMER",
        problem_files.VRPLIB[: problem_files.VRPLIB.index("21 6")],
        problem_files.VRPLIB[: problem_files.VRPLIB.index("TIME_WINDOW")] + "TIME_WINDOW_SECTION",
        problem_files.VRPLIB[: problem_files.VRPLIB.index("DEMAND")],
        problem_files.TRSP[: problem_files.TRSP.index("3    3")],
        problem_files.PRAXEDO[: problem_files.PRAXEDO.index("5;0.0", 700)],
    ],
)
def test_a_text_that_ends_too_early_is_refused(text: str) -> None:
    assert _codes(text) == ["problem-text-broken"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (problem_files.VRPLIB.replace("EXPLICIT", "GEO"), "EDGE_WEIGHT_TYPE : GEO"),
        (
            problem_files.VRPLIB.replace("FULL_MATRIX", "LOWER_ROW"),
            "EDGE_WEIGHT_FORMAT : LOWER_ROW",
        ),
        (problem_files.VRPLIB.replace("EOF", "BACKHAUL_SECTION"), "BACKHAUL_SECTION"),
        (problem_files.VRPLIB.replace("TYPE : VRPTW", "DISTANCE : 200"), "DISTANCE : 200"),
    ],
)
def test_what_is_not_supported_is_named(text: str, value: str) -> None:
    with pytest.raises(FileUnusable) as error:
        instance_of(text)
    assert [(one.code, one.value) for one in error.value.findings] == [
        ("problem-not-supported", value)
    ]


def _codes(text: str) -> list[str]:
    with pytest.raises(FileUnusable) as error:
        instance_of(text)
    return [found.code for found in error.value.findings]


def test_lines_may_end_as_on_windows() -> None:
    for text in (problem_files.SOLOMON, problem_files.VRPLIB, problem_files.TRSP):
        usual, windows = instance_of(text), instance_of(text.replace("\n", "\r\n"))
        assert _plain(usual) == _plain(windows)


def _plain(instance: Instance) -> object:
    return instance.jobs, instance.vehicles, {k: v.tolist() for k, v in instance.durations.items()}
