"""Rights: what the table allows, how far it reaches on both databases, and what takes two people."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, Uuid, create_engine, delete, insert, select

from makam_kernel.actor import Actor, Grant, service_actor
from makam_kernel.errors import Forbidden
from makam_kernel.policy import ALL, BELOW, OWN, UNIT, Policy

MATTERS = Table(
    "matters",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("unit_id", Uuid),
    Column("helper_unit_id", Uuid),
    Column("owner_id", String),
    Column("restricted", Boolean, nullable=False),
    prefixes=["TEMPORARY"],
)
COLUMNS = {
    "units": (MATTERS.c.unit_id, MATTERS.c.helper_unit_id),
    "own": MATTERS.c.owner_id,
    "restricted": MATTERS.c.restricted,
}

units = st.sampled_from([UUID(int=number) for number in range(1, 5)])
people = st.sampled_from(["p1", "p2", "p3"])
roles = st.sampled_from(["director", "clerk", "reader"])
rights = st.sampled_from([ALL, UNIT, BELOW, OWN]).flatmap(lambda right: st.sampled_from([right, right.restricted]))
grants = st.builds(Grant, roles, st.none() | units, st.frozensets(units, max_size=3))
standing_in = st.lists(st.tuples(people, st.just("Ad")), max_size=2).map(tuple)
actors = st.builds(Actor, people, grants=st.frozensets(grants, max_size=4), acting_for=standing_in)
tables = st.dictionaries(roles, rights)


@dataclass(frozen=True)
class Matter:
    """A row."""

    unit_id: UUID | None
    helper_unit_id: UUID | None
    owner_id: str | None
    restricted: bool


matters = st.builds(Matter, st.none() | units, st.none() | units, st.none() | people, st.booleans())


def reaches(table, actor, matter):
    """The rule again, row by row and as slowly as one reads it."""
    for grant in actor.grants:
        right = table.get(grant.role)
        if right is None or (matter.restricted and not right.sees_restricted):
            continue
        of_units = {matter.unit_id, matter.helper_unit_id} - {None}
        if (
            right.scope == "all"
            or (right.scope == "own" and matter.owner_id in {actor.id, *(id for id, _ in actor.acting_for)})
            or (right.scope in ("unit", "below") and grant.unit in of_units)
            or (right.scope == "below" and of_units & grant.below)
        ):
            return True
    return False


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def connection(request):
    """A database of each kind with the table of matters."""
    engine = create_engine(request.getfixturevalue("postgres_uri") if request.param == "postgres" else "sqlite://")
    with engine.connect() as connection:
        MATTERS.create(connection)
        yield connection
        connection.rollback()
    engine.dispose()


@pytest.mark.check("S16", part="the reach of rights, random tables and rows")
@settings(max_examples=150, deadline=None)
@given(table=tables, actor=actors, rows=st.lists(matters, max_size=12))
def test_the_query_finds_what_a_slow_look_at_each_row_finds(connection, table, actor, rows):
    """S16: no hole in any combination of rights, posts, units, stand-ins and restricted things."""
    connection.execute(delete(MATTERS))
    if rows:
        connection.execute(insert(MATTERS), [{"number": place, **vars(row)} for place, row in enumerate(rows)])
    reach = Policy({"matter.read": table}).reach(actor, "matter.read")
    found = connection.scalars(select(MATTERS.c.number).where(reach.where(**COLUMNS))).all()
    assert sorted(found) == [place for place, row in enumerate(rows) if reaches(table, actor, row)]


def test_a_service_that_acts_by_itself_reaches_everything(connection):
    row = {"unit_id": UUID(int=1), "helper_unit_id": None, "owner_id": None, "restricted": True}
    connection.execute(delete(MATTERS))
    connection.execute(insert(MATTERS), [{"number": 1, **row}])
    reach = Policy({"matter.read": {}}).reach(service_actor("other"), "matter.read")
    assert connection.scalars(select(MATTERS.c.number).where(reach.where(**COLUMNS))).all() == [1]


def test_a_right_over_units_reaches_nothing_where_things_have_none(connection):
    connection.execute(delete(MATTERS))
    connection.execute(insert(MATTERS), [{"number": 1, "restricted": False}])
    actor = Actor("p1", grants=frozenset({Grant("clerk", UUID(int=1)), Grant("reader")}))
    reach = Policy({"matter.read": {"clerk": UNIT, "reader": OWN}}).reach(actor, "matter.read")
    assert connection.scalars(select(MATTERS.c.number).where(reach.where())).all() == []


def test_a_thing_of_no_unit_is_no_units(connection):
    """Somebody without a unit is not of the unit that a thing does not have."""
    connection.execute(delete(MATTERS))
    connection.execute(insert(MATTERS), [{"number": 1, "restricted": False}])
    reach = Policy({"matter.read": {"clerk": UNIT}}).reach(Actor.of("p1", roles=["clerk"]), "matter.read")
    assert connection.scalars(select(MATTERS.c.number).where(reach.where(**COLUMNS))).all() == []


class TestCheck:
    POLICY = Policy({"thing.keep": {"clerk": ALL}, "thing.read": {"system": ALL}}, principals={"keep_thing": {"other"}})

    def refused(self, actor, action="thing.keep", method="keep_thing"):
        """The code of the refusal, None where it is allowed."""
        try:
            return self.POLICY.check(actor, action, method)
        except Forbidden as error:
            return error.code

    def test_allows_what_the_table_names_and_nothing_else(self):
        assert self.refused(Actor.of("p", roles=["clerk"])) is None
        for stranger in (Actor("p"), Actor.of("p", roles=["reader"]), Actor.of("p", roles=["keep_thing"])):
            assert self.refused(stranger) == "action.not_allowed"

    def test_allows_a_service_its_methods_and_the_gateway_all(self):
        assert self.refused(service_actor("other")) is None
        assert self.refused(service_actor("gateway")) is None
        assert self.refused(service_actor("third")) == "action.not_allowed"
        assert self.refused(service_actor("other"), method="drop_thing") == "action.not_allowed"

    def test_allows_a_token_what_is_in_its_scopes_and_in_the_table(self):
        def system(*scopes):
            return Actor.of("token:1", roles=["system"], scopes=frozenset(scopes))

        assert self.refused(system("thing.read"), "thing.read") is None
        assert self.refused(system(), "thing.read") == "action.not_allowed"
        assert self.refused(system("thing.keep")) == "action.not_allowed"
        assert self.POLICY.allows(system("thing.read", "thing.keep")) == ["thing.read"]


@pytest.mark.check("S29", part="the rule of the second person")
class TestFourEyes:
    """S29: requester and approver are two, also via delegation (vekâlet)."""

    POLICY = Policy({"person.erase": {"director": ALL}}, four_eyes=frozenset({"person.erase"}))

    def refused(self, id, *, second=(), acting_for=(), role="director"):
        """The code of the refusal, None where it is allowed."""
        standing_in = tuple((absent, "Ad") for absent in acting_for)
        actor = Actor.of(id, roles=[role], acting_for=standing_in, second=frozenset(second))
        try:
            return self.POLICY.check(actor, "person.erase", "erase_person")
        except Forbidden as error:
            return error.code

    def test_two_may(self):
        assert self.refused("nermin", second={"elif"}) is None
        assert self.refused("nermin", second={"elif"}, acting_for=["sevil"]) is None

    def test_one_alone_may_not(self):
        assert self.refused("nermin") == "action.needs_second"
        assert self.refused("nermin", second={"nermin"}) == "action.needs_second"

    def test_nobody_approves_as_the_deputy_of_who_proposed(self):
        assert self.refused("nermin", second={"elif"}, acting_for=["elif"]) == "action.needs_second"

    def test_nobody_approves_what_a_deputy_proposed_in_their_name(self):
        assert self.refused("elif", second={"nermin", "elif"}) == "action.needs_second"

    def test_two_deputies_of_one_are_one(self):
        assert self.refused("nermin", second={"sevil", "elif"}, acting_for=["elif"]) == "action.needs_second"

    def test_a_second_person_lends_no_right(self):
        assert self.refused("nermin", second={"elif"}, role="clerk") == "action.not_allowed"
