"""Folders of CSV tables and workbooks, written for one test each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from models.errors import InputUnusable
from models.files import Loaded, load_scenario
from models.findings import Finding

at = datetime.fromisoformat
"""A local moment; tables know no zones."""

SETTINGS = "key,value\ntime_zone,Asia/Shanghai\ndate,2026-03-02\n"
TWO_DAYS = "key,value\ntime_zone,Asia/Shanghai\nhorizon_start,2026-03-02\nhorizon_end,2026-03-03\n"
ENGINEERS = "id,start_latitude,start_longitude,shift_start,shift_end\nE1,31.23,121.47,08:00,17:00\n"


def folder_of(folder: Path, tables: Mapping[str, str | bytes]) -> Path:
    """Write tables, by name; a settings table and an engineer are there unless given."""
    for name, content in {"settings": SETTINGS, "engineers": ENGINEERS, **tables}.items():
        file = folder / (name if "." in name else f"{name}.csv")
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read_folder(folder: Path, tables: Mapping[str, str | bytes]) -> Loaded:
    """Write the tables and read them."""
    return load_scenario(folder_of(folder, tables))


def findings_in(folder: Path, tables: Mapping[str, str | bytes]) -> tuple[Finding, ...]:
    """What reading the tables finds, whether they can be used or not."""
    try:
        return read_folder(folder, tables).findings
    except InputUnusable as error:
        return error.findings


def place_of(found: Finding) -> tuple[str, int | None, str, str]:
    """The cell a finding speaks of: file, row, column and value."""
    return Path(found.file).name, found.row, found.column, found.value


def workbook_of(file: Path, sheets: Mapping[str, Iterable[Iterable[Any]]]) -> Path:
    """Write a workbook with these sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    workbook.save(file)
    return file
