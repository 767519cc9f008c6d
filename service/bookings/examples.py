"""The examples that the OpenAPI document shows for slots and holds."""

from __future__ import annotations

from typing import Any, Final

from fastapi.openapi.models import Example

JOB: Final[dict[str, Any]] = {
    "id": "J-NEW",
    "customer": {"name": "Mrs Li", "phone": "+44 7700 900201"},
    "place": {"address": "5 Quancheng Road", "latitude": 36.6651, "longitude": 117.0272},
    "duration_s": 2700,
}
SLOTS: Final[dict[str, Example]] = {
    "new_job": {"summary": "A new job", "value": {"job": JOB, "question": {"days": 5}}},
    "known_job": {"summary": "A job of the day", "value": {"job_id": "J-1"}},
}
HOLD: Final[dict[str, Example]] = {
    "new_job": {
        "summary": "A window of an offer",
        "value": {
            "job": JOB,
            "window": {"start": "2026-03-16T10:00:00+08:00", "end": "2026-03-16T12:00:00+08:00"},
        },
    }
}
