"""What holds for every test: no skips, Hypothesis profiles, and the fixtures of more than one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from support.noskip import make_collect_report, make_runtest_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest_plugins = ["pytester"]

pytest_make_collect_report = make_collect_report
pytest_runtest_makereport = make_runtest_report

settings.register_profile("dev", max_examples=25, deadline=None)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=2000, deadline=None)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if "CI" in os.environ else "dev")
)


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of public data beside the project; for tests marked `data`."""
    folder = Path(os.environ["EARLYBIRD_DATA"])
    assert folder.is_dir(), f"EARLYBIRD_DATA names {folder}, which is not a folder"
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, started once; for tests marked `browser`."""
    from support.browser import headless_chromium

    with headless_chromium() as chromium:
        yield chromium


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page in a browser context of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
