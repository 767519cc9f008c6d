"""Renders a plan as one HTML page that needs nothing else: no network, no other file."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
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
PLACE = re.compile(r"\{\{(\w+)\}\}")


def render_page(scenario: Scenario, plan: Plan) -> str:
    """The whole page as text, to be written as UTF-8.

    The plan's data stands in it as JSON that cannot end the element it is in, and reaches the
    document as text only; the page's policy forbids every request and every other script.
    Raises InputUnusable when the plan is not one of this scenario.
    """
    script, style = _assets()
    title = plan.scenario_name or scenario.name
    parts = {
        "policy": html.escape(_policy(script, style)),
        "title": html.escape(f"{title} · EarlyBird" if title else "EarlyBird"),
        "style": style,
        "data": _embedded(view(scenario, plan)),
        "script": script,
    }
    # Split once, so that nothing inserted is taken for a place to insert at.
    pieces = PLACE.split(_static("page.html"))
    return "".join(parts[piece] if odd else piece for odd, piece in zip(cycle((0, 1)), pieces))


@cache
def _assets() -> tuple[str, str]:
    """The script and the style sheet."""
    return bundle("main.js", _static), "".join(_static(name) for name in STYLES)


def _static(name: str) -> str:
    return (files("service.web") / "static" / name).read_text("utf-8")


def _policy(script: str, style: str) -> str:
    """A content security policy that lets exactly this script and this style run."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _embedded(data: object) -> str:
    """JSON inside a script element: nothing in it can be read as markup."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
