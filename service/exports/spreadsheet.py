"""CSV that spreadsheets open as it is meant: RFC 4180, UTF-8 with a byte order mark, no formulas.

A text cell that a spreadsheet would take for a formula gets an apostrophe in front, which the
spreadsheet shows as plain text (OWASP, "CSV Injection"). Numbers are written as numbers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO

Cell = str | int | datetime | bool | None

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as the bytes of a CSV file."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", errors="replace")


def zone_of(moment: datetime) -> str:
    """The offset of a local moment, e.g. `UTC+08:00`: with it the wall clock is unambiguous."""
    written = moment.strftime("%z")
    return f"UTC{written[:3]}:{written[3:5]}"


def zones_of(cells: Iterable[Cell]) -> str:
    """The offsets of all moments of a row, e.g. `UTC-05:00, then UTC-04:00` as clocks change."""
    moments = sorted((one for one in cells if isinstance(one, datetime)), key=datetime.timestamp)
    return ", then ".join(dict.fromkeys(map(zone_of, moments)))


def _written(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, int):
        return cell
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_STARTS) else cell
