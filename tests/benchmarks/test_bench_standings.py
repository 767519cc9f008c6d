"""Medians over seeds, the better setting, gaps and duels, against figures worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bench_runs import attempt, failed, legal

from benchmarks.runs import Run
from benchmarks.score import Score
from benchmarks.standings import (
    Duel,
    Entry,
    GapSummary,
    against_the_best,
    duel,
    gap_summary,
    median_score,
    standings,
)


def test_less_unserved_priority_is_better_whatever_it_costs() -> None:
    assert Score(0, 5, 999.0) < Score(1, 0, 1.0)
    assert Score(1, 0, 999.0) < Score(1, 1, 1.0)
    assert Score(1, 1, 1.0) < Score(1, 1, 2.0)


def test_the_median_of_three_seeds_is_the_middle_one() -> None:
    runs = [legal(attempt(seed=seed), cost) for seed, cost in ((1, 30.0), (2, 10.0), (3, 20.0))]
    assert median_score(runs) == Score(0, 0, 20.0)


def test_the_median_of_two_seeds_is_the_worse_one() -> None:
    assert median_score([legal(attempt(), 10.0), legal(attempt(seed=2), 20.0)]) == Score(0, 0, 20.0)


def test_a_run_without_a_plan_is_the_worst_of_all_seeds() -> None:
    good, bad = legal(attempt(), 10.0), failed(attempt(seed=2))
    assert median_score([good, good, bad]) == good.score
    assert median_score([good, bad, bad]) is None


@given(st.lists(st.integers(0, 9), min_size=1, max_size=7))
def test_at_least_half_of_the_seeds_are_as_good_as_the_median(costs: list[int]) -> None:
    found = median_score([legal(attempt(seed=k), float(c)) for k, c in enumerate(costs)])
    assert found is not None
    assert 2 * sum(cost <= found.cost for cost in costs) >= len(costs)


def test_the_better_setting_stands_for_a_peer() -> None:
    def vroom(setting: str, cost: float, priority: int) -> Run:
        return legal(attempt(contestant="vroom", setting=setting), cost, priority)

    found = standings([vroom("x5", 10.0, 2), vroom("x0", 90.0, 1)])
    (standing,) = found.values()
    assert (standing.setting, standing.score) == ("x0", Score(1, 0, 90.0))


def test_a_setting_that_fails_is_worse_than_one_that_does_not() -> None:
    found = standings(
        [
            failed(attempt(contestant="pyvrp", setting="profiles")),
            legal(attempt(contestant="pyvrp", setting="loads"), 50.0),
        ]
    )
    assert [one.setting for one in found.values()] == ["loads"]


def _summary(scores: Iterable[Score | None], known: Score | None) -> GapSummary:
    runs = [
        failed(attempt(f"R{number}"))
        if score is None
        else legal(
            attempt(f"R{number}"),
            score.cost,
            score.unserved_priority,
            score.unserved_without_priority,
            reference=known,
        )
        for number, score in enumerate(scores)
    ]
    return gap_summary(standings(runs).values())


def test_gaps_are_summed_up_over_files_that_serve_as_much() -> None:
    # Gaps of 1, 3 and -1 percent: mean 1, median 1, worst 3. One file serves more, one less.
    known = Score(2, 0, 100.0)
    costs = [Score(2, 0, 101.0), Score(2, 0, 103.0), Score(2, 0, 99.0)]
    found = _summary([*costs, Score(1, 0, 500.0), Score(3, 0, 50.0)], known)
    assert (found.files, found.serves_more, found.serves_as_much, found.serves_less) == (5, 1, 3, 1)
    assert (found.mean, found.median, found.worst) == pytest.approx((1.0, 1.0, 3.0))


def test_without_references_there_are_no_gaps() -> None:
    found = _summary([Score(0, 0, 1.0)], None)
    assert found == GapSummary(1, 0, 0, 0, None, None, None)


def test_a_duel_counts_who_can_answer_and_nobody_else() -> None:
    # a: 1 % dearer than 100; b: fewer unserved; c: we have no plan; d: the peer has none.
    runs = [
        legal(attempt("a"), 101.0),
        legal(attempt("a", contestant="vroom", setting="x5"), 100.0),
        legal(attempt("b"), 100.0, 1),
        legal(attempt("b", contestant="vroom", setting="x5"), 50.0, 2),
        failed(attempt("c")),
        legal(attempt("c", contestant="vroom", setting="x5"), 50.0),
        legal(attempt("d"), 50.0),
        failed(attempt("d", contestant="vroom", setting="x5")),
    ]
    found = duel(standings(runs), ("earlybird", 10.0), ("vroom", 10.0), "solomon")
    assert found is not None
    assert (found.better, found.equal, found.worse) == (1, 0, 2)
    assert found.mean_difference == pytest.approx(1.0)


def test_there_is_no_duel_without_a_file_in_common() -> None:
    found = standings([legal(attempt("a"), 1.0)])
    assert duel(found, ("earlybird", 10.0), ("vroom", 10.0), "solomon") is None
    assert duel(found, ("earlybird", 10.0), ("earlybird", 10.0), "solomon") == Duel(0, 1, 0, 0.0)


def test_where_nothing_is_known_the_best_plan_is_the_reference() -> None:
    found = against_the_best(
        standings(
            [
                legal(attempt("a"), 100.0),
                legal(attempt("a", contestant="vroom", setting="x5"), 110.0),
            ]
        )
    )
    gaps = {entry.contestant: one.gap for entry, one in found.items()}
    assert gaps == pytest.approx({"earlybird": 0.0, "vroom": 10.0})
    assert Entry("solomon", "a", "vroom", 10.0) in found
