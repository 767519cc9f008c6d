"""What the routes share, made once by `service.app` and handed to them with every request."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.days.rooms import Rooms
    from service.http.metrics import Metrics
    from service.http.rates import RateLimit
    from service.runs.queue import RunQueue
    from service.security.credentials import Credentials
    from service.settings import Settings
    from service.solving.logic import Solver
    from service.store.store import Store
    from service.stream.logic import Streams


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that lives as long as the application."""

    settings: Settings
    store: Store
    queue: RunQueue
    credentials: Credentials
    rates: RateLimit
    metrics: Metrics
    solver: Solver
    rooms: Rooms
    streams: Streams
    closing: threading.Event = field(default_factory=threading.Event)
    """Set when the service is about to stop: long answers (streams) have to end."""
