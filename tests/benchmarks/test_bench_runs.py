"""What was measured comes back from the table as it went in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bench_runs import attempt, failed, legal

from benchmarks.runs import append_run, read_runs
from benchmarks.score import Score
from models.errors import FileUnusable

FEW = st.integers(0, 1000)
COST = st.floats(0, 1e9).map(lambda cost: round(cost, 6))
SCORES = st.builds(Score, FEW, FEW, COST)


def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    written = (
        legal(
            attempt(seed=2),
            1637.7,
            jobs=100,
            seconds_taken=9.98,
            unserved=0,
            reference=Score(0, 0, 1637.7),
            memory_mb=61.5,
            others_cpu=0.001,
            load_average=1.5,
        ),
        failed(attempt(contestant="vroom", setting="x5"), says='it said "no", and\u00a0left'),
    )
    for run in written:
        append_run(path, run)
    assert read_runs(path) == written


@given(score=SCORES, reference=st.none() | SCORES, disturbed=st.booleans())
def test_every_score_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory,
    score: Score,
    reference: Score | None,
    disturbed: bool,
) -> None:
    path = tmp_path_factory.mktemp("table") / "runs.csv"
    run = legal(
        attempt(),
        score.cost,
        score.unserved_priority,
        score.unserved_without_priority,
        reference=reference,
        disturbed=disturbed,
    )
    append_run(path, run)
    assert read_runs(path) == (run,)


def test_a_last_row_that_was_cut_off_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    append_run(path, legal(attempt("R101"), 1.0))
    append_run(path, legal(attempt("R102"), 2.0))
    path.write_text(path.read_text("utf-8")[:-20], "utf-8")
    assert [run.attempt.file for run in read_runs(path)] == ["R101"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("suite,", "kind,", "its columns are others"),
        ("legal", "fine", "row 2"),
        ("solomon,solomon,", "moon,solomon,", "unknown: moon"),
        ("10.0", "ten", "row 2"),
    ],
)
def test_another_table_is_refused_by_what_is_wrong_with_it(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = tmp_path / "runs.csv"
    append_run(path, legal(attempt(), 1.0))
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(FileUnusable, match=said) as refusal:
        read_runs(path)
    assert [one.code for one in refusal.value.findings] == ["bench-runs-unreadable"]


def test_the_gap_is_percent_above_the_reference() -> None:
    # 1010 is 1 % above 1000, 990 is 1 % below.
    known = Score(0, 0, 1000.0)
    gaps = [legal(attempt(), cost, reference=known).gap for cost in (1010.0, 990.0)]
    assert gaps == pytest.approx([1.0, -1.0])


def test_there_is_no_gap_where_not_as_much_is_served() -> None:
    assert legal(attempt(), 900.0, priority=1, reference=Score(0, 0, 1000.0)).gap is None
    assert legal(attempt(), 900.0).gap is None
    assert failed(attempt()).gap is None
