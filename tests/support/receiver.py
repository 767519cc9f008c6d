"""A receiver of webhooks: it keeps what it gets, and answers as it is told."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """What was received, and how it is answered."""

    address: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    """Of the answers to come; then 204."""
    hangs_s: float = 0.0
    """Before every answer."""


@contextmanager
def receiver() -> Iterator[Receiver]:
    """A receiver on this machine."""
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.got.append(({name.lower(): one for name, one in self.headers.items()}, body))
            time.sleep(state.hangs_s)
            try:
                self.send_response(state.statuses.pop(0) if state.statuses else 204)
                self.send_header("Content-Length", "0")
                self.end_headers()
            except OSError:
                return  # the sender has lost patience

        def log_message(self, *_arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
