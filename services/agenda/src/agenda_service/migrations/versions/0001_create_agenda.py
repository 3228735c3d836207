"""Create the tables of agenda."""

import sqlalchemy as sa
from alembic import op

from makam_kernel import tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    """From nothing."""
    tables.create_v1(op)
    tables.upgrade_v2(op)
    tables.create_units_v1(op)
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "posts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
    )
    op.create_index(op.f("ix_posts_unit_id"), "posts", ["unit_id"], unique=False)
    op.create_table(
        "holdings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holdings")),
    )
    op.create_index(op.f("ix_holdings_person_id"), "holdings", ["person_id"], unique=False)
    op.create_index(op.f("ix_holdings_post_id"), "holdings", ["post_id"], unique=False)

    op.create_table(
        "absences",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.LargeBinary(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("status", sa.String(length=11), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_absences_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index("ix_absences_from_at_id", "absences", ["from_at", "id"], unique=False)
    op.create_index("ix_absences_person_id_from_at", "absences", ["person_id", "from_at"], unique=False)
    op.create_index(
        "ix_absences_unerased",
        "absences",
        ["until_at"],
        sqlite_where=sa.text("erased_at IS NULL"),
        postgresql_where=sa.text("erased_at IS NULL"),
    )

    op.create_table(
        "deputisings",
        sa.Column("absence_id", sa.Uuid(), nullable=False),
        sa.Column("absent_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["absence_id"], ["absences.id"], name=op.f("fk_deputisings_absence_id")),
        sa.ForeignKeyConstraint(["absent_id"], ["people.id"], name=op.f("fk_deputisings_absent_id")),
        sa.ForeignKeyConstraint(["deputy_id"], ["people.id"], name=op.f("fk_deputisings_deputy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputisings")),
    )
    op.create_index(op.f("ix_deputisings_absence_id"), "deputisings", ["absence_id"], unique=False)
    op.create_index("ix_deputisings_absent_id_from_at", "deputisings", ["absent_id", "from_at"], unique=False)
    op.create_index("ix_deputisings_deputy_id_from_at", "deputisings", ["deputy_id", "from_at"], unique=False)
    op.create_index("ix_deputisings_from_at_id", "deputisings", ["from_at", "id"], unique=False)
