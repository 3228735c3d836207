"""Keep the restricted categories, and which wishes are of them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    """A new table, and a new column of wishes. The categories come by what is told of them; for earlier ones
    ``./makam republish category`` has it told anew, and then the wishes of the restricted ones are closed, too."""
    op.create_table(
        "categories",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
    )
    op.create_index(op.f("ix_categories_code"), "categories", ["code"])
    with op.batch_alter_table("wishes") as batch_op:
        batch_op.add_column(sa.Column("restricted", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("wishes") as batch_op:
        batch_op.alter_column("restricted", server_default=None)
