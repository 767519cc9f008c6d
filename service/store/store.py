"""The door to the database: transactions of one organisation, and few that see all of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from service.store import across
from service.store.engine import BUSY_TIMEOUT_S, WRITES, open_engine
from service.store.faults import StoreUnavailable, faults_told_apart
from service.store.migrate import head, revision_of, upgrade
from service.store.session import OrganisationSession

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


class Store:
    """The database of one service, shared by all threads of a process."""

    def __init__(self, url: str, *, clock: Clock = utc_now, most_pages: int | None = None) -> None:
        self._engine = open_engine(url, most_pages=most_pages)
        self.clock = clock
        self.is_sqlite = self._engine.dialect.name == "sqlite"
        # SQLite lets one writer in at a time. Threads of this process queue here, in turn, rather
        # than asking the file again and again, which leaves the unlucky one waiting.
        self._turn = threading.Lock()

    @contextmanager
    def reading(self, organisation_id: str) -> Iterator[OrganisationSession]:
        """A transaction that only reads. Raises StoreFault."""
        with faults_told_apart(), self._engine.connect() as connection:
            yield OrganisationSession(connection, organisation_id, self.clock())

    @contextmanager
    def writing(self, organisation_id: str) -> Iterator[OrganisationSession]:
        """A transaction that is kept at the end of the block, and on the disk then.

        An exception undoes all of it. Raises StoreFault.
        """
        with self.transaction() as connection:
            yield OrganisationSession(connection, organisation_id, self.clock())

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction of no organisation: for this package, its jobs across organisations."""
        with faults_told_apart(), self._in_turn(), self._engine.connect() as connection:
            connection = connection.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """A reading transaction of no organisation: for this package alone."""
        with faults_told_apart(), self._engine.connect() as connection:
            yield connection

    def migrate(self) -> None:
        """Bring the database to the newest version; several processes may ask at once."""
        with self.transaction() as connection:
            upgrade(connection)

    def is_current(self) -> bool:
        """Whether the database has the version that this program needs. Raises StoreFault."""
        with self.glance() as connection:
            return revision_of(connection) == head()

    def ping(self) -> None:
        """Ask the database for a sign of life. Raises StoreFault."""
        with self.glance() as connection:
            connection.execute(text("SELECT 1"))

    def runs_by_state(self) -> dict[str, int]:
        """How many runs there are in every state, of all organisations. Raises StoreFault."""
        with self.glance() as connection:
            return across.runs_by_state(connection)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=BUSY_TIMEOUT_S):
            raise StoreUnavailable("Too many writes are waiting for the database.")
        try:
            yield
        finally:
            self._turn.release()
