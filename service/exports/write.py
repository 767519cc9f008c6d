"""Writes everything that people get from a plan into one folder, each file whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from models.atomic import write_atomically
from models.errors import OutputImpossible
from models.files import plan_json
from models.plan import Plan
from models.scenario import Scenario
from service.exports.calendars import PRODUCT_ID, calendar_ics
from service.exports.calls import calls_csv
from service.exports.departures import departures_csv
from service.exports.findings import findings_csv
from service.exports.geojson import routes_geojson
from service.exports.names import file_names
from service.exports.sheets import GENERATOR, sheet_html
from service.exports.unplanned import unplanned_csv
from service.exports.view import PlanView
from service.exports.words import Language

PLAN_FILE = "plan.json"
PAGE_FILE = "plan.html"
SHEETS = "sheets"
CALENDARS = "calendars"
AT_A_TIME = 8
"""Files that are written at the same time."""
Output = tuple[str, Callable[[], bytes]]
"""A path inside the folder, and what renders its content when its turn comes."""


def prepare_folder(folder: Path) -> None:
    """Make the folder and make sure that files can be written there, before a long search.

    Raises OutputImpossible where they cannot.
    """
    try:
        for one in (folder, folder / SHEETS, folder / CALENDARS):
            one.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=one) as probe:
                probe.write(b"EarlyBird")
    except OSError as error:
        raise OutputImpossible(
            f"The folder {folder} cannot be written to: {error.strerror}. Choose another one with "
            "--out, or give yourself the right to write there."
        ) from error


def write_outputs(
    folder: Path, scenario: Scenario, plan: Plan, language: Language = Language.BOTH
) -> tuple[Path, ...]:
    """Write every output, plan.json first, and say which files there are now.

    Sheets and calendars that an earlier plan left for engineers without a route are removed, so
    that nobody drives by an old one. Raises OutputImpossible where a file cannot be written.
    """
    prepare_folder(folder)

    def write(output: Output) -> Path:
        name, render = output
        write_atomically(folder / name, render())
        return folder / name

    first, *others = _outputs(PlanView(scenario, plan), language)
    write(first)
    # A file is forced to the disk before it counts, and waiting for a disk can be shared.
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        written = (folder / PLAN_FILE, *pool.map(write, others))
    _remove_outdated(folder, frozenset(written))
    return written


def _outputs(view: PlanView, language: Language) -> Iterator[Output]:
    """All outputs in the order in which they are written."""
    yield PLAN_FILE, lambda: plan_json(view.plan).encode()
    yield "departures.csv", lambda: departures_csv(view)
    yield "calls.csv", lambda: calls_csv(view)
    yield "unplanned.csv", lambda: unplanned_csv(view)
    yield "findings.csv", lambda: findings_csv(view)
    yield "routes.geojson", lambda: routes_geojson(view)
    yield PAGE_FILE, lambda: _page(view)
    for engineer_id, name in file_names(view.routes_by_engineer, ".html").items():
        yield f"{SHEETS}/{name}", partial(sheet_html, view, engineer_id, language)
    for engineer_id, name in file_names(view.routes_by_engineer, ".ics").items():
        yield f"{CALENDARS}/{name}", partial(calendar_ics, view, engineer_id, language)


def _page(view: PlanView) -> bytes:
    from service.web.page import render_page

    return render_page(view.scenario, view.plan).encode("utf-8", errors="replace")


def _remove_outdated(folder: Path, written: frozenset[Path]) -> None:
    """Remove our own old sheets and calendars; files without our mark are left alone."""
    for pattern, mark in ((f"{SHEETS}/*.html", GENERATOR), (f"{CALENDARS}/*.ics", PRODUCT_ID)):
        for path in folder.glob(pattern):
            if path not in written and path.is_file() and mark in _beginning(path):
                path.unlink(missing_ok=True)


def _beginning(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(500).decode("utf-8", errors="replace")
