"""Keep hosting plans."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    """A table of the tasks of hosting plans."""
    op.create_table(
        "hosting_tasks",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("host_unit_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("owner_name", sa.String(length=200), nullable=True),
        sa.Column("owner_unit_id", sa.Uuid(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes_before", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expense_id", sa.Uuid(), nullable=True),
        sa.Column("expense_number", sa.String(length=20), nullable=True),
        sa.Column("expense_status", sa.String(length=10), nullable=True),
        sa.Column("expense_amount", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_hosting_tasks_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hosting_tasks")),
    )
    op.create_index("ix_hosting_tasks_due", "hosting_tasks", ["due_at", "id"], unique=False)
    op.create_index(op.f("ix_hosting_tasks_owner_id"), "hosting_tasks", ["owner_id"], unique=False)
    op.create_index(op.f("ix_hosting_tasks_owner_unit_id"), "hosting_tasks", ["owner_unit_id"], unique=False)
    op.create_index("ix_hosting_tasks_visit", "hosting_tasks", ["visit_id", "due_at", "id"], unique=False)
