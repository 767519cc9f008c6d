"""What can go wrong with the store, told apart by what the caller can do about it.

StoreFault
├── StoreUnavailable   the database is gone or busy for now; the same request may work later
├── StoreFull          nothing more can be written; nothing of this request was
└── StoreUnusable      the database cannot be used at all: wrong URL, wrong version
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from models.errors import EarlyBirdError

SQLITE_FULL = 13
POSTGRES_FULL = frozenset({"53100", "53200"})
"""disk_full and out_of_memory."""
POSTGRES_NO_TABLE = "42P01"
FULL_SAID = ("database or disk is full", "no space left on device", "could not extend file")


class StoreFault(EarlyBirdError):
    """The store did not do what it was asked; nothing of the transaction was kept."""


class StoreUnavailable(StoreFault):
    """The database does not answer, or is too busy, for now."""


class StoreFull(StoreFault):
    """There is no room for what was to be written."""


class StoreUnusable(StoreFault):
    """The database cannot be used as it is."""


@contextmanager
def faults_told_apart() -> Iterator[None]:
    """Turn what SQLAlchemy raises for an ailing database into a fault of the tree above.

    An IntegrityError or a mistake in a statement passes through: that is a defect, not a fault.
    """
    try:
        yield
    except PoolTimeout as error:
        raise StoreUnavailable("Every connection to the database is in use.") from error
    except DBAPIError as error:
        if _is_full(error):
            raise StoreFull("The database has no room left; nothing was written.") from error
        if isinstance(error, ProgrammingError) and _sqlstate(error) == POSTGRES_NO_TABLE:
            raise StoreUnavailable("The database has not been set up yet.") from error
        if error.connection_invalidated or isinstance(
            error, OperationalError | InterfaceError | InternalError
        ):
            raise StoreUnavailable("The database does not answer.") from error
        raise


def _is_full(error: DBAPIError) -> bool:
    original = error.orig
    if getattr(original, "sqlite_errorcode", None) == SQLITE_FULL:
        return True
    if _sqlstate(error) in POSTGRES_FULL:
        return True
    return any(said in str(original).lower() for said in FULL_SAID)


def _sqlstate(error: DBAPIError) -> str | None:
    """PostgreSQL's own code of an error."""
    code: str | None = getattr(error.orig, "sqlstate", None)
    return code
