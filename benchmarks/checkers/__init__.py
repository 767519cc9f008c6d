"""Independent checkers: slow, plain, and sharing nothing with what they check."""

from __future__ import annotations

from benchmarks.checkers.check import check
from benchmarks.checkers.verdict import Verdict

__all__ = ["Verdict", "check"]
