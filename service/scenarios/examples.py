"""The example that the OpenAPI document shows: the smallest scenario that makes a plan."""

from __future__ import annotations

from typing import Any, Final

SMALL_DAY: Final[dict[str, Any]] = {
    "format_version": "1",
    "name": "A very small day",
    "time_zone": "Asia/Shanghai",
    "horizon": {"start": "2026-03-16T00:00", "end": "2026-03-17T00:00"},
    "policy": {"required_fields": []},
    "engineers": [
        {
            "id": "wang",
            "name": "王秀英",
            "shifts": [{"start": "2026-03-16T08:00", "end": "2026-03-16T17:00"}],
            "start_place": {"latitude": 36.6612, "longitude": 117.0195},
        }
    ],
    "jobs": [
        {
            "id": "J-1",
            "customer": {"name": "Mrs Li", "phone": "+44 7700 900201"},
            "place": {"address": "5 Quancheng Road", "latitude": 36.6651, "longitude": 117.0272},
            "windows": [{"start": "2026-03-16T09:00", "end": "2026-03-16T11:00"}],
            "duration_s": 2700,
        }
    ],
}
