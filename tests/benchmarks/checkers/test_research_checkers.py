"""The checkers of Solomon's, VRPLIB's and TRSP's rules, on files small enough to do by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import problem_files
from support.problem_files import PRAXEDO, SOLOMON, TRSP, VRPLIB, answer, route, step

from benchmarks.checkers import Verdict, check

Checked = Callable[[str, object], Verdict]


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """Writes a text to a file and checks an answer to it."""
    path = tmp_path_factory.mktemp("texts") / "problem.txt"

    def run(text: str, given: object) -> Verdict:
        path.write_text(text, "utf-8")
        return check(path, given)

    return run


def test_solomon_costs_truncated_distances(checked: Checked) -> None:
    # 0-1-2-0: 5 + 3.6 + 2 = 10.6; 0-3-0: 1.4 + 1.4 = 2.8
    verdict = checked(SOLOMON, answer(route(1, 1, 2), route(2, 3)))
    assert verdict.legal
    assert verdict.cost == pytest.approx(13.4)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (answer(route(1, 1, 3), route(2, 2)), "carries 11 of 10"),
        (answer(route(1, 1, 2), unassigned=(3,)), "1 customers are not served"),
        (answer(route(1, 1, 2), route(3, 3)), "no vehicle 3"),
        (answer(route(0, 1, 2), route(1, 3)), "no vehicle 0"),
        (answer(route(1, 1, 2), route(2, 3, 0)), "no job 0"),
        (answer(route(1, 1, 2), route(2, 3, "depot")), "has a depot"),
        (
            answer(route(1, 1, 2), route(2, step("job", 3, arrival=1.3), "end")),
            "",
        ),
    ],
)
def test_solomon_rules(checked: Checked, given: object, says: str) -> None:
    verdict = checked(SOLOMON, given)
    assert verdict.legal == (not says)
    assert any(says in complaint for complaint in verdict.complaints) == bool(says)


def test_solomon_windows_hold_to_the_tenth(checked: Checked) -> None:
    # 0-1 5, 10 of work, 3.6 to 2: 18.6; to 0 after 20 + 10 + 2 = 32
    plan = answer(route(1, 1, 2), route(2, 3))
    assert checked(SOLOMON.replace("20         30", "10         18.6"), plan).legal
    assert not checked(SOLOMON.replace("20         30", "10         18.5"), plan).legal
    assert checked(SOLOMON.replace("0        100          0", "0        32 0", 1), plan).legal
    assert not checked(SOLOMON.replace("0        100          0", "0        31.9 0", 1), plan).legal


TIMED = (
    {"type": "start", "arrival": 0},
    step("job", 1, arrival=5, waiting_time=0, service=10),
    step("job", 2, arrival=18.6, waiting_time=1.4, service=10),
    {"type": "end", "arrival": 32},
)


@pytest.mark.parametrize(
    ("place", "change", "legal"),
    [
        (0, {}, True),
        (0, {"arrival": 1}, False),
        (1, {"arrival": 6}, False),
        (2, {"waiting_time": 1}, False),  # would start before 20
        (2, {"waiting_time": 2}, False),  # would be home later
        (3, {"arrival": 33}, False),
    ],
)
def test_stated_times_of_customers_are_looked_at(
    checked: Checked, place: int, change: dict[str, Any], legal: bool
) -> None:
    steps = [dict(one) for one in TIMED]
    steps[place] |= change
    plan = answer({"vehicle": 1, "steps": steps}, route(2, 3))
    assert checked(SOLOMON, plan).legal == legal


def test_vrplib_costs_edges_in_their_direction(checked: Checked) -> None:
    assert checked(VRPLIB, answer(route(1, 2, 3))).cost == 36
    assert checked(VRPLIB, answer(route(1, 3, 2))).cost == 37
    # One vehicle is what the file has; the convention is: as many as wanted.
    assert checked(VRPLIB, answer(route(1, 2), route(2, 3))) == Verdict(True, (), 0, 0, 0, 62.0)


def test_vrplib_windows_and_capacity(checked: Checked) -> None:
    # At 2 from 100 to 130, at 3 at 135, home at 175 + 21 = 196
    assert checked(VRPLIB.replace("3 0 500", "3 0 135"), answer(route(1, 2, 3))).legal
    assert not checked(VRPLIB.replace("3 0 500", "3 0 134"), answer(route(1, 2, 3))).legal
    assert not checked(VRPLIB.replace("1 0 1000", "1 0 195"), answer(route(1, 2, 3))).legal
    assert not checked(VRPLIB.replace("3 4\n", "3 5\n"), answer(route(1, 2, 3))).legal


def test_rounded_plane_distances(checked: Checked) -> None:
    assert checked(problem_files.EUCLIDEAN_VRPLIB, answer(route(1, 2, 3))).cost == 5 + 4 + 1


def test_a_technician_leaves_as_late_as_he_can(checked: Checked) -> None:
    # Technician 1 with 3 (window 20-40): leaves at 35, arrives at 40, works 10, is back at 55: 20.
    # Technician 2: 3 to request 5, 5 of work, sqrt(45) to 4, 5 of work, 6 home.
    verdict = checked(TRSP, answer(route(1, 3), route(2, 5, 4)))
    assert verdict.legal
    assert verdict.cost == pytest.approx(20 + 3 + 5 + 45**0.5 + 5 + 6)


def test_only_waiting_that_cannot_be_avoided_counts(checked: Checked) -> None:
    # 4 closes at 10, 3 opens at 20: leave at 7, work 10-15, drive 4, wait 1, work 20-30, 5 home.
    text = TRSP.replace("3     0     0      100 ", "3     0     0      10  ")
    verdict = checked(text, answer(route(2, 5), route(1, "depot", 4, 3)))
    assert not verdict.legal  # 5 to the depot, sqrt(34) to 4: not before 10
    text = text.replace("[0] \t[0] \t[1]\n2", "[0] \t[0,1] \t[2]\n2")
    verdict = checked(text, answer(route(2, 5), route(1, 4, 3)))
    assert verdict.legal
    assert verdict.cost == pytest.approx((3 + 5 + 3) + (35 - 7))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (answer(route(1, "depot", 4, 3), route(2, 5)), ""),
        (answer(route(1, 3, "depot", 4), route(2, 5)), ""),
        (answer(route(1, 4, "depot", 3), route(2, 5)), "lacks a tool for request 4"),
        (answer(route(1, 3, 4, "depot"), route(2, 5)), "too few parts for request 4"),
        (answer(route(1, "depot", 4, "depot", 3), route(2, 5)), "visits the depot twice"),
        (answer(route(1, 3, 5), route(2, 4)), "lacks a skill for request 5"),
        (answer(route(2, 4, 5), unassigned=(3,)), "1 requests are not served"),
        (answer(route(3, 3), route(2, 4, 5)), "no technician 3"),
        (answer(route(2, 4, 5, 2), route(1, 3)), "no job 2"),
        (answer(route(2, 4, 5, step("break", 1)), route(1, 3)), "has a break 1"),
        (answer(route(1), route(2, 4, 5, 3)), ""),  # sqrt(45) + 5 + 3 ... well before 40
    ],
)
def test_rules_of_technicians(checked: Checked, given: object, says: str) -> None:
    verdict = checked(TRSP, given)
    assert verdict.legal == (not says), verdict.complaints
    assert any(says in complaint for complaint in verdict.complaints) == bool(says)


def test_the_depot_has_a_window(checked: Checked) -> None:
    plan = answer(route(1, "depot", 4, 3), route(2, 5))
    assert checked(TRSP.replace("0     5     0      100", "0     5     0      5"), plan).legal
    assert not checked(TRSP.replace("0     5     0      100", "0     5     0      4"), plan).legal


def test_stated_times_of_technicians_are_looked_at(checked: Checked) -> None:
    steps = [
        {"type": "start", "arrival": 35},
        step("job", 3, arrival=40, waiting_time=0, service=10),
        {"type": "end", "arrival": 55},
    ]
    assert checked(TRSP, answer({"vehicle": 1, "steps": steps}, route(2, 4, 5))).legal
    steps[2]["arrival"] = 54
    assert not checked(TRSP, answer({"vehicle": 1, "steps": steps}, route(2, 4, 5))).legal


def test_praxedo_counts_what_is_left_out_and_minutes_of_the_table(checked: Checked) -> None:
    # 3 may follow 2: leave at 115 - 12.0333, work 45, drive 8.5, work 30, drive 6
    assert checked(PRAXEDO, answer(route(1, 2, 3))).cost == pytest.approx(12.0333 + 45 + 44.5)
    verdict = checked(PRAXEDO, answer(route(1, 3), unassigned=(2,)))
    assert verdict == Verdict(True, (), 0, 1, 1, 42.0)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)


@given(
    st.sampled_from([SOLOMON, VRPLIB, TRSP, PRAXEDO]),
    st.sampled_from(["routes", "unassigned", "vehicle", "steps", "id", "arrival", "type"]),
    JSON,
)
def test_no_answer_whatever_its_shape_surprises_a_checker(
    checked: Checked, text: str, field: str, value: object
) -> None:
    plan = answer(route(1, step("job", 3, arrival=1.0), 4), unassigned=(2,))
    where = plan if field in plan else plan["routes"][0]
    (where if field in where else where["steps"][0])[field] = value
    assert isinstance(checked(text, plan).legal, bool)
    assert not checked(text, value).legal


@given(
    st.permutations([3, 4, 5]),
    st.lists(st.sampled_from([1, 2]), min_size=3, max_size=3),
    st.floats(0, 60),
)
def test_no_departure_makes_a_route_of_technicians_shorter(
    checked: Checked, order: list[int], owners: list[int], leaves: float
) -> None:
    # A route that leaves at any other moment, by the plainest of walks, is never shorter.
    plan = [
        route(who, *(n for n, w in zip(order, owners, strict=True) if w == who)) for who in (1, 2)
    ]
    for one in plan:
        left_out = tuple({3, 4, 5} - {s["id"] for s in one["steps"]})
        verdict = checked(TRSP, answer(one, unassigned=left_out))
        times = _walk(one["vehicle"], [s["id"] for s in one["steps"]], leaves)
        if one["steps"] and times is not None:
            assert verdict.cost <= times + 1e-9


PLACES = {1: (0, 0, 0, 100, 0), 2: (9, 0, 0, 100, 0), 3: (3, 4, 20, 40, 10),
          4: (3, 0, 0, 100, 5), 5: (9, 3, 0, 100, 5)}  # fmt: skip


def _walk(home: int, stops: list[int], leaves: float) -> float | None:
    """How long a route takes that leaves at this moment; None if it cannot be kept."""
    now, here = leaves, home
    for stop in [*stops, home]:
        (ax, ay), (bx, by) = PLACES[here][:2], PLACES[stop][:2]
        now += ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5
        opens, closes, service = PLACES[stop][2:]
        if now > closes:
            return None
        now, here = max(now, opens) + service, stop
    return now - leaves
