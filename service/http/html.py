"""A whole page as an answer, with the policy that stands in it as a header too."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from fastapi import Response

HTML: Final = "text/html; charset=utf-8"
POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


def page_answer(page: str, **headers: str) -> Response:
    """The page, which may not be put into a frame of another one."""
    policy = POLICY.search(page)
    if policy:
        headers["Content-Security-Policy"] = unescape(policy[1]) + "; frame-ancestors 'none'"
    return Response(page.encode("utf-8", errors="replace"), headers=headers, media_type=HTML)
