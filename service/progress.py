"""The progress bar of a search: on a terminal only, and on stderr so that results stay clean."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.solve import Progress

STEPS = 1000


@contextmanager
def search_progress(
    cents_shown_as_one: int = 100,
) -> Iterator[Callable[[Progress], None] | None]:
    """Show a bar while the block runs; gives what to report to, or None where nobody looks.

    `cents_shown_as_one`: how many of the core's cents make one of what is shown as the cost.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("Searching"),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[figures]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(elapsed_when_finished=False),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("search", total=STEPS, figures="first plan")

        def show(progress: Progress) -> None:
            text = figures(progress, cents_shown_as_one)
            bar.update(task, completed=progress.fraction * STEPS, figures=text)

        yield show


def figures(progress: Progress, cents_shown_as_one: int = 100) -> str:
    """What is known of the search in a few words."""
    speed = progress.iterations / progress.elapsed_s if progress.elapsed_s > 0 else 0.0
    return (
        f"{progress.unserved} unserved · cost {progress.cost_cents / cents_shown_as_one:,.2f} · "
        f"{speed:,.0f} iterations/s"
    )
