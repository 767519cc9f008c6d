"""Places can be found, are where people meant them to be, and lie in the matrix."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.documents import codes, findings_of, only, raw_engineer, raw_job, read_day

from models.great_circle import great_circle_km

MATRIX: dict[str, Any] = {"kind": "matrix", "durations_s": [[0, 60], [60, 0]]}
IN_MATRIX: dict[str, Any] = {
    "jobs": [raw_job(place={"matrix_index": 1})],
    "engineers": [raw_engineer(start_place={"matrix_index": 0})],
}


def around(latitude: float, longitude: float, count: int = 5) -> list[dict[str, Any]]:
    """Jobs a kilometre or so from each other."""
    return [
        raw_job(f"N{n}", place={"latitude": latitude + n / 100, "longitude": longitude})
        for n in range(count)
    ]


def new_york(**fields: Any) -> dict[str, Any]:
    """A day there, with engineers in the middle of it."""
    return {
        "jobs": [*around(40.7, -74.0), raw_job("odd", place=fields)],
        "engineers": [raw_engineer(start_place={"latitude": 40.7, "longitude": -74.0})],
    }


def test_coordinates_outside_the_earth_set_the_job_aside_and_hint_at_a_swap() -> None:
    loaded = read_day(jobs=[raw_job(place={"latitude": 121.47, "longitude": 31.23}), raw_job("J2")])
    assert [one.id for one in loaded.scenario.set_aside] == ["J1"]
    assert "swapped?" in only("value-out-of-range", loaded.findings).message


def test_swapped_coordinates_that_exist_are_recognised_by_the_other_places() -> None:
    loaded = read_day(**new_york(latitude=-74.0, longitude=40.7))
    assert [one.id for one in loaded.scenario.set_aside] == ["odd"]
    found = only("coordinates-swapped", loaded.findings)
    assert found.value == "-74.0, 40.7"
    assert found.path == "jobs[5].place"


def test_a_place_in_another_part_of_the_world_is_pointed_out() -> None:
    loaded = read_day(**new_york(latitude=0, longitude=0))
    assert loaded.scenario.set_aside == ()
    assert only("place-far-away", loaded.findings).path == "jobs[5].place"


def test_a_territory_as_large_as_a_country_is_no_mistake() -> None:
    cities = [
        (31.2, 121.5),
        (39.9, 116.4),
        (23.1, 113.3),
        (30.6, 104.1),
        (43.8, 87.6),
        (25.0, 102.7),
    ]
    jobs = [
        raw_job(f"J{n}", place={"latitude": latitude, "longitude": longitude})
        for n, (latitude, longitude) in enumerate(cities)
    ]  # fmt: skip
    assert read_day(jobs=jobs).findings == ()


@pytest.mark.parametrize("place", [{"latitude": 31.2}, {"longitude": 121.4}])
def test_half_a_pair_of_coordinates_sets_the_job_aside(place: dict[str, float]) -> None:
    loaded = read_day(jobs=[raw_job(place=place)])
    assert codes(loaded.scenario.set_aside[0].findings) == ["coordinates-incomplete"]


def test_addresses_to_look_up_are_counted_in_one_notice() -> None:
    jobs = [raw_job(f"J{n}", place={"address": f"{n} Sample Lane"}) for n in range(3)]
    found = only("places-to-geocode", read_day(jobs=jobs).findings)
    assert found.message == ("3 place(s) have no coordinates yet; the first is place of job 'J0'.")


@pytest.mark.parametrize("start_place", [None, {}, {"address": "  "}])
def test_an_engineer_without_a_place_is_pointed_out(start_place: dict[str, str] | None) -> None:
    loaded = read_day(engineers=[raw_engineer(start_place=start_place)])
    assert codes(loaded.findings) == ["engineer-without-place"]


def test_an_engineer_who_starts_at_a_depot_needs_no_place() -> None:
    depot = {"id": "D1", "place": {"latitude": 31.2, "longitude": 121.4}}
    engineer = raw_engineer(start_place=None, start_depot_id="D1")
    assert read_day(depots=[depot], engineers=[engineer]).findings == ()


def test_a_matrix_that_fits_has_no_findings() -> None:
    assert read_day(travel=MATRIX, **IN_MATRIX).findings == ()


@pytest.mark.parametrize(
    ("matrix", "code"),
    [
        ({"durations_s": [[0, 60], [60]]}, "matrix-not-square"),
        ({"durations_s": [[0, 60, 5], [60, 0, 5]]}, "matrix-not-square"),
        ({"distances_m": [[0]]}, "matrix-not-square"),
        ({"distances_m": [[0, 1], [1]]}, "matrix-not-square"),
        ({"durations_s": [[0, -60], [60, 0]]}, "matrix-negative"),
        ({"distances_m": [[0, 1], [-1, 0]]}, "matrix-negative"),
        ({"durations_s": None}, "matrix-source-unclear"),
        ({"file": "matrix.npz"}, "matrix-source-unclear"),
        ({"durations_s": [[0, float("nan")], [60, 0]]}, "value-not-finite"),
        ({"durations_s": [[0, 1.5], [60, 0]]}, "value-of-wrong-type"),
    ],
)
def test_a_matrix_that_is_none_makes_the_scenario_invalid(
    matrix: dict[str, Any], code: str
) -> None:
    assert code in codes(findings_of(travel=MATRIX | matrix, **IN_MATRIX))


def test_a_place_beyond_the_matrix_sets_the_job_aside() -> None:
    jobs = [raw_job("J1", place={"matrix_index": 1}), raw_job("J2", place={"matrix_index": 2})]
    loaded = read_day(travel=MATRIX, engineers=IN_MATRIX["engineers"], jobs=jobs)
    found = only("matrix-index-outside", loaded.findings)
    assert found.message == (
        "The matrix_index of place of job 'J2' is 2, but the matrix has 2 rows."
    )
    assert [one.id for one in loaded.scenario.set_aside] == ["J2"]


def test_a_place_has_to_suit_the_way_travel_is_worked_out() -> None:
    by_matrix = read_day(travel=MATRIX, jobs=[raw_job()], engineers=IN_MATRIX["engineers"])
    assert codes(by_matrix.scenario.set_aside[0].findings) == ["place-not-in-travel"]
    by_circle = read_day(jobs=IN_MATRIX["jobs"])
    assert codes(by_circle.scenario.set_aside[0].findings) == ["place-not-in-travel"]


coordinates = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(coordinates, coordinates)
def test_great_circles_are_symmetric_and_no_longer_than_half_the_earth(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    distance = great_circle_km(a, b)
    assert distance == pytest.approx(great_circle_km(b, a))
    assert 0 <= distance <= 20_015.2  # pi times 6371.0088 km is 20 015.115 km


def test_a_degree_of_latitude_has_111_kilometres() -> None:
    # 6371.0088 km * pi / 180 = 111.19508 km.
    assert great_circle_km((31.0, 121.0), (32.0, 121.0)) == pytest.approx(111.19508, abs=1e-4)
