"""Create the tables of the little service."""

import sqlalchemy as sa
from alembic import op

from makam_kernel import tables

revision = "0001"
down_revision = None


def upgrade():
    """From nothing."""
    tables.create_v1(op)
    op.create_table(
        "things",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_things")),
        sa.UniqueConstraint("label", name=op.f("uq_things_label")),
    )
    op.create_table(
        "parts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["thing_id"], ["things.id"], name=op.f("fk_parts_thing_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parts")),
    )
    op.create_table(
        "copies",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_copies")),
    )
    op.create_table(
        "effects",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_effects")),
    )
