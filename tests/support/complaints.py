"""Small tables of complaints for tests of the nyc311 importer."""

from __future__ import annotations

from pathlib import Path

HEADER = (
    "unique_key,created_date,closed_date,agency,complaint_type,descriptor,"
    "borough,incident_zip,latitude,longitude"
)
ONE_DEVICE = "Elevator - Single Device On Property/No Alternate Service"


def complaint(
    key: str = "1",
    created: str = "2024-03-05 10:00:00",
    latitude: str = "40.830000",
    longitude: str = "-73.910000",
    descriptor: str = ONE_DEVICE,
) -> str:
    """One row; unless said otherwise a good one of Tuesday 5 March 2024 in the Bronx."""
    return f"{key},{created},,DOB,elevator,{descriptor},BRONX,10456,{latitude},{longitude}"


def complaints_file(
    folder: Path, *rows: str, header: str = HEADER, encoding: str = "utf-8"
) -> Path:
    """A CSV of these rows."""
    path = folder / "complaints.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding=encoding, newline="")
    return path
