"""Walk what is open by its due day."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEXES = {"ix_requests_open_due": [], "ix_requests_open_unit_due": ["unit_id"]}


def upgrade():
    """An index over the open requests, and one over those of each unit."""
    open_ones = sa.text("closed_at IS NULL")
    for name, columns in INDEXES.items():
        columns = [*columns, "statutory_due_on", "id"]
        op.create_index(name, "requests", columns, sqlite_where=open_ones, postgresql_where=open_ones)
