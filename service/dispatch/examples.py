"""The examples that the OpenAPI document shows for events."""

from __future__ import annotations

from typing import Final

from fastapi.openapi.models import Example

EVENTS: Final[dict[str, Example]] = {
    "delay": {
        "summary": "An engineer is stuck in traffic",
        "value": {
            "kind": "traffic_delay",
            "event_id": "E-1",
            "at": "2026-03-16T09:10:00",
            "engineer_id": "wang",
            "delay_s": 1500,
        },
    },
    "finished": {
        "summary": "A visit is over",
        "value": {
            "kind": "finished",
            "event_id": "E-2",
            "at": "2026-03-16T10:20:00",
            "engineer_id": "wang",
            "job_id": "J-1",
        },
    },
}
