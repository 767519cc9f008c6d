"""Traces, where OpenTelemetry is installed and set up: a span for every request.

The API alone does nothing; whoever wants traces installs an SDK and starts the service with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

try:
    _trace: Any = import_module("opentelemetry.trace")
except ImportError:  # traces are optional
    _trace = None


@contextmanager
def request_span(method: str, request_id: str) -> Iterator[Callable[[str, int], None]]:
    """A span around a request; call what it yields with the route and the status at the end."""
    if _trace is None:
        yield lambda _route, _status: None
        return
    tracer = _trace.get_tracer("earlybird")
    with tracer.start_as_current_span(method, kind=_trace.SpanKind.SERVER) as span:
        span.set_attribute("http.request.method", method)
        span.set_attribute("earlybird.request_id", request_id)

        def end(route: str, status: int) -> None:
            span.update_name(f"{method} {route}")
            span.set_attribute("http.route", route)
            span.set_attribute("http.response.status_code", status)

        yield end
