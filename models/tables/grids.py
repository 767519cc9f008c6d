"""From files to grids of cells: CSV in any common encoding and separator, and Excel workbooks."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl.utils.exceptions import InvalidFileException
from pandas.errors import EmptyDataError, ParserError

from models.encoded import FILE_EMPTY, problem, read_bytes, read_text, unusable
from models.errors import FileUnusable
from models.findings import Finding
from models.tables.cells import Cell
from models.tables.problems import TABLE_BROKEN, WORKBOOK_BROKEN

CSV_SUFFIXES = (".csv", ".tsv", ".txt")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")
_SEPARATORS = ",;\t|"
_SAID_SEPARATOR = re.compile(r"sep=([^\r\n]?) *(?:\r\n?|\n)", re.IGNORECASE)
"""A first line that some versions of Excel write, and hide from people."""
_SPARE_COLUMNS = 30
"""How many cells more than the header a row may have before the file is given up."""


@dataclass(frozen=True)
class Grid:
    """The cells of one CSV file or sheet, and where they come from."""

    name: str
    """Of the sheet, or of the file without its ending."""
    file: str
    sheet: str
    heading: tuple[str, ...]
    heading_row: int
    """1-based, as spreadsheets count; blank rows above count too."""
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    """The rows that are not blank, each with its number."""


def is_blank(cell: Cell) -> bool:
    """Whether nothing was written into a cell."""
    if cell is None or cell is pd.NaT:
        return True
    if isinstance(cell, str):
        return not cell.strip()
    return isinstance(cell, float) and cell != cell


def read_csv(path: Path) -> tuple[Grid, tuple[Finding, ...]]:
    """Read a file of separated values.

    Comma, semicolon, tab and bar are told apart by the header. Raises FileUnusable.
    """
    text, findings = read_text(path)
    said = _SAID_SEPARATOR.match(text)
    skipped = 1 if said else 0
    if said:
        separator, text = said[1] or ",", text[said.end() :]
    else:
        separator = _separator_of(text)
    try:
        # newline="": carriage returns alone end lines too, as pandas sees it.
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        width = next((len(row) for row in rows if any(row)), 1)
        frame = pd.read_csv(
            io.StringIO(text),
            sep=separator,
            header=None,
            names=list(range(width + _SPARE_COLUMNS)),
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
        )
    except (ParserError, EmptyDataError, csv.Error) as error:
        why = str(error).removeprefix("Error tokenizing data. C error: ").strip()
        raise unusable(problem(TABLE_BROKEN, path, f"is no table: {why}")) from None
    # Not by an operator: atheris, which fuzzes this, never lets go of tables that it sees compared.
    spare = not frame.iloc[:, width:].isin([""]).all(axis=None)
    frame = frame if spare else frame.iloc[:, :width]
    return _grid(frame, path.stem, path, "", skipped), findings


def _separator_of(text: str) -> str:
    """The separator that the first line with anything in it has most of, outside quotes."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    unquoted = "".join(line.split('"')[::2])
    return max(_SEPARATORS, key=unquoted.count)


def read_workbook(path: Path) -> Iterator[Grid]:
    """Read the sheets of a workbook, hidden ones too. Raises FileUnusable."""
    content = read_bytes(path)
    try:
        sheets: dict[str, pd.DataFrame] = pd.read_excel(
            io.BytesIO(content),
            sheet_name=None,
            header=None,
            dtype=object,
            engine="openpyxl",
            keep_default_na=False,
            na_filter=False,
        )
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError,
            EOFError, IndexError, AttributeError, SyntaxError, zipfile.LargeZipFile):  # fmt: skip
        # A damaged workbook fails wherever its damage happens to be noticed first.
        raise unusable(problem(WORKBOOK_BROKEN, path, "cannot be opened as a workbook")) from None
    for name, frame in sheets.items():
        if not frame.empty:
            yield _grid(frame, name, path, name, 0)


def _grid(frame: pd.DataFrame, name: str, path: Path, sheet: str, skipped: int) -> Grid:
    numbered: Iterator[tuple[int, list[Any]]] = (
        (number, row)
        for number, row in enumerate(frame.to_numpy(dtype=object).tolist(), start=1 + skipped)
        if not all(map(is_blank, row))
    )
    try:
        heading_row, heading = next(numbered)
    except StopIteration:
        raise unusable(problem(FILE_EMPTY, path, "has a table without a header")) from None
    names = ["" if is_blank(cell) else str(cell).strip() for cell in heading]
    rows = tuple((number, tuple(row)) for number, row in numbered)
    return Grid(name.strip(), str(path), sheet, tuple(names), heading_row, rows)


def no_workbook(path: Path) -> FileUnusable:
    """The error for the spreadsheets of other programs and times."""
    return unusable(problem(WORKBOOK_BROKEN, path, f"is a {path.suffix} file"))
