"""`earlybird city`: make a synthetic city's day, of any size, the same for the same seed."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from service.commands.options import OutFile, Seed


def city(
    jobs: Annotated[
        int,
        typer.Option(metavar="N", help="How many jobs, 10 to 100,000.", show_default=False),
    ],
    out: OutFile,
    seed: Seed = 0,
    river: Annotated[
        int, typer.Option(metavar="N", help="How many rivers part the city, 0 to 3.")
    ] = 0,
    base: Annotated[
        Literal["homes", "depot", "mixed"],
        typer.Option(help="Engineers start at home, at the depot, or some here and some there."),
    ] = "homes",
    load: Annotated[
        Literal["normal", "overloaded"], typer.Option(help="Enough engineers, or too few.")
    ] = "normal",
    format: Annotated[  # noqa: A002 - the option's name
        Literal["scenario", "vroom"],
        typer.Option(help="EarlyBird's own format, or VROOM's for other planners."),
    ] = "scenario",
) -> None:
    """Make a synthetic city's day: districts, rivers with bridges, jobs, engineers, parts.

    The VROOM file holds the travel matrix up to 3,000 jobs and coordinates above.
    """
    from service import console

    if format == "vroom":
        import json

        from models.atomic import write_atomically
        from scenarios.city_vroom import city_as_vroom

        document = city_as_vroom(jobs, seed, river, base, load)
        write_atomically(out, json.dumps(document, ensure_ascii=False, separators=(",", ":")))
    else:
        from models.files import save_scenario
        from scenarios.city import generate_city

        save_scenario(generate_city(jobs, seed, river, base, load), out)
    console.result(f"Written: {out}")
