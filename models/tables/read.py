"""Reading all tables of a folder or a workbook into one document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.encoded import problem
from models.errors import FileUnusable
from models.findings import Finding, finding
from models.tables import columns
from models.tables.assemble import Assembly
from models.tables.columns import TABLES, Table, folded
from models.tables.grids import (
    CSV_SUFFIXES,
    WORKBOOK_SUFFIXES,
    Grid,
    no_workbook,
    read_csv,
    read_workbook,
)
from models.tables.origins import Origins
from models.tables.problems import SETTINGS_MISSING, TABLE_TWICE, TABLE_UNKNOWN, TABLES_MISSING
from models.tables.rows import Row, read_rows
from models.tables.settings import order_of, read_settings

_OTHER_SPREADSHEETS = (".xls", ".ods", ".xlsb", ".numbers")


@dataclass(frozen=True)
class Tables:
    """What tables hold, in the shape of a JSON scenario."""

    document: dict[str, Any]
    findings: tuple[Finding, ...]
    origins: Origins
    originals: Mapping[str, Mapping[str, Any]]
    """The rows of jobs and engineers as written, by path."""


def is_table(path: Path) -> bool:
    """Whether `read_tables` is the one to read this."""
    return path.is_dir() or path.suffix.lower() in (*WORKBOOK_SUFFIXES, *_OTHER_SPREADSHEETS)


def read_tables(path: Path) -> Tables:
    """Read a folder of CSV files or a workbook. Raises FileUnusable with all findings."""
    grids, findings = _grids(path)
    by_table, named = _named(grids)
    findings += named
    if not by_table:
        missing = problem(TABLES_MISSING, path, "holds no table that is known")
        raise FileUnusable(f"{missing.message} {missing.action}", [missing, *findings])
    settings_rows: tuple[Row, ...] = ()
    if columns.SETTINGS in by_table:
        read = read_rows(by_table[columns.SETTINGS], columns.SETTINGS, None)
        settings_rows, findings = read.rows, [*findings, *read.findings]
    else:
        findings.append(problem(SETTINGS_MISSING, path, "has no table of settings"))
    order = order_of(settings_rows)
    rows: dict[str, tuple[Row, ...]] = {}
    for table, grid in by_table.items():
        if table is not columns.SETTINGS:
            read = read_rows(grid, table, order)
            rows[table.name] = read.rows
            findings += read.findings

    origins = Origins()
    settings = read_settings(settings_rows, origins, findings)
    assembly = Assembly(settings.calendar, settings.document, findings, origins)
    for table in (columns.PARTS, columns.DEPOTS, columns.ENGINEERS, columns.JOBS):
        assembly.add_records(table, rows.get(table.name, ()))
    assembly.add_shifts(columns.SHIFTS, rows.get("shifts", ()))
    assembly.add_windows(columns.WINDOWS, rows.get("windows", ()))
    assembly.add_stock(rows.get("stock", ()))
    return Tables(assembly.document, tuple(assembly.findings), origins, assembly.originals)


def _grids(path: Path) -> tuple[list[Grid], list[Finding]]:
    """The grids of every file or sheet, known or not. Unreadable files come all at once."""
    if not path.is_dir():
        if path.suffix.lower() in _OTHER_SPREADSHEETS:
            raise no_workbook(path)
        return list(read_workbook(path)), []
    grids: list[Grid] = []
    findings: list[Finding] = []
    errors: list[Finding] = []
    for file in sorted(path.iterdir()):
        if file.suffix.lower() not in CSV_SUFFIXES or file.name.startswith((".", "~")):
            continue
        if _table_called(file.stem) is None:
            findings.append(problem(TABLE_UNKNOWN, file, "is not one of the known tables"))
            continue
        try:
            grid, about = read_csv(file)
        except FileUnusable as error:
            errors += error.findings
        else:
            grids.append(grid)
            findings += about
    if errors:
        message = " ".join(f"{found.message} {found.action}" for found in errors)
        raise FileUnusable(message, [*errors, *findings])
    return grids, findings


def _named(grids: list[Grid]) -> tuple[dict[Table, Grid], list[Finding]]:
    """Which grid is which table."""
    by_table: dict[Table, Grid] = {}
    findings: list[Finding] = []
    for grid in grids:
        table = _table_called(grid.name)
        if table is None:
            message = f"The sheet {grid.name!r} is not one of the known tables."
            findings.append(_about(grid, TABLE_UNKNOWN, message))
        elif table in by_table:
            message = f"{grid.name!r} is the table {table.name}, as {by_table[table].name!r} is."
            findings.append(_about(grid, TABLE_TWICE, message))
        else:
            by_table[table] = grid
    return by_table, findings


def _about(grid: Grid, kind: Any, message: str) -> Finding:
    return finding(kind, message, value=grid.name, file=grid.file, sheet=grid.sheet)


def _table_called(name: str) -> Table | None:
    wanted = folded(name)
    return next(
        (table for table in TABLES if wanted in {folded(one) for one in (table.name, *table.also)}),
        None,
    )


def table_names() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every table and what it may be called."""
    for table in TABLES:
        yield table.name, table.also
