"""Reading New York's elevator complaints: every row becomes a call, or a finding says why not."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from models.errors import FileUnusable, ScenarioInvalid
from models.findings import Finding, FindingKind, Severity, finding, register

NEEDED = ("unique_key", "created_date", "latitude", "longitude")
WELCOME = ("descriptor", "borough", "incident_zip")
"""Used where they are; a file without them is planned all the same."""

DATE_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%S.%f",
    "%m/%d/%Y %I:%M:%S %p",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
)
"""As the city's portal writes them: table, interface and spreadsheet download."""

NORTH = (40.3, 41.1)
EAST = (-74.5, -73.4)
"""New York City with some room around it, degrees."""

EXTRA = "\0extra"
"""Column that takes what a row has beyond its header."""

COLUMNS_MISSING = register(
    "nyc311-columns-missing", Severity.ERROR,
    "The table of complaints lacks a column that is needed.",
    "Use the export with unique_key, created_date, latitude and longitude in its first row.",
)  # fmt: skip
BAD_DATE = register(
    "nyc311-bad-date", Severity.ERROR,
    "created_date cannot be read, so nobody knows which day the call belongs to; it is left out.",
    "Write it as 2024-07-08 14:30:00.",
)  # fmt: skip
NO_PLACE = register(
    "nyc311-no-place", Severity.WARNING,
    "A call has no coordinates. It stays in the day as a job whose address is not resolved.",
    "Add latitude and longitude, or have the address geocoded.",
)  # fmt: skip
BAD_PLACE = register(
    "nyc311-bad-place", Severity.WARNING,
    "A coordinate is not a number, or lies outside New York. The call is kept without a place.",
    "Correct latitude (about 40.7) and longitude (about -73.9).",
)  # fmt: skip
SWAPPED = register(
    "nyc311-swapped-coordinates", Severity.WARNING,
    "Latitude and longitude are each in the other's column. They were taken the right way round.",
    "Swap them in the table.",
)  # fmt: skip
DUPLICATE = register(
    "nyc311-duplicate-call", Severity.WARNING,
    "The same unique_key stands in an earlier row of the day; the later row is left out.",
    "Remove one of the rows, or give the call its own key.",
)  # fmt: skip
NO_KEY = register(
    "nyc311-no-key", Severity.WARNING,
    "A call has no unique_key; it is named after its row.",
    "Add the key, so that the call keeps its name when the table changes.",
)  # fmt: skip
EXTRA_FIELDS = register(
    "nyc311-extra-fields", Severity.WARNING,
    "A row has more fields than the header, so its values may be shifted.",
    "Put text that contains the separator in quotes.",
)  # fmt: skip


@dataclass(frozen=True)
class Call:
    """One complaint, as the city recorded it."""

    row: int
    """1-based row of the table, the header being row 1."""
    key: str
    received_at: datetime
    latitude: float | None
    longitude: float | None
    descriptor: str
    borough: str
    zip_code: str

    @property
    def is_placed(self) -> bool:
        """Whether the place is known."""
        return self.latitude is not None


@dataclass(frozen=True)
class Calls:
    """The calls of one day, every place that any day knows, and what was wrong on the way."""

    of_day: tuple[Call, ...]
    known_places: tuple[tuple[float, float], ...]
    """Distinct latitudes and longitudes of all days, sorted."""
    findings: tuple[Finding, ...]


def read_calls(csv: Path, day: date) -> Calls:
    """The calls that were received on `day`, in the order they came in.

    Raises:
        FileUnusable: the file cannot be read or lacks a column.
        ScenarioInvalid: no call was received on that day.
    """
    table = _read_table(csv)
    moments = _moments(table["created_date"])
    findings = [
        _found(BAD_DATE, csv, row, "created_date", table["created_date"].iloc[row - 2])
        for row in (moments.index[moments.isna()] + 2).tolist()
    ]
    chosen = moments.dt.date == day
    calls: list[Call] = []
    seen: dict[str, int] = {}
    for position in sorted(chosen.index[chosen].tolist(), key=lambda k: (moments[k], k)):
        record = {name: str(value) for name, value in table.loc[position].items()}
        call, wrong = _call(csv, position + 2, record, moments[position].to_pydatetime())
        findings += wrong
        if call.key in seen:
            findings.append(_found(DUPLICATE, csv, call.row, "unique_key", call.key))
            continue
        seen[call.key] = call.row
        calls.append(call)
    if not calls:
        raise ScenarioInvalid(_nothing_on(csv, day, moments), findings)
    findings.sort(key=lambda one: one.row or 0)
    return Calls(tuple(calls), _known_places(table), tuple(findings))


def _read_table(csv: Path) -> pd.DataFrame:
    """All columns as text, named in lower case with underscores; row k of the table is k - 2."""
    text = _text(csv)
    header, _, body = text.lstrip("\r\n").partition("\n")
    separator = max(",;\t", key=header.count)
    names = [
        name.strip().strip('"').strip().lower().replace(" ", "_")
        for name in header.strip().split(separator)
    ]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise FileUnusable(
            f"{csv.name} is no table of New York complaints: it has no column "
            f"{', '.join(missing)}.",
            [_found(COLUMNS_MISSING, csv, 1, name, header.strip()) for name in missing],
        )
    if len(set(names)) < len(names):
        raise FileUnusable(f"{csv.name} has two columns of the same name: {header.strip()}")
    try:
        table = pd.read_csv(
            io.StringIO(body),
            sep=separator,
            names=[*names, EXTRA],
            index_col=False,
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
            engine="python",
            on_bad_lines=lambda fields: fields[: len(names) + 1],
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as problem:
        raise FileUnusable(f"{csv.name} cannot be read as a table: {problem}") from problem
    table = table.fillna("").apply(lambda column: column.str.strip())
    for name in WELCOME:
        if name not in table:
            table[name] = ""
    written: pd.DataFrame = table.loc[(table != "").any(axis=1)]
    return written


def _text(csv: Path) -> str:
    """The file's text, whatever program saved it; a broken byte never loses the rest."""
    try:
        content = csv.read_bytes()
    except OSError as problem:
        raise FileUnusable(f"{csv} cannot be read: {problem.strerror or problem}") from problem
    if not content.strip():
        raise FileUnusable(f"{csv.name} is empty.")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = content.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    return text.replace("\0", "")


def _moments(written: pd.Series[str]) -> pd.Series[pd.Timestamp]:
    """Local moments, whichever of the portal's formats they are in; NaT where in none."""
    moments = pd.to_datetime(written, format=DATE_FORMATS[0], errors="coerce")
    for other in DATE_FORMATS[1:]:
        moments = moments.fillna(pd.to_datetime(written, format=other, errors="coerce"))
    return moments


def _call(
    csv: Path, row: int, record: dict[str, str], received_at: datetime
) -> tuple[Call, list[Finding]]:
    """One row as a call, with everything that is wrong with it."""
    findings = []
    key = record["unique_key"]
    if not key:
        key = f"row-{row}"
        findings.append(_found(NO_KEY, csv, row, "unique_key", ""))
    if record[EXTRA]:
        findings.append(_found(EXTRA_FIELDS, csv, row, "", record[EXTRA]))
    call = Call(
        row,
        key,
        received_at,
        latitude=None,
        longitude=None,
        descriptor=record["descriptor"],
        borough=record["borough"],
        zip_code=record["incident_zip"],
    )
    written = record["latitude"], record["longitude"]
    if not any(written):
        return call, [*findings, _found(NO_PLACE, csv, row, "latitude", "")]
    latitude, longitude = _number(written[0]), _number(written[1])
    if _in_new_york(latitude, longitude):
        return replace(call, latitude=latitude, longitude=longitude), findings
    if _in_new_york(longitude, latitude):
        findings.append(_found(SWAPPED, csv, row, "latitude", ", ".join(written)))
        return replace(call, latitude=longitude, longitude=latitude), findings
    latitude_wrong = latitude is None or not NORTH[0] <= latitude <= NORTH[1]
    column = "latitude" if latitude_wrong else "longitude"
    return call, [*findings, _found(BAD_PLACE, csv, row, column, record[column])]


def _number(written: str) -> float | None:
    """A finite number; None for anything else."""
    try:
        number = float(written.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _in_new_york(latitude: float | None, longitude: float | None) -> bool:
    if latitude is None or longitude is None:
        return False
    return NORTH[0] <= latitude <= NORTH[1] and EAST[0] <= longitude <= EAST[1]


def _known_places(table: pd.DataFrame) -> tuple[tuple[float, float], ...]:
    """Every distinct place of the whole table, sorted so that the order of rows does not count."""
    pairs = {
        (_number(north), _number(east))
        for north, east in zip(table["latitude"], table["longitude"], strict=True)
    }
    return tuple(
        sorted(
            (north, east)
            for north, east in pairs
            if north is not None and east is not None and _in_new_york(north, east)
        )
    )


def _nothing_on(csv: Path, day: date, moments: pd.Series[pd.Timestamp]) -> str:
    days = moments.dropna().dt.date
    if days.empty:
        return f"{csv.name} has no call with a readable date."
    return (
        f"{csv.name} has no call of {day.isoformat()}. It holds calls of {days.nunique()} days "
        f"from {days.min().isoformat()} to {days.max().isoformat()}; choose one of them."
    )


def _found(kind: FindingKind, csv: Path, row: int, column: str, value: str) -> Finding:
    where = f"row {row}" + (f", column {column}" if column else "")
    shown = f" ({value})" if value else ""
    return finding(
        kind, f"{where}{shown}: {kind.cause}", value=value, file=csv.name, row=row, column=column
    )
