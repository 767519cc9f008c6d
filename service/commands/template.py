"""`earlybird template`: empty tables to fill in, with the columns that `import tables` reads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def template(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="The folder for the tables; made if missing.", show_default=False
        ),
    ],
) -> None:
    """Write empty tables for a day's jobs, engineers, parts and depots, ready to be filled in.

    Fill them in with any spreadsheet program, then: earlybird import tables FOLDER --out FILE
    """
    from models.tables import write_template
    from service import console

    write_template(folder)
    console.result(
        f"Written: the tables in {folder}. Fill them in, then turn them into a scenario:"
    )
    console.result(f"  earlybird import tables {folder} --out day.json")
