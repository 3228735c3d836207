"""Note of which appointment a visit comes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    """A new column of visits, by which a visit is found again."""
    with op.batch_alter_table("visits") as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(length=60), nullable=True))
        batch_op.create_index(op.f("ix_visits_source"), ["source"], unique=False)
