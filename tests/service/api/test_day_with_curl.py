"""docs/a-day-with-curl.md does what it says: its commands are run against a real service."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from support.served import serving
from support.tree import ROOT

COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_the_commands_of_the_page_lead_to_a_changed_plan(tmp_path: Path) -> None:
    page = (ROOT / "docs/a-day-with-curl.md").read_text("utf-8")
    ending = "trap 'kill $(jobs -p) 2> /dev/null || true' EXIT"
    script = "\n".join(["set -eu", ending, *COMMANDS.findall(page)])
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    url = f"sqlite:///{tmp_path / 'day.sqlite'}"
    with serving(url, tmp_path / "data") as served:
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=tmp_path,
            env=os.environ | {"URL": served.address, "KEY": served.key},
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    accepted = json.loads((tmp_path / "accepted.json").read_text())
    assert accepted["state"] == "accepted"
    told = re.findall(r"^event: (\w+)$", (tmp_path / "stream.txt").read_text(), re.MULTILINE)
    consents = [one for one in told if one in ("asked", "answered")]
    assert [one for one in told if one not in consents] == [
        "begun", "held", "booked", "event", "event", "plan",
    ]  # fmt: skip
    assert re.search(r"comes at \d{4}-", done.stdout)
    assert f"the page shows version {accepted['plan_version']} of the plan" in done.stdout
    page_of_day = (tmp_path / "page.html").read_text("utf-8")
    assert page_of_day.startswith("<!doctype html>")
    assert "CALL-1" in page_of_day
    calls = [one["call"] for one in json.loads((tmp_path / "calls.json").read_text())["calls"]]
    assert calls
    assert all(f"{one['job_id']} by {one['call_by']}: " in done.stdout for one in calls)
