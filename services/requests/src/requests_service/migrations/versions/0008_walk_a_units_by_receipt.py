"""Walk what is a unit's by its receipt."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    """An index over each unit's requests in the order of their receipt."""
    op.create_index("ix_requests_unit_received", "requests", ["unit_id", "received_at", "id"])
