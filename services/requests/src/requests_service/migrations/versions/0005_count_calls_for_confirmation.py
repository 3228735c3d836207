"""Count the calls for the citizen's word that reached nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    """Two new columns of requests; none was counted until now."""
    with op.batch_alter_table("requests") as batch_op:
        batch_op.add_column(sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("last_tried_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("requests") as batch_op:
        batch_op.alter_column("tries", server_default=None)
