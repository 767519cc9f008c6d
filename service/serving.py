"""Runs the service: brings the database up to date, starts workers and the web server."""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from types import FrameType

import uvicorn

from service import console
from service.app import create_app
from service.founding import prepare
from service.http import logs
from service.settings import Settings
from service.worker import STARTED_BY_SERVICE

log = logging.getLogger("earlybird.service")
GRACE_S = 10
"""How long open answers may take once the service is told to stop."""
WORKER_GRACE_S = 30
RESTART_S = 1.0
"""Between the death of a worker and its successor."""
COLLECT = (10_000, 20, 20)
"""When the collector of circles looks at young and older objects. What days are made of is free of
circles, so that looking often finds nothing and keeps callers waiting."""


def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve until SIGTERM or SIGINT. Raises InputUnusable when the database cannot be used."""
    logs.set_up(settings.log_level)
    prepare(settings)
    gc.set_threshold(*COLLECT)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_S,
        server_header=False,
        lifespan="on",
    )
    server = _Server(config, app.state.services.closing)
    for number in (signal.SIGTERM, signal.SIGINT):
        # uvicorn sends itself the signal again once it has stopped; the workers come after that.
        signal.signal(number, lambda *_: None)
    with _Workers(settings, workers):
        server.run()


class _Server(uvicorn.Server):
    """Tells long answers to end before the server waits for them."""

    def __init__(self, config: uvicorn.Config, closing: threading.Event) -> None:
        super().__init__(config)
        self._closing = closing

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal to stop has come."""
        self._closing.set()
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say where the service listens, once it does."""
        await super().startup(sockets)
        for server in self.servers:
            for one in server.sockets:
                host, port, *_ = one.getsockname()
                console.result(f"EarlyBird listens at http://{host}:{port}")
        sys.stdout.flush()


class _Workers:
    """Worker processes that are started again when they die."""

    def __init__(self, settings: Settings, count: int) -> None:
        self._settings = settings
        self._count = count
        self._over = threading.Event()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._watch = threading.Thread(target=self._keep_running, daemon=True)

    def __enter__(self) -> None:
        self._processes = [self._start() for _ in range(self._count)]
        self._watch.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watch.join()
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(WORKER_GRACE_S)
            except subprocess.TimeoutExpired:
                process.kill()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "service.cli", "worker"],
            env=os.environ | self._environment(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us; we tell them
        )

    def _environment(self) -> dict[str, str]:
        """What the worker needs to find the same database."""
        folder = str(self._settings.data_folder.absolute())
        return {"EARLYBIRD_DATA_FOLDER": folder, STARTED_BY_SERVICE: "1"}

    def _keep_running(self) -> None:
        while not self._over.wait(RESTART_S):
            for place, process in enumerate(self._processes):
                if process.poll() is not None:
                    log.warning(
                        "a worker has died (%s); another one is started", process.returncode
                    )
                    self._processes[place] = self._start()
