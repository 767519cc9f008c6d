"""JSON Schemas of the files people and programs exchange: the scenario and the plan.

`python -m models.schema` writes them anew to docs/schema; a test keeps the two equal.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from models.atomic import write_atomically
from models.plan import PLAN_FORMAT_VERSION, Plan
from models.scenario import FORMAT_VERSION, Scenario

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def scenario_schema() -> dict[str, Any]:
    """What a scenario file may contain."""
    schema = Scenario.model_json_schema()
    return {"$schema": _DIALECT, **schema, "title": f"EarlyBird scenario, format {FORMAT_VERSION}"}


def plan_schema() -> dict[str, Any]:
    """What a plan file contains."""
    schema = Plan.model_json_schema()
    return {"$schema": _DIALECT, **schema, "title": f"EarlyBird plan, format {PLAN_FORMAT_VERSION}"}


def schema_json(schema: dict[str, Any]) -> str:
    """A schema as it is published."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> None:
    """Write both schemas into a folder. Raises OutputImpossible."""
    write_atomically(folder / "scenario.schema.json", schema_json(scenario_schema()))
    write_atomically(folder / "plan.schema.json", schema_json(plan_schema()))


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1] if sys.argv[1:] else "docs/schema"))
