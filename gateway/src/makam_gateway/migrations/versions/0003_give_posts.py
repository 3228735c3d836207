"""People hold posts, which give them their roles; what they had becomes posts of that kind."""

import uuid
from datetime import UTC, date, datetime
from functools import partial

import sqlalchemy as sa
from alembic import op

from makam_kernel import tables
from makam_kernel.ids import new_id
from makam_kernel.turkish import sort_key

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SINCE = date(2000, 1, 1)
TITLES = {
    "mayor": "Belediye Başkanı",
    "deputy": "Başkan Yardımcısı",
    "director": "Özel Kalem Müdürü",
    "secretary": "Sekreter",
    "front_desk": "Beyaz Masa görevlisi",
    "protocol_officer": "Protokol görevlisi",
    "unit_director": "Birim müdürü",
    "unit_staff": "Birim görevlisi",
    "driver": "Şoför",
    "auditor": "Denetçi",
    "operator": "Sistem Yöneticisi",
}


INSTANT = partial(sa.DateTime, timezone=True)


def _table(name, /, **columns):
    return sa.table(name, *(sa.column(column, kind()) for column, kind in columns.items()))


UNITS = _table(
    "units", id=sa.Uuid, version=sa.Integer, code=sa.String, name=sa.String, detsis_no=sa.String, parent_id=sa.Uuid,
    valid_from=sa.Date, valid_to=sa.Date, successor_id=sa.Uuid,
)  # fmt: skip
PEOPLE = _table("people", id=sa.Uuid, version=sa.Integer, roles=sa.JSON, unit_ids=sa.JSON, active=sa.Boolean)
POSTS = _table(
    "posts", id=sa.Uuid, version=sa.Integer, code=sa.String, title=sa.String, title_sort=sa.String, unit_id=sa.Uuid,
    roles=sa.JSON, valid_from=sa.Date, valid_to=sa.Date,
)  # fmt: skip
HOLDINGS = _table(
    "holdings", id=sa.Uuid, version=sa.Integer, person_id=sa.Uuid, post_id=sa.Uuid, from_on=sa.Date, until_on=sa.Date
)
OUTBOX = _table(
    "outbox", id=sa.Uuid, type=sa.String, subject=sa.String, sequence=sa.Integer, time=INSTANT, data=sa.JSON,
    saved_at=INSTANT,
)  # fmt: skip


def upgrade():
    """From roles on people to posts that people hold. Who begins to listen with this version has heard neither of the
    units nor of the people that stand, so they are told of, too; whoever has heard knows it by the sequence."""
    tables.upgrade_v2(op)
    _create()
    units = {unit.id: unit for unit in _rows(UNITS)}
    for unit in units.values():
        told = ("code", "name", "detsis_no", "parent_id", "valid_from", "valid_to", "successor_id")
        _tell("unit", unit.id, {name: getattr(unit, name) for name in told}, unit.version)
    posts = {}
    for person in _rows(PEOPLE):
        _tell("person", person.id, {"active": person.active}, person.version)
        homes = [units[id] for id in map(uuid.UUID, person.unit_ids) if id in units] or [None]
        for role, unit in ((role, unit) for role in person.roles for unit in homes):
            if (role, unit) not in posts:
                posts[role, unit] = _add_post(role, unit)
            held = {"person_id": person.id, "post_id": posts[role, unit], "from_on": SINCE, "until_on": None}
            _add("holding", HOLDINGS, held)
    with op.batch_alter_table("people") as batch_op:
        batch_op.drop_column("roles")
        batch_op.drop_column("unit_ids")


def _create():
    op.create_table(
        "posts",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_sort", sa.String(length=2000), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_posts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sa.UniqueConstraint("code", name=op.f("uq_posts_code")),
    )
    op.create_table(
        "holdings",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_holdings_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_holdings_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holdings")),
    )
    op.create_table(
        "deputisings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.Column("absent_id", sa.Uuid(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputisings")),
    )
    op.create_index("ix_holdings_person_id", "holdings", ["person_id"])
    op.create_index("ix_holdings_post_id", "holdings", ["post_id"])
    op.create_index("ix_deputisings_deputy_id", "deputisings", ["deputy_id"])
    op.create_index("ix_units_parent_id", "units", ["parent_id"])


def _rows(table):
    return op.get_bind().execute(sa.select(table).order_by(table.c.id)).all()


def _add_post(role, unit):
    title = f"{unit.name[:150]}, {TITLES[role]}" if unit else TITLES[role]
    facts = {
        "code": f"{unit.code}.{role}" if unit else role.upper(),
        "title": title,
        "unit_id": unit.id if unit else None,
        "roles": [role],
        "valid_from": SINCE,
        "valid_to": None,
    }
    return _add("post", POSTS, facts, title_sort=sort_key(title))


def _add(noun, table, facts, **more):
    id = new_id()
    op.get_bind().execute(sa.insert(table).values(id=id, version=1, **facts, **more))
    _tell(noun, id, facts, 1)
    return id


def _tell(noun, id, facts, sequence):
    now = datetime.now(UTC)
    data = {name: str(value) if isinstance(value, date | uuid.UUID) else value for name, value in facts.items()}
    row = {"id": new_id(), "type": f"{noun}.changed.v1", "subject": f"{noun}/{id}", "sequence": sequence, "data": data}
    op.get_bind().execute(sa.insert(OUTBOX).values(**row, time=now, saved_at=now))
