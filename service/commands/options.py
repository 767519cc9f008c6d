"""Options that several commands share."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated

import typer

from service.addresses import GeocoderName

DEFAULT_SECONDS = 10.0
LONGEST_SECONDS = 7 * 86_400
MOST_THREADS = 256
MOST_ITERATIONS = 10**12
LARGEST_SEED = 2**63 - 1


def finite(number: float | None) -> float | None:
    """Refuse what is no number of seconds: Typer's own range check lets NaN through."""
    if number is not None and not math.isfinite(number):
        raise typer.BadParameter(f"{number} is not a number of seconds.")
    return number


ScenarioPath = Annotated[
    Path,
    typer.Argument(
        metavar="SCENARIO",
        help="The scenario: a JSON file, a folder of CSV tables or a workbook.",
        show_default=False,
    ),
]
SearchSeconds = Annotated[
    float | None,
    typer.Option(
        "--seconds",
        min=0.01,
        max=LONGEST_SECONDS,
        callback=finite,
        metavar="N",
        help=f"Search for so long. Default: {DEFAULT_SECONDS:g}, unless --iterations is given.",
    ),
]
SearchIterations = Annotated[
    int | None,
    typer.Option(
        "--iterations",
        min=1,
        max=MOST_ITERATIONS,
        metavar="N",
        help="Search for so many iterations: with the same seed and threads, the same plan.",
    ),
]
Threads = Annotated[
    int | None,
    typer.Option(
        min=1, max=MOST_THREADS, metavar="N", help="Threads to search with. Default: all cores."
    ),
]
Seed = Annotated[
    int, typer.Option(min=0, max=LARGEST_SEED, metavar="N", help="Start of the random numbers.")
]
OutFile = Annotated[
    Path, typer.Option("--out", metavar="FILE", help="The file to write.", show_default=False)
]
Geocoder = Annotated[
    GeocoderName | None,
    typer.Option(
        help="Who is asked where addresses without coordinates are. Without it nobody is asked, "
        "and such jobs stay unplanned with that reason.",
        rich_help_panel="Addresses",
    ),
]
GeocodeUrl = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="A server of your own instead of the public one, e.g. http://localhost:8080.",
        rich_help_panel="Addresses",
    ),
]
GeocodeTable = Annotated[
    Path | None,
    typer.Option(
        metavar="CSV",
        help="Your own list of address, latitude, longitude; what it knows is not asked for.",
        rich_help_panel="Addresses",
    ),
]
GeocodeCache = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Answers are kept here, so that no address is asked for twice.",
        rich_help_panel="Addresses",
    ),
]
