"""Papers with their versions, steps, attachments and copies; who stands in for whom; the numbers of units."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    """Add the tables of papers."""
    op.create_table(
        "papers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("unit_name", sa.String(length=200), nullable=True),
        sa.Column("drafter_id", sa.Uuid(), nullable=False),
        sa.Column("drafter_name", sa.String(length=200), nullable=False),
        sa.Column("file_code", sa.String(length=15), nullable=True),
        sa.Column("grade", sa.String(length=12), nullable=False),
        sa.Column("is_graded", sa.Boolean(), nullable=False),
        sa.Column("historic_marking", sa.String(length=10), nullable=True),
        sa.Column("is_physical", sa.Boolean(), nullable=False),
        sa.Column("urgency", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sender", sa.LargeBinary(), nullable=True),
        sa.Column("origin_number", sa.LargeBinary(), nullable=True),
        sa.Column("origin_on", sa.Date(), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("register_year", sa.Integer(), nullable=True),
        sa.Column("waiting_for_id", sa.Uuid(), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("final_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_papers_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
    )
    op.create_index("ix_papers_drafted_at_id", "papers", ["drafted_at", "id"])
    op.create_index("ix_papers_unit_id", "papers", ["unit_id", "drafted_at", "id"])
    op.create_index("ix_papers_waiting_for_id", "papers", ["waiting_for_id", "due_at", "id"])
    op.create_index("uq_papers_number", "papers", ["register_year", "number"], unique=True)
    refused = sa.text("refused_at IS NOT NULL AND erased_at IS NULL")
    op.create_index("ix_papers_refused", "papers", ["refused_at"], sqlite_where=refused, postgresql_where=refused)

    op.create_table(
        "paper_editions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_paper_editions_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_editions")),
    )
    op.create_index("uq_paper_editions_number", "paper_editions", ["paper_id", "number"], unique=True)

    op.create_table(
        "paper_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=True),
        sa.Column("for_name", sa.String(length=200), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["paper_editions.id"], name=op.f("fk_paper_steps_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_steps")),
    )
    op.create_index("ix_paper_steps_edition_id", "paper_steps", ["edition_id"])
    op.create_index("ix_paper_steps_person_id", "paper_steps", ["person_id", "edition_id"])

    op.create_table(
        "paper_attachments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("medium", sa.String(length=10), nullable=False),
        sa.Column("grade", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["paper_editions.id"], name=op.f("fk_paper_attachments_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_attachments")),
    )
    op.create_index("ix_paper_attachments_edition_id", "paper_attachments", ["edition_id"])

    op.create_table(
        "paper_words",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("word", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["paper_editions.id"], name=op.f("fk_paper_words_edition_id")),
        sa.PrimaryKeyConstraint("edition_id", "word", name=op.f("pk_paper_words")),
    )
    op.create_index("ix_paper_words_word", "paper_words", ["word", "edition_id"])

    op.create_table(
        "distributions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=11), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_distributions_paper_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_distributions_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distributions")),
    )
    op.create_index("ix_distributions_paper_id", "distributions", ["paper_id", "position"])
    op.create_index("ix_distributions_unit_id", "distributions", ["unit_id", "sent_at", "id"])
    op.create_index("ix_distributions_status", "distributions", ["status", "sent_at", "id"])

    op.create_table(
        "deputisings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.Column("absent_id", sa.Uuid(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputisings")),
    )
    op.create_index("ix_deputisings_absent_id", "deputisings", ["absent_id"])

    op.create_table(
        "detsis_numbers",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_detsis_numbers")),
    )
