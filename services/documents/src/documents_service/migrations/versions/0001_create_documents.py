"""Create the tables of documents."""

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
