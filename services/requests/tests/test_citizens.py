"""Who asks, and that they are known again."""

import pytest
from sqlalchemy import func, select

from makam_kernel.contact import normal_phone
from makam_kernel.errors import Forbidden, Invalid
from requests_service.citizens.models import Citizen
from requests_service.citizens.schemas import CitizenFacts

WRITINGS = ("0555 000 00 01", "+90 555 000 00 01", "(0555) 000-0001", "5550000001", "00905550000001")


@pytest.mark.parametrize("written", WRITINGS)
def test_a_telephone_number_is_one_however_it_is_written(written):
    assert normal_phone(written) == "+905550000001"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "12"),
        ("phone", "yok"),
        ("email", "ayse"),
        ("email", "ayse@a@b"),
        ("email", "a@b.org\nBcc: c@d.org"),
        ("email", "şen@example.org"),
        ("national_id", "10000000147"),
        ("name", "   "),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(field, value):
    with pytest.raises(Invalid) as refused:
        CitizenFacts().read({"name": "Ayşe Yılmaz", field: value})
    assert refused.value.details["fields"][0]["pointer"] == f"/{field}"


def citizens_of(office):
    with office.process.database.reading() as session:
        return session.scalars(select(Citizen).order_by(Citizen.id)).all()


def test_the_same_telephone_in_different_writing_is_the_same_person(office):
    names = ("Ayşe Yılmaz", "AYŞE YILMAZ", "ayşe  yılmaz", "Ayse Yilmaz", "Ayşe YILMAZ")
    for written, name in zip(WRITINGS, names, strict=True):
        office.register({"name": name, "phone": written})
    (ayse,) = citizens_of(office)
    assert (ayse.name, ayse.phone) == ("Ayşe Yılmaz", "+905550000001")


def test_one_household_telephone_is_two_persons(small_office):
    small_office.register({"name": "Ali Kaya", "phone": WRITINGS[0]})
    small_office.register({"name": "Veli Kaya", "phone": WRITINGS[0]})
    assert len(citizens_of(small_office)) == 2


def test_father_and_son_of_one_name_are_told_apart_by_their_identity_numbers(small_office):
    for number in ("10000000146", "10000000214"):
        small_office.register({"name": "Ali Kaya", "phone": WRITINGS[0], "national_id": number})
    assert len(citizens_of(small_office)) == 2


def test_the_office_learns_an_identity_number_and_a_new_telephone(small_office):
    small_office.register({"name": "Ayşe Yılmaz", "phone": WRITINGS[0]})
    small_office.register({"name": "Ayşe Yılmaz", "phone": WRITINGS[0], "national_id": "10000000146"})
    small_office.register({"name": "Ayşe Yılmaz", "phone": "0555 000 00 09", "national_id": "10000000146"})
    (ayse,) = citizens_of(small_office)
    assert (ayse.national_id, ayse.phone) == ("10000000146", "+905550000009")


def test_registrations_at_once_make_one_citizen(office, at_once):
    at_once(*[office.register] * 8)
    with office.process.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Citizen)) == 1


class TestPublicPage:
    """What strangers write must not touch what the office knows."""

    def test_changes_nothing_of_a_known_citizen(self, small_office):
        small_office.register()
        citizen = {"name": "Ayşe Yılmaz", "phone": WRITINGS[0], "email": "stranger@example.org"}
        small_office.anyone.submit_request(topic="çukur", citizen=citizen)
        (ayse,) = citizens_of(small_office)
        assert ayse.email == "ayse@example.org"

    def test_does_not_ask_for_the_identity_number(self, small_office):
        citizen = {"name": "Ayşe Yılmaz", "national_id": "10000000146"}
        with pytest.raises(Invalid, match="input.invalid") as refused:
            small_office.anyone.submit_request(topic="çukur", citizen=citizen)
        assert refused.value.details["fields"] == [{"pointer": "/citizen/national_id", "reason": "unknown"}]


class TestWhoHasATelephoneNumber:
    """Found by the number alone, by those who may know it."""

    def found(self, office, who=None, phone=WRITINGS[0]):
        return (who or office.sevil).find_citizens(phone=phone)

    @pytest.mark.parametrize("written", WRITINGS)
    def test_is_found_however_it_is_written_with_what_they_asked_for(self, office, written):
        first, second = office.register(topic="çukur"), office.register(topic="ağaç", category="PARK.AGAC")
        office.register(citizen=office.mehmet)
        [ayse] = self.found(office, phone=written)["items"]
        assert (ayse["citizen"]["name"], ayse["citizen"]["phone"]) == ("Ayşe Yılmaz", "+905550000001")
        assert [one["id"] for one in ayse["requests"]] == [second["id"], first["id"]]

    def test_may_be_a_household(self, office):
        for name in ("Ali Kaya", "Veli Kaya", "Ali Kaya"):
            office.register({"name": name, "phone": WRITINGS[0]})
        items = self.found(office)["items"]
        assert [(one["citizen"]["name"], len(one["requests"])) for one in items] == [("Ali Kaya", 2), ("Veli Kaya", 1)]

    def test_is_nobody_where_nobody_has_the_whole_number(self, office):
        office.register()
        for phone in ("0555 000 00 09", "0555 000 00 0"):
            assert self.found(office, phone=phone) == {"items": [], "more": False}
        with pytest.raises(Invalid, match="input.invalid") as refused:
            self.found(office, phone="yok")
        assert refused.value.details["fields"][0]["pointer"] == "/phone"

    def test_is_told_as_far_as_one_sees_their_requests(self, office):
        office.register(by=office.nermin, category="SOSYAL.IS", topic="iş")
        assert self.found(office)["items"] == []
        office.register(topic="çukur")
        [ayse] = self.found(office)["items"]
        assert [one["topic"] for one in ayse["requests"]] == ["çukur"]
        topics = [one["topic"] for known in self.found(office, office.nermin)["items"] for one in known["requests"]]
        assert topics == ["çukur", "iş"]

    def test_is_not_told_to_those_to_whom_it_is_masked(self, office):
        office.register()
        for who in (office.hakan, office.derya, office.person("mayor"), office.person("deputy"), office.anyone):
            with pytest.raises(Forbidden, match="action.not_allowed"):
                self.found(office, who)

    def test_has_more_than_is_shown(self, small_office):
        for _ in range(21):
            small_office.register()
        found = self.found(small_office)
        assert (len(found["items"][0]["requests"]), found["more"]) == (20, True)
