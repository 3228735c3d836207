"""Keep apart who is known from restricted matters alone."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    """A new column of citizens; who has a request that is not restricted stays among the others."""
    with op.batch_alter_table("citizens") as batch_op:
        batch_op.add_column(sa.Column("restricted", sa.Boolean(), nullable=False, server_default=sa.false()))
    citizens, requests = sa.table("citizens", sa.column("id"), sa.column("restricted")), sa.table(
        "requests", sa.column("citizen_id"), sa.column("restricted")
    )
    has = sa.select(requests.c.citizen_id).where(requests.c.citizen_id == citizens.c.id)
    alone = sa.and_(has.where(requests.c.restricted).exists(), ~has.where(~requests.c.restricted).exists())
    op.execute(sa.update(citizens).where(alone).values(restricted=True))
    with op.batch_alter_table("citizens") as batch_op:
        batch_op.alter_column("restricted", server_default=None)
