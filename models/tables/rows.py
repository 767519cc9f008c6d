"""From the cells of a grid to the values of its columns, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.findings import Finding, FindingKind, finding
from models.spelling import did_you_mean
from models.tables.cells import Cell, text
from models.tables.columns import Column, Table, folded
from models.tables.grids import Grid, is_blank
from models.tables.moments import DateOrder
from models.tables.problems import (
    COLUMN_MISSING,
    COLUMN_TWICE,
    COLUMN_UNKNOWN,
    ROW_TOO_LONG,
    CellProblem,
)


@dataclass(frozen=True)
class Row:
    """One row of a table: what could be read of it, what could not, and how it was written."""

    grid: Grid
    number: int
    """1-based, the header included."""
    headings: Mapping[str, str]
    """How the columns are headed here, by their English names."""
    values: Mapping[str, Any]
    """By the English name of the column; empty cells are absent."""
    written: Mapping[str, str]
    """The whole row by heading, for keeping."""
    problems: Sequence[tuple[str, CellProblem]] = field(default=())
    """Cells that could not be read: the column and what is wrong."""

    def finding(self, kind: FindingKind, message: str, path: str = "", column: str = "") -> Finding:
        """A finding about a column of this row."""
        heading = self.headings.get(column, "")
        return finding(
            kind,
            message,
            path=path,
            value=self.written.get(heading, ""),
            file=self.grid.file,
            sheet=self.grid.sheet,
            row=self.number,
            column=heading,
        )


@dataclass(frozen=True)
class Rows:
    """The rows of one table, and what is wrong with its header."""

    table: Table
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_rows(grid: Grid, table: Table, order: DateOrder | None) -> Rows:
    """Read every row of a grid as the given table."""
    columns, findings = _columns_of(grid, table)
    findings += _missing(grid, table, columns)
    headings = {column.name: grid.heading[index] for index, column in columns.items()}
    rows = tuple(_row(grid, number, cells, columns, headings, order) for number, cells in grid.rows)
    return Rows(table, rows, tuple(findings))


def _columns_of(grid: Grid, table: Table) -> tuple[dict[int, Column], list[Finding]]:
    """Which position of the grid holds which column."""
    known = table.headings()
    columns: dict[int, Column] = {}
    findings = []
    for index, heading in enumerate(grid.heading):
        column = known.get(folded(heading))
        if not heading:
            continue
        if column is None:
            names = [name for one in table.columns for name in (one.name, one.zh)]
            message = f"The column {heading!r} is not known{did_you_mean(heading, names)}."
            findings.append(_of_header(grid, COLUMN_UNKNOWN, message, heading))
        elif column in columns.values():
            message = f"The column {heading!r} means {column.name}, which is there already."
            findings.append(_of_header(grid, COLUMN_TWICE, message, heading))
        else:
            columns[index] = column
    return columns, findings


def _missing(grid: Grid, table: Table, columns: Mapping[int, Column]) -> Iterator[Finding]:
    for column in table.columns:
        if column.required and column not in columns.values():
            message = f"The table {table.name} has no column {column.name!r} ({column.zh})."
            yield _of_header(grid, COLUMN_MISSING, message, column.name)


def _of_header(grid: Grid, kind: FindingKind, message: str, heading: str) -> Finding:
    return finding(
        kind,
        message,
        value=heading,
        file=grid.file,
        sheet=grid.sheet,
        row=grid.heading_row,
        column=heading,
    )


def _row(
    grid: Grid,
    number: int,
    cells: Sequence[Cell],
    columns: Mapping[int, Column],
    headings: Mapping[str, str],
    order: DateOrder | None,
) -> Row:
    values: dict[str, Any] = {}
    written: dict[str, str] = {}
    problems: list[tuple[str, CellProblem]] = []
    for index, cell in enumerate(cells):
        if is_blank(cell):
            continue
        heading = grid.heading[index] if index < len(grid.heading) else ""
        written[heading or f"column {index + 1}"] = text(cell, None)
        column = columns.get(index)
        if column is not None:
            try:
                values[column.name] = column.read(cell, order)
            except CellProblem as found:
                problems.append((column.name, found))
        elif not heading:
            message = f"Column {index + 1} has no heading, but holds '{text(cell, None)}'."
            problems.append(("", CellProblem(ROW_TOO_LONG, message)))
    return Row(grid, number, headings, values, written, problems)
