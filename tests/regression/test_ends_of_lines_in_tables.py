"""Tables whose lines end in carriage returns, and odd first lines, are read or refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.csv_tables import findings_in, read_folder

from models.errors import InputUnusable

JOBS = "id,latitude,longitude,duration\nJ1,31.2,121.4,60\n"


@pytest.mark.parametrize(
    "written",
    [
        JOBS.replace("\n", "\r"),
        JOBS.replace("\n", "\r", 1),
        "sep=,\r" + JOBS.replace("\n", "\r"),
        "sep=,\r\n" + JOBS,
        "sep=\t\n" + JOBS.replace(",", "\t"),
    ],
)
def test_any_end_of_line_will_do(tmp_path: Path, written: str) -> None:
    assert [job.id for job in read_folder(tmp_path, {"jobs": written}).scenario.jobs] == ["J1"]


def test_a_separator_of_two_characters_is_no_separator(tmp_path: Path) -> None:
    assert findings_in(tmp_path, {"jobs": "sep=;;\n" + JOBS})


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    # 200,000 characters are more than the reader of the header takes.
    with pytest.raises(InputUnusable, match="no table"):
        read_folder(tmp_path, {"jobs": "i" * 200_000 + "," + JOBS})
