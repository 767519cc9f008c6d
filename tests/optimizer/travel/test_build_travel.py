"""From travel settings to the table that answers for a scenario's places."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from support.travel import indexed, scenario_of

from models.errors import InputUnusable
from models.place import Place
from models.places import index_places
from models.scenario import Scenario
from models.travel import GreatCircleTravel, MatrixTravel
from optimizer.travel.build import build_travel, can_locate
from optimizer.travel.tables import (
    GreatCircleTable,
    HourlyMatrixTable,
    MatrixTravelTable,
    TravelTable,
)

HOUR = 3600
CENTRE = Place(latitude=31.23, longitude=121.47)
NORTH = Place(latitude=31.24, longitude=121.47)
THREE = ((0, 10, 20), (30, 0, 40), (50, 60, 0))


def built(scenario: Scenario, base_folder: Path | None = None) -> TravelTable:
    return build_travel(scenario, index_places(scenario), base_folder)


def codes(scenario: Scenario, base_folder: Path | None = None) -> list[tuple[str, str]]:
    """Code and path of every finding that building raises."""
    with pytest.raises(InputUnusable) as caught:
        built(scenario, base_folder)
    assert str(caught.value)
    return [(finding.code, finding.path) for finding in caught.value.findings]


def test_great_circle_settings_make_a_table_of_coordinates() -> None:
    settings = GreatCircleTravel(profile_speed_percent={"car": 100, "bicycle": 40})
    table = built(scenario_of([CENTRE, NORTH], settings))
    assert isinstance(table, GreatCircleTable)
    # 0.01 degrees north are 1111.95 m, times 1.3 1445.5 m: 1446 m to the nearest. The fastest
    # hour has 40 km/h: 1446 * 3600 / 40000 = 130.1 s, a bicycle (16 km/h) 325.4 s.
    assert table.distance_m(0, 1) == 1446
    assert table.arrive("car", 0, 1, 0) == 131
    assert table.arrive("bicycle", 0, 1, 0) == 326
    # At 8:00 24 km/h are 600 per mille of 40: 131 s at reference speed last 218.3 s.
    assert table.arrive("car", 0, 1, 8 * HOUR) == 8 * HOUR + 219


def test_the_speed_of_every_hour_is_relative_to_the_fastest() -> None:
    table = built(scenario_of([CENTRE], GreatCircleTravel(speed_kmh_by_hour=(30.0,) * 23 + (45,))))
    assert isinstance(table, GreatCircleTable)
    assert table.reference_m_per_h == {"car": 45_000}
    assert set(table.speed.speeds) == {667, 1000}


def test_a_matrix_is_put_into_the_order_of_the_places() -> None:
    travel = MatrixTravel(durations_s=THREE, distances_m=((0, 1, 2), (3, 0, 4), (5, 6, 0)))
    table = built(scenario_of(indexed(2, 0), travel))
    assert isinstance(table, MatrixTravelTable)
    assert table.durations_s.tolist() == [[0, 50], [20, 0]]
    assert table.distances_m is not None
    assert table.distances_m.tolist() == [[0, 5], [2, 0]]
    assert table.durations_s.dtype == table.distances_m.dtype == np.int32
    assert table.durations_s.flags.c_contiguous
    assert table.speed is None


def test_percentages_by_hour_stretch_the_matrix() -> None:
    travel = MatrixTravel(durations_s=THREE, speed_percent_by_hour=(100,) * 8 + (50,) + (100,) * 15)
    table = built(scenario_of(indexed(0, 1), travel))
    assert table.arrive("car", 0, 1, 8 * HOUR) == 8 * HOUR + 20
    assert table.arrive("car", 0, 1, 9 * HOUR) == 9 * HOUR + 10


def test_an_npz_file_is_read_from_beside_the_scenario(tmp_path: Path) -> None:
    np.savez(tmp_path / "m.npz", durations=np.array(THREE), distances=np.array(THREE) * 9)
    table = built(scenario_of(indexed(0, 1), MatrixTravel(file="m.npz")), tmp_path)
    assert table.arrive("car", 0, 1, 0) == 10
    assert table.distance_m(0, 1) == 90


def test_an_npz_file_of_24_matrices_makes_a_table_by_hour(tmp_path: Path) -> None:
    by_hour = np.array(THREE)[None, :, :] * np.arange(1, 21).repeat(2)[:24, None, None]
    np.savez_compressed(tmp_path / "m.npz", durations=by_hour)
    table = built(scenario_of(indexed(1, 2), MatrixTravel(file="m.npz")), tmp_path)
    assert isinstance(table, HourlyMatrixTable)
    assert table.durations_s.shape == (24, 2, 2)
    # 40 s in the first two hours, 80 s in the next two.
    assert table.arrive("car", 0, 1, 0) == 40
    assert table.arrive("car", 0, 1, 2 * HOUR) == 2 * HOUR + 80
    assert table.distance_m(0, 1) == 0


def test_a_csv_file_is_read_with_its_byte_order_mark_and_quotes(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_bytes(b'\xef\xbb\xbf0,"10",20\r\n30,0,40\r\n\r\n50,60,0\r\n')
    table = built(scenario_of(indexed(0, 2), MatrixTravel(file="m.csv")), tmp_path)
    assert table.arrive("car", 0, 1, 0) == 20


def test_a_csv_file_takes_its_distances_from_the_scenario(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("0,1\n1,0\n", "utf-8")
    travel = MatrixTravel(file="m.csv", distances_m=((0, 7), (7, 0)))
    assert built(scenario_of(indexed(0, 1), travel), tmp_path).distance_m(0, 1) == 7


def test_fractions_of_a_second_are_rounded_up(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("0,10.1\n0.9,0\n", "utf-8")
    table = built(scenario_of(indexed(0, 1), MatrixTravel(file="m.csv")), tmp_path)
    assert (table.arrive("car", 0, 1, 0), table.arrive("car", 1, 0, 0)) == (11, 1)


def test_a_scenario_without_places_has_an_empty_table() -> None:
    scenario = scenario_of([Place()])
    assert isinstance(built(scenario), GreatCircleTable)
    matrix = built(scenario_of([Place()], MatrixTravel(durations_s=((0,),))))
    assert isinstance(matrix, MatrixTravelTable)
    assert matrix.durations_s.shape == (0, 0)


def test_places_that_the_settings_cannot_locate_are_all_named() -> None:
    assert codes(scenario_of([CENTRE, *indexed(0, 1)])) == [
        ("place-without-coordinates", "jobs[0].place"),
        ("place-without-coordinates", "jobs[1].place"),
    ]
    assert codes(scenario_of([CENTRE, *indexed(0)], MatrixTravel(durations_s=THREE))) == [
        ("place-without-matrix-index", "engineers[0].shifts[0].start_place"),
    ]


def test_what_can_be_located_depends_on_the_settings() -> None:
    matrix = MatrixTravel(durations_s=THREE)
    assert can_locate(GreatCircleTravel(), CENTRE)
    assert not can_locate(matrix, CENTRE)
    assert can_locate(matrix, indexed(1)[0])
    assert not can_locate(GreatCircleTravel(), indexed(1)[0])


def test_an_index_beyond_the_matrix_is_named() -> None:
    assert codes(scenario_of(indexed(0, 3), MatrixTravel(durations_s=THREE))) == [
        ("matrix-too-small", "jobs[0].place.matrix_index")
    ]


def test_an_unknown_vehicle_profile_is_named() -> None:
    assert codes(scenario_of([CENTRE], profile="lorry")) == [
        ("travel-profile-unknown", "engineers[0].vehicle_profile")
    ]


def test_hours_beyond_a_factor_of_20_are_refused() -> None:
    just = GreatCircleTravel(speed_kmh_by_hour=(2.0,) + (40.0,) * 23)
    built(scenario_of([CENTRE], just))
    beyond = GreatCircleTravel(speed_kmh_by_hour=(1.9,) + (40.0,) * 23)
    assert codes(scenario_of([CENTRE], beyond)) == [
        ("travel-hours-uneven", "travel.speed_kmh_by_hour")
    ]
    matrix = MatrixTravel(durations_s=THREE, speed_percent_by_hour=(5,) + (101,) * 23)
    assert codes(scenario_of(indexed(0), matrix)) == [
        ("travel-hours-uneven", "travel.speed_percent_by_hour")
    ]


def test_24_matrices_beyond_a_factor_of_20_are_refused(tmp_path: Path) -> None:
    hours = np.full((24, 2, 2), 10)
    hours[8, 0, 1] = 200
    hours[9, 1, 0] = 0
    np.savez(tmp_path / "just.npz", durations=hours)
    built(scenario_of(indexed(0, 1), MatrixTravel(file="just.npz")), tmp_path)
    hours[8, 0, 1] = 201
    np.savez(tmp_path / "beyond.npz", durations=hours)
    assert codes(scenario_of(indexed(0, 1), MatrixTravel(file="beyond.npz")), tmp_path) == [
        ("travel-hours-uneven", "durations[:][0][1]")
    ]


def test_24_matrices_and_a_speed_by_hour_contradict_each_other(tmp_path: Path) -> None:
    np.savez(tmp_path / "m.npz", durations=np.ones((24, 2, 2)))
    travel = MatrixTravel(file="m.npz", speed_percent_by_hour=(100,) * 24)
    assert codes(scenario_of(indexed(0), travel), tmp_path) == [
        ("travel-hours-given-twice", "travel.speed_percent_by_hour")
    ]


def test_a_profile_slower_than_a_walk_is_refused() -> None:
    travel = GreatCircleTravel(
        speed_kmh_by_hour=(10.0,) * 24, profile_speed_percent={"car": 100, "cart": 9}
    )
    assert codes(scenario_of([CENTRE], travel)) == [
        ("travel-speed-too-low", "travel.profile_speed_percent.cart")
    ]


def test_several_faults_are_reported_at_once() -> None:
    travel = GreatCircleTravel(speed_kmh_by_hour=(1.0,) + (40.0,) * 23)
    found = codes(scenario_of([CENTRE, *indexed(0)], travel, profile="lorry"))
    assert [code for code, _ in found] == [
        "travel-profile-unknown",
        "travel-hours-uneven",
        "place-without-coordinates",
    ]
