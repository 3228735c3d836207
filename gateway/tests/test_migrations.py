"""The migrations make the tables that the models expect, on both databases, and keep what an older site has."""

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from makam_gateway.people.acting import actor_of
from makam_gateway.people.models import Person
from makam_gateway.posts.models import Holding, Post
from makam_gateway.service import SERVICE
from makam_kernel import migrations
from makam_kernel.actor import Grant
from makam_kernel.db import Database
from makam_kernel.outbox import OutboxRow
from makam_kernel.personal import Seal
from makam_kernel.testing import differences

FEN, SAHA = UUID(int=1), UUID(int=2)
PEOPLE = {
    "yonetici": ("operator",),
    "hakan": ("unit_director",),
    "derya": ("unit_staff", "driver"),
    "okan": ("unit_staff",),
    "eski": (),
}
UNITS_OF = {"hakan": [FEN], "derya": [FEN, SAHA], "okan": [FEN]}


def test_an_empty_database_is_brought_to_what_the_models_say(database_uri):
    assert differences(SERVICE, database_uri) == []


def stored(database, id):
    """An id as the database stores it."""
    return id.hex if database.is_sqlite else str(id)


@pytest.fixture
def migrated(database_uri, keys_folder):
    """A database of version 0002 with five people in two units, brought to the present."""
    seal = Seal(keys_folder / "gateway", "gateway")
    migrations.upgrade(SERVICE.home, database_uri, "0002", seal=seal)
    database = Database(database_uri, seal=seal)
    with database.engine.begin() as connection:
        for id, code, parent in ((FEN, "FEN", None), (SAHA, "SAHA", FEN)):
            connection.execute(
                text(
                    "INSERT INTO units (id, version, code, name, name_sort, parent_id, valid_from)"
                    " VALUES (:id, 3, :code, :code, '1', :parent, '2020-01-01')"
                ),
                {"id": stored(database, id), "code": code, "parent": parent and stored(database, parent)},
            )
        for number, (login, roles) in enumerate(PEOPLE.items(), start=10):
            connection.execute(
                text(
                    "INSERT INTO people (id, version, login, name, name_sort, roles, unit_ids, active)"
                    " VALUES (:id, 2, :login, :login, '1', :roles, :units, :active)"
                ),
                {
                    "id": stored(database, UUID(int=number)),
                    "login": login,
                    "roles": json.dumps(roles),
                    "units": json.dumps([str(id) for id in UNITS_OF.get(login, [])]),
                    "active": login != "eski",
                },
            )
    migrations.upgrade(SERVICE.home, database_uri, seal=seal)
    yield database
    database.close()


def test_people_and_posts_that_stood_are_found_by_name(migrated):
    with migrated.reading() as session:
        assert set(session.scalars(select(Person.name_folded))) == set(PEOPLE)
        posts = session.scalars(select(Post)).all()
    assert {post.title_folded for post in posts} >= {"sistem yoneticisi", "fen, birim muduru"}


class TestPosts:
    def test_whoever_had_a_role_in_a_unit_holds_a_post_that_gives_it(self, migrated):
        with migrated.reading() as session:
            posts = {post.code: post for post in session.scalars(select(Post))}
            assert sorted(posts) == [
                "FEN.driver", "FEN.unit_director", "FEN.unit_staff", "OPERATOR", "SAHA.driver", "SAHA.unit_staff",
            ]  # fmt: skip
            assert (posts["FEN.driver"].unit_id, posts["OPERATOR"].unit_id) == (FEN, None)
            assert session.scalar(select(func.count()).select_from(Holding)) == 1 + 1 + 4 + 1
            people = {person.login: person for person in session.scalars(select(Person))}
            grants = {login: actor_of(session, person, datetime.now(UTC)).grants for login, person in people.items()}
        below = frozenset({SAHA})
        assert grants == {
            "yonetici": {Grant("operator")},
            "hakan": {Grant("unit_director", FEN, below)},
            "derya": {Grant(role, *where) for role in PEOPLE["derya"] for where in ((FEN, below), (SAHA,))},
            "okan": {Grant("unit_staff", FEN, below)},
            "eski": set(),
        }
        assert not people["eski"].active

    def test_who_begins_to_listen_hears_of_all_that_stands(self, migrated):
        with migrated.reading() as session:
            rows = session.scalars(select(OutboxRow)).all()
        told = {row.subject: (row.type, row.sequence, row.data) for row in rows}
        assert len(rows) == len(told) == 2 + 5 + 6 + 7
        assert told[f"unit/{SAHA}"][:2] == ("unit.changed.v1", 3)
        assert told[f"unit/{SAHA}"][2]["parent_id"] == str(FEN)
        assert told[f"person/{UUID(int=14)}"] == ("person.changed.v1", 2, {"active": False})
        for event in SERVICE.tells:
            for type, _, data in told.values():
                assert type != event.type or (not event().validate(data) and data.keys() == event().fields.keys())
        assert all(row.sent_at is None and row.saved_at.tzinfo for row in rows)
