"""A headless Chromium for the browser tests: the system's own, found as `.ci/chromium` finds it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # the pages under test are our own, and root may not have a sandbox
)
"""Options that keep Chromium from calling anyone but the page under test."""


def find_chromium() -> str:
    """The path of a Chromium: CHROMIUM if set, else the first of the usual names."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if name and (path := shutil.which(name)):
            return path
    raise FileNotFoundError(
        "The browser tests need Chromium. Install it (on Debian: apt-get install chromium), or set "
        "CHROMIUM to a browser's path."
    )


@contextmanager
def headless_chromium() -> Iterator[Browser]:
    """Start Chromium without a window, and stop it at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        try:
            yield browser
        finally:
            browser.close()
