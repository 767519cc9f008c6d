"""The tables of running days: their journals, and what can be asked without reading those.

A change here needs a migration in `migrations/versions/`; a test compares the two.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from service.store.tables import ID_LENGTH, NAME_LENGTH, UtcMoment, metadata

STATE_LENGTH: Final = 20
URL_LENGTH: Final = 2000


def owned(key: str) -> tuple[Column[Any], Column[Any]]:
    """The first columns of a table: whose row it is, and its key."""
    return (
        Column(
            "organisation_id", String(ID_LENGTH), ForeignKey("organisations.id"), primary_key=True
        ),
        Column(key, String(ID_LENGTH), primary_key=True),
    )


def moment_column(name: str) -> Column[datetime]:
    """A moment that is always known."""
    return Column(name, UtcMoment, nullable=False)


running_days = Table(
    "running_days",
    metadata,
    *owned("day"),
    Column("sequence", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("scenario_id", String(ID_LENGTH), nullable=False),
    Column("plan_id", String(ID_LENGTH), nullable=False),
    Column("plan_version", Integer, nullable=False),
    moment_column("begun_at"),
    moment_column("changed_at"),
    Column("begun_by", String(NAME_LENGTH), nullable=False),
    ForeignKeyConstraint(
        ["organisation_id", "plan_id", "plan_version"],
        ["plan_versions.organisation_id", "plan_versions.plan_id", "plan_versions.version"],
    ),
)

day_journal = Table(
    "day_journal",
    metadata,
    *owned("day"),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(STATE_LENGTH), nullable=False),
    Column("about", String(NAME_LENGTH)),
    Column("version", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("shown", LargeBinary, nullable=False),
    Column("answer", LargeBinary),
    moment_column("created_at"),
    Column("created_by", String(NAME_LENGTH), nullable=False),
    UniqueConstraint("organisation_id", "day", "kind", "about"),
    ForeignKeyConstraint(
        ["organisation_id", "day"], ["running_days.organisation_id", "running_days.day"]
    ),
)

day_pictures = Table(
    "day_pictures",
    metadata,
    *owned("day"),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
    moment_column("created_at"),
)

holds = Table(
    "holds",
    metadata,
    *owned("id"),
    Column("day", String(ID_LENGTH), nullable=False),
    Column("job_id", String(NAME_LENGTH), nullable=False),
    Column("state", String(STATE_LENGTH), nullable=False),
    moment_column("expires_at"),
    Column("body", LargeBinary, nullable=False),
    Column("booking", LargeBinary),
    moment_column("created_at"),
    Column("created_by", String(NAME_LENGTH), nullable=False),
    Index(None, "day", "state"),
)

searches = Table(
    "searches",
    metadata,
    *owned("id"),
    Column("day", String(ID_LENGTH), nullable=False),
    Column("kind", String(STATE_LENGTH), nullable=False),
    Column("event_id", String(NAME_LENGTH)),
    Column("milliseconds", Integer, nullable=False),
    Column("state", String(STATE_LENGTH), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("worker", String(NAME_LENGTH)),
    Column("lease_until", UtcMoment),
    Column("proposals", Integer),
    Column("plan_version", Integer),
    Column("code", String(NAME_LENGTH)),
    moment_column("created_at"),
    Column("created_by", String(NAME_LENGTH), nullable=False),
    Column("finished_at", UtcMoment),
    Index(None, "state", "lease_until"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    *owned("id"),
    Column("url", String(URL_LENGTH), nullable=False),
    Column("kinds", String(NAME_LENGTH), nullable=False),
    Column("secret", String(NAME_LENGTH), nullable=False),
    Column("paused", Boolean, nullable=False),
    moment_column("created_at"),
    Column("created_by", String(NAME_LENGTH), nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    *owned("id"),
    Column("subscription_id", String(ID_LENGTH), nullable=False),
    Column("day", String(ID_LENGTH), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("kind", String(STATE_LENGTH), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("state", String(STATE_LENGTH), nullable=False),
    Column("tries", Integer, nullable=False),
    moment_column("next_at"),
    Column("said", String(NAME_LENGTH)),
    moment_column("created_at"),
    Column("delivered_at", UtcMoment),
    Index(None, "state", "next_at"),
    Index(None, "subscription_id", "id"),
)

proposals = Table(
    "proposals",
    metadata,
    *owned("day"),
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("event_id", String(NAME_LENGTH), nullable=False),
    Column("version", Integer, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("state", String(STATE_LENGTH), nullable=False),
    Column("body", LargeBinary, nullable=False),
    moment_column("created_at"),
    Index(None, "day", "event_id"),
)
