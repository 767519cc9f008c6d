"""The report is, letter by letter, what tests/golden has; the pictures are drawn.

To look at a change: write `report(_runs(), PICTURES)` to tests/golden/bench_report.txt and read the
difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.bench_runs import attempt, failed, legal

from benchmarks.attempt import Point
from benchmarks.markdown import number, percent, score_text, table
from benchmarks.plots import Curve, write_plots
from benchmarks.report import report
from benchmarks.runs import Outcome, Run
from benchmarks.score import Score

GOLDEN = Path(__file__).parents[1] / "golden" / "bench_report.txt"
PICTURES = ["cost-over-time-city-n-100.svg"]


def _city(
    file: str,
    cost: float,
    priority: int,
    known: Score | None,
    *,
    contestant: str = "earlybird",
    setting: str = "default",
    seed: int = 1,
    jobs: int = 100,
    taken: float = 60.0,
    disturbed: bool = False,
) -> Run:
    asked = attempt(
        file,
        suite="city",
        group=f"n = {jobs}",
        contestant=contestant,
        setting=setting,
        seed=seed,
        seconds=60.0,
    )
    return legal(
        asked,
        cost,
        priority,
        reference=known,
        jobs=jobs,
        seconds_taken=taken,
        first_complete_s=0.04 if contestant == "earlybird" else None,
        memory_mb=61.5,
        disturbed=disturbed,
    )


def _runs() -> list[Run]:
    """Three cities and two research files, with something of everything that can go wrong."""
    first, second = Score(0, 0, 50_000.0), Score(2, 0, 80_000.0)
    solomon = attempt("R101", contestant="vroom", setting="x5")
    late = attempt("R102", contestant="pyvrp", setting="loads")
    return [
        # Medians: 49,500 (-1 %) on the first, fewer unserved on the second.
        _city("city-n100-s1", 49_000.0, 0, first),
        _city("city-n100-s1", 49_500.0, 0, first, seed=2),
        _city("city-n100-s1", 49_900.0, 0, first, seed=3, disturbed=True),
        _city("city-n100-s2", 81_000.0, 1, second),
        _city("city-n400-s1", 200_000.0, 0, None, jobs=400),
        # The quick setting of VROOM is better on the first; the second is 2 priority worse.
        _city("city-n100-s1", 52_000.0, 0, first, contestant="vroom", setting="x5"),
        _city("city-n100-s1", 51_000.0, 0, first, contestant="vroom", setting="x0", taken=1.2),
        _city("city-n100-s2", 70_000.0, 4, second, contestant="vroom", setting="x5", taken=2.0),
        legal(attempt("R101"), 1637.7, reference=Score(0, 0, 1637.7), seconds_taken=10.0),
        legal(attempt("R102"), 1481.3, reference=Score(0, 0, 1466.6), seconds_taken=10.0),
        failed(solomon, Outcome.ILLEGAL, "node 5 is served twice | and late"),
        failed(attempt("R102", contestant="ortools", setting="path_cheapest_arc")),
        legal(late, 1500.0, reference=Score(0, 0, 1466.6), seconds_taken=13.5),
    ]


def test_the_report_is_what_the_golden_file_has() -> None:
    assert report(_runs(), PICTURES) == GOLDEN.read_text("utf-8")


def test_without_references_gaps_are_to_the_best_plan_of_the_report() -> None:
    def generated(contestant: str, setting: str, cost: float) -> Run:
        asked = attempt("city-n20-s1", suite="generated", group="n = 20",
                        contestant=contestant, setting=setting)  # fmt: skip
        return legal(asked, cost)

    said = report([generated("earlybird", "default", 100.0), generated("vroom", "x5", 105.0)])
    assert "There are no reference values: gaps are to the best plan in this report." in said
    assert "105 (+5.00 %), x5" in said


def test_figures_are_written_for_people() -> None:
    assert (number(12345.6), number(12345.6, 1), number(None)) == ("12,346", "12,345.6", "–")
    assert (percent(-0.5), percent(None)) == ("-0.50 %", "–")
    assert score_text(Score(3, 2, 1000.0), True) == "3 + 2 jobs / 1,000"
    assert score_text(Score(0, 0, 827.3), False) == "827.3"
    assert score_text(None, True) == "no legal plan"


def test_a_cell_cannot_break_its_table() -> None:
    assert table(("a", "b"), [("x|y", "1")]).splitlines()[2] == "| x/y | 1 |"


def test_pictures_are_drawn_of_what_there_is(tmp_path: Path) -> None:
    runs = _runs()
    curve = Curve(runs[1].attempt, (Point(0.2, 0, 0, 60_000.0), Point(30.0, 0, 0, 49_500.0)))
    written = write_plots(tmp_path, runs, [curve])
    assert [path.name for path in written] == [
        "cost-over-time-city-n-100.svg",
        "cost-over-time-city-n-400.svg",
        "gap-by-size-city.svg",
        "cost-over-time-solomon-solomon.svg",
    ]
    again = write_plots(tmp_path / "..", runs, [curve])
    for one, other in zip(written, again, strict=True):
        text = one.read_text("utf-8")
        assert text.startswith("<?xml")
        assert text == other.read_text("utf-8")


@pytest.mark.parametrize("seconds", [10.0, 60.0])
def test_runs_without_any_plan_make_pictures_too(tmp_path: Path, seconds: float) -> None:
    assert write_plots(tmp_path, [failed(attempt("R101", seconds=seconds))], [])
