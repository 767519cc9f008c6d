"""One transaction of one organisation.

Everything outside this package reads and writes through an OrganisationSession, and none of its
methods can be asked for the rows of another organisation: the condition is not the caller's to
forget. (import-linter keeps SQLAlchemy itself out of the other packages.)
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Table, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ColumnElement

from service.store.tables import documents, organisations

COMPRESSION: Final = 3
"""Of zlib: a plan of 1,000 jobs shrinks to an eighth in a few tens of milliseconds."""

Condition = ColumnElement[bool]


class OrganisationSession:
    """A transaction that sees and changes the rows of one organisation only.

    What it did is kept when the `with` block of `Store.writing` ends, all of it or nothing.
    """

    def __init__(self, connection: Connection, organisation_id: str, now: datetime) -> None:
        self._connection = connection
        self.organisation_id = organisation_id
        self.now = now
        """The moment of this transaction; the clock is not asked twice."""

    def rows(
        self,
        table: Table,
        *conditions: Condition,
        columns: Sequence[ColumnElement[Any]] = (),
        order_by: Sequence[ColumnElement[Any]] = (),
        limit: int | None = None,
    ) -> Sequence[RowMapping]:
        """Rows that meet all conditions."""
        query = select(*(columns or table.columns)).where(self._own(table), *conditions)
        return self._connection.execute(query.order_by(*order_by).limit(limit)).mappings().all()

    def row(self, table: Table, *conditions: Condition, lock: bool = False) -> RowMapping | None:
        """The one row that meets all conditions, or None.

        `lock` keeps others from changing it until this transaction ends (SQLite has one writer
        at a time anyway).
        """
        query = select(table).where(self._own(table), *conditions)
        if lock:
            query = query.with_for_update()
        return self._connection.execute(query).mappings().one_or_none()

    def count(self, table: Table, *conditions: Condition) -> int:
        """How many rows meet all conditions."""
        query = select(func.count()).select_from(table).where(self._own(table), *conditions)
        return self._connection.execute(query).scalar_one()

    def add(self, table: Table, **values: Any) -> None:
        """Add a row."""
        self._connection.execute(table.insert().values(**values, **self._owner()))

    def add_if_new(self, table: Table, **values: Any) -> bool:
        """Add a row unless one with its key is there; whether it was added.

        Waits for another transaction that is adding the same key just now.
        """
        dialect = sqlite if self._connection.dialect.name == "sqlite" else postgresql
        query = dialect.insert(table).values(**values, **self._owner()).on_conflict_do_nothing()
        added = self._connection.execute(query.returning(table.c.organisation_id))
        return added.first() is not None

    def change(self, table: Table, *conditions: Condition, **values: Any) -> int:
        """Change the rows that meet all conditions; how many there were."""
        query = update(table).where(self._own(table), *conditions).values(**values)
        return self._connection.execute(query).rowcount

    def remove(self, table: Table, *conditions: Condition) -> int:
        """Remove the rows that meet all conditions; how many there were."""
        query = delete(table).where(self._own(table), *conditions)
        return self._connection.execute(query).rowcount

    def keep_document(self, body: bytes) -> str:
        """Keep a large document, compressed; its SHA-256 is what it is fetched by."""
        digest = sha256(body).hexdigest()
        known = self.row_exists(documents, documents.c.sha256 == digest)
        if not known:
            self.add_if_new(
                documents,
                sha256=digest,
                bytes=len(body),
                body=zlib.compress(body, COMPRESSION),
                created_at=self.now,
            )
        return digest

    def document(self, digest: str) -> bytes:
        """A document that was kept. Raises LookupError when there is none, a defect."""
        query = select(documents.c.body).where(self._own(documents), documents.c.sha256 == digest)
        body = self._connection.execute(query).scalar_one_or_none()
        if body is None:
            raise LookupError(f"there is no document {digest}")
        return zlib.decompress(body)

    def row_exists(self, table: Table, *conditions: Condition) -> bool:
        """Whether any row meets all conditions."""
        first = next(iter(table.primary_key.columns))
        return bool(self.rows(table, *conditions, columns=(first,), limit=1))

    def organisation_name(self) -> str | None:
        """What the organisation is called; None if there is no such organisation (any more)."""
        query = select(organisations.c.name).where(organisations.c.id == self.organisation_id)
        return self._connection.execute(query).scalar_one_or_none()

    def _own(self, table: Table) -> Condition:
        owned: Condition = table.c.organisation_id == self.organisation_id
        return owned

    def _owner(self) -> dict[str, str]:
        return {"organisation_id": self.organisation_id}
