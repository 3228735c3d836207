"""People and posts are found by the words of their names."""

import sqlalchemy as sa
from alembic import op

from makam_kernel.turkish import fold_name

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    """A new column of each, with what the names give."""
    _fold("people", "name")
    _fold("posts", "title")


def _fold(table, name):
    folded = f"{name}_folded"
    with op.batch_alter_table(table) as batch_op:
        batch_op.add_column(sa.Column(folded, sa.String(length=400), nullable=False, server_default=""))
    rows = sa.table(table, sa.column("id", sa.Uuid()), sa.column(name), sa.column(folded))
    connection = op.get_bind()
    for row in connection.execute(sa.select(rows.c.id, rows.c[name])).all():
        connection.execute(sa.update(rows).where(rows.c.id == row.id).values({folded: fold_name(row[1])}))
    with op.batch_alter_table(table) as batch_op:
        batch_op.alter_column(folded, server_default=None)
