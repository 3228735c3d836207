"""Sealed values: what the database holds of a person is worth nothing without the keys, and does not bear changing."""

import os
import shutil
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from little_service.models import Owner
from little_service.service import SERVICE
from sqlalchemy import JSON, Column, Integer, MetaData, String, Table, Text, select, text

from makam_kernel import personal
from makam_kernel.db import Base
from makam_kernel.errors import Failure
from makam_kernel.personal import Blind, Broken, Field, Register, Seal, Sealed, SealedJson, masked, years

NAME = "Ayşe Yılmaz"


@pytest.fixture
def folder(keys_folder, tmp_path):
    """A folder of keys that the test may change."""
    return shutil.copytree(keys_folder / "little", tmp_path / "keys")


@pytest.fixture
def seal(folder):
    """The seal of the little service."""
    return Seal(folder, "little")


def lay_key(folder, number):
    """Add a field key."""
    (folder / f"fields/{number}.key").write_text(os.urandom(32).hex())


@pytest.mark.check("S55", part="a sealed value")
class TestSeal:
    """S55: authenticated encryption, the key outside the database, its number with each value."""

    @given(plain=st.binary(max_size=200))
    def test_opens_what_it_sealed_and_never_seals_alike(self, keys_folder, plain):
        seal = Seal(keys_folder / "little", "little")
        one, two = seal.seal(plain, "owners.name"), seal.seal(plain, "owners.name")
        assert seal.open(one, "owners.name") == seal.open(two, "owners.name") == plain and one != two
        assert len(plain) < 4 or plain not in one

    def test_notices_a_change_of_any_byte(self, seal):
        sealed = seal.seal(NAME.encode(), "owners.name")
        for place in range(len(sealed)):
            for bit in (1, 0x80):
                changed = bytearray(sealed)
                changed[place] ^= bit
                with pytest.raises(Broken):
                    seal.open(bytes(changed), "owners.name")

    def test_notices_that_something_is_missing_or_more(self, seal):
        sealed = seal.seal(NAME.encode(), "owners.name")
        for torn in (*(sealed[:end] for end in range(len(sealed))), sealed + b"\0"):
            with pytest.raises(Broken):
                seal.open(torn, "owners.name")

    def test_does_not_open_what_was_moved_to_another_column(self, seal):
        with pytest.raises(Broken):
            seal.open(seal.seal(NAME.encode(), "owners.phone"), "owners.name")

    def test_does_not_open_what_another_service_sealed(self, seal, keys_folder):
        other = Seal(keys_folder / "other", "other")
        with pytest.raises(Broken):
            seal.open(other.seal(NAME.encode(), "owners.name"), "owners.name")

    def test_says_with_which_key_each_value_is_sealed(self, seal, folder):
        assert seal.seal(b"", "a.b").startswith(seal.prefix) and seal.prefix == b"\x01\x01"
        lay_key(folder, 255)
        assert Seal(folder, "little").prefix == b"\x01\xff"


@pytest.mark.check("S56", part="keys that come and go while a process runs")
class TestKeys:
    """S56: a new key is taken and an old one dies without a restart."""

    def test_a_new_key_is_needed_before_it_was_noticed(self, seal, folder):
        """Another instance seals with it already."""
        lay_key(folder, 2)
        sealed = Seal(folder, "little").seal(NAME.encode(), "a.b")
        assert seal.current == 1 and seal.open(sealed, "a.b") == NAME.encode() and seal.current == 2

    def test_a_new_key_seals_within_seconds(self, seal, folder, monkeypatch):
        lay_key(folder, 2)
        assert seal.seal(b"", "a.b")[1] == 1
        monkeypatch.setattr(personal, "RESCAN_SECONDS", -1)
        assert seal.seal(b"", "a.b")[1] == 2

    def test_the_earlier_key_opens_until_it_is_taken_away(self, seal, folder, monkeypatch):
        sealed = seal.seal(NAME.encode(), "a.b")
        lay_key(folder, 2)
        monkeypatch.setattr(personal, "RESCAN_SECONDS", -1)
        seal.seal(b"", "a.b")
        assert seal.open(sealed, "a.b") == NAME.encode()
        (folder / "fields/1.key").unlink()
        seal.look_again()
        with pytest.raises(Broken):
            seal.open(sealed, "a.b")


class TestDatabase:
    @pytest.fixture
    def kept(self, process, person):
        """A person in the database of each kind."""
        return person(process, "clerk").add_owner(name=NAME, phone="+905550000001")

    def test_holds_neither_name_nor_telephone(self, process, kept):
        with process.database.reading() as session:
            name, phone, index = session.execute(text("SELECT name, phone, phone_index FROM owners")).one()
        for value in (name, phone, index):
            assert NAME.encode() not in bytes(value) and b"5550000001" not in bytes(value)
        assert len(bytes(index)) == 16

    @pytest.mark.check("S57", part="equality by keyed hash")
    def test_finds_by_the_keyed_hash_what_is_equal_and_nothing_else(self, process, person, kept):
        """S57: equality search only by keyed HMAC."""
        for phone in ("+905550000002", "+90555000000"):
            person(process, "clerk").add_owner(name="Ali KAYA", phone=phone)
        person(process, "clerk").add_owner(name="Veli KAYA")
        with process.database.reading() as session:
            found = session.scalars(select(Owner).where(Owner.phone_index == "+905550000001")).all()
            assert [str(owner.id) for owner in found] == [kept["id"]]
            several = select(Owner.phone).where(Owner.phone_index.in_(["+905550000001", "+905550000002"]))
            assert set(session.scalars(several)) == {"+905550000001", "+905550000002"}
            unknown = session.scalars(select(Owner.name).where(Owner.phone_index.is_(None))).all()
        assert unknown == ["Veli KAYA"]

    def test_an_index_tells_nothing_about_another_kind_or_another_service(self, seal, keys_folder):
        other = Seal(keys_folder / "other", "other")
        assert len({seal.index("phone", "1"), seal.index("name", "1"), other.index("phone", "1")}) == 3
        assert seal.index("phone", "1") == seal.index("phone", "1")

    def test_a_value_that_was_changed_is_shown_to_nobody(self, process, person, kept):
        with process.database.engine.begin() as connection:
            connection.execute(text("UPDATE owners SET name = phone"))
        with pytest.raises(Failure):
            person(process, "clerk").get_owner(owner_id=kept["id"])


TWO_YEARS = Field("Aramak", "KVKK m.5/2-ç", years(2))


def faults(register, *columns):
    """What the register says of a table with these columns."""
    metadata = MetaData()
    Table("owners", metadata, Column("id", Integer, primary_key=True), *columns)
    return register.faults(metadata)


@pytest.mark.check("S61", part="the register's own check")
class TestRegister:
    """S61: a column without an entry fails."""

    def test_is_content_when_every_column_with_words_is_in_it(self):
        columns = Column("name", Sealed("owners.name")), Column("facts", SealedJson("owners.facts"))
        codes = Column("state", String), Column("index", Blind("name")), Column("host", Text), Column("codes", JSON)
        register = Register(
            sealed={"owners.name": TWO_YEARS, "owners.facts": TWO_YEARS},
            official=frozenset({"owners.host"}),
            plain=frozenset({"owners.state", "owners.codes"}),
        )
        assert faults(register, *columns, *codes) == []

    @pytest.mark.parametrize("type", [String(), Text(), JSON(), String(20)])
    def test_names_a_column_that_nobody_registered(self, type):
        assert faults(Register({}), Column("note", type)) == ["owners.note is in no register"]

    def test_names_a_sealed_column_without_a_reason(self):
        found = faults(Register({}, plain=frozenset({"owners.name"})), Column("name", Sealed("owners.name")))
        assert found == ["owners.name is sealed and not registered so"]

    def test_names_a_column_sealed_for_another_place(self):
        found = faults(Register({"owners.name": TWO_YEARS}), Column("name", Sealed("owners.phone")))
        assert found == ["owners.name is sealed and not registered so"]

    def test_names_what_it_calls_sealed_and_is_open(self):
        register = Register({"owners.age": TWO_YEARS})
        assert faults(register, Column("age", Integer)) == ["owners.age is registered as sealed and is not"]

    def test_names_what_is_gone(self):
        register = Register({}, plain=frozenset({"owners.state"}))
        assert faults(register) == ["owners.state is registered and is gone"]

    def test_of_the_kernel_and_the_little_service_names_each_of_their_columns(self):
        """The copy of the units is not the little service's; other tests may have loaded it."""
        assert [fault for fault in SERVICE.register.faults(Base.metadata) if not fault.startswith("units.")] == []

    def test_of_two_is_one(self):
        both = Register({"a.b": TWO_YEARS}, plain=frozenset({"a.c"})) | Register({}, official=frozenset({"a.d"}))
        assert (set(both.sealed), both.official, both.plain) == ({"a.b"}, {"a.d"}, {"a.c"})
        assert TWO_YEARS.keep == timedelta(days=730)


class TestMasked:
    @pytest.mark.parametrize(
        ("kind", "value", "shown"),
        [
            ("phone", "+905550000001", "•••••••••0001"),
            ("email", "ayse@example.org", "a•••@example.org"),
            ("email", "a@example.org", "a•••@example.org"),
            ("national_id", "10000000146", "•••••••••46"),
            ("recipient", "+905550000001", "•••••••••0001"),
            ("recipient", "ayse/1@example.org", "a•••@example.org"),
            ("recipient", "role/director", "role/director"),
        ],
    )
    def test_is_enough_to_recognise_and_too_little_to_use(self, kind, value, shown):
        assert masked(kind, value) == shown

    @given(value=st.text(min_size=1, max_size=15), kind=st.sampled_from(["phone", "national_id"]))
    def test_hides_at_least_half(self, value, kind):
        assert masked(kind, value).count("•") >= len(value) / 2
        assert len(masked(kind, value)) == len(value)
