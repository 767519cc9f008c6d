"""A table of stock that has no column of parts is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.csv_tables import findings_in

JOBS = "id,latitude,longitude,duration\nJ1,31.2,121.4,60\n"
ENGINEERS = "id,latitude,longitude\nE1,31.2,121.4\n"
DEPOTS = "id,latitude,longitude\nD1,31.2,121.4\n"


@pytest.mark.parametrize(
    "stock",
    [
        "engineer,quantity\nE1,2\n",
        "depot,quantity,eta\nD1,2,2026-03-02 09:00\n",
    ],
)
def test_stock_of_no_part_is_said_to_miss_its_column(tmp_path: Path, stock: str) -> None:
    tables = {"jobs": JOBS, "engineers": ENGINEERS, "depots": DEPOTS, "stock": stock}
    assert any("part" in found.message for found in findings_in(tmp_path, tables))
