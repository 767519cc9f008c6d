"""The committed stub of the native core says what the built core has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support.tree import ROOT

pytestmark = pytest.mark.house


def test_the_committed_stub_is_what_the_built_core_gives(tmp_path: Path) -> None:
    fresh = tmp_path / "_core.pyi"
    subprocess.run(
        [sys.executable, "-m", "nanobind.stubgen", "-q", "-m", "optimizer._core", "-o", fresh],
        check=True,
    )
    committed = (ROOT / "optimizer/_core.pyi").read_text("utf-8")
    assert committed == fresh.read_text("utf-8"), "the core has changed: run `make stub`"
