"""A folder of tables to fill in: every column, and a small day as an example."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Literal

from models.atomic import write_atomically
from models.tables.columns import TABLES, Table

_EXAMPLE: dict[str, tuple[dict[str, str], ...]] = {
    "settings": (
        {"key": "name", "value": "Example day"},
        {"key": "time_zone", "value": "Asia/Shanghai"},
        {"key": "date", "value": "2026-03-02"},
        {"key": "date_order", "value": "ymd"},
        {"key": "policy.depot_handling_s", "value": "600"},
    ),
    "parts": ({"id": "pump", "name": "Drain pump", "kind": "spare", "price": "120.00"},),
    "depots": (
        {
            "id": "D1",
            "name": "Parts store",
            "address": "100 Example Road",
            "latitude": "31.2304",
            "longitude": "121.4737",
            "opening": "07:30-18:00",
        },
    ),
    "engineers": (
        {
            "id": "E1",
            "name": "Li Wei",
            "phone": "138-0000-0001",
            "skills": "washer:4; fridge:3",
            "start_depot": "D1",
            "shift_start": "08:00",
            "shift_end": "17:00",
        },
    ),
    "shifts": (),
    "stock": ({"depot": "D1", "part": "pump", "quantity": "3"},),
    "jobs": (
        {
            "id": "J1",
            "kind": "repair",
            "name": "Wang Fang",
            "phone": "139-0000-0002",
            "address": "8 Sample Lane",
            "latitude": "31.2200",
            "longitude": "121.4600",
            "product_class": "washing_machine",
            "product_model": "WM-7",
            "purchase_date": "2025-11-20",
            "fault_description": "does not drain",
            "requested_time": "in the morning",
            "window_start": "2026-03-02 09:00",
            "window_end": "2026-03-02 12:00",
            "priority": "2",
            "skills": "washer:3",
            "parts": "pump x1",
            "duration_minutes": "60",
        },
    ),
    "windows": (),
}


def write_template(folder: Path, language: Literal["en", "zh"] = "en") -> None:
    """Write one CSV file for each table into `folder`, with headings in either language.

    The files are UTF-8 with a mark, which spreadsheets need to see that they are. Raises
    OutputImpossible; a file that is there already is replaced.
    """
    for table in TABLES:
        write_atomically(folder / f"{table.name}.csv", _csv(table, language).encode("utf-8-sig"))


def _csv(table: Table, language: Literal["en", "zh"]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.name if language == "en" else column.zh for column in table.columns)
    for row in _EXAMPLE[table.name]:
        writer.writerow(row.get(column.name, "") for column in table.columns)
    return text.getvalue()
