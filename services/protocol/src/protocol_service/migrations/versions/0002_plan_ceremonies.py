"""Plan ceremonies, answer invitations, send courtesies."""

import json
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from makam_kernel.ids import new_id

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEMPLATES = Path(__file__).with_name("0002_ceremony_templates.json")
KINDS = ("wreath", "flowers", "gift", "message", "congratulation", "condolence")
ONE_WREATH = "Tören Yönetmeliği m.6: tek çelenk gençlik ve spor müdürlüğünce sunulur"


def upgrade():
    """Tables, the templates that an office begins with, and a rule for each kind of courtesy."""
    op.create_table(
        "ceremony_templates",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("tasks", sa.JSON(), nullable=False),
        sa.Column("run_sheet", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ceremony_templates")),
    )
    op.create_index("uq_ceremony_templates_code_edition", "ceremony_templates", ["code", "edition"], unique=True)
    op.create_index(
        "uq_ceremony_templates_current",
        "ceremony_templates",
        ["code"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "contacts",
        sa.Column("institution", sa.String(length=200), nullable=False),
        sa.Column("office", sa.String(length=200), nullable=False),
        sa.Column("office_folded", sa.String(length=400), nullable=False),
        sa.Column("book_key", sa.String(length=1000), nullable=False),
        sa.Column("address_form", sa.String(length=200), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("name_index", sa.LargeBinary(), nullable=True),
        sa.Column("title", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index("ix_contacts_book", "contacts", ["book_key", "from_on", "id"], unique=False)
    op.create_index(op.f("ix_contacts_name_index"), "contacts", ["name_index"], unique=False)
    op.create_index(op.f("ix_contacts_phone_index"), "contacts", ["phone_index"], unique=False)
    op.create_index(
        "ix_contacts_unerased",
        "contacts",
        ["until_on"],
        unique=False,
        sqlite_where=sa.text("erased_at IS NULL"),
        postgresql_where=sa.text("erased_at IS NULL"),
    )
    op.create_table(
        "courtesy_rules",
        sa.Column("kind", sa.String(length=15), nullable=False),
        sa.Column("day", sa.String(length=5), nullable=False),
        sa.Column("is_sent", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("minutes_before", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courtesy_rules")),
    )
    op.create_index("uq_courtesy_rules_kind_day", "courtesy_rules", ["kind", "day"], unique=True)
    op.create_table(
        "invitations",
        sa.Column("institution", sa.String(length=200), nullable=True),
        sa.Column("sender_name", sa.LargeBinary(), nullable=True),
        sa.Column("sender_index", sa.LargeBinary(), nullable=True),
        sa.Column("sender_phone", sa.LargeBinary(), nullable=True),
        sa.Column("sender_phone_index", sa.LargeBinary(), nullable=True),
        sa.Column("sender_email", sa.LargeBinary(), nullable=True),
        sa.Column("occasion", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("travel_minutes", sa.Integer(), nullable=False),
        sa.Column("preparation_minutes", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
    )
    op.create_index(op.f("ix_invitations_sender_index"), "invitations", ["sender_index"], unique=False)
    op.create_index(op.f("ix_invitations_sender_phone_index"), "invitations", ["sender_phone_index"], unique=False)
    op.create_index("ix_invitations_starts_at_id", "invitations", ["starts_at", "id"], unique=False)
    op.create_index("ix_invitations_status_due_at", "invitations", ["status", "due_at"], unique=False)
    op.create_index(
        "ix_invitations_unerased",
        "invitations",
        ["ends_at"],
        unique=False,
        sqlite_where=sa.text("erased_at IS NULL"),
        postgresql_where=sa.text("erased_at IS NULL"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "ceremonies",
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("travel_minutes", sa.Integer(), nullable=False),
        sa.Column("preparation_minutes", sa.Integer(), nullable=False),
        sa.Column("run_sheet", sa.JSON(), nullable=False),
        sa.Column("speakers", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["template_id"], ["ceremony_templates.id"], name=op.f("fk_ceremonies_template_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ceremonies")),
    )
    op.create_index("ix_ceremonies_starts_at_id", "ceremonies", ["starts_at", "id"], unique=False)
    op.create_table(
        "courtesies",
        sa.Column("kind", sa.String(length=15), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("expense_id", sa.Uuid(), nullable=True),
        sa.Column("occasion", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("deliver_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contact_name", sa.LargeBinary(), nullable=True),
        sa.Column("contact_index", sa.LargeBinary(), nullable=True),
        sa.Column("contact_phone", sa.LargeBinary(), nullable=True),
        sa.Column("contact_phone_index", sa.LargeBinary(), nullable=True),
        sa.Column("supplier", sa.LargeBinary(), nullable=True),
        sa.Column("proof", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitations.id"], name=op.f("fk_courtesies_invitation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courtesies")),
    )
    op.create_index(op.f("ix_courtesies_contact_index"), "courtesies", ["contact_index"], unique=False)
    op.create_index(op.f("ix_courtesies_contact_phone_index"), "courtesies", ["contact_phone_index"], unique=False)
    op.create_index("ix_courtesies_deliver_at_id", "courtesies", ["deliver_at", "id"], unique=False)
    op.create_index(op.f("ix_courtesies_expense_id"), "courtesies", ["expense_id"], unique=False)
    op.create_index(op.f("ix_courtesies_invitation_id"), "courtesies", ["invitation_id"], unique=False)
    op.create_index(
        "ix_courtesies_unerased",
        "courtesies",
        ["deliver_at"],
        unique=False,
        sqlite_where=sa.text("erased_at IS NULL"),
        postgresql_where=sa.text("erased_at IS NULL"),
    )
    op.create_table(
        "ceremony_tasks",
        sa.Column("ceremony_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("evidence_asked", sa.String(length=200), nullable=True),
        sa.Column("evidence", sa.String(length=500), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ceremony_id"], ["ceremonies.id"], name=op.f("fk_ceremony_tasks_ceremony_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ceremony_tasks")),
    )
    op.create_index("ix_ceremony_tasks_due_at_id", "ceremony_tasks", ["due_at", "id"], unique=False)
    op.create_index("ix_ceremony_tasks_unit_id_due_at", "ceremony_tasks", ["unit_id", "due_at", "id"], unique=False)
    op.create_index("uq_ceremony_tasks_ceremony_id_code", "ceremony_tasks", ["ceremony_id", "code"], unique=True)

    templates = sa.table(
        "ceremony_templates",
        *(sa.column(name) for name in ("code", "edition", "is_current", "name", "kind", "version")),
        sa.column("id", sa.Uuid()),
        sa.column("tasks", sa.JSON()),
        sa.column("run_sheet", sa.JSON()),
    )
    first = {"edition": 1, "is_current": True, "version": 1}
    begun = json.loads(TEMPLATES.read_text(encoding="utf-8"))
    op.bulk_insert(templates, [{"id": new_id(), **first, **template} for template in begun])

    rules = sa.table(
        "courtesy_rules",
        *(sa.column(name) for name in ("kind", "day", "is_sent", "words", "minutes_before", "source", "version")),
        sa.column("id", sa.Uuid()),
    )
    usual = {"day": "*", "is_sent": True, "words": None, "minutes_before": 30, "source": None, "version": 1}
    youth_day = usual | {"day": "05-19", "is_sent": False, "source": ONE_WREATH}
    every_day = [{"id": new_id(), "kind": kind, **usual} for kind in KINDS]
    op.bulk_insert(rules, [*every_day, {"id": new_id(), "kind": "wreath", **youth_day}])
