"""The book of contacts (protokol rehberi)."""

import pytest

from makam_kernel.errors import Forbidden, Invalid
from makam_kernel.testing import on_record, told

BOOK = [
    ("Kaymakam", "Akçınar Kaymakamlığı", "Serdar ÜNLÜ"),
    ("İlçe Emniyet Müdürü", "Akçınar İlçe Emniyet Müdürlüğü", "Tarık ÖZ"),
    ("Garnizon Komutanı", "Akçınar Garnizon Komutanlığı", "Murat ER"),
]


@pytest.fixture
def a_contact(nermin):
    """Puts somebody into the book: ``a_contact(name="Serdar ÜNLÜ")``."""

    def make(office="Kaymakam", institution="Akçınar Kaymakamlığı", name="Serdar ÜNLÜ", **facts):
        reached = {"phone": "0555 000 00 31", "email": "serdar@example.org", "from_on": "2024-09-01"}
        return nermin.add_contact(office=office, institution=institution, name=name, **(reached | facts))

    return make


@pytest.mark.feature("A3.4")
def test_the_book_is_in_the_order_of_offices(nermin, a_contact):
    """Precedence belongs to the office, not to the person: the book is by office, and whoever comes after stands in the
    same place."""
    for one in BOOK:
        a_contact(*one)
    a_contact("Kaymakam", "Akçınar Kaymakamlığı", "Yeni KAYMAKAM", from_on="2026-11-01")
    first = nermin.list_contacts(limit=3)
    second = nermin.list_contacts(limit=3, cursor=first["next_cursor"])
    names = [one["name"] for one in first["items"] + second["items"]]
    assert names == ["Murat ER", "Tarık ÖZ", "Serdar ÜNLÜ", "Yeni KAYMAKAM"]


def test_who_is_in_office_on_a_day(nermin, a_contact, do):
    left = do(nermin, "end_contact", a_contact(), until_on="2026-10-31")
    assert left["until_on"] == "2026-10-31"
    a_contact(name="Yeni KAYMAKAM", from_on="2026-11-01")
    for day, name in (("2026-10-31", "Serdar ÜNLÜ"), ("2026-11-01", "Yeni KAYMAKAM")):
        assert [one["name"] for one in nermin.list_contacts(office="KAYMA", on=day)["items"]] == [name]


def test_a_name_is_found_however_it_is_written(nermin, a_contact):
    a_contact()
    assert len(nermin.list_contacts(name="SERDAR  ünlü")["items"]) == 1
    assert nermin.list_contacts(name="Serdar")["items"] == []


def test_what_was_wrong_is_set_right(nermin, a_contact, do):
    facts = {"name": "Serdar ÜNLÜ", "office": "Vali", "institution": "Sarıova Valiliği", "from_on": "2026-12-01"}
    changed = do(nermin, "change_contact", a_contact(), address_form="Sayın Valim", **facts)
    assert (changed["office"], changed["address_form"], changed["phone"]) == ("Vali", "Sayın Valim", None)


def test_nobody_leaves_before_they_came(nermin, a_contact, do):
    with pytest.raises(Invalid, match="contact.days_reversed"):
        do(nermin, "end_contact", a_contact(), until_on="2024-08-31")


def test_a_telephone_is_masked_until_a_reason_is_given_on_record(process, elif_, a_contact):
    contact = a_contact()
    subject = f"contact/{contact['id']}"
    assert elif_.get_contact(contact_id=contact["id"])["phone"] == "•••••••••0031"
    assert elif_.unmask_contact(contact_id=contact["id"], reason="call_back")["phone"] == "+905550000031"
    assert [action for actor, action in on_record(process, subject) if actor == elif_.actor.id] == [
        "saw get_contact",
        "contact.unmasked",
    ]


def test_whoever_makes_calls_sees_it(oguz, a_contact):
    a_contact()
    assert oguz.list_contacts()["items"][0]["phone"] == "+905550000031"


@pytest.mark.parametrize("role", ["front_desk", "unit_director", "unit_staff", "driver", "auditor", "operator"])
def test_the_book_is_closed_to_others(person, process, a_contact, role):
    a_contact()
    with pytest.raises(Forbidden, match="action.not_allowed"):
        person(process, role).list_contacts()


def test_what_is_told_holds_no_name(process, a_contact):
    a_contact()
    assert told(process)[-1].data == {"from_on": "2024-09-01", "until_on": None}
