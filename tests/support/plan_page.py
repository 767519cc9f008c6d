"""A plan's page, opened from a file in a real browser that is watched while it shows it."""

from __future__ import annotations

import itertools
from pathlib import Path

from playwright.sync_api import Locator, Page

from models.plan import Plan
from models.scenario import Scenario
from service.web.page import render_page

_numbers = itertools.count()


class PlanPage:
    """The page, with what it logged and what it asked for; `check` says that it did neither."""

    def __init__(
        self, page: Page, folder: Path, day: tuple[Scenario, Plan], fragment: str = ""
    ) -> None:
        self.page = page
        self.problems: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.problems.append(message.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("dialog", lambda dialog: self.problems.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: self.requests.append(request.url))
        self.file = folder / f"plan{next(_numbers)}.html"
        self.file.write_text(render_page(*day), "utf-8")
        page.goto(self.file.as_uri() + fragment)
        page.wait_for_selector("html[data-ready]")

    @property
    def visits(self) -> Locator:
        """Jobs and collections in the timeline, as far as their rows are in the document."""
        return self.page.locator("#gantt [role=gridcell]")

    @property
    def stops(self) -> Locator:
        """Only the jobs among them."""
        return self.page.locator("#gantt [role=gridcell].job")

    @property
    def active(self) -> Locator:
        """The stop that is highlighted in the timeline."""
        return self.page.locator("#gantt [role=gridcell].active")

    @property
    def ring(self) -> Locator:
        """What marks the highlighted stop on the map."""
        return self.page.locator("#map .ring")

    @property
    def details(self) -> Locator:
        """The panel about the highlighted thing."""
        return self.page.locator("#details")

    def key(self, locator: Locator) -> str:
        """The key of what an element shows."""
        return locator.get_attribute("data-key") or ""

    def place_on_map(self) -> tuple[float, float]:
        """Where the highlighted stop lies, in pixels of the window."""
        box = self.ring.bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def check(self) -> None:
        """Nothing was logged, thrown or popped up, and nothing but the file itself was read."""
        assert self.problems == []
        others = [url for url in self.requests if not url.startswith((self.file.as_uri(), "data:"))]
        assert others == []
