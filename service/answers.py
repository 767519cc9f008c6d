"""What `earlybird solve` does with an answer: write it, and say in a few lines what it is worth."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from models.atomic import write_atomically
from models.errors import OutputImpossible
from service import console

if TYPE_CHECKING:
    from rich.table import Table

    from benchmarks.instance import Instance
    from benchmarks.solve import Solved
    from service.summary import Timing

STREAM = Path("-")
"""Stands for stdin or stdout."""


def prepare_file(path: Path) -> None:
    """Make the folder of a file and make sure that it can be written, before a long search.

    Raises OutputImpossible where it cannot.
    """
    if path == STREAM:
        return
    if path.is_dir():
        raise OutputImpossible(f"{path} is a folder: name a file in it with --out.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent) as probe:
            probe.write(b"EarlyBird")
    except OSError as error:
        raise OutputImpossible(
            f"The folder {path.parent} cannot be written to: {error.strerror}. Choose another one "
            "with --out, or give yourself the right to write there."
        ) from error


def write_answer(document: object, path: Path) -> None:
    """Write an answer as one line of JSON. Raises OutputImpossible where that fails."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
    if path == STREAM:
        console.result(text)
    else:
        write_atomically(path, text)


def answer_table(instance: Instance, solved: Solved, timing: Timing) -> Table:
    """What the answer achieves, and how long it took to get there."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    title = escape(console.printable(instance.name))
    table = Table(box=box.SIMPLE, show_header=False, title=title, title_justify="left")
    table.add_column(style="bold")
    table.add_column(justify="right")
    summary = solved.document["summary"]
    jobs, unserved = len(instance.jobs), solved.unserved_jobs
    for name, figure in (
        ("served", f"{jobs - unserved} of {jobs}"),
        ("unserved", str(unserved)),
        ("priority of the unserved", str(solved.unserved_priority)),
        ("vehicles on the road", f"{summary['routes']} of {len(instance.vehicles)}"),
        ("cost", f"{summary['cost']:,}"),
        ("reading", f"{timing.reading_s:.2f} s"),
        ("search", f"{timing.search_s:.2f} s, {solved.iterations:,} iterations"),
        ("writing", f"{timing.writing_s:.2f} s"),
    ):
        table.add_row(name, figure)
    return table
