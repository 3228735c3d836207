"""Create the tables of appointments and of telephone calls."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UNERASED = {"sqlite_where": sa.text("erased_at IS NULL"), "postgresql_where": sa.text("erased_at IS NULL")}
TO_CALL_BACK = sa.text("status = 'to_call_back'")


def upgrade():
    """New tables only."""
    op.create_table(
        "appointments",
        _reference("calendar_id"),
        _reference("asked_calendar_id"),
        sa.Column("received_by", sa.Uuid(), nullable=True),
        _instant("received_at", nullable=False),
        sa.Column("source", sa.String(length=60), nullable=True),
        *_person(),
        _sealed("mediator"),
        _sealed("topic", nullable=False),
        _sealed("companions", nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("is_delegation", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        _instant("preferred_at"),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("because", sa.String(length=10), nullable=True),
        _sealed("reason"),
        _instant("held_until"),
        _instant("starts_at"),
        _instant("ends_at"),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        *_noun(),
        *_to_calendars("appointments", "calendar_id", "asked_calendar_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
    )
    _index("appointments", "received_at", "id")
    _index("appointments", "calendar_id", "preferred_at")
    _index("appointments", "starts_at", "id")
    op.create_index("ix_appointments_open", "appointments", ["status", "received_at", "id"], unique=False)
    _index("appointments", "name_index")
    _index("appointments", "phone_index")
    op.create_index("ix_appointments_unerased", "appointments", ["received_at"], unique=False, **UNERASED)

    op.create_table(
        "appointment_times",
        sa.Column("id", sa.Uuid(), nullable=False),
        _reference("appointment_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        _reference("calendar_id"),
        _instant("starts_at", nullable=False),
        _instant("ends_at", nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_appointment_times_appointment_id")
        ),
        *_to_calendars("appointment_times", "calendar_id"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_appointment_times_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_times")),
    )
    _index("appointment_times", "appointment_id")
    _index("appointment_times", "entry_id")

    op.create_table(
        "calls",
        _reference("calendar_id"),
        sa.Column("logged_by", sa.Uuid(), nullable=True),
        _instant("logged_at", nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        *_person(),
        _sealed("words", nullable=False),
        sa.Column("status", sa.String(length=13), nullable=False),
        _instant("due_at"),
        _instant("closed_at"),
        _sealed("note"),
        sa.Column("turned_to", sa.String(length=11), nullable=True),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
        sa.Column("category", sa.String(length=60), nullable=True),
        *_noun(),
        *_to_calendars("calls", "calendar_id"),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointments.id"], name=op.f("fk_calls_appointment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    _index("calls", "logged_at", "id")
    op.create_index(
        "ix_calls_to_make",
        "calls",
        ["calendar_id", "rank", "due_at", "id"],
        unique=False,
        sqlite_where=TO_CALL_BACK,
        postgresql_where=TO_CALL_BACK,
    )
    _index("calls", "name_index")
    _index("calls", "phone_index")
    op.create_index("ix_calls_unerased", "calls", ["logged_at"], unique=False, **UNERASED)

    op.create_table(
        "call_tries",
        sa.Column("id", sa.Uuid(), nullable=False),
        _reference("call_id"),
        _instant("tried_at", nullable=False),
        sa.Column("tried_by", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        _sealed("note"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_call_tries_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_tries")),
    )
    _index("call_tries", "call_id")


def _person():
    """Who asked, or called, and how to find and reach them."""
    return (
        _sealed("name", nullable=False),
        sa.Column("name_index", sa.LargeBinary(length=16), nullable=True),
        _sealed("phone"),
        sa.Column("phone_index", sa.LargeBinary(length=16), nullable=True),
        _sealed("email"),
        _sealed("title"),
        _sealed("institution"),
    )


def _noun():
    return (
        _instant("erased_at"),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def _to_calendars(table, *columns):
    return (
        sa.ForeignKeyConstraint([column], ["calendars.id"], name=op.f(f"fk_{table}_{column}")) for column in columns
    )


def _index(table, *columns):
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=False)


def _reference(name):
    return sa.Column(name, sa.Uuid(), nullable=False)


def _instant(name, *, nullable=True):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _sealed(name, *, nullable=True):
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)
