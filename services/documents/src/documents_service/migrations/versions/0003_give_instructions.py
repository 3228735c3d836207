"""Instructions with their steps, and urgent items."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    """Add the tables of instructions and of urgent items."""
    op.create_table(
        "instructions",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=11), nullable=False),
        sa.Column("oral", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("given_by", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=100), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("receipt_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalates_to", sa.Uuid(), nullable=True),
        sa.Column("escalated_for", sa.String(length=14), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evidence", sa.LargeBinary(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instructions")),
    )
    op.create_index("ix_instructions_due_at_id", "instructions", ["due_at", "id"], unique=False)
    op.create_index("ix_instructions_unit_id_due_at", "instructions", ["unit_id", "due_at", "id"], unique=False)
    op.create_index("ix_instructions_given_at_id", "instructions", ["given_at", "id"], unique=False)
    op.create_index(op.f("ix_instructions_order_id"), "instructions", ["order_id"], unique=False)
    op.create_index(op.f("ix_instructions_source"), "instructions", ["source"], unique=False)
    op.create_index(
        "ix_instructions_unerased",
        "instructions",
        ["closed_at"],
        unique=False,
        sqlite_where=sa.text("erased_at IS NULL"),
        postgresql_where=sa.text("erased_at IS NULL"),
    )
    op.create_table(
        "instruction_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("instruction_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("actor_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["instruction_id"], ["instructions.id"], name=op.f("fk_instruction_steps_instruction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instruction_steps")),
    )
    op.create_index(op.f("ix_instruction_steps_instruction_id"), "instruction_steps", ["instruction_id"], unique=False)

    op.create_table(
        "urgent_items",
        sa.Column("kind", sa.String(length=11), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("sender", sa.LargeBinary(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filtered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("laid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urgent_items")),
    )
    op.create_index(
        "ix_urgent_items_rank_arrived_at_id", "urgent_items", ["rank", "arrived_at", "id"], unique=False
    )
    op.create_index(
        "ix_urgent_items_unerased",
        "urgent_items",
        ["arrived_at"],
        unique=False,
        sqlite_where=sa.text("erased_at IS NULL"),
        postgresql_where=sa.text("erased_at IS NULL"),
    )
