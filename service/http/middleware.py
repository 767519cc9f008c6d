"""Around every request: its id, its limits, its headers, its log line and its measurements.

Written against ASGI itself: it sees every answer, also those of the framework and of streams, and
turns what nobody caught into a problem, so that no error leaves in another shape.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterable
from typing import Any, Final
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http import context, kinds
from service.http.metrics import Metrics
from service.http.problems import Problem, answer_to
from service.http.traces import request_span

log = logging.getLogger("earlybird.request")
defects = logging.getLogger("earlybird.defect")

REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
BODY_METHODS = frozenset({"POST", "PUT", "PATCH"})
_QUIET = ("/health/", "/metrics")
SECURITY_HEADERS: Final[tuple[tuple[bytes, bytes], ...]] = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
    (
        b"content-security-policy",
        b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
)
"""Those that an answer does not set itself."""


class RequestFrame:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, most_body_bytes: int) -> None:
        self._app = app
        self._metrics = metrics
        self._most_body_bytes = most_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        given = headers.get(b"x-request-id", b"")
        request_id = given.decode() if REQUEST_ID.fullmatch(given) else uuid4().hex[:16]
        about = context.RequestContext(request_id=request_id, path=scope["path"])
        context.begin(about)
        exchange = _Exchange(send, request_id)
        began = time.perf_counter()
        with request_span(scope["method"], request_id) as end_span:
            try:
                await self._answer(scope, headers, receive, exchange, request_id)
            finally:
                self._done(scope, about, exchange.status, time.perf_counter() - began)
                end_span(_route_of(scope), exchange.status)

    async def _answer(
        self,
        scope: Scope,
        headers: dict[bytes, bytes],
        receive: Receive,
        exchange: _Exchange,
        request_id: str,
    ) -> None:
        try:
            refused = self._refusal(scope, headers)
            if refused is not None:
                await answer_to(refused)(scope, receive, exchange.send)
            else:
                body = _LimitedBody(receive, self._most_body_bytes)
                await self._app(scope, body.receive, exchange.send)
        except Exception as error:
            defects.exception("request %s failed: %s", request_id, type(error).__name__)
            if exchange.status:  # the answer is under way: it can only be cut off
                raise
            defect = Problem(kinds.DEFECT, f"{type(error).__name__} in EarlyBird itself.")
            await answer_to(defect)(scope, receive, exchange.send)

    def _refusal(self, scope: Scope, headers: dict[bytes, bytes]) -> Problem | None:
        """What is wrong with a body before it is read."""
        length = headers.get(b"content-length", b"0")
        if not length.isdigit():
            return Problem(kinds.MALFORMED, "Content-Length is no number.")
        if int(length[:20]) > self._most_body_bytes:
            return self._too_large()
        has_body = int(length[:20]) > 0 or b"transfer-encoding" in headers
        if scope["method"] not in BODY_METHODS or not has_body:
            return None
        if headers.get(b"content-encoding", b"identity").strip().lower() != b"identity":
            return Problem(kinds.MEDIA_TYPE, "The body has a Content-Encoding.")
        return _wrong_type(headers.get(b"content-type", b"").decode("latin-1"))

    def _too_large(self) -> Problem:
        return Problem(kinds.TOO_LARGE, f"The body is larger than {self._most_body_bytes} bytes.")

    def _done(
        self, scope: Scope, about: context.RequestContext, status: int, seconds: float
    ) -> None:
        route = _route_of(scope)
        self._metrics.request(scope["method"], route, status, seconds)
        level = logging.DEBUG if scope["path"].startswith(_QUIET) else logging.INFO
        log.log(
            level,
            "%s %s %d",
            scope["method"],
            scope["path"],
            status,
            extra={
                "fields": {
                    "method": scope["method"],
                    "route": route,
                    "status": status,
                    "ms": round(1000 * seconds, 2),
                    "request_id": about.request_id,
                    "organisation_id": about.organisation_id,
                    "caller": about.caller,
                    "role": about.role,
                    "problem": about.problem_code,
                }
            },
        )


def _route_of(scope: Scope) -> str:
    """The address as the application knows it, without ids."""
    return getattr(scope.get("route"), "path", "") or "(none)"


def _wrong_type(content_type: str) -> Problem | None:
    kind, *parameters = (part.strip().lower() for part in content_type.split(";"))
    if kind != "application/json":
        shown = kind[:60] or "no type"
        return Problem(kinds.MEDIA_TYPE, f"The body is sent as {shown!r}, not application/json.")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip().strip('"') not in {
            "utf-8",
            "utf8",
            "us-ascii",
        }:
            return Problem(
                kinds.MEDIA_TYPE, f"The body is in the charset {value[:40]!r}, not UTF-8."
            )
    return None


class _LimitedBody:
    """Counts what comes in, whatever its headers said."""

    def __init__(self, receive: Receive, most_bytes: int) -> None:
        self._receive = receive
        self._left = most_bytes

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:  # its length was not given, or not honestly
                raise HTTPException(kinds.TOO_LARGE.status, "The body is too large.")
        return message


class _Exchange:
    """Completes the headers of the answer and remembers its status."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id.encode()
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*self._completed(message.get("headers", ()))]
        await self._send(message)

    def _completed(self, headers: Iterable[Any]) -> Iterable[tuple[bytes, bytes]]:
        given = {bytes(name).lower() for name, _ in headers}
        yield from headers
        yield b"x-request-id", self._request_id
        yield from (one for one in SECURITY_HEADERS if one[0] not in given)
