"""`earlybird template`: tables to fill in, with the columns that `import tables` reads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def template(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="A new or empty folder for the tables.", show_default=False
        ),
    ],
) -> None:
    """Write tables for a day's jobs, engineers, parts and depots, with a small day as an example.

    Replace the example with any spreadsheet program, then:
    earlybird import tables FOLDER --out FILE
    """
    from models.errors import OutputImpossible
    from models.tables import write_template
    from service import console

    if folder.is_dir() and any(folder.iterdir()):
        raise OutputImpossible(
            f"{folder} is not empty, and tables that are filled in already could be lost: choose a "
            "new folder."
        )
    write_template(folder)
    console.result(f"Written: tables with an example in {folder}. Put your own day there, then:")
    console.result(f"  earlybird import tables {folder} --out day.json")
