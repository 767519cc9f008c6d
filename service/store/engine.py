"""Opens the database. SQLite and PostgreSQL behave the same to everything above this module.

A commit that returned is on the disk (SQLite: WAL with synchronous=FULL), so a write that was
acknowledged survives the death of the process and of the machine.
"""

from __future__ import annotations

import sqlite3
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from service.store.faults import StoreUnavailable, StoreUnusable

BUSY_TIMEOUT_S: Final = 10.0
"""How long a statement waits for another process's write to SQLite."""
CONNECT_TIMEOUT_S: Final = 3
"""How long a new connection to PostgreSQL may take."""
SILENCE_MS: Final = 10_000
"""How long what was sent to PostgreSQL over a network may stay unacknowledged: a server that
vanishes without closing its connections is then taken for gone. A long answer is no silence."""
LOCK_TIMEOUT_MS: Final = 10_000
"""How long a statement of PostgreSQL waits for a row that somebody else is changing."""
POOL_SIZE: Final = 20
POOL_OVERFLOW: Final = 30
POOL_TIMEOUT_S: Final = 5.0
"""How long a request waits for a connection before it is told that the store is busy."""
WRITES: Final = "earlybird_writes"
"""Execution option of a connection whose transaction is going to write."""


def open_engine(url: str, *, most_pages: int | None = None) -> Engine:
    """An engine for a database URL; nothing is connected yet.

    Args:
        url: `sqlite:///path` or `postgresql+psycopg://user:password@host/name`.
        most_pages: of SQLite: the file never grows beyond so many pages (4 KiB each).

    Raises StoreUnusable for a URL of no database that is supported.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreUnusable("The database URL cannot be read; see docs/service.md.") from error
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise StoreUnusable("A SQLite URL has to name a file; what is in memory gets lost.")
        return _sqlite(url, most_pages)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_size=POOL_SIZE,
            max_overflow=POOL_OVERFLOW,
            pool_timeout=POOL_TIMEOUT_S,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": CONNECT_TIMEOUT_S,
                "tcp_user_timeout": SILENCE_MS,
                "options": f"-c lock_timeout={LOCK_TIMEOUT_MS}",
            },
        )
    raise StoreUnusable(
        f"{parsed.get_backend_name()!r} is no database that EarlyBird can use; "
        "give a sqlite or postgresql URL."
    )


def _sqlite(url: str, most_pages: int | None) -> Engine:
    engine = create_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        pool_timeout=POOL_TIMEOUT_S,
        connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={int(1000 * BUSY_TIMEOUT_S)}")
        if most_pages is not None:
            cursor.execute(f"PRAGMA max_page_count={most_pages}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later could be refused half-way.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def write_ahead(url: str) -> None:
    """Have a SQLite file of others (the queue's) use its write-ahead log: readers do not wait.

    The file remembers it. Anything but SQLite is left alone. Raises StoreFault.
    """
    file = make_url(url)
    if file.get_backend_name() != "sqlite" or file.database is None:
        return
    try:
        connection = sqlite3.connect(file.database, timeout=BUSY_TIMEOUT_S)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise StoreUnavailable(f"The queue's file cannot be used: {error}.") from error
