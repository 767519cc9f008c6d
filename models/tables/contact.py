"""Whose a row is that could not be used: as it was written, whatever else is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from models.tables.columns import JOBS, folded


def contact_of_row(row: Mapping[str, object]) -> tuple[str, str, str]:
    """Name, phone and address of a row of jobs, by its headings; empty where there is none."""
    headings = JOBS.headings()
    known = {
        column.name: cell
        for heading, cell in row.items()
        if isinstance(cell, str | int) and (column := headings.get(folded(heading))) is not None
    }
    name, phone, address = (str(known.get(one, "")) for one in ("name", "phone", "address"))
    return name, phone, address
