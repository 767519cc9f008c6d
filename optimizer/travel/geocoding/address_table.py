"""A company's own list of addresses and where they are, as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from models.errors import FileUnusable
from models.findings import Finding, Severity, finding, register
from optimizer.travel.geocoding.geocoder import Coordinates, normal_form

UNUSABLE = register(
    "address-table-unusable",
    Severity.ERROR,
    "The address table cannot be read, or lacks one of its columns.",
    "Save it as CSV in UTF-8 with the columns address, latitude, longitude (地址, 纬度, 经度).",
)
ROW_UNUSABLE = register(
    "address-row-unusable",
    Severity.WARNING,
    "A row of the address table has no address, or its coordinates are not degrees on earth.",
    "Correct the row; latitude comes first, from -90 to 90. The other rows are used.",
)
ROW_AMBIGUOUS = register(
    "address-row-ambiguous",
    Severity.WARNING,
    "The address table has an address twice, at different places.",
    "Remove one of the rows. The first is used.",
)

COLUMNS = {"address": ("address", "地址"), "latitude": ("latitude", "lat", "纬度"),
           "longitude": ("longitude", "lon", "lng", "经度")}  # fmt: skip
ENCODINGS = ("utf-8-sig", "gb18030")
"""Tried in this order; spreadsheet programs in China write the second."""


class AddressTable:
    """Coordinates by address; width of characters, case and spaces do not count.

    Implements `Geocoder`: it can stand in for a service, or be asked before one.
    """

    cache_key = ""
    """Answers are not kept: the file may be corrected at any time."""

    def __init__(self, known: dict[str, Coordinates]) -> None:
        self._known = {normal_form(address): point for address, point in known.items()}

    def locate(self, address: str) -> Coordinates | None:
        """See `Geocoder`; never raises."""
        return self._known.get(normal_form(address))


def read_address_table(path: Path) -> tuple[AddressTable, tuple[Finding, ...]]:
    """Read a table of addresses. Coordinates are WGS 84; further columns are ignored.

    Returns:
        The table, and what is wrong with rows that were left out.

    Raises:
        FileUnusable: the file cannot be read or lacks a column.
    """
    rows = csv.reader(io.StringIO(_text(path), newline=""))
    try:
        header = next(rows, [])
        columns = _columns(path, header)
        known: dict[str, Coordinates] = {}
        findings = list(_collect(path.name, rows, columns, known))
    except csv.Error as error:
        raise _unusable(path, str(error)) from error
    return AddressTable(known), tuple(findings)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from error
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unusable(path, "it is neither UTF-8 nor GB 18030")


def _columns(path: Path, header: list[str]) -> dict[str, int]:
    """Number of each column. Raises FileUnusable with all columns that are missing."""
    names = [name.strip().casefold() for name in header]
    found = {
        column: names.index(name)
        for column, accepted in COLUMNS.items()
        for name in accepted
        if name in names
    }
    missing = [column for column in COLUMNS if column not in found]
    if missing:
        raise _unusable(path, f"it has no column {', '.join(missing)}")
    return found


def _unusable(path: Path, reason: str) -> FileUnusable:
    message = f"the address table {path.name!r} cannot be used: {reason}"
    return FileUnusable(message, [finding(UNUSABLE, message, file=path.name)])


def _collect(
    file: str, rows: Iterator[list[str]], columns: dict[str, int], known: dict[str, Coordinates]
) -> Iterator[Finding]:
    """Put the usable rows into `known`, by normal form; yield what is wrong with the others."""
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        cells = {column: row[at].strip() if at < len(row) else "" for column, at in columns.items()}
        address = normal_form(cells["address"])
        point = _point(cells)
        if not address or point is None:
            yield finding(
                ROW_UNUSABLE,
                f"row {number}: {cells['latitude']!r}, {cells['longitude']!r} is no place"
                if address
                else f"row {number} has no address",
                file=file,
                row=number,
                value=cells["address"],
            )
        elif known.setdefault(address, point) != point:
            message = f"row {number}: {cells['address']!r} stood above with other coordinates"
            yield finding(ROW_AMBIGUOUS, message, file=file, row=number, value=cells["address"])


def _point(cells: dict[str, str]) -> Coordinates | None:
    try:
        point = Coordinates(float(cells["latitude"]), float(cells["longitude"]))
    except ValueError:
        return None
    return point if point.are_on_earth else None
