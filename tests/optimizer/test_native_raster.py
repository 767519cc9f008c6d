"""The core is only given possible starts that begin and end on the raster of appointments."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from support.random_days import random_day

from models.clock import Clock
from models.places import index_places
from optimizer.encode import encode
from optimizer.native import compile_problem
from optimizer.problem import NO_MOMENT, JobColumn, ProblemArrays
from optimizer.travel.build import build_travel

pytestmark = pytest.mark.core


def arrays(raster_s: int) -> ProblemArrays:
    """A random day with appointments told and not."""
    scenario = random_day(3, jobs=12)
    policy = scenario.policy.model_copy(update={"appointment_raster_s": raster_s})
    scenario = scenario.model_copy(update={"policy": policy})
    places = index_places(scenario)
    travel = build_travel(scenario, places)
    return encode(scenario, scenario.jobs, Clock.of(scenario), places, travel).arrays


@pytest.mark.parametrize("raster_s", [1, 60, 300])
def test_encoded_starts_are_on_the_raster_and_told_ones_are_where_they_were(raster_s: int) -> None:
    encoded = arrays(raster_s)
    compile_problem(encoded)
    told = encoded.jobs[:, JobColumn.TOLD_S] != NO_MOMENT
    assert told.any()
    assert not told.all()
    for row, is_told in zip(encoded.jobs, told, strict=True):
        first, last = row[JobColumn.STARTS_FIRST], row[JobColumn.STARTS_LAST]
        spans = encoded.starts[first:last]
        if is_told:
            assert spans[0, 0] == row[JobColumn.TOLD_S]
        else:
            assert not (spans % raster_s).any()  # the horizon starts at midnight


def test_starts_off_the_raster_are_refused() -> None:
    free = np.flatnonzero(arrays(60).jobs[:, JobColumn.TOLD_S] == NO_MOMENT)[0]
    encoded = arrays(60)
    encoded.starts[encoded.jobs[free, JobColumn.STARTS_FIRST], 1] += 1
    with pytest.raises(ValueError, match="off the raster"):
        compile_problem(encoded)


def test_a_raster_below_a_second_is_refused() -> None:
    with pytest.raises(ValueError, match="raster_s must be at least 1"):
        compile_problem(dataclasses.replace(arrays(1), raster_s=0))


def test_durations_are_only_priced_with_appointments_at_any_second() -> None:
    encoded = arrays(60)
    encoded.rates[5] = 1
    with pytest.raises(ValueError, match="price for the duration"):
        compile_problem(encoded)
