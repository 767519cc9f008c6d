"""Every output of a plan is, byte for byte, what tests/golden has.

When an output is meant to change: EARLYBIRD_RENEW_GOLDEN=1 pytest tests/service, then read the
difference before committing it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from support.written_day import PLAN, SCENARIO

from service.exports.calendars import calendar_ics
from service.exports.calls import calls_csv
from service.exports.departures import departures_csv
from service.exports.findings import findings_csv
from service.exports.geojson import routes_geojson
from service.exports.sheets import sheet_html
from service.exports.unplanned import unplanned_csv
from service.exports.view import PlanView
from service.exports.words import Language

GOLDEN = Path(__file__).parents[1] / "golden"
OUTPUTS: dict[str, Callable[[PlanView], bytes]] = {
    "departures.csv": departures_csv,
    "calls.csv": calls_csv,
    "unplanned.csv": unplanned_csv,
    "findings.csv": findings_csv,
    "routes.geojson": routes_geojson,
    "sheet_both.html": lambda view: sheet_html(view, "E1", Language.BOTH),
    "sheet_en.html": lambda view: sheet_html(view, "../e/2", Language.EN),
    "sheet_zh.html": lambda view: sheet_html(view, "E1", Language.ZH),
    "calendar_both.ics": lambda view: calendar_ics(view, "E1", Language.BOTH),
    "calendar_zh.ics": lambda view: calendar_ics(view, "../e/2", Language.ZH),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_output_is_what_the_golden_file_has(name: str) -> None:
    made = OUTPUTS[name](PlanView(SCENARIO, PLAN))
    if os.environ.get("EARLYBIRD_RENEW_GOLDEN"):
        (GOLDEN / name).write_bytes(made)
    assert made == (GOLDEN / name).read_bytes()
