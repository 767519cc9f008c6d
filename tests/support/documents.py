"""Raw scenario documents, as a JSON file holds them, and what reading says about them."""

from __future__ import annotations

from typing import Any

from models.errors import InputUnusable
from models.files import Loaded, scenario_from_dict
from models.findings import Finding

SHANGHAI = {"address": "8 Sample Lane", "latitude": 31.23, "longitude": 121.47}


def raw_job(job_id: str = "J1", **fields: Any) -> dict[str, Any]:
    """A job that nothing is wrong with, open from 9 to 12 on Monday 2 March 2026."""
    return {
        "id": job_id,
        "place": dict(SHANGHAI),
        "windows": [{"start": "2026-03-02T09:00", "end": "2026-03-02T12:00"}],
        "duration_s": 3600,
    } | fields


def raw_engineer(engineer_id: str = "E1", **fields: Any) -> dict[str, Any]:
    """An engineer that nothing is wrong with, at work from 8 to 17 on that Monday."""
    return {
        "id": engineer_id,
        "start_place": dict(SHANGHAI),
        "shifts": [{"start": "2026-03-02T08:00", "end": "2026-03-02T17:00"}],
    } | fields


def raw_day(**fields: Any) -> dict[str, Any]:
    """That Monday in Shanghai, with one job and one engineer unless others are given."""
    return {
        "time_zone": "Asia/Shanghai",
        "horizon": {"start": "2026-03-02T00:00", "end": "2026-03-03T00:00"},
        "jobs": [raw_job()],
        "engineers": [raw_engineer()],
    } | fields


def read_day(**fields: Any) -> Loaded:
    """Read that day with these fields instead."""
    return scenario_from_dict(raw_day(**fields), source="day.json")


def findings_of(**fields: Any) -> tuple[Finding, ...]:
    """What reading that day finds, whether it can be used or not."""
    try:
        return read_day(**fields).findings
    except InputUnusable as error:
        return error.findings


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """Only the codes."""
    return [found.code for found in findings]


def only(code: str, findings: tuple[Finding, ...]) -> Finding:
    """The one finding with this code."""
    (found,) = (one for one in findings if one.code == code)
    return found
