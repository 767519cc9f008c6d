"""Whatever stands in the cells: a scenario, or an error with findings; never a crash."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from support.csv_tables import workbook_of

from models.errors import InputUnusable
from models.files import load_scenario, scenario_json
from models.tables.columns import TABLES, Table

cells = st.text(max_size=10) | st.sampled_from(
    ["J1", "E1", "D1", "pump", "1", "-1", "nan", "inf", "31.2", "9:00", "2026-03-02", "2/3/2026",
     "2026-03-02 09:00-12:00", "09:00-08:00", "gas:3; gas:4", "pump x0", "yes", "1e400",
     "time_zone", "9999-12-31",
     "Asia/Shanghai", "policy.rates", "policy.x.y", "travel.kind", "date", "horizon_start",
     "policy", "travel.", ".", "24:00", "晚上12点", "x" * 300]
)  # fmt: skip


@st.composite
def folders(draw: st.DrawFn) -> dict[str, list[list[str]]]:
    """Some rows of anything under known headings, for some of the tables."""
    tables: dict[str, list[list[str]]] = {}
    for table in draw(st.lists(st.sampled_from(TABLES), max_size=5, unique_by=_name)):
        heading = draw(st.lists(st.sampled_from([column.name for column in table.columns])))
        rows = draw(st.lists(st.lists(cells, max_size=len(heading) + 2), max_size=4))
        tables[table.name] = [heading, *rows]
    return tables


def _name(table: Table) -> str:
    return table.name


@given(folders())
def test_any_cells_are_a_scenario_or_an_error_with_findings(
    tables: dict[str, list[list[str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in tables.items():
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            (Path(folder) / f"{name}.csv").write_bytes(text.getvalue().encode("utf-8", "replace"))
        _is_read_or_refused(Path(folder))


@given(
    st.lists(
        st.lists(
            st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6)
            | st.datetimes() | st.times() | st.timedeltas(),
            min_size=4, max_size=4,
        ),
        max_size=3,
    ),
    st.lists(
        st.sampled_from(["id", "window_start", "received_at", "phone", "duration_minutes",
                         "purchase_date", "invoice_available", "fee", "skills", "name"]),
        min_size=4, max_size=4,
    ),
)  # fmt: skip
def test_any_cells_of_a_workbook_are_read_or_refused(
    rows: list[list[object]], heading: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings: list[list[object]] = [
            ["key", "value"],
            ["time_zone", "Asia/Shanghai"],
            ["date", "2026-03-02"],
        ]
        book: dict[str, list[list[object]]] = {"settings": settings, "jobs": [[*heading], *rows]}
        _is_read_or_refused(workbook_of(Path(folder) / "day.xlsx", book))


def _is_read_or_refused(path: Path) -> None:
    try:
        loaded = load_scenario(path)
    except InputUnusable as error:
        findings = error.findings
        said = str(error)
    else:
        findings = loaded.findings
        said = scenario_json(loaded.scenario)
    assert said
    assert all(found.message and found.action for found in findings)
