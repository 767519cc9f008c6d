"""`earlybird bench disturbance`: how many told customers an event moves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

LARGEST_S = 100_000
"""Of seconds of search."""


def disturbance(
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="DIR", help="The folder for the report; made if missing.",
            show_default=False,
        ),
    ],
    jobs: Annotated[
        int, typer.Option(min=20, max=50_000, metavar="N", help="Jobs on the first day.")
    ] = 1000,
    later: Annotated[
        int, typer.Option(min=0, max=50_000, metavar="N", help="Jobs on each other day.")
    ] = 500,
    days: Annotated[int, typer.Option(min=1, max=31, metavar="N", help="Days of the week.")] = 5,
    events: Annotated[
        int, typer.Option(min=1, max=1000, metavar="N", help="Events, of five kinds in turn.")
    ] = 20,
    plan_seconds: Annotated[
        float, typer.Option(min=0.1, max=LARGEST_S, metavar="N", help="For the plan of the week.")
    ] = 20.0,
    search_seconds: Annotated[
        float, typer.Option(min=0.1, max=LARGEST_S, metavar="N", help="For better proposals.")
    ] = 1.0,
    anew_seconds: Annotated[
        float, typer.Option(min=0.1, max=LARGEST_S, metavar="N", help="For each plan anew.")
    ] = 10.0,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Of week and events.")] = 1,
    threads: Annotated[
        int, typer.Option(min=1, max=256, metavar="N", help="Threads to search with.")
    ] = 1,
) -> None:  # fmt: skip
    """Compare our proposals with solving anew, on a running day; write disturbance.md and .csv."""
    from benchmarks.disturbance import Terms, measure
    from benchmarks.disturbance_report import report, values_csv
    from benchmarks.running_day import WeekTerms
    from models.atomic import write_atomically
    from service import console
    from service.stopping import StopSignals

    week = WeekTerms(jobs, later, days, seed, plan_seconds, threads)
    terms = Terms(week, events, search_seconds, anew_seconds)
    with StopSignals():
        found = list(measure(terms, console.say))
    write_atomically(out / "disturbance.csv", values_csv(found))
    write_atomically(out / "disturbance.md", report(found, terms))
    console.result(f"Written: {out / 'disturbance.md'}")
