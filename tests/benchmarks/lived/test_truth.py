"""The dice of lived days."""

from __future__ import annotations

from statistics import fmean, stdev

import pytest

from benchmarks.lived.noise import Noise
from benchmarks.lived.truth import Truth

NAMES = [f"J{number}" for number in range(4000)]


def test_drives_and_work_are_their_means_on_average_and_spread_as_said() -> None:
    truth = Truth(1, Noise())
    for factors, share in (
        ([truth.drive(name) for name in NAMES], 0.15),
        ([truth.work(name, None) for name in NAMES], 0.25),
        ([truth.work(name, 0.5) for name in NAMES], 0.5),
    ):
        assert fmean(factors) == pytest.approx(1, abs=0.03)
        assert stdev(factors) == pytest.approx(share, rel=0.06)


def test_rates_are_those_of_the_noise_and_double_noise_doubles_them() -> None:
    for times in (1.0, 2.0):
        truth = Truth(3, Noise(times=times))
        assert fmean(map(truth.is_no_show, NAMES)) == pytest.approx(0.03 * times, abs=0.01)
        assert fmean(map(truth.has_wrong_part, NAMES)) == pytest.approx(0.02 * times, abs=0.01)
        ill = [truth.ill_from(name) for name in NAMES]
        assert fmean(one is not None for one in ill) == pytest.approx(0.02 * times, abs=0.01)


def test_half_of_the_ill_do_not_begin_and_the_others_drop_out_during_the_shift() -> None:
    truth = Truth(5, Noise(ill=1.0))
    shares = [truth.ill_from(name) for name in NAMES]
    assert fmean(one == 0 for one in shares) == pytest.approx(0.5, abs=0.03)
    assert max(one for one in shares if one is not None) < 1


def test_without_noise_nothing_happens() -> None:
    truth = Truth(1, Noise(times=0))
    assert {truth.drive(name) for name in NAMES} == {1.0}
    assert {truth.work(name, 0.4) for name in NAMES} == {1.0}
    assert not any(truth.is_no_show(name) or truth.has_wrong_part(name) for name in NAMES)
    assert all(truth.ill_from(name) is None for name in NAMES)


def test_an_answer_depends_on_seed_and_name_and_not_on_what_was_asked_before() -> None:
    first, second = Truth(7, Noise()), Truth(7, Noise())
    forwards = [first.drive(name) for name in NAMES[:50]]
    backwards = [second.drive(name) for name in reversed(NAMES[:50])]
    assert forwards == backwards[::-1]
    assert forwards != [Truth(8, Noise()).drive(name) for name in NAMES[:50]]
