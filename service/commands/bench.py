"""`earlybird bench`: how good EarlyBird is next to its peers, by rules that can be checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.bench_disturbance import disturbance

if TYPE_CHECKING:
    from benchmarks.runs import Run
    from benchmarks.session import Session
    from benchmarks.suites import Suite
    from benchmarks.trials import Trial

bench = typer.Typer(help="Measure EarlyBird, and its peers beside it.", no_args_is_help=True)
bench.command()(disturbance)

LARGEST = 100_000
"""Of seconds, and of jobs in a generated city."""
Folder = Annotated[
    Path,
    typer.Option("--out", metavar="DIR", help="The folder for runs and report; made if missing.",
                 show_default=False),
]  # fmt: skip


@bench.command()
def run(
    suites: Annotated[
        list[str],
        typer.Argument(
            metavar="SUITE...",
            help="city, trsp, praxedo, solomon, homberger, ortec; generated needs no data.",
            show_default=False,
        ),
    ],
    out: Folder,
    data: Annotated[
        Path | None,
        typer.Option(
            envvar="EARLYBIRD_DATA", metavar="DIR", help="The folder of public data.",
            show_default=False,
        ),
    ] = None,
    seconds: Annotated[
        str, typer.Option(metavar="N,...", help="Time for EarlyBird; several are run one by one.")
    ] = "10",
    peers: Annotated[
        str, typer.Option(metavar="NAME,...", help="Of ortools, pyvrp, vroom.")
    ] = "",
    peer_seconds: Annotated[
        str | None,
        typer.Option(metavar="N,...", help="Time for each peer. Default: as for EarlyBird."),
    ] = None,
    seeds: Annotated[
        int, typer.Option(min=1, max=1000, metavar="N", help="Runs for who uses a seed, from 1.")
    ] = 3,
    threads: Annotated[
        int, typer.Option(min=1, max=256, metavar="N", help="Threads, and cores to be pinned to.")
    ] = 2,
    files: Annotated[
        str | None, typer.Option(metavar="GLOB", help="Only files of such names, e.g. 'R1*.txt'.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only the first files of each suite.")
    ] = None,
    sizes: Annotated[
        str, typer.Option(metavar="N,...", help="Jobs of the generated cities.")
    ] = "100,400,1000",
    cities: Annotated[
        int, typer.Option(min=1, max=1000, metavar="N", help="Generated cities of each size.")
    ] = 3,
) -> None:  # fmt: skip
    """Run suites and write runs.csv, report.md and plots.

    What the folder holds already is not run again: a benchmark that was stopped goes on with the
    same command. One contestant runs at a time, in a process of its own, pinned to the same cores.
    """
    from benchmarks.generated import write_cities
    from benchmarks.runner import Runner
    from benchmarks.session import Session
    from benchmarks.suites import GENERATED
    from benchmarks.trials import Terms, trials
    from service import console
    from service.stopping import Stopped, StopSignals

    given = _numbers("--seconds", seconds)
    terms = Terms(
        seconds=given,
        peer_seconds=given if peer_seconds is None else _numbers("--peer-seconds", peer_seconds),
        peers=chosen_peers(peers),
        seeds=seeds,
        threads=threads,
    )
    chosen = [_suite(name) for name in dict.fromkeys(suites)]
    session = Session(out)
    runner = Runner(threads)
    session.require_like(runner.commit, threads)
    every: list[Trial] = []
    for suite in chosen:
        if suite.name == GENERATED:
            folder = session.folder / "cities"
            made = write_cities(folder, [int(size) for size in _numbers("--sizes", sizes)], cities)
            paths = [path for path in suite.files(folder, files) if path in made]
        elif data is None:
            raise typer.BadParameter(f"{suite.name} needs --data or EARLYBIRD_DATA.")
        else:
            folder, paths = data, suite.files(data, files)
        every += trials(suite, paths[:limit], folder, terms)

    def on_run(finished: Run, progress: str) -> None:
        console.say(f"[{progress}] {_in_words(finished)}")

    try:
        with StopSignals():
            session.measure(every, runner, on_run)
    except Stopped:
        console.say("What was measured is kept: the same command goes on from there.")
        raise
    finally:
        _write_report(session)


@bench.command()
def report(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="DIR...", help="Folders of `bench run`.", show_default=False),
    ],
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="PAGE",
            help="Put the tables of all folders between the marks of this page instead.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write report.md and the plots again from the runs, or the tables into a page."""
    from benchmarks.page import write_results
    from benchmarks.report import report as report_of
    from benchmarks.runs import read_runs
    from benchmarks.session import RUNS_FILE, Session
    from service import console

    if into is None:
        for folder in folders:
            read_runs(folder / RUNS_FILE)  # a folder without runs is a mistake, not a new one
            _write_report(Session(folder))
        return
    runs = [run for folder in folders for run in read_runs(folder / RUNS_FILE)]
    write_results(into, report_of(runs))
    console.result(f"Written: {into}")


@bench.command()
def compare(
    first: Annotated[
        Path, typer.Argument(metavar="A.csv", help="The runs before.", show_default=False)
    ],
    second: Annotated[
        Path, typer.Argument(metavar="B.csv", help="The runs after.", show_default=False)
    ],
    contestant: Annotated[str, typer.Option(metavar="NAME", help="Whose runs of A.")] = "earlybird",
    against: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Whose runs of B. Default: the same contestant's."),
    ] = None,
) -> None:
    """Say of two tables of runs whether the second is better, worse, or neither is shown.

    Runs are paired by file, seed and time. Unserved priority is compared first; cost where both
    serve as much, as the mean ratio with its 95 % bootstrap interval over files.
    """
    from benchmarks.compare import compare as compare_runs
    from benchmarks.compare import in_words
    from benchmarks.runs import read_runs
    from service import console

    found = compare_runs(read_runs(first), read_runs(second), (contestant, against or contestant))
    console.result(in_words(found))


@bench.command()
def replan(
    out: Folder,
    jobs: Annotated[
        int, typer.Option(min=20, max=50_000, metavar="N", help="Jobs in a plan.")
    ] = 1000,
    questions: Annotated[
        int, typer.Option(min=1, max=10_000, metavar="N", help="New jobs to be asked for.")
    ] = 100,
    dropouts: Annotated[
        int, typer.Option(min=1, max=10_000, metavar="N", help="Engineers who drop out.")
    ] = 20,
    seconds: Annotated[
        float, typer.Option(min=0.1, max=LARGEST, metavar="N", help="For the plan of each day.")
    ] = 5.0,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Of city and search.")] = 1,
    threads: Annotated[
        int, typer.Option(min=1, max=256, metavar="N", help="Threads to search with.")
    ] = 2,
) -> None:  # fmt: skip
    """Measure how fast a plan that stands answers, and is repaired; write replan.md and .csv."""
    from benchmarks.replan import Terms, measure
    from benchmarks.replan_report import report as report_of
    from benchmarks.replan_report import values_csv
    from models.atomic import write_atomically
    from service import console
    from service.stopping import StopSignals

    terms = Terms(jobs, seed, questions, dropouts, seconds, threads)
    with StopSignals():
        figures = list(measure(terms, console.say))
    write_atomically(out / "replan.csv", values_csv(figures))
    write_atomically(out / "replan.md", report_of(figures, terms))
    console.result(f"Written: {out / 'replan.md'}")


def _write_report(session: Session) -> None:
    """Write what the runs say; without matplotlib there are no plots."""
    from benchmarks.report import report as report_of
    from models.atomic import write_atomically
    from service import console

    if not session.runs:
        return
    pictures: list[Path] = []
    try:
        from benchmarks.plots import read_curves, write_plots

        pictures = write_plots(session.folder, session.runs, read_curves(session.curves))
    except ModuleNotFoundError as missing:
        console.say(f"No plots: {missing.name} is not installed (pip install earlybird[peers]).")
    path = session.folder / "report.md"
    write_atomically(path, report_of(session.runs, [picture.name for picture in pictures]))
    console.result(f"Written: {path}")


def _numbers(option: str, text: str) -> tuple[float, ...]:
    """Numbers above 0, separated by commas."""
    try:
        found = tuple(dict.fromkeys(float(part) for part in text.split(",")))
    except ValueError as failure:
        raise typer.BadParameter(f"{option} {text!r}: write numbers like 10,60.") from failure
    if not all(0 < one <= LARGEST for one in found):  # NaN fails it, too
        raise typer.BadParameter(f"{option} {text!r}: above 0 and up to {LARGEST:,}.")
    return found


def chosen_peers(text: str) -> tuple[str, ...]:
    """Names of peers that are installed, out of an option's value."""
    from benchmarks.contestants import PEERS, contestant
    from benchmarks.machine import package_version

    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for name in names:
        if name not in PEERS:
            raise typer.BadParameter(f"--peers {name!r}: there are {', '.join(PEERS)}.")
        if not package_version(contestant(name).PACKAGE):
            raise typer.BadParameter(
                f"--peers {name!r} is not installed: pip install earlybird[peers]."
            )
    return names


def _suite(name: str) -> Suite:
    from benchmarks.suites import SUITES

    if name not in SUITES:
        raise typer.BadParameter(f"SUITE {name!r}: there are {', '.join(SUITES)}.")
    return SUITES[name]


def _in_words(finished: Run) -> str:
    """A run in a line: what was tried, and what came of it."""
    asked = finished.attempt
    words = [asked.suite, asked.file, asked.contestant]
    words += [] if asked.setting == "default" else [asked.setting]
    words += [f"{asked.seconds_given:g} s", f"seed {asked.seed}:"]
    score = finished.score
    if score is None:
        words.append(f"{finished.outcome} ({finished.says})")
    else:
        words.append(f"{score.unserved_priority} / {score.cost:,.1f}")
        words += [f"({finished.gap:+.2f} %)"] if finished.gap is not None else []
    words += ["disturbed"] if finished.disturbed else []
    return " ".join(words)
