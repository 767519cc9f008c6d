"""What the job records that reading set aside are called in a plan."""

from __future__ import annotations

from collections.abc import Mapping

from models.scenario import Scenario, SetAside

LONGEST_NAME = 160
"""Characters. An id may be what was wrong with the record, and a plan's ids are short."""


def jobs_set_aside(scenario: Scenario) -> Mapping[str, SetAside]:
    """The set-aside job records by the name that a plan lists them under, in their order.

    That is the record's id. Where a usable job or an earlier record has it already, the number of
    the record among those of this id is added: `J7 (record 2)`.
    """
    taken = {job.id for job in scenario.jobs}
    seen: dict[str, int] = {}
    named: dict[str, SetAside] = {}
    for record in scenario.set_aside:
        if record.kind != "job":
            continue
        short = _short(record.id)
        number = seen.get(short, 1 if short in taken else 0) + 1
        name = short if number == 1 else f"{short} (record {number})"
        while name in taken:
            number += 1
            name = f"{short} (record {number})"
        seen[short] = number
        taken.add(name)
        named[name] = record
    return named


def _short(record_id: str) -> str:
    if len(record_id) > LONGEST_NAME:
        return f"{record_id[:LONGEST_NAME]}..."
    return record_id or "(no id)"
