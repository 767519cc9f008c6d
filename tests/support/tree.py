"""The source tree as the house tests see it: the files under version control."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("models", "optimizer", "service", "benchmarks", "scenarios")


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file under version control that is still there, absolute, in order."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def shown(path: Path) -> str:
    """The path as people write it: from the top of the project."""
    return path.relative_to(ROOT).as_posix()
