"""Renders a plan as one HTML page that needs nothing else: no network, no other file.

The page of a running day is the same page with a script that also keeps it current: it may ask the
service that it came from, and nobody else.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import cycle

from models.plan import Plan
from models.scenario import Scenario
from service.web.bundle import bundle
from service.web.view import view

STYLES = (
    "base.css",
    "layout.css",
    "map.css",
    "gantt.css",
    "bars.css",
    "panel.css",
    "narrow.css",
    "print.css",
)
LIVE_STYLES = (*STYLES, "live.css")
PLACE = re.compile(r"\{\{(\w+)\}\}")
LINK = '\n<script type="application/json" id="live">{}</script>'


def render_page(scenario: Scenario, plan: Plan) -> str:
    """The whole page as text, to be written as UTF-8.

    The plan's data stands in it as JSON that cannot end the element it is in, and reaches the
    document as text only; the page's policy forbids every request and every other script.
    Raises InputUnusable when the plan is not one of this scenario.
    """
    return _rendered(view(scenario, plan), None)


def render_live_page(data: Mapping[str, object], link: Mapping[str, object]) -> str:
    """The page of a running day, which keeps itself current.

    Args:
        data: what it shows at first, as `live_view` gives it.
        link: the `day` whose stream it follows, from behind which `sequence` of the day's journal,
            and the `etag` of what it shows.
    """
    return _rendered(data, link)


def live_view(scenario: Scenario, plan: Plan, version: int) -> dict[str, object]:
    """What the page of a running day shows; `version` is that of the plan in force on the day.

    Raises InputUnusable when the plan is not one of this scenario.
    """
    return view(scenario, plan) | {"version": version}


def _rendered(data: Mapping[str, object], link: Mapping[str, object] | None) -> str:
    """The page. `link` says what a page that keeps itself current follows."""
    script, style = _assets() if link is None else _live_assets()
    title = data["title"]
    parts = {
        "policy": html.escape(_policy(script, style, "'none'" if link is None else "'self'")),
        "title": html.escape(f"{title} · EarlyBird" if title else "EarlyBird"),
        "style": style,
        "data": _embedded(data),
        "live": "" if link is None else LINK.format(_embedded(link)),
        "script": script,
    }
    # Split once, so that nothing inserted is taken for a place to insert at.
    pieces = PLACE.split(_static("page.html"))
    return "".join(parts[piece] if odd else piece for odd, piece in zip(cycle((0, 1)), pieces))


@cache
def _assets() -> tuple[str, str]:
    """The script and the style sheet."""
    return bundle("main.js", _static), "".join(_static(name) for name in STYLES)


@cache
def _live_assets() -> tuple[str, str]:
    """Those of a page that keeps itself current."""
    return bundle("livemain.js", _static), "".join(_static(name) for name in LIVE_STYLES)


def _static(name: str) -> str:
    return (files("service.web") / "static" / name).read_text("utf-8")


def _policy(script: str, style: str, ask: str) -> str:
    """A content security policy that lets exactly this script and this style run.

    `ask` names whom the script may ask.
    """
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        f"img-src data:; connect-src {ask}; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _embedded(data: object) -> str:
    """JSON inside a script element: nothing in it can be read as markup."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
