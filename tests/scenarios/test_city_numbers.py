"""The numbers of a city have the character of real days."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InputUnusable
from scenarios.city_numbers import Base, City, Load, draw_city, engineers_for, reachable_by

cities = st.builds(
    draw_city,
    jobs=st.integers(10, 120),
    seed=st.integers(0, 10_000),
    river=st.integers(0, 3),
    base=st.sampled_from(["homes", "depot", "mixed"]),
    load=st.sampled_from(["normal", "overloaded"]),
)


@pytest.fixture(scope="module")
def thousand() -> City:
    return draw_city(1000, 11, 0, "homes", "normal")


@given(cities)
def test_two_engineers_could_serve_every_job_if_it_were_the_only_one(city: City) -> None:
    enough = min(2, len(city.engineers.points))
    assert reachable_by(city.ground, city.jobs, city.engineers).min() >= enough


@given(cities)
def test_every_job_fits_the_day(city: City) -> None:
    jobs = city.jobs
    assert (jobs.opens < jobs.closes).all()
    assert jobs.opens.min() >= 8 * 3600
    assert jobs.closes.max() <= 18 * 3600
    assert set((jobs.needs > 0).sum(axis=1).tolist()) <= {1, 2}
    assert jobs.parts.sum(axis=1).max() <= 2


def test_work_takes_15_to_90_minutes_in_steps_of_five(thousand: City) -> None:
    service = thousand.jobs.service_s
    assert (service % 300 == 0).all()
    assert (service.min(), service.max()) == (900, 5400)
    # Uniform over 16 values from 900 to 5400: mean 3150, deviation 1383, of the mean 44.
    assert service.mean() == pytest.approx(3150, abs=200)


def test_windows_are_as_long_as_people_promise_them(thousand: City) -> None:
    spans = (thousand.jobs.closes - thousand.jobs.opens).tolist()
    share = {hours: spans.count(int(hours * 3600)) / 10 for hours in (10, 4.5, 5.5, 2, 1)}
    # Per cent of 1000; the largest deviation (of 35 %) is 1.5, and 6 is four of it.
    assert share == pytest.approx({10: 20, 4.5: 15, 5.5: 15, 2: 35, 1: 15}, abs=6)


def test_priorities_parts_and_skills_have_their_shares(thousand: City) -> None:
    jobs, staff = thousand.jobs, thousand.engineers
    of_priority = [int((jobs.priority == p).sum()) for p in (1, 3, 10)]
    assert of_priority == pytest.approx([700, 200, 100], abs=60)
    of_units = np.bincount(jobs.parts.sum(axis=1), minlength=3).tolist()
    assert of_units == pytest.approx([500, 360, 140], abs=65)
    # A second skill is drawn for 24 %, and is another than the first for four fifths of them.
    assert int(((jobs.needs > 0).sum(axis=1) == 2).sum()) == pytest.approx(190, abs=60)
    known = (staff.levels > 0).sum(axis=1)
    assert set(known.tolist()) <= {2, 3, 4, 5, 6}
    assert known.mean() == pytest.approx(3, abs=0.3)
    assert staff.stock.mean() == pytest.approx(2, abs=0.2)


def test_shifts_last_nine_hours_from_eight_or_nine(thousand: City) -> None:
    staff = thousand.engineers
    assert set(staff.begins.tolist()) == {8 * 3600, 9 * 3600}
    assert set((staff.ends - staff.begins).tolist()) == {9 * 3600}


def test_people_live_closer_together_in_some_districts() -> None:
    city = draw_city(1000, 5, 0, "homes", "normal")
    cell = city.ground.side_m // 10
    cells = np.unique((city.jobs.points // cell).round(), axis=0, return_counts=True)[1]
    # Spread evenly, 1000 jobs on 100 cells would be about 10 in each, hardly ever above 25.
    assert cells.max() > 40
    assert np.median(cells) < 10


def test_one_depot_is_where_everybody_starts() -> None:
    city = draw_city(50, 1, 0, "depot", "normal")
    assert (city.engineers.points == city.depot).all()
    mixed = draw_city(100, 1, 0, "mixed", "normal").engineers.at_depot
    assert 0 < mixed.sum() < len(mixed)


def test_an_overloaded_city_is_the_same_city_with_fewer_engineers() -> None:
    normal = draw_city(200, 9, 0, "homes", "normal")
    short = draw_city(200, 9, 0, "homes", "overloaded")
    assert (normal.jobs.points == short.jobs.points).all()
    assert len(short.engineers.points) < len(normal.engineers.points)


@pytest.mark.parametrize("base", ["homes", "depot", "mixed"])
@pytest.mark.parametrize("load", ["normal", "overloaded"])
def test_more_jobs_never_mean_fewer_engineers(base: Base, load: Load) -> None:
    staff = [engineers_for(jobs, base, load) for jobs in range(10, 500)]
    assert staff == sorted(staff)
    assert staff[0] >= 2


@pytest.mark.parametrize(
    ("jobs", "seed", "river", "said"),
    [
        (9, 0, 0, "jobs must be from 10 to 100,000, not 9"),
        (100_001, 0, 0, "jobs must be from 10 to 100,000, not 100,001"),
        (10, -1, 0, "seed must be from 0"),
        (10, 0, 4, "river must be from 0 to 3, not 4"),
    ],
)
def test_a_size_out_of_bounds_is_refused(jobs: int, seed: int, river: int, said: str) -> None:
    with pytest.raises(InputUnusable, match=said):
        draw_city(jobs, seed, river, "homes", "normal")
