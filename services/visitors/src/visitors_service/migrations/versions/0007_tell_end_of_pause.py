"""Keep until when a pause of a public day lasts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    """A new column of public days; of earlier pauses nobody knows."""
    with op.batch_alter_table("public_days") as batch_op:
        batch_op.add_column(sa.Column("resumes_at", sa.DateTime(timezone=True), nullable=True))
