"""The source tree keeps its own rules: short files, one door to the core, nothing that leaks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.tree import PACKAGES, ROOT, shown, tracked_files

pytestmark = pytest.mark.house

LONGEST_FILE = 350
"""Lines. What is longer wants to be two files."""

SOURCE = {".py", ".cpp", ".hpp", ".ts", ".js", ".css"}

LEAKS = {
    # Each pattern is written so that it does not find itself.
    "a package registry's host": re.compile(
        r"\b(?:pypi|pythonhosted|npmjs|yarnpkg|crates|anaconda|golang|debian)[.](?:org|com|io)\b"
    ),
    "a path of one machine": re.compile(r"(?<![\w./-])/(?:home|root|work|Users)/[\w.-]+"),
    "a merge that is not finished": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "an unfinished thought": re.compile(r"\b(?:FIX[M]E|XX[X]|HAC[K])\b"),
}


def test_no_source_file_is_longer_than_agreed() -> None:
    lengths = {
        shown(path): len(path.read_text("utf-8").splitlines())
        for path in tracked_files()
        if path.suffix in SOURCE
    }
    too_long = {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE}
    assert not too_long


def test_no_tracked_file_tells_what_is_nobodys_business() -> None:
    found = [
        f"{shown(path)}: {what}: {match.group()!r}"
        for path, text in _texts()
        for what, pattern in LEAKS.items()
        if (match := pattern.search(text))
    ]
    assert not found


def test_only_optimizer_native_imports_the_native_core() -> None:
    importers = {
        shown(path)
        for path in tracked_files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in PACKAGES
        if _imports_core(ast.parse(path.read_text("utf-8")))
    }
    assert importers <= {"optimizer/native.py"}


def test_every_package_is_marked_as_typed() -> None:
    assert all((ROOT / package / "py.typed").is_file() for package in PACKAGES)


def _texts() -> Iterator[tuple[Path, str]]:
    """Every tracked text file and what is in it."""
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path, content.decode("utf-8")


def _imports_core(module: ast.Module) -> bool:
    """Whether a module imports `optimizer._core`, in any of the ways there are."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module or ''}.{alias.name}" for alias in node.names]
        else:
            continue
        if any("_core" in name.split(".") for name in names if name.startswith(("optimizer", "."))):
            return True
    return False
