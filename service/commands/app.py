"""The command line as a whole: which commands there are, and the options before all of them."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from service.commands.bench import bench
from service.commands.check import check
from service.commands.city import city
from service.commands.imports import imports
from service.commands.plan import plan
from service.commands.replan import replan
from service.commands.schema import schema
from service.commands.serve import organisation, serve, worker
from service.commands.simulate import simulate
from service.commands.slots import slots
from service.commands.solve import solve
from service.commands.template import template

EXIT_CODES = (
    "Exit codes: 0 what was asked was done, also when jobs stay unplanned or there are findings; "
    "1 only from check, when the plan is not legal; 2 the input, an option or the output folder "
    "cannot be used; 3 a defect of EarlyBird; 130 or 143 stopped by a signal before there was "
    "anything to write."
)

app = typer.Typer(
    name="earlybird",
    help="Plan the day of field-service engineers: who goes where, and when to leave.",
    epilog=EXIT_CODES,
    add_completion=False,
    rich_markup_mode="markdown",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    """Answer --version before anything else is looked at."""
    if wanted:
        from importlib.metadata import version

        from service import console

        console.result(f"earlybird {version('earlybird')}")
        raise typer.Exit


@app.callback()
def before_every_command(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version and leave."
        ),
    ] = False,
    debug: Annotated[
        bool,
        typer.Option("--debug", help="Show where a defect happened (or set EARLYBIRD_DEBUG=1)."),
    ] = False,
) -> None:
    """Plan the day of field-service engineers: who goes where, and when to leave."""
    if debug:
        os.environ["EARLYBIRD_DEBUG"] = "1"  # read by service.cli, which outlives the command


app.command(epilog=EXIT_CODES)(plan)
app.command(epilog=EXIT_CODES)(check)
app.command(epilog=EXIT_CODES)(solve)
app.command(epilog=EXIT_CODES)(slots)
app.command(epilog=EXIT_CODES)(replan)
app.command(epilog=EXIT_CODES)(simulate)
app.command(epilog=EXIT_CODES)(city)
app.command(epilog=EXIT_CODES)(schema)
app.command(epilog=EXIT_CODES)(serve)
app.command(epilog=EXIT_CODES)(worker)
app.command(epilog=EXIT_CODES)(organisation)
app.add_typer(imports, name="import", epilog=EXIT_CODES)
app.add_typer(bench, name="bench", epilog=EXIT_CODES)
app.command(epilog=EXIT_CODES)(template)
