"""A test that does not run proves nothing: skips and expected failures are failures here.

A test that needs something special has a marker and is deselected by whoever lacks it, in words
(see `make test`); nothing vanishes silently.
"""

from __future__ import annotations

from collections.abc import Generator

import pytest

ADVICE = (
    "Mark what needs something special (see markers in pyproject.toml) and deselect it by name."
)


@pytest.hookimpl(wrapper=True)
def make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a module that skips itself into a failure."""
    report = yield
    if report.skipped:
        report.longrepr = f"This module skips itself: {_reason(report)}. {ADVICE}"
        report.outcome = "failed"
    return report


@pytest.hookimpl(wrapper=True)
def make_runtest_report() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip, an expected failure or an unexpected pass into a failure."""
    report = yield
    if report.skipped or hasattr(report, "wasxfail"):
        report.longrepr = f"This test is skipped or expected to fail: {_reason(report)}. {ADVICE}"
        report.outcome = "failed"
        if hasattr(report, "wasxfail"):
            del report.wasxfail
    return report


def _reason(report: pytest.CollectReport | pytest.TestReport) -> str:
    """The reason the test gave, as far as it gave one."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2]
    return str(getattr(report, "wasxfail", "")) or "no reason given"
