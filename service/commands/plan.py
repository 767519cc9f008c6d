"""`earlybird plan`: read a scenario, plan it, write everything that people get from a plan."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from service.commands.options import (
    DEFAULT_SECONDS,
    GeocodeCache,
    Geocoder,
    GeocodeTable,
    GeocodeUrl,
    ScenarioPath,
    SearchIterations,
    SearchSeconds,
    Seed,
    Threads,
)
from service.exports.words import Language

MOST_FINDINGS_SAID = 5
"""The first ones are said on stderr, the rest is only counted there."""


def plan(
    scenario: ScenarioPath,
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="DIR", help="The folder for the plan; made if missing.",
            show_default=False,
        ),
    ],
    seconds: SearchSeconds = None,
    iterations: SearchIterations = None,
    threads: Threads = None,
    seed: Seed = 0,
    language: Annotated[
        Language, typer.Option(help="Language of the sheets and calendars.")
    ] = Language.BOTH,
    geocoder: Geocoder = None,
    geocode_url: GeocodeUrl = None,
    geocode_table: GeocodeTable = None,
    geocode_cache: GeocodeCache = None,
) -> None:  # fmt: skip
    """Plan a scenario and write the plan, the sheets, the calls, the calendars and the page.

    Ctrl-C (or SIGTERM) ends the search: the best plan found so far is written. The files are
    plan.json, plan.html, departures.csv, calls.csv, unplanned.csv, findings.csv, routes.geojson,
    and for every engineer a sheet in sheets/ and a calendar in calendars/.
    """
    from models.findings import Severity
    from service import console
    from service.addresses import AddressOptions
    from service.exports.write import PAGE_FILE, prepare_folder, write_outputs
    from service.progress import search_progress
    from service.reading import read_scenario
    from service.stopping import StopSignals
    from service.summary import Timing, summary_table

    addresses = AddressOptions(geocoder, geocode_url, geocode_table, geocode_cache)
    with StopSignals() as signals:
        began = time.perf_counter()
        asked = read_scenario(scenario, addresses)
        prepare_folder(out)
        from optimizer.solve import Budget, solve  # OR-Tools and the core take a moment to load

        budget = Budget(
            seconds=DEFAULT_SECONDS if seconds is None and iterations is None else seconds,
            iterations=iterations,
        )
        has_read = time.perf_counter()
        signals.wait_from_now_on()
        with search_progress() as on_progress:
            found = solve(
                asked.scenario,
                budget,
                seed=seed,
                threads=threads,
                base_folder=scenario.parent,
                on_progress=on_progress,
                stop=signals.said_once,
                findings=asked.findings,
            )
        has_found = time.perf_counter()
        if found.search.stopped_by == "interrupt":
            console.say("Stopped early: the plan is the best one found so far.")
        write_outputs(out, asked.scenario, found, language)
        has_written = time.perf_counter()
    troubles = [one for one in found.findings if one.severity is not Severity.NOTICE]
    troubles.sort(key=lambda one: one.severity is not Severity.ERROR)
    console.say_findings(troubles, MOST_FINDINGS_SAID, rest="more, all in findings.csv")
    timing = Timing(has_read - began, has_found - has_read, has_written - has_found)
    console.show_table(summary_table(found, timing))
    console.result(f"Open the plan in a browser: {out / PAGE_FILE}")
