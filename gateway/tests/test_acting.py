"""What somebody may do: by their posts on a day, by the units below, and for those whom they stand in for."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makam_gateway.people.acting import actor_of
from makam_gateway.people.models import Person
from makam_gateway.posts.models import Holding, Post
from makam_gateway.service import SERVICE
from makam_gateway.units.models import Unit
from makam_kernel import migrations
from makam_kernel.actor import Grant
from makam_kernel.clock import ISTANBUL
from makam_kernel.db import Database
from makam_kernel.events import Told
from makam_kernel.ids import new_id
from makam_kernel.testing import a_database, hear

check = pytest.mark.check


def instant(wall):
    """The instant of a local wall time, as it stands in an event."""
    return datetime.fromisoformat(wall).replace(tzinfo=ISTANBUL).astimezone(UTC).isoformat().replace("+00:00", "Z")


class Absence:
    """Somebody's deputising by another, as the agenda service tells of it."""

    def __init__(self, process, deputy, absent, from_at, until_at):
        self.process, self.id, self.sequence = process, new_id(), 0
        self.facts = {"deputy_id": deputy, "absent_id": absent}
        self.facts |= {"from_at": instant(from_at), "until_at": instant(until_at)}

    def tell(self, status, *, sequence=None, until_at=None):
        """Tell of it in a status; the newest unless an older sequence is given."""
        self.sequence = sequence or self.sequence + 1
        if until_at:
            self.facts["until_at"] = instant(until_at)
        event = Told(
            id=str(new_id()),
            source="agenda",
            type=f"deputising.{status}.v1",
            subject=f"deputising/{self.id}",
            sequence=self.sequence,
            time=datetime.now(UTC),
            data=self.facts | {"status": status},
        )
        hear(self.process, event)
        return self


@pytest.fixture
def elif_(house):
    """The mayor."""
    elif_ = house.person("elif", name="Elif KARACA")
    house.hold(elif_, house.post("BASKAN", "mayor"))
    return elif_


@pytest.fixture
def gulsen(house):
    """A deputy mayor with a unit."""
    gulsen = house.person("gulsen", name="Gülşen ÇETİN")
    house.hold(gulsen, house.post("BSKYRD2", "deputy", unit=house.unit("BSKYRD2")))
    return gulsen


@pytest.fixture
def absence(house):
    """Makes deputisings that are approved: ``absence(deputy, absent, from_at, until_at)``."""
    return lambda *facts: Absence(house.process, *facts).tell("approved")


class TestPosts:
    def test_a_post_gives_each_of_its_roles_in_its_unit_and_what_is_below(self, house):
        top = house.unit("BSKYRD1")
        fen = house.unit("FEN", top)
        crew = house.unit("SAHA", fen)
        house.unit("YAZI")
        hakan = house.person("hakan")
        house.hold(hakan, house.post("FEN.MUDUR", "unit_director", "driver", unit=fen))
        house.hold(hakan, house.post("DENETCI", "auditor"))
        actor = house.actor(hakan)
        below = frozenset({UUID(crew)})
        assert actor.grants == {
            Grant("unit_director", UUID(fen), below),
            Grant("driver", UUID(fen), below),
            Grant("auditor"),
        }
        assert (actor.id, actor.name, actor.acting_for, actor.scopes) == (hakan, "Hakan", (), None)

    @check("S14", part="ended holding, model")
    def test_it_counts_from_its_first_day_until_the_end_of_its_last(self, house):
        derya = house.person("derya")
        house.hold(derya, house.post("MEMUR", "unit_staff"), "2026-10-19", "2026-10-20")
        for wall, holds in (
            ("2026-10-18 23:59", False),
            ("2026-10-19 00:00", True),
            ("2026-10-20 23:59", True),
            ("2026-10-21 00:00", False),
        ):
            house.at(wall)
            assert house.actor(derya).has("unit_staff") is holds, wall

    def test_a_post_that_is_closed_gives_nothing(self, house):
        derya = house.person("derya")
        house.hold(derya, house.post("MEMUR", "unit_staff", valid_to="2026-10-18"))
        house.hold(derya, house.post("SONRAKI", "driver", valid_from="2026-10-20"))
        assert house.actor(derya).grants == frozenset()

    def test_a_closed_unit_is_not_below_but_hides_nothing(self, house):
        top = house.unit("BSKYRD1")
        closed = house.unit("ESKI", top, valid_to="2026-10-18")
        open_ = house.unit("SAHA", closed)
        deputy = house.person("halil")
        house.hold(deputy, house.post("BSKYRD1", "deputy", unit=top))
        assert [grant.below for grant in house.actor(deputy).grants] == [{UUID(open_)}]


class TestDeputising:
    @check("S30", part="instants and both names")
    def test_the_deputy_has_the_posts_of_whoever_is_away_within_the_instants_and_no_longer(
        self, house, elif_, gulsen, absence
    ):
        absence(gulsen, elif_, "2026-10-20 09:00", "2026-10-22 18:00")
        for wall, acts in (
            ("2026-10-20 08:59", False),
            ("2026-10-20 09:00", True),
            ("2026-10-22 17:59", True),
            ("2026-10-22 18:00", False),
        ):
            house.at(wall)
            actor = house.actor(gulsen)
            assert actor.has("mayor") is acts, wall
            assert actor.acting_for == (((elif_, "Elif KARACA"),) if acts else ())
            assert actor.has("deputy")
            assert house.actor(elif_).has("mayor")

    @check("S30", part="both names")
    def test_what_the_deputy_does_is_kept_with_both(self, house, elif_, gulsen, absence):
        absence(gulsen, elif_, "2026-10-19 09:00", "2026-10-22 18:00")
        actor = house.actor(gulsen)
        assert (actor.for_id, actor.shown) == (elif_, "Gülşen ÇETİN (Elif KARACA yerine)")

    @check("S30", part="not passed on")
    def test_what_came_by_deputising_is_not_passed_on(self, house, elif_, gulsen, absence):
        halil = house.person("halil", name="Halil ÖZTÜRK")
        absence(gulsen, elif_, "2026-10-19 09:00", "2026-10-22 18:00")
        absence(halil, gulsen, "2026-10-19 09:00", "2026-10-22 18:00")
        assert house.actor(halil).roles == {"deputy"}
        assert house.actor(halil).acting_for == ((gulsen, "Gülşen ÇETİN"),)

    def test_one_may_stand_in_for_several_and_for_each_other(self, house, elif_, gulsen, absence):
        halil = house.person("halil", name="Halil ÖZTÜRK")
        house.hold(halil, house.post("BSKYRD1", "deputy"))
        for deputy, absent in ((gulsen, halil), (gulsen, elif_), (elif_, gulsen), (gulsen, gulsen)):
            absence(deputy, absent, "2026-10-19 09:00", "2026-10-22 18:00")
        assert [name for _, name in house.actor(gulsen).acting_for] == ["Elif KARACA", "Halil ÖZTÜRK"]
        assert house.actor(elif_).acting_for == ((gulsen, "Gülşen ÇETİN"),)

    def test_a_post_needs_its_deputy_also_when_its_holder_is_shut_out(self, house, elif_, gulsen, absence):
        absence(gulsen, elif_, "2026-10-19 09:00", "2026-10-22 18:00")
        house.operator.change_person(person_id=elif_, version=1, name="Elif KARACA", active=False)
        assert house.actor(gulsen).has("mayor")

    def test_a_post_that_is_no_longer_held_gives_nothing_to_stand_in_for(self, house, elif_, gulsen, absence):
        absence(gulsen, elif_, "2026-10-19 09:00", "2026-10-22 18:00")
        [held] = house.operator.list_holdings(person_id=elif_)["items"]
        house.operator.end_holding(holding_id=held["id"], version=1, until_on="2026-10-18")
        actor = house.actor(gulsen)
        assert (actor.roles, actor.acting_for) == ({"deputy"}, ())

    def test_somebody_unknown_here_is_stood_in_for_by_nobody(self, house, gulsen, absence):
        absence(gulsen, str(new_id()), "2026-10-19 09:00", "2026-10-22 18:00")
        assert house.actor(gulsen).acting_for == ()


class TestCopy:
    @check("S30", part="ends early")
    def test_an_early_end_and_a_cancelling_are_heard(self, house, elif_, gulsen, absence):
        first = absence(gulsen, elif_, "2026-10-19 09:00", "2026-10-22 18:00")
        first.tell("ended", until_at="2026-10-19 10:00")
        assert not house.actor(gulsen).has("mayor")
        second = absence(gulsen, elif_, "2026-10-19 09:00", "2026-10-22 18:00")
        assert house.actor(gulsen).has("mayor")
        second.tell("cancelled")
        assert not house.actor(gulsen).has("mayor")

    def test_what_is_heard_late_does_not_bring_a_right_back(self, house, elif_, gulsen, absence):
        told = absence(gulsen, elif_, "2026-10-19 09:00", "2026-10-22 18:00")
        told.tell("cancelled", sequence=3)
        told.tell("approved", sequence=2)
        told.tell("cancelled", sequence=4)
        assert not house.actor(gulsen).has("mayor")

    def test_one_that_was_never_approved_here_may_be_cancelled(self, house, elif_, gulsen):
        Absence(house.process, gulsen, elif_, "2026-10-19 09:00", "2026-10-22 18:00").tell("cancelled")
        assert house.actor(gulsen).roles == {"deputy"}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def ground(request, tmp_path_factory):
    """One database of each kind for all trees; each one is taken back."""
    for uri in a_database(request.param, tmp_path_factory.mktemp("trees")):
        migrations.upgrade(SERVICE.home, uri)
        database = Database(uri)
        yield database
        database.close()


DAY = date(2026, 10, 19)
SPANS = st.sampled_from([(-9, None), (-9, -1), (-9, 0), (0, 0), (1, None), (0, 9)])


@st.composite
def municipalities(draw):
    """``(units, posts)``: each unit has a place for its parent and a span of days; each post a unit, roles, a span, and
    the span in which it is held."""
    count = draw(st.integers(0, 12))
    units = [(draw(st.none() | st.integers(0, place - 1)) if place else None, draw(SPANS)) for place in range(count)]
    unit = st.none() | st.integers(0, count - 1) if count else st.none()
    roles = st.lists(st.sampled_from(["mayor", "deputy", "unit_director"]), max_size=2, unique=True)
    return units, draw(st.lists(st.tuples(unit, roles, SPANS, SPANS), max_size=4))


def days(span):
    first, last = span
    return DAY + timedelta(days=first), None if last is None else DAY + timedelta(days=last)


def is_now(span):
    first, last = days(span)
    return first <= DAY and (last is None or DAY <= last)


def plainly_below(units, place):
    """The places of the units under one, by a plain recursive walk."""
    children = [child for child, (parent, _) in enumerate(units) if parent == place]
    return {child for child in children if is_now(units[child][1])}.union(
        *(plainly_below(units, child) for child in children)
    )


@settings(max_examples=60, deadline=None)
@given(made=municipalities())
def test_whatever_the_tree_what_is_below_is_what_a_plain_walk_finds(ground, made):
    units, posts = made
    with suppress(Back), ground.transaction() as session:
        person = Person(login="x")
        person.set(name="X", title=None, active=True)
        nodes = []
        for number, (parent, span) in enumerate(units):
            node = Unit(code=f"{number}", parent_id=None if parent is None else nodes[parent].id)
            first, last = days(span)
            node.set(name="U", valid_from=first, valid_to=last)
            session.add(node)
            session.flush()
            nodes.append(node)
        session.add(person)
        session.flush()
        wanted = set()
        for number, (unit, roles, valid, held) in enumerate(posts):
            unit_id = None if unit is None else nodes[unit].id
            post, (valid_from, valid_to), (from_on, until_on) = Post(code=f"{number}"), days(valid), days(held)
            post.set(title="P", unit_id=unit_id, roles=roles, valid_from=valid_from, valid_to=valid_to)
            session.add(Holding(person_id=person.id, post_id=post.id, post=post, from_on=from_on, until_on=until_on))
            if is_now(valid) and is_now(held):
                places = set() if unit is None else plainly_below(units, unit)
                wanted |= {Grant(role, unit_id, frozenset(nodes[place].id for place in places)) for role in roles}
        session.flush()
        at = datetime.combine(DAY, datetime.min.time(), tzinfo=ISTANBUL) + timedelta(hours=12)
        assert actor_of(session, person, at).grants == wanted
        raise Back


class Back(Exception):
    """Nothing of this is to stay."""
