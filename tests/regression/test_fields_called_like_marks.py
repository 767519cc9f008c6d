"""Unknown fields may be called what the validation of models adds to a path by itself."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from models.errors import ScenarioInvalid
from models.files.load import load_scenario
from scenarios.demo import demo_text

DEMO = json.loads(demo_text())


def paths_of(folder: Path, document: Any) -> list[str]:
    file = folder / "day.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    try:
        return [one.path for one in load_scenario(file).findings]
    except ScenarioInvalid as invalid:
        return [one.path for one in invalid.findings]


@pytest.mark.parametrize(
    ("place", "added", "path"),
    [
        pytest.param(("jobs", 0), {"[key]": {}}, "jobs[0].[key]", id="field of a record"),
        pytest.param(("jobs", 0, "customer"), {"[key]": 1}, "jobs[0].customer.[key]", id="deeper"),
        pytest.param(("travel",), {"great_circle": 3}, "travel.great_circle", id="like a tag"),
        pytest.param(("travel",), {"[key]": 3}, "travel.[key]", id="beside a tag"),
        pytest.param(
            ("travel", "profile_speed_percent"),
            {"[key]": "x"},
            "travel.profile_speed_percent.[key]",
            id="key of a wrong value",
        ),
        pytest.param(
            ("policy", "default_duration_s"),
            {"dance": 100},
            "policy.default_duration_s.dance",
            id="wrong key",
        ),
    ],
)
def test_the_path_is_the_one_of_the_file(
    tmp_path: Path, place: tuple[str | int, ...], added: dict[str, Any], path: str
) -> None:
    document = copy.deepcopy(DEMO)
    at = document
    for step in place:
        at = at[step]
    at.update(added)
    assert path in paths_of(tmp_path, document)
