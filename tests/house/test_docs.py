"""The documentation is true: its links lead somewhere, its commands and codes exist."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.tree import PACKAGES, ROOT, shown, tracked_files

pytestmark = pytest.mark.house

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:^|[\s`/])earlybird ([a-z][a-z-]*)")
FINDING_ROW = re.compile(
    r"^\| `([a-z0-9-]+)` \| (error|warning|notice) \| (.+) \| (.+) \|$", re.MULTILINE
)


def _pages() -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".md"]


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are made from them on the usual sites."""
    headings = HEADING.findall(FENCED.sub("", page.read_text("utf-8")))
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }


def test_every_relative_link_leads_to_a_file_and_a_heading() -> None:
    broken = []
    for page in _pages():
        for link in LINK.findall(FENCED.sub("", page.read_text("utf-8"))):
            if re.match(r"[a-z]+:", link):
                continue
            name, _, anchor = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            if not target.exists() or (anchor and anchor not in _anchors(target)):
                broken.append(f"{shown(page)}: {link}")
    assert not broken


def test_every_command_in_the_readme_exists() -> None:
    program = Path(sys.executable).parent / "earlybird"
    commands = set(COMMAND.findall((ROOT / "README.md").read_text("utf-8")))
    assert commands, "the README shows no command"
    for command in sorted(commands):
        answer = subprocess.run([program, command, "--help"], capture_output=True, text=True)
        assert answer.returncode == 0, f"earlybird {command}: {answer.stderr or answer.stdout}"


def test_every_finding_is_documented_as_it_is_registered() -> None:
    for package in PACKAGES:
        for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    from models.findings import REGISTRY

    documented = FINDING_ROW.findall((ROOT / "docs/findings.md").read_text("utf-8"))
    registered = [
        (kind.code, kind.severity.value, kind.cause, kind.action) for kind in REGISTRY.values()
    ]
    assert sorted(documented) == sorted(registered)
