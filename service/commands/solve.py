"""`earlybird solve`: a drop-in solver for the files of other route planners and of research."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from service.commands.options import (
    DEFAULT_SECONDS,
    SearchIterations,
    SearchSeconds,
    Seed,
    Threads,
)


def solve(
    problem: Annotated[
        Path,
        typer.Argument(
            metavar="INPUT", show_default=False,
            help="VROOM JSON, Solomon, VRPLIB or TRSP text, told apart by content; - for stdin.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="OUTPUT", show_default=False,
            help="The file for the answer, VROOM's JSON; - for stdout.",
        ),
    ],
    seconds: SearchSeconds = None,
    iterations: SearchIterations = None,
    threads: Threads = None,
    seed: Seed = 0,
) -> None:  # fmt: skip
    """Solve a problem of VROOM or of research, and answer as VROOM does.

    What is asked and not supported is refused by its name. --seconds reach from the problem in
    memory to the answer in memory. Ctrl-C (or SIGTERM) ends the search: the best plan found so far
    is answered.
    """
    from benchmarks.readers import read_instance
    from service import console
    from service.answers import STREAM, answer_table, prepare_file, write_answer
    from service.progress import search_progress
    from service.stopping import StopSignals
    from service.summary import Timing

    with StopSignals() as signals:
        began = time.perf_counter()
        instance = read_instance(Path("/dev/stdin") if problem == STREAM else problem)
        reading_s = time.perf_counter() - began
        prepare_file(out)
        from benchmarks.solve import solve as solve_instance
        from optimizer.budget import Budget

        budget = Budget(
            seconds=DEFAULT_SECONDS if seconds is None and iterations is None else seconds,
            iterations=iterations,
        )
        signals.wait_from_now_on()
        with search_progress(cents_shown_as_one=instance.units) as on_progress:
            solved = solve_instance(
                instance,
                budget,
                seed=seed,
                threads=threads,
                on_progress=on_progress,
                stop=signals.said_once,
            )
        if solved.interrupted:
            console.say("Stopped early: the answer is the best one found so far.")
        writing_from = time.perf_counter()
        write_answer(solved.document_with_times(reading_s), out)
        timing = Timing(reading_s, solved.seconds, time.perf_counter() - writing_from)
    if instance.all_must_be_served and solved.unserved_jobs:
        console.say(
            f"This file wants every job served, and {solved.unserved_jobs} are not: the answer is "
            "no solution of it. Give the search more time."
        )
    if out != STREAM:
        console.show_table(answer_table(instance, solved, timing))
