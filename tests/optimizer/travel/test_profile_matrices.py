"""A matrix of seconds for each vehicle profile."""

from __future__ import annotations

import numpy as np
import pytest

from models.errors import TravelUnavailable
from optimizer.travel.profiles import ProfileMatrixTable

CAR = np.array([[0, 10], [20, 0]], dtype=np.int32)
VAN = np.array([[0, 15], [25, 0]], dtype=np.int32)
METRES = np.array([[0, 700], [900, 0]], dtype=np.int32)
TABLE = ProfileMatrixTable({"car": CAR, "van": VAN}, METRES)


def test_every_profile_has_its_own_seconds_at_any_hour() -> None:
    assert TABLE.arrive("car", 0, 1, 100) == 110
    assert TABLE.arrive("van", 0, 1, 100) == 115
    assert TABLE.depart_by("van", 1, 0, 100) == 75
    assert TABLE.depart_from("van", 1, 0, 100) == 75


def test_metres_are_the_same_for_all_profiles_and_0_where_there_are_none() -> None:
    assert TABLE.distance_m(1, 0) == 900
    assert ProfileMatrixTable({"car": CAR}).distance_m(1, 0) == 0


def test_a_profile_that_is_not_there_is_named() -> None:
    with pytest.raises(TravelUnavailable, match="'bike'"):
        TABLE.base_s("bike", 0, 1)


def test_matrices_of_unequal_shapes_and_no_matrix_at_all_are_refused() -> None:
    larger = np.zeros((3, 3), dtype=np.int32)
    with pytest.raises(ValueError, match="'van' has the shape"):
        ProfileMatrixTable({"car": CAR, "van": larger})
    with pytest.raises(ValueError, match="distances_m has the shape"):
        ProfileMatrixTable({"car": CAR}, larger)
    with pytest.raises(ValueError, match="at least one profile"):
        ProfileMatrixTable({})
