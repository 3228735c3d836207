"""Keep budget lines and expenses."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    """Tables of appropriations with their record, and of expenses with what they are made of."""
    op.create_table(
        "budget_lines",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("appropriation", sa.BigInteger(), nullable=False),
        sa.Column("committed", sa.BigInteger(), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "committed >= 0 AND spent >= 0 AND committed + spent <= appropriation", name=op.f("ck_budget_lines_kept")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_lines")),
    )
    op.create_index("ix_budget_lines_unit", "budget_lines", ["unit_id"], unique=False)
    op.create_index("uq_budget_lines_year_code", "budget_lines", ["year", "code"], unique=True)
    op.create_table(
        "budget_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("budget_line_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["budget_line_id"], ["budget_lines.id"], name=op.f("fk_budget_changes_budget_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_changes")),
    )
    op.create_index(op.f("ix_budget_changes_budget_line_id"), "budget_changes", ["budget_line_id"], unique=False)
    op.create_table(
        "expenses",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.LargeBinary(), nullable=False),
        sa.Column("file_code", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=True),
        sa.Column("needed_on", sa.Date(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("budget_line_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("estimate", sa.BigInteger(), nullable=False),
        sa.Column("guest_limit", sa.Integer(), nullable=True),
        sa.Column("amount_limit", sa.BigInteger(), nullable=True),
        sa.Column("supplier", sa.LargeBinary(), nullable=True),
        sa.Column("supplier_index", sa.LargeBinary(length=16), nullable=True),
        sa.Column("invoice_number", sa.String(length=40), nullable=True),
        sa.Column("invoice_on", sa.Date(), nullable=True),
        sa.Column("invoice_persons", sa.Integer(), nullable=True),
        sa.Column("invoice_amount", sa.BigInteger(), nullable=True),
        sa.Column("refunded_amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.String(length=100), nullable=False),
        sa.Column("requested_for", sa.String(length=400), nullable=True),
        sa.Column("accrued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["budget_line_id"], ["budget_lines.id"], name=op.f("fk_expenses_budget_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expenses")),
        sa.UniqueConstraint("number", name=op.f("uq_expenses_number")),
    )
    op.create_index("ix_expenses_due", "expenses", ["due_at", "id"], unique=False)
    op.create_index("ix_expenses_line", "expenses", ["budget_line_id", "status"], unique=False)
    op.create_index("ix_expenses_needed", "expenses", ["needed_on", "id"], unique=False)
    op.create_index(op.f("ix_expenses_source"), "expenses", ["source"], unique=False)
    op.create_index(op.f("ix_expenses_supplier_index"), "expenses", ["supplier_index"], unique=False)
    op.create_index(
        "ix_expenses_unerased",
        "expenses",
        ["needed_on"],
        unique=False,
        sqlite_where=sa.text("erased_at IS NULL"),
        postgresql_where=sa.text("erased_at IS NULL"),
    )
    op.create_index(op.f("ix_expenses_unit_id"), "expenses", ["unit_id"], unique=False)
    op.create_table(
        "expense_costs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("expense_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("description", sa.LargeBinary(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["expense_id"], ["expenses.id"], name=op.f("fk_expense_costs_expense_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expense_costs")),
    )
    op.create_index(op.f("ix_expense_costs_expense_id"), "expense_costs", ["expense_id"], unique=False)
    op.create_table(
        "expense_instructions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("expense_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("guest_limit", sa.Integer(), nullable=True),
        sa.Column("amount_limit", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.String(length=100), nullable=False),
        sa.Column("given_for", sa.String(length=400), nullable=True),
        sa.ForeignKeyConstraint(["expense_id"], ["expenses.id"], name=op.f("fk_expense_instructions_expense_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expense_instructions")),
    )
    op.create_index(op.f("ix_expense_instructions_expense_id"), "expense_instructions", ["expense_id"], unique=False)
    op.create_table(
        "expense_papers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("expense_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["expense_id"], ["expenses.id"], name=op.f("fk_expense_papers_expense_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expense_papers")),
    )
    op.create_index("uq_expense_papers_kind", "expense_papers", ["expense_id", "kind"], unique=True)
