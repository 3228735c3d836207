"""The kernel's tables of version 0.2."""

from alembic import op

from makam_kernel import tables

revision = "0003"
down_revision = "0002"


def upgrade():
    """Seal what the kernel keeps of people."""
    tables.upgrade_v2(op)
