"""`earlybird import`: turn other people's data into a scenario."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from service.commands.options import OutFile, Seed

imports = typer.Typer(help="Turn data from elsewhere into a scenario.", no_args_is_help=True)


@imports.command()
def nyc311(
    csv: Annotated[
        Path,
        typer.Argument(
            metavar="CSV", help="Elevator complaints of New York's 311.", show_default=False
        ),
    ],
    date: Annotated[
        datetime,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="D", help="The day the calls came in, e.g. 2024-07-15.",
            show_default=False,
        ),
    ],
    engineers: Annotated[
        int,
        typer.Option(
            metavar="N", help="How many engineers there are, 1 to 1,000.", show_default=False
        ),
    ],
    out: OutFile,
    seed: Seed = 0,
    durations: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Real working times. Default: those under EARLYBIRD_DATA, else a documented fit.",
        ),
    ] = None,
) -> None:  # fmt: skip
    """Turn a day of real elevator complaints into a scenario: they are visited the day after.

    Places and call times are real. What the data lacks (skills, durations, windows, engineers) is
    assumed by documented rules with a seed, and marked as assumed in the file.
    """
    from models.files import save_scenario
    from scenarios.nyc311 import import_nyc311
    from service import console

    made, findings = import_nyc311(csv, date.date(), engineers, seed, durations)
    console.say_findings(findings)
    save_scenario(made, out)
    console.result(f"Written: {out} ({len(made.jobs)} jobs, {len(made.engineers)} engineers)")


@imports.command()
def tables(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER_OR_XLSX", help="A folder of CSV files, or one Excel workbook.",
            show_default=False,
        ),
    ],
    out: OutFile,
) -> None:  # fmt: skip
    """Turn a folder of CSV files or one Excel workbook into a scenario.

    Columns may have English or Chinese names; `earlybird template FOLDER` writes an example.
    """
    from models.files import load_scenario, save_scenario
    from service import console

    loaded = load_scenario(source)
    console.say_findings(loaded.findings)
    made = loaded.scenario
    save_scenario(made, out)
    aside = f", {len(made.set_aside)} records set aside" if made.set_aside else ""
    console.result(
        f"Written: {out} ({len(made.jobs)} jobs, {len(made.engineers)} engineers{aside})"
    )
