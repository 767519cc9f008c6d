"""Every table. All but `organisations` belong to an organisation, and say which.

A change here needs a migration in `migrations/versions/`; a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
)

ID_LENGTH: Final = 40
NAME_LENGTH: Final = 200
SHA_LENGTH: Final = 64

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcMoment(TypeDecorator[datetime]):
    """A moment with its offset, kept as UTC; both databases give back what was put in."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """To UTC without an offset. Raises ValueError for a moment that has none to begin with."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without an offset cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Back to a moment in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


def _organisation() -> Column[str]:
    return Column(
        "organisation_id", String(ID_LENGTH), ForeignKey("organisations.id"), primary_key=True
    )


def _id(name: str = "id") -> Column[str]:
    return Column(name, String(ID_LENGTH), primary_key=True)


def _moment(name: str, *, nullable: bool = False) -> Column[datetime]:
    return Column(name, UtcMoment, nullable=nullable)


def _digest(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, String(SHA_LENGTH), nullable=nullable)


organisations = Table(
    "organisations",
    metadata,
    _id(),
    Column("name", String(NAME_LENGTH), nullable=False),
    _moment("created_at"),
)

api_keys = Table(
    "api_keys",
    metadata,
    _organisation(),
    _id(),
    Column("name", String(NAME_LENGTH), nullable=False),
    Column("role", String(20), nullable=False),
    Column("engineer_id", String(NAME_LENGTH)),
    Column("secret_sha256", String(SHA_LENGTH), nullable=False),
    _moment("created_at"),
    Column("created_by", String(NAME_LENGTH), nullable=False),
    _moment("expires_at", nullable=True),
    _moment("revoked_at", nullable=True),
    Index(None, "id", unique=True),
)

documents = Table(
    "documents",
    metadata,
    _organisation(),
    Column("sha256", String(SHA_LENGTH), primary_key=True),
    Column("bytes", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    _moment("created_at"),
)

scenarios = Table(
    "scenarios",
    metadata,
    _organisation(),
    _id(),
    Column("name", String(NAME_LENGTH), nullable=False),
    _digest("document"),
    _digest("findings"),
    _digest("digest"),
    Column("jobs", Integer, nullable=False),
    Column("engineers", Integer, nullable=False),
    Column("set_aside", Integer, nullable=False),
    Column("first_day", String(10), nullable=False),
    _moment("created_at"),
    Column("created_by", String(NAME_LENGTH), nullable=False),
)

plans = Table(
    "plans",
    metadata,
    _organisation(),
    _id(),
    Column("version", Integer, nullable=False),
    _moment("created_at"),
    _moment("changed_at"),
)

plan_versions = Table(
    "plan_versions",
    metadata,
    _organisation(),
    _id("plan_id"),
    Column("version", Integer, primary_key=True),
    Column("scenario_id", String(ID_LENGTH), nullable=False),
    _digest("document"),
    Column("cause", String(40), nullable=False),
    Column("summary", JSON, nullable=False),
    _moment("created_at"),
    Column("created_by", String(NAME_LENGTH), nullable=False),
    ForeignKeyConstraint(["organisation_id", "plan_id"], ["plans.organisation_id", "plans.id"]),
    ForeignKeyConstraint(
        ["organisation_id", "scenario_id"], ["scenarios.organisation_id", "scenarios.id"]
    ),
)

days = Table(
    "days",
    metadata,
    _organisation(),
    _id("day"),
    Column("revision", Integer, nullable=False),
    Column("plan_id", String(ID_LENGTH), nullable=False),
    Column("plan_version", Integer, nullable=False),
    _moment("changed_at"),
    Column("changed_by", String(NAME_LENGTH), nullable=False),
    ForeignKeyConstraint(
        ["organisation_id", "plan_id", "plan_version"],
        [
            "plan_versions.organisation_id",
            "plan_versions.plan_id",
            "plan_versions.version",
        ],
    ),
)

day_revisions = Table(
    "day_revisions",
    metadata,
    _organisation(),
    _id("day"),
    Column("revision", Integer, primary_key=True),
    Column("plan_id", String(ID_LENGTH), nullable=False),
    Column("plan_version", Integer, nullable=False),
    Column("cause", String(40), nullable=False),
    _moment("created_at"),
    Column("created_by", String(NAME_LENGTH), nullable=False),
)

runs = Table(
    "runs",
    metadata,
    _organisation(),
    _id(),
    Column("scenario_id", String(ID_LENGTH), nullable=False),
    Column("state", String(20), nullable=False),
    Column("asked", JSON, nullable=False),
    Column("stop_asked", Boolean, nullable=False),
    Column("progress", JSON),
    Column("attempts", Integer, nullable=False),
    Column("worker", String(NAME_LENGTH)),
    _moment("lease_until", nullable=True),
    _digest("best", nullable=True),
    Column("searched_ms", Integer, nullable=False),
    Column("plan_id", String(ID_LENGTH)),
    Column("plan_version", Integer),
    Column("problem", JSON),
    _moment("created_at"),
    Column("created_by", String(NAME_LENGTH), nullable=False),
    _moment("started_at", nullable=True),
    _moment("finished_at", nullable=True),
    ForeignKeyConstraint(
        ["organisation_id", "scenario_id"], ["scenarios.organisation_id", "scenarios.id"]
    ),
    Index(None, "state", "lease_until"),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    _organisation(),
    Column("key", String(NAME_LENGTH), primary_key=True),
    Column("asked_sha256", String(SHA_LENGTH), nullable=False),
    Column("status", Integer),
    Column("headers", JSON),
    Column("body", LargeBinary),
    _moment("created_at"),
    Index(None, "created_at"),
)
