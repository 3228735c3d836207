"""Create the tables of calendars and entries."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    """New tables only."""
    op.create_table(
        "calendars",
        sa.Column("kind", sa.String(length=7), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("public_hours", sa.JSON(), nullable=False),
        sa.Column("minimum_notice_minutes", sa.Integer(), nullable=False),
        sa.Column("rest_minutes", sa.Integer(), nullable=False),
        sa.Column("longest_day_minutes", sa.Integer(), nullable=True),
        sa.Column("longest_minutes", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["people.id"], name=op.f("fk_calendars_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendars")),
        sa.UniqueConstraint("holder_id", name=op.f("uq_calendars_holder_id")),
    )
    op.create_index("ix_calendars_name_id", "calendars", ["name", "id"], unique=False)

    of_mayor = sa.text("kind = 'mayor'")
    op.create_index(
        "uq_calendars_mayor", "calendars", ["kind"], unique=True, sqlite_where=of_mayor, postgresql_where=of_mayor
    )

    op.create_table(
        "entries",
        sa.Column("calendar_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=11), nullable=False),
        sa.Column("summary", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("travel_minutes", sa.Integer(), nullable=False),
        sa.Column("preparation_minutes", sa.Integer(), nullable=False),
        sa.Column("reach_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reach_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("in_conflict", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendars.id"], name=op.f("fk_entries_calendar_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
    )
    op.create_index("ix_entries_calendar_id_reach_from", "entries", ["calendar_id", "reach_from"], unique=False)
    op.create_index("ix_entries_calendar_id_starts_at_id", "entries", ["calendar_id", "starts_at", "id"], unique=False)
    op.create_index("ix_entries_starts_at_id", "entries", ["starts_at", "id"], unique=False)
    op.create_index(op.f("ix_entries_source"), "entries", ["source"], unique=False)
    _create_partial("ix_entries_in_conflict", ["starts_at", "id"], "in_conflict")
    _create_partial("ix_entries_tentative", ["starts_at", "id"], "status = 'tentative'")
    _create_partial("ix_entries_unerased", ["ends_at"], "erased_at IS NULL")

    op.create_table(
        "entry_people",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=11), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_entry_people_entry_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_entry_people_person_id")),
        sa.PrimaryKeyConstraint("entry_id", "person_id", name=op.f("pk_entry_people")),
    )
    op.create_index("ix_entry_people_person_id", "entry_people", ["person_id", "entry_id"], unique=False)

    op.create_table(
        "entry_words",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("stem", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_entry_words_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_words")),
    )
    op.create_index(op.f("ix_entry_words_entry_id"), "entry_words", ["entry_id"], unique=False)
    op.create_index("ix_entry_words_stem_entry_id", "entry_words", ["stem", "entry_id"], unique=False)

    op.create_table(
        "entry_history",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_entry_history_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_history")),
    )
    op.create_index(op.f("ix_entry_history_entry_id"), "entry_history", ["entry_id"], unique=False)


def _create_partial(name, columns, condition):
    where = sa.text(condition)
    op.create_index(name, "entries", columns, unique=False, sqlite_where=where, postgresql_where=where)
