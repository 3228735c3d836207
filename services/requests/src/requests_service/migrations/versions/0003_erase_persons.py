"""Note who and what was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    """A new column of citizens and requests, and the index by which what is over is found."""
    for table in ("citizens", "requests"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("requests") as batch_op:
        batch_op.create_index(
            "ix_requests_unerased",
            ["closed_at"],
            sqlite_where=sa.text("erased_at IS NULL"),
            postgresql_where=sa.text("erased_at IS NULL"),
        )
