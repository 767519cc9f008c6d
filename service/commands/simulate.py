"""`earlybird simulate`: live a plan many times over, and report which promises are kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from service.commands.options import (
    DEFAULT_SECONDS,
    LONGEST_SECONDS,
    ScenarioPath,
    Seed,
    Threads,
    finite,
)

if TYPE_CHECKING:
    from benchmarks.lived.report import LivedRun
    from benchmarks.lived.run import Morning
    from models.job import Job
    from models.plan import Plan
    from models.scenario import Scenario

RATE = {"min": 0.0, "max": 1.0, "metavar": "SHARE"}


def simulate(
    scenario: ScenarioPath,
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="DIR", help="The folder for the tables; made if missing.",
            show_default=False,
        ),
    ],
    plan: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PLAN]", help="Its plan.json. Without it plans are made.", show_default=False
        ),
    ] = None,
    plan_seconds: Annotated[
        float | None,
        typer.Option(
            min=0.01, max=LONGEST_SECONDS, callback=finite, metavar="N",
            help=f"Search so long for each plan. Default: {DEFAULT_SECONDS:g}.",
            show_default=False,
        ),
    ] = None,
    on_time: Annotated[
        str | None,
        typer.Option(
            metavar="P,...",
            help="Make a plan for each chance of being on time, e.g. none,0.8,0.9. "
            "Default: the policy's.",
            show_default=False,
        ),
    ] = None,
    policy: Annotated[
        str, typer.Option(metavar="NAME,...", help="Who dispatches: none, naive, ours.")
    ] = "none,naive,ours",
    noise: Annotated[
        Literal["normal", "double", "none"], typer.Option(help="How far days are from the plan.")
    ] = "normal",
    seeds: Annotated[
        int, typer.Option(min=1, max=10_000, metavar="N", help="Days to live, seeds 1 to N.")
    ] = 20,
    cancelled: Annotated[float, typer.Option(help="Customers who cancel.", **RATE)] = 0.0,
    urgent: Annotated[float, typer.Option(help="Urgent calls per job.", **RATE)] = 0.0,
    consent: Annotated[
        float, typer.Option(help="Customers who agree to another time.", **RATE)
    ] = 0.8,
    calls: Annotated[
        Path | None,
        typer.Option(
            metavar="SCENARIO",
            help="Jobs of this scenario that come in (received_at) during the day are urgent.",
            show_default=False,
        ),
    ] = None,
    peers: Annotated[
        str, typer.Option(metavar="NAME,...", help="Also live plans of ortools, pyvrp, vroom.")
    ] = "",
    seed: Seed = 0,
    threads: Threads = None,
) -> None:  # fmt: skip
    """Live a day of SCENARIO many times: late drives, long work, no-shows, illness.

    What happens is the same for every plan and policy of a seed. Writes days.csv, a row for each
    day, and days.md with means and their 95 % intervals.
    """
    from benchmarks.lived.run import POLICIES, Terms, lived_days
    from service import console
    from service.commands.bench import chosen_peers
    from service.stopping import StopSignals

    policies = _names("--policy", policy, tuple(POLICIES))
    chosen = chosen_peers(peers)
    if plan is not None and (on_time is not None or plan_seconds is not None):
        raise typer.BadParameter("PLAN is given: --on-time and --plan-seconds make plans.")
    chances = _chances(on_time)
    terms = Terms(
        seeds=seeds,
        noise=noise,
        policies=policies,
        cancelled=cancelled,
        consent=consent,
    )
    with StopSignals():
        asked, stream = _read(scenario, calls)
        given = None if plan is None else _legal_plan(asked, plan, scenario.parent)
        about = [
            ("scenario", f"{asked.name or scenario.name}, {len(asked.jobs)} jobs"),
            ("days", f"seeds 1 to {seeds}, {noise} noise"),
            ("rates", f"cancelled {cancelled:g}, urgent {urgent:g}, consent {consent:g}"),
        ]
        if stream:
            about.append(("calls during the day", str(len(stream))))
        runs: list[LivedRun] = []
        _write(out, runs, about)  # at once, so that a folder that cannot be used is no surprise
        make = _Mornings(asked, stream, scenario.parent, plan_seconds, seed, threads, urgent)
        for morning in chain(make.ours(given, chances), make.of_peers(chosen)):
            runs += lived_days(morning, terms)
            _write(out, runs, about)
            console.say(f"Lived: {morning.name}, {seeds} days for each policy.")
    console.result(f"Written: {out / 'days.md'}")


class _Mornings:
    """Makes plans and has them told."""

    def __init__(
        self,
        scenario: Scenario,
        stream: tuple[Job, ...],
        folder: Path,
        seconds: float | None,
        seed: int,
        threads: int | None,
        urgent: float,
    ) -> None:
        from benchmarks.lived.urgent import invented_calls

        self._scenario, self._folder, self._seed, self._threads = scenario, folder, seed, threads
        self._seconds = DEFAULT_SECONDS if seconds is None else seconds
        invented = invented_calls(scenario, round(urgent * len(scenario.jobs)))
        self._calls = stream or invented
        self._invented = not stream and bool(invented)

    def ours(
        self, given: Plan | None, chances: tuple[float | None, ...] | None
    ) -> Iterator[Morning]:
        """The plan that is given, or one for each chance."""
        from benchmarks.lived.run import planned
        from optimizer.solve import Budget

        if given is not None:
            yield self._told("the plan", self._scenario, given)
            return
        own = self._scenario.policy.on_time_probability
        for chance in (own,) if chances is None else chances:
            asked, found = planned(
                self._scenario,
                chance,
                Budget(seconds=self._seconds),
                seed=self._seed,
                threads=self._threads,
                base_folder=self._folder,
            )
            name = "no reserve" if chance is None else f"on time {100 * chance:g} %"
            yield self._told(name, asked, found)

    def _told(self, name: str, asked: Scenario, found: Plan) -> Morning:
        from benchmarks.lived.run import morning_of

        return morning_of(
            name, asked, found, self._calls, self._folder, calls_are_invented=self._invented
        )

    def of_peers(self, names: tuple[str, ...]) -> Iterator[Morning]:
        """Plans of peers; who has none is said."""
        from benchmarks.lived.run import peer_morning
        from service import console

        for name in names:
            morning = peer_morning(name, self._scenario, self._seconds, self._seed, self._folder)
            if isinstance(morning, str):
                console.say(morning)
            else:
                yield morning


def _write(out: Path, runs: list[LivedRun], about: list[tuple[str, str]]) -> None:
    """Both tables, of all days so far."""
    from benchmarks.lived.report import report, runs_csv
    from models.atomic import write_atomically

    write_atomically(out / "days.csv", runs_csv(runs))
    write_atomically(out / "days.md", report(runs, about))


def _legal_plan(scenario: Scenario, path: Path, folder: Path) -> Plan:
    """Read a plan. Raises InputUnusable, with what is wrong, if it is none of this scenario."""
    from models.audit import audit
    from models.errors import InputUnusable
    from models.files import load_plan
    from models.findings import Severity
    from models.places import index_places
    from optimizer.travel.build import build_travel

    plan, places = load_plan(path), index_places(scenario)
    findings = audit(scenario, plan, build_travel(scenario, places, folder), places)
    errors = [one for one in findings if one.severity is Severity.ERROR]
    if errors:
        raise InputUnusable("The plan is not a legal plan of this scenario.", errors)
    return plan


def _read(path: Path, calls: Path | None) -> tuple[Scenario, tuple[Job, ...]]:
    """The scenario, and the calls that come in during its day."""
    from benchmarks.lived.urgent import calls_of
    from service.addresses import AddressOptions
    from service.reading import read_scenario

    nobody = AddressOptions(None, None, None, None)
    asked = read_scenario(path, nobody).scenario
    if calls is None:
        return asked, ()
    return asked, calls_of(read_scenario(calls, nobody).scenario, asked)


def _names(option: str, text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for name in names:
        if name not in known:
            raise typer.BadParameter(f"{option} {name!r}: there are {', '.join(known)}.")
    if not names:
        raise typer.BadParameter(f"{option} is empty: there are {', '.join(known)}.")
    return names


def _chances(text: str | None) -> tuple[float | None, ...] | None:
    if text is None:
        return None
    found: list[float | None] = []
    for part in text.split(","):
        word = part.strip()
        if word == "none":
            found.append(None)
            continue
        try:
            chance = float(word)
        except ValueError as failure:
            raise typer.BadParameter(
                f"--on-time {word!r}: write none or a chance like 0.9."
            ) from failure
        if not 0.5 <= chance <= 0.999:  # NaN fails it, too
            raise typer.BadParameter(f"--on-time {word!r}: from 0.5 to 0.999.")
        found.append(chance)
    return tuple(dict.fromkeys(found))
