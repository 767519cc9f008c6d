"""findings.csv: everything that reading and planning found worth saying."""

from __future__ import annotations

from service.exports.spreadsheet import csv_bytes
from service.exports.view import PlanView

HEADER = (
    "severity", "code", "message", "action", "value", "path", "file", "sheet", "row", "column",
)  # fmt: skip


def findings_csv(view: PlanView) -> bytes:
    """One row per finding: those of the plan, then those of records that were set aside."""
    of_records = (one for record in view.scenario.set_aside for one in record.findings)
    once = dict.fromkeys((*view.plan.findings, *of_records))
    return csv_bytes(
        HEADER,
        (
            (
                one.severity.value, one.code, one.message, one.action, one.value, one.path,
                one.file, one.sheet, one.row, one.column,
            )
            for one in once
        ),
    )  # fmt: skip
