"""Count the days on which a citizen was called in vain for their word."""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from makam_kernel.clock import day_of
from makam_kernel.db import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

REQUESTS = sa.table("requests", sa.column("id", sa.Uuid), sa.column("solved_at", Instant), sa.column("tried_days"))
CALLS = sa.table("request_history", sa.column("request_id", sa.Uuid), sa.column("act"), sa.column("at", Instant))


def upgrade():
    """A new column of requests; of the present answer the history knows each call."""
    with op.batch_alter_table("requests") as batch_op:
        batch_op.add_column(sa.Column("tried_days", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("requests") as batch_op:
        batch_op.alter_column("tried_days", server_default=None)
    days, connection = defaultdict(set), op.get_bind()
    calls = sa.select(CALLS.c.request_id, CALLS.c.at).join(REQUESTS, REQUESTS.c.id == CALLS.c.request_id)
    for id, at in connection.execute(calls.where(CALLS.c.act == "not_reached", CALLS.c.at >= REQUESTS.c.solved_at)):
        days[id].add(day_of(at))
    for id, of_one in days.items():
        connection.execute(REQUESTS.update().where(REQUESTS.c.id == id).values(tried_days=len(of_one)))
