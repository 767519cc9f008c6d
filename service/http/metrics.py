"""What is measured, for Prometheus. A registry of its own for every application."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The measurements of one process."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Histogram(
            "earlybird_request_seconds",
            "Time from a request to the end of its answer.",
            ("method", "route", "status"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.solves = Gauge(
            "earlybird_solves_running", "Searches of POST /v1/solve.", registry=self.registry
        )
        self.store_faults = Counter(
            "earlybird_store_faults", "Times that the database failed.", registry=self.registry
        )
        self.runs = Gauge(
            "earlybird_runs", "Background runs by state.", ("state",), registry=self.registry
        )

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request. Unknown methods share a name, so that nobody can invent thousands."""
        known = method if method in _METHODS else "OTHER"
        self._requests.labels(known, route, str(status)).observe(seconds)

    def show_runs(self, by_state: Mapping[str, int]) -> None:
        """Show how many runs there are in every state."""
        self.runs.clear()
        for state, count in by_state.items():
            self.runs.labels(state).set(count)

    def text(self) -> bytes:
        """All measurements in the format of Prometheus."""
        return generate_latest(self.registry)


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
