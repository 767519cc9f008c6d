"""Dice fall the same everywhere and stay within what was asked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.dice import Dice


def test_the_numbers_of_a_seed_never_change() -> None:
    # Written down once: whoever changes these changes every city that was ever named by a seed.
    assert Dice(7, "jobs").whole(0, 999, 6).tolist() == [593, 697, 175, 463, 518, 846]


@given(
    seed=st.integers(0, 2**63),
    low=st.integers(-(10**6), 10**6),
    span=st.integers(0, 2**31 - 1),
)
def test_whole_numbers_lie_between_their_ends(seed: int, low: int, span: int) -> None:
    drawn = Dice(seed, "any").whole(low, low + span, 50)
    assert drawn.min() >= low
    assert drawn.max() <= low + span


def test_topics_of_one_seed_are_streams_of_their_own() -> None:
    assert Dice(1, "jobs").whole(0, 999, 9).tolist() != Dice(1, "map").whole(0, 999, 9).tolist()


def test_weights_say_how_often() -> None:
    # 10,000 draws with weights 7:2:1: the deviation of a count is below 50, so 250 is five of it.
    counts = np.bincount(Dice(3, "any").weighted((7, 2, 1), 10_000), minlength=3)
    assert counts.tolist() == pytest.approx([7000, 2000, 1000], abs=250)


def test_the_bell_is_centred_and_bounded() -> None:
    drawn = Dice(5, "any").bell(100, 10_000)
    assert abs(drawn).max() <= 400
    # The deviation is 115, so that of the mean of 10,000 is 1.15, and 6 is five of it.
    assert drawn.mean() == pytest.approx(0, abs=6)
