"""Writing scenarios and plans as JSON, and the digest that tells scenarios apart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from models.atomic import write_atomically
from models.bulk import without_garbage_collection
from models.plan import Plan
from models.scenario import Scenario


def scenario_json(scenario: Scenario) -> str:
    """The scenario as people can read and compare it: one record a line.

    Records are written without what is at its default; policy and travel in full, so that a file
    keeps its meaning when a default changes.
    """
    document: dict[str, Any] = {
        "format_version": scenario.format_version,
        "name": scenario.name,
        "time_zone": scenario.time_zone,
        "horizon": scenario.horizon.model_dump(mode="json"),
        "policy": scenario.policy.model_dump(mode="json"),
        "travel": scenario.travel.model_dump(mode="json"),
        "parts": _records(scenario.parts),
        "depots": _records(scenario.depots),
        **({"contracts": _records(scenario.contracts)} if scenario.contracts else {}),
        "engineers": _records(scenario.engineers),
        "jobs": _records(scenario.jobs),
        "assumptions": list(scenario.assumptions),
        "set_aside": [one.model_dump(mode="json") for one in scenario.set_aside],
    }
    return "{\n" + ",\n".join(_entry(name, value) for name, value in document.items()) + "\n}\n"


def save_scenario(scenario: Scenario, path: Path) -> None:
    """Write `scenario_json` to a file, whole or not at all. Raises OutputImpossible."""
    write_atomically(path, scenario_json(scenario))


def plan_json(plan: Plan) -> str:
    """The plan as JSON, indented, every field written out."""
    return plan.model_dump_json(indent=2) + "\n"


def save_plan(plan: Plan, path: Path) -> None:
    """Write `plan_json` to a file, whole or not at all. Raises OutputImpossible."""
    write_atomically(path, plan_json(plan))


def digest(scenario: Scenario) -> str:
    """SHA-256 of the scenario's canonical JSON: all fields, keys in order, no blanks; hexadecimal.

    Two scenarios have the same digest if every field is written the same; a file that was only
    laid out anew keeps its digest.
    """
    with without_garbage_collection():
        fields = scenario.model_dump(mode="json")
        canonical = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode("utf-8", "backslashreplace")).hexdigest()


def _records(models: Iterable[BaseModel]) -> list[dict[str, Any]]:
    """Records without what is at its default; empty tables are such defaults too."""
    dumped = (model.model_dump(mode="json", exclude_defaults=True) for model in models)
    return [
        {name: value for name, value in record.items() if value not in ({}, [])}
        for record in dumped
    ]


def _entry(name: str, value: Any) -> str:
    """One field of the document: a list with a line for each entry, anything else on one line."""
    if isinstance(value, list) and value:
        lines = ",\n".join(f"    {_line(one)}" for one in value)
        return f'  "{name}": [\n{lines}\n  ]'
    if name in ("policy", "travel"):
        fields = ",\n".join(f'    "{key}": {_line(one)}' for key, one in _fields(value))
        return f'  "{name}": {{\n{fields}\n  }}'
    return f'  "{name}": {_line(value)}'


def _fields(value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from value.items()


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
