"""Things get a note; on SQLite the table is rebuilt for it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    """Add the column."""
    with op.batch_alter_table("things", recreate="auto") as batch_op:
        batch_op.add_column(sa.Column("note", sa.String(), nullable=True))
        batch_op.alter_column("state", existing_type=sa.String(20), nullable=False, server_default="kept")
