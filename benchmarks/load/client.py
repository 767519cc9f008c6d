"""A caller of the service: one connection that is kept open, and a clock beside it."""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

TIMEOUT_S = 120.0
IDLE_S = 3.0
"""A connection that was silent for so long is opened anew: the service may have closed it."""
EXPECTED = (409, 410)
"""Refusals that belong to many callers at once: somebody else was faster, or the time is over."""


@dataclass
class Timings:
    """How long requests of each kind took, and what went wrong."""

    ms: dict[str, list[float]] = field(default_factory=dict)
    """Milliseconds of every answer, by the name of the operation."""
    statuses: dict[str, dict[int, int]] = field(default_factory=dict)
    """How often each HTTP status came, by the name of the operation."""
    broken: list[str] = field(default_factory=list)
    """Requests without an answer, and refusals that are not in `EXPECTED`."""

    def note(self, name: str, status: int, ms: float) -> None:
        """Note an answer."""
        self.ms.setdefault(name, []).append(ms)
        counted = self.statuses.setdefault(name, {})
        counted[status] = counted.get(status, 0) + 1


class Caller:
    """One connection. Used by one thread."""

    def __init__(self, url: str, key: str, timings: Timings | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme != "http" or parts.hostname is None:
            raise ValueError(f"{url!r} is no address that begins with http://")
        self._host, self._port = parts.hostname, parts.port or 80
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self._connection: http.client.HTTPConnection | None = None
        self._last = 0.0
        self.timings = timings or Timings()

    def ask(
        self, name: str, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any, dict[str, str]]:
        """Send one request: status, JSON of the answer, headers. Status 0: no answer came."""
        sent = None if body is None else json.dumps(body).encode()
        began = time.perf_counter()
        try:
            if began - self._last > IDLE_S:
                self.close()
            if self._connection is None:
                self._connection = http.client.HTTPConnection(
                    self._host, self._port, timeout=TIMEOUT_S
                )
            self._connection.request(method, path, sent, self._headers | headers)
            answer = self._connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            self.timings.broken.append(f"{name}: {type(error).__name__}")
            self.timings.note(name, 0, 1000 * (time.perf_counter() - began))
            return 0, None, {}
        self._last = time.perf_counter()
        self.timings.note(name, answer.status, 1000 * (self._last - began))
        if answer.status >= 400 and answer.status not in EXPECTED:
            self.timings.broken.append(f"{name}: {answer.status} {content[:200]!r}")
        known = {key.lower(): value for key, value in answer.getheaders()}
        is_json = "json" in known.get("content-type", "")
        return answer.status, json.loads(content) if content and is_json else None, known

    def must(self, name: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer to a request that has to go well. Raises RuntimeError where it does not."""
        status, content, _ = self.ask(name, method, path, body, **headers)
        if not 200 <= status < 300:
            raise RuntimeError(f"{method} {path} was answered {status}: {str(content)[:500]}")
        return content

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
