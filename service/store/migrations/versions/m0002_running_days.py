"""Running days: their journals, holds and proposals."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "day_pictures",
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_day_pictures_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "day", "sequence", name=op.f("pk_day_pictures")),
    )
    op.create_table(
        "holds",
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=40), nullable=False),
        sa.Column("job_id", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("booking", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_holds_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_holds")),
    )
    op.create_index(op.f("ix_holds_day_state"), "holds", ["day", "state"], unique=False)
    op.create_table(
        "proposals",
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_proposals_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "day", "id", name=op.f("pk_proposals")),
    )
    op.create_index(
        op.f("ix_proposals_day_event_id"), "proposals", ["day", "event_id"], unique=False
    )
    op.create_table(
        "running_days",
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.String(length=40), nullable=False),
        sa.Column("plan_id", sa.String(length=40), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("begun_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "plan_id", "plan_version"],
            ["plan_versions.organisation_id", "plan_versions.plan_id", "plan_versions.version"],
            name=op.f("fk_running_days_organisation_id_plan_id_plan_version"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_running_days_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "day", name=op.f("pk_running_days")),
    )
    op.create_table(
        "day_journal",
        sa.Column("organisation_id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("shown", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "day"],
            ["running_days.organisation_id", "running_days.day"],
            name=op.f("fk_day_journal_organisation_id_day"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_day_journal_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "day", "sequence", name=op.f("pk_day_journal")),
        sa.UniqueConstraint(
            "organisation_id",
            "day",
            "kind",
            "about",
            name=op.f("uq_day_journal_organisation_id_day_kind_about"),
        ),
    )
