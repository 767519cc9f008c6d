"""Reading and writing scenarios and plans; what the formats are is in docs/file-formats.md."""

from __future__ import annotations

from models.files.events import load_events
from models.files.load import load_job, load_plan, load_scenario
from models.files.records import Loaded, scenario_from_dict
from models.files.save import digest, plan_json, save_plan, save_scenario, scenario_json

__all__ = [
    "Loaded",
    "digest",
    "load_events",
    "load_job",
    "load_plan",
    "load_scenario",
    "plan_json",
    "save_plan",
    "save_scenario",
    "scenario_from_dict",
    "scenario_json",
]
