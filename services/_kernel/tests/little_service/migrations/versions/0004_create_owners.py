"""The little service knows persons, too."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    """A table of them."""
    op.create_table(
        "owners",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.LargeBinary(16), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owners")),
    )
    op.create_index("ix_owners_phone_index", "owners", ["phone_index"])
