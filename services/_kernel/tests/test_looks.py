"""What an answer shows of people goes on record before it leaves, and is masked for those who need not know it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, text

from makam_kernel.actor import Actor
from makam_kernel.audit import AuditEntry, AuditSeen, looks_at
from makam_kernel.errors import Conflict, Failure, Forbidden
from makam_kernel.looks import Glass
from makam_kernel.schema import Id, ListOf, Masked, Nested, Text, View
from makam_kernel.testing import on_record

PHONE, MASKED = "+905550000001", "•••••••••0001"


class Person(View):
    about = "person"
    id = Id()
    phone = Masked("phone", unmask="contact")


class Family(View):
    head = Nested(Person)
    members = ListOf(Nested(Person))


class Street(View):
    about = "street"
    id = Id()
    families = ListOf(Nested(Family))


class Place(View):
    name = Text()
    parts = ListOf(Text())


def a_person(id):
    """An answer about somebody."""
    return {"id": id, "phone": PHONE}


STREET = {
    "id": "s",
    "families": [
        {"head": a_person("a"), "members": [a_person("b"), a_person("a")]},
        {"head": None, "members": []},
        {"members": [a_person("c") | {"phone": None}]},
    ],
}


class TestGlass:
    def test_sees_everybody_once_however_deep(self):
        assert Glass(Street()).seen(STREET) == ["street/s", "person/a", "person/b", "person/c"]

    def test_masks_however_deep_what_is_not_opened(self):
        street = Street().dump(STREET | {"id": None})
        asked = []
        Glass(Street()).mask(street, asked.append)
        first, _, third = street["families"]
        assert [one["phone"] for one in (first["head"], *first["members"], *third["members"])] == [MASKED] * 3 + [None]
        assert set(asked) == {"contact"}

    def test_leaves_whole_what_is_opened(self):
        person = a_person("a")
        Glass(Person()).mask(person, lambda action: action == "contact")
        assert person == a_person("a")

    def test_is_not_needed_where_nobody_is_shown(self):
        assert not Glass(Place()).is_needed and Glass(Family()).is_needed
        assert Glass(Place()).seen({"name": "a", "parts": ["b"]}) == []


@pytest.fixture
def clerk(process, person):
    """Who may see all."""
    return person(process, "clerk")


@pytest.fixture
def owner(clerk):
    """Somebody."""
    return clerk.add_owner(name="Ayşe Yılmaz", phone=PHONE)


def entries(process):
    """How many the audit has."""
    with process.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry))


@pytest.mark.check("S66", part="the mechanism")
class TestRecord:
    """S66: who saw this person's data, of every answer that showed it."""

    def test_has_each_look_of_a_query_with_all_whom_it_showed(self, process, person, clerk, owner):
        other, reader = clerk.add_owner(name="Ali KAYA"), person(process, "reader")
        before = entries(process)
        reader.list_owners()
        assert entries(process) == before + 1
        subjects = [f"owner/{one['id']}" for one in (owner, other)]
        for subject in subjects:
            assert on_record(process, subject)[-1] == (reader.actor.id, "saw list_owners")
        with process.database.reading() as session:
            (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "saw list_owners"))
            indexed = session.scalars(select(AuditSeen.subject).where(AuditSeen.entry_id == entry.id)).all()
        assert entry.record == {"seen": subjects} and sorted(indexed) == sorted(subjects)

    def test_has_the_look_of_a_command_in_its_own_transaction(self, process, clerk, owner):
        assert on_record(process, f"owner/{owner['id']}") == [(clerk.actor.id, "saw add_owner")]

    def test_has_the_act_itself_and_no_second_entry_for_whom_it_was_about(self, process, clerk, owner):
        before = entries(process)
        clerk.rename_owner(owner_id=owner["id"], version=1, name="Ayşe YILMAZ")
        assert entries(process) == before + 1
        assert on_record(process, f"owner/{owner['id']}")[-1] == (clerk.actor.id, "owner.renamed")

    def test_has_the_look_at_an_earlier_answer_that_a_repeated_command_gives(self, process, clerk):
        made = [clerk.call("add_owner", {"name": "Ayşe"}, key="k") for _ in range(2)][1]
        assert on_record(process, f"owner/{made['id']}") == [(clerk.actor.id, "saw add_owner")] * 2

    def test_has_what_a_stale_version_shows(self, process, person, owner):
        helper = person(process, "helper")
        with pytest.raises(Conflict, match="version.stale") as refused:
            helper.rename_owner(owner_id=owner["id"], version=7, name="Başka")
        assert refused.value.details["current"]["phone"] == MASKED
        assert on_record(process, f"owner/{owner['id']}")[-1] == (helper.actor.id, "saw rename_owner")

    def test_has_the_looks_of_services_which_see_whole(self, process, owner):
        other = Actor("service:other", service="other")
        assert process.perform("get_owner", {"owner_id": owner["id"]}, other)["phone"] == PHONE
        assert on_record(process, f"owner/{owner['id']}")[-1] == ("service:other", "saw get_owner")

    def test_has_for_whom_somebody_looked(self, process, owner):
        deputy = Actor.of("p1", "Gülşen", ["reader"], acting_for=(("p2", "Elif"),))
        process.perform("get_owner", {"owner_id": owner["id"]}, deputy)
        with process.database.reading() as session:
            (look, *_) = looks_at(session, f"owner/{owner['id']}", 1)
        assert (look.actor_id, look.for_id) == ("p1", "p2")

    def test_has_nothing_where_nobody_was_shown(self, process, person, clerk, owner):
        before = entries(process)
        clerk.list_things()
        with pytest.raises(Forbidden):
            person(process, "helper").get_owner(owner_id=owner["id"])
        assert entries(process) == before

    def test_names_the_latest_first_and_no_more_than_wanted(self, process, clerk, person, owner):
        readers = [person(process, "reader") for _ in range(3)]
        for reader in readers:
            reader.get_owner(owner_id=owner["id"])
        with process.database.reading() as session:
            latest = looks_at(session, f"owner/{owner['id']}", 2)
            earlier = looks_at(session, f"owner/{owner['id']}", 9, before=latest[-1].machine_at)
            none = looks_at(session, f"owner/{owner['id']}", 9, before=datetime(2020, 1, 1, tzinfo=UTC))
        assert [look.actor_id for look in latest] == [readers[2].actor.id, readers[1].actor.id]
        assert [look.actor_id for look in earlier] == [readers[0].actor.id, clerk.actor.id] and none == []


@pytest.mark.check("S57", part="the mechanism of masks")
class TestMasks:
    """S57: masked for all but those with the right."""

    def test_open_by_right_wherever_the_value_stands(self, process, person, clerk, owner):
        for who, shown in ((clerk, PHONE), (person(process, "reader"), MASKED)):
            assert who.get_owner(owner_id=owner["id"])["phone"] == shown
            assert who.list_owners()["items"][0]["phone"] == shown

    def test_hold_for_the_answer_of_a_command_and_for_its_repetition(self, process, person):
        helper = person(process, "helper")
        answers = [helper.call("add_owner", {"name": "Ayşe", "phone": PHONE}, key="k") for _ in range(2)]
        assert [answer["phone"] for answer in answers] == [MASKED] * 2

    def test_open_for_no_token_without_the_scope(self, process, owner):
        for scopes, shown in (({"owner.read"}, MASKED), ({"owner.read", "owner.contact"}, PHONE)):
            token = Actor.of("token:1", "Harita", ["clerk"], scopes=frozenset(scopes))
            assert process.perform("get_owner", {"owner_id": owner["id"]}, token)["phone"] == shown


@pytest.mark.check("S60", part="no audit, no personal data")
@pytest.mark.fault("F36", part="the mechanism")
class TestWithoutAudit:
    """S60, F36: where a look cannot be put on record, nothing is shown and nothing is done."""

    @pytest.fixture(autouse=True)
    def _broken(self, process, owner):
        with process.database.engine.begin() as connection:
            connection.execute(text("ALTER TABLE audit_seen RENAME TO audit_gone"))
        yield
        with process.database.engine.begin() as connection:
            connection.execute(text("ALTER TABLE audit_gone RENAME TO audit_seen"))

    def test_a_query_is_not_answered(self, clerk, owner):
        for ask in (lambda: clerk.get_owner(owner_id=owner["id"]), clerk.list_owners):
            with pytest.raises(Failure):
                ask()

    def test_a_refusal_shows_nothing(self, clerk, owner):
        with pytest.raises(Failure):
            clerk.rename_owner(owner_id=owner["id"], version=7, name="Başka")

    def test_a_command_does_nothing(self, process, clerk):
        with pytest.raises(Failure):
            clerk.add_owner(name="Ali KAYA")
        with process.database.reading() as session:
            assert session.scalar(text("SELECT count(*) FROM owners")) == 1

    def test_what_shows_nobody_goes_on(self, clerk):
        assert clerk.keep_thing(label="a")["number"] == 1
