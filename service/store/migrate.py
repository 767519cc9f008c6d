"""Brings a database to the version that this program needs. The migrations ship with it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

MIGRATION_LOCK = 0x0EA71B18D
"""Advisory lock of PostgreSQL that lets one process migrate at a time."""


def upgrade(connection: Connection) -> None:
    """Run what is missing inside the connection's transaction: all of it or nothing."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    if revision_of(connection) == head():
        return
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def revision_of(connection: Connection) -> str | None:
    """The version of a database; None for one that was never migrated."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def head() -> str:
    """The newest version there is."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    assert found is not None
    return found


def _config() -> Config:
    config = Config()
    folder = str(files("service.store") / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
