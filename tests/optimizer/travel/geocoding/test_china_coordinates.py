"""Shifted coordinates of Chinese map services, against reference points of two libraries."""

from __future__ import annotations

import pytest
from geopy.distance import great_circle
from hypothesis import given
from hypothesis import strategies as st

from optimizer.travel.geocoding.china import (
    bd09_from_gcj02,
    gcj02_from_wgs84,
    wgs84_from_bd09,
    wgs84_from_gcj02,
)
from optimizer.travel.geocoding.geocoder import Coordinates


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        # The reference points of eviltransform: Shanghai, Shenzhen, Beijing.
        ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
        ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
        ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
        # That of coordTransform.
        ((37.065, 128.543), (37.065651049489816, 128.54820547949757)),
    ],
)
def test_the_national_shift_is_the_published_one(
    wgs84: tuple[float, float], gcj02: tuple[float, float]
) -> None:
    assert gcj02_from_wgs84(Coordinates(*wgs84)) == pytest.approx(gcj02, abs=1e-9)
    assert wgs84_from_gcj02(Coordinates(*gcj02)) == pytest.approx(wgs84, abs=1e-8)


def test_baidus_shift_is_the_published_one() -> None:
    # coordTransform: GCJ-02 (37.065, 128.543).
    assert bd09_from_gcj02(Coordinates(37.065, 128.543)) == pytest.approx(
        (37.07113427883019, 128.54944656269413), abs=1e-12
    )


def test_baidus_coordinates_are_near_what_the_published_approximation_gives() -> None:
    # coordTransform undoes both shifts in one step: BD-09 (37.065, 128.543) is (37.0580926,
    # 128.5313688) there. Its error is known to be a few metres.
    ours = wgs84_from_bd09(Coordinates(37.065, 128.543))
    assert great_circle(ours, (37.0580926428705, 128.53136876750008)).m < 5


@given(st.floats(18.2, 53.5), st.floats(73.5, 134.7))
def test_the_shifts_are_undone_to_a_centimetre(latitude: float, longitude: float) -> None:
    point = Coordinates(latitude, longitude)
    back = wgs84_from_bd09(bd09_from_gcj02(gcj02_from_wgs84(point)))
    assert great_circle(point, back).m < 0.01


@given(st.floats(18.2, 53.5), st.floats(73.5, 134.7))
def test_the_shift_is_never_more_than_two_kilometres(latitude: float, longitude: float) -> None:
    point = Coordinates(latitude, longitude)
    assert 100 < great_circle(point, bd09_from_gcj02(gcj02_from_wgs84(point))).m < 2500


@pytest.mark.parametrize("point", [(40.7484, -73.9857), (-33.86, 151.2), (0.0, 0.0)])
def test_far_from_china_nothing_is_shifted(point: tuple[float, float]) -> None:
    assert wgs84_from_bd09(Coordinates(*point)) == point
    assert wgs84_from_gcj02(Coordinates(*point)) == point
