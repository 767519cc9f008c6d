"""Better, worse or not shown: verdicts on tables made by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bench_runs import attempt, failed, legal

from benchmarks.compare import ALL_GROUPS, LEAST_FILES, Verdict, compare, in_words
from benchmarks.runs import Run

OURS = ("earlybird", "earlybird")
FILES = [f"R{number}" for number in range(101, 107)]


def _table(factors: list[float], priority: int = 0) -> list[Run]:
    """Two seeds a file; file k costs 1000 times factor k."""
    return [
        legal(attempt(file, seed=seed), 1000.0 * factor, priority)
        for file, factor in zip(FILES, factors, strict=True)
        for seed in (1, 2)
    ]


def test_a_ratio_is_the_geometric_mean_over_files() -> None:
    # Half of the files at 0.98, half at 0.96: sqrt(0.98 * 0.96) = 0.96995.
    (found,) = compare(_table([1.0] * 6), _table([0.98, 0.96] * 3), OURS)
    assert found.ratio is not None
    assert found.ratio.mean == pytest.approx(0.969948, abs=1e-6)
    assert 0.96 <= found.ratio.low <= found.ratio.mean <= found.ratio.high <= 0.98
    assert (found.files, found.pairs) == (6, 12)
    assert (found.verdict, found.decided_by) == (Verdict.BETTER, "cost")


def test_gains_here_and_losses_there_show_nothing() -> None:
    (found,) = compare(_table([1.0] * 6), _table([0.97, 1.03] * 3), OURS)
    assert found.verdict is Verdict.NOT_SHOWN


def test_unserved_priority_decides_before_cost() -> None:
    (found,) = compare(_table([1.0] * 6, 1), _table([0.5] * 6, 2), OURS)
    assert found.unserved_priority.mean == 1.0
    assert found.ratio is None
    assert (found.verdict, found.decided_by) == (Verdict.WORSE, "unserved priority")


def test_plans_that_became_illegal_decide_before_everything() -> None:
    second = [failed(run.attempt) for run in _table([0.5] * 6)]
    (found,) = compare(_table([1.0] * 6), second, OURS)
    assert (found.verdict, found.decided_by) == (Verdict.WORSE, "runs without a legal plan")


def test_a_few_files_show_nothing_however_clear_they_are() -> None:
    few = 2 * (LEAST_FILES - 1)
    (found,) = compare(_table([1.0] * 6)[:few], _table([0.5] * 6)[:few], OURS)
    assert found.files == LEAST_FILES - 1
    assert found.verdict is Verdict.NOT_SHOWN


def test_only_the_same_file_seed_and_time_make_a_pair() -> None:
    first = [legal(attempt("a"), 1.0), legal(attempt("b", seed=2), 1.0), legal(attempt("c"), 1.0)]
    second = [
        legal(attempt("a"), 1.0),
        legal(attempt("b", seed=3), 1.0),
        legal(attempt("c", seconds=60.0), 1.0),
    ]
    (found,) = compare(first, second, OURS)
    assert found.pairs == 1


def test_another_contestant_is_compared_at_its_better_setting() -> None:
    first = _table([1.0] * 6)
    second = [
        legal(attempt(file, contestant="vroom", setting=setting), cost)
        for file in FILES
        for setting, cost in (("x5", 1100.0), ("x0", 1200.0))
    ]
    (found,) = compare(first, second, ("earlybird", "vroom"))
    assert found.ratio is not None
    assert found.ratio.mean == pytest.approx(1.1)
    assert found.pairs == 6


def test_several_groups_of_a_suite_are_also_compared_together() -> None:
    def cities(factor: float) -> list[Run]:
        return [
            legal(attempt(f"{group} {k}", suite="city", group=group), 100.0 * factor)
            for group in ("n = 100", "n = 400")
            for k in range(3)
        ]

    found = {one.group: one for one in compare(cities(1.0), cities(0.9), OURS)}
    assert list(found) == ["n = 100", "n = 400", ALL_GROUPS]
    assert found["n = 100"].verdict is Verdict.NOT_SHOWN
    assert (found[ALL_GROUPS].files, found[ALL_GROUPS].verdict) == (6, Verdict.BETTER)


FACTORS = st.lists(st.floats(0.5, 2.0), min_size=6, max_size=6)


@given(FACTORS)
def test_nothing_is_better_than_itself(factors: list[float]) -> None:
    (found,) = compare(_table(factors), _table(factors), OURS)
    assert found.verdict is Verdict.NOT_SHOWN


@given(FACTORS, FACTORS)
def test_what_is_better_one_way_is_worse_the_other_way(a: list[float], b: list[float]) -> None:
    (there,), (back,) = (
        compare(_table(a), _table(b), OURS),
        compare(_table(b), _table(a), OURS),
    )
    opposite = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}
    assert back.verdict is opposite.get(there.verdict, Verdict.NOT_SHOWN)
    assert there.ratio is not None
    assert back.ratio is not None
    assert there.ratio.mean * back.ratio.mean == pytest.approx(1.0)


def test_the_comparison_is_told_in_a_table() -> None:
    said = in_words(compare(_table([1.0] * 6), _table([0.98] * 6), OURS))
    assert "| solomon solomon, 10 s | 6 files, 12 pairs |" in said
    assert "0.9800 [0.9800, 0.9800]" in said
    assert "better (cost)" in said


def test_tables_with_nothing_in_common_are_told_apart() -> None:
    assert in_words(compare(_table([1.0] * 6), [], OURS)).startswith("The two tables have no")
