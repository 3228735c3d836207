"""Note who was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEXED = {"places": "public_day_id", "visits": "planned_at"}


def upgrade():
    """A new column of places, visits and their members, and the indexes by which what is over is found."""
    for table in ("places", "visits", "visit_members"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    for table, column in INDEXED.items():
        with op.batch_alter_table(table) as batch_op:
            batch_op.create_index(
                f"ix_{table}_unerased",
                [column],
                sqlite_where=sa.text("erased_at IS NULL"),
                postgresql_where=sa.text("erased_at IS NULL"),
            )
