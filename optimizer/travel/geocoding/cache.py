"""Answers of address services in a file, so that no address is asked for twice."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.errors import TravelUnavailable
from optimizer.travel.geocoding.geocoder import Coordinates, normal_form

UNKNOWN_KEPT_S = 7 * 86_400
"""How long "this address is not known" is believed; maps get better."""
BUSY_S = 30.0
"""How long one process waits for another that is writing."""

TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    service TEXT NOT NULL,
    address TEXT NOT NULL,
    latitude REAL,
    longitude REAL,
    answered_at REAL NOT NULL,
    PRIMARY KEY (service, address)
) WITHOUT ROWID
"""


class CacheUnusable(TravelUnavailable):
    """The cache file cannot be read or written, or is no cache of ours."""


@dataclass(frozen=True)
class Kept:
    """An answer from the cache: coordinates, or that the address is not known."""

    coordinates: Coordinates | None


@dataclass(frozen=True)
class AddressCache:
    """A SQLite file of answers by service and address.

    Each answer is one transaction of its own: several processes and threads may use the file at
    the same time, and a process that is killed leaves it whole. A connection lives for one
    question, so the object can be shared and copied freely.
    """

    path: Path
    now: Callable[[], float] = time.time
    """Seconds since 1970."""

    def get(self, service: str, address: str) -> Kept | None:
        """What a service has answered about an address; None if it has to be asked.

        Raises:
            CacheUnusable: see there.
        """
        with self._connection() as database:
            row = database.execute(
                "SELECT latitude, longitude, answered_at FROM answers"
                " WHERE service = ? AND address = ?",
                (service, normal_form(address)),
            ).fetchone()
        if row is None:
            return None
        latitude, longitude, answered_at = row
        if latitude is None or longitude is None:
            return Kept(None) if self.now() - answered_at < UNKNOWN_KEPT_S else None
        point = Coordinates(float(latitude), float(longitude))
        return Kept(point) if point.are_on_earth else None

    def put(self, service: str, address: str, coordinates: Coordinates | None) -> None:
        """Keep an answer; None: the service does not know the address.

        Raises:
            CacheUnusable: see there.
        """
        latitude, longitude = coordinates or (None, None)
        with self._connection() as database:
            database.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)",
                (service, normal_form(address), latitude, longitude, self.now()),
            )

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection within one transaction."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=BUSY_S)) as database, database:
                database.execute(TABLE)
                yield database
        except (sqlite3.Error, OSError, ValueError) as error:
            raise CacheUnusable(f"the address cache {self.path.name!r}: {error}") from error
