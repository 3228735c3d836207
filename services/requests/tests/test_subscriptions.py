"""What requests hears of others."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from makam_kernel.clock import ISTANBUL
from makam_kernel.errors import Unavailable
from makam_kernel.events import Told
from makam_kernel.ids import new_id
from makam_kernel.testing import do_what_is_due, hear, told

WORDS = {
    "words": "Çınaraltı parkına bank konsun istiyorum.",
    "citizen": {"name": "Hatice ŞEN", "phone": "+90 555 000 00 03", "email": None, "national_id": None},
    "category": "PARK.AGAC",
    "neighbourhood": "Çınaraltı",
    "origin_label": "HALK_GUNU:2026-10-14#17",
}


class Visitors:
    """Stands for the owner of wishes; knows of one, and counts how often it is asked."""

    def __init__(self, words=WORDS):
        self.words, self.asked, self.away = words, [], False
        self.visitors = SimpleNamespace(get_wish_words=self.get_wish_words)

    def because_of(self, _event):
        return self

    def get_wish_words(self, wish_id):
        if self.away:
            raise Unavailable("service.away", service="visitors")
        self.asked.append(wish_id)
        return self.words


@pytest.fixture
def visitors(small_office):
    return let_answer(small_office)


def let_answer(office):
    """Put the stand-in where the service asks visitors."""
    office.process.inbox.owners = Visitors()
    return office.process.inbox.owners


WISH = str(new_id())


def a_wish_event(end="request", **facts):
    """What visitors tells of a wish of the public day of 14 October."""
    named = {"id": str(new_id()), "source": "visitors", "type": "wish.recorded.v1", "subject": f"wish/{WISH}"}
    time = datetime(2026, 10, 14, 10, 5, tzinfo=ISTANBUL)
    return Told(**named | {"sequence": 1, "time": time, "data": {"end": end}, "actor": "sevil"} | facts)


def requests_of(office):
    return office.nermin.list_requests(origin=f"wish/{WISH}")["items"]


CALL = str(new_id())
CALLED = {
    "id": CALL,
    "citizen": {"name": "Bekir ASLAN", "phone": "+905550000009", "email": None, "national_id": None},
    "words": "Sokak lambası yanmıyor",
    "category": None,
    "received_at": "2026-10-14T06:12:00Z",
    "origin_label": "TELEFON:2026-10-14 09.12",
}


class TestRegisterCall:
    """What was asked for on the telephone becomes a request."""

    def test_with_the_callers_words_and_the_day_of_the_call_once(self, small_office):
        owners = SimpleNamespace(agenda=SimpleNamespace(get_call_words=lambda call_id: CALLED))
        small_office.process.inbox.owners = SimpleNamespace(because_of=lambda _event: owners)
        named = {"source": "agenda", "type": "call.turned_to_request.v1", "subject": f"call/{CALL}"}
        time = datetime(2026, 10, 15, 9, 0, tzinfo=ISTANBUL)
        for sequence in (2, 2, 3):
            facts = {"sequence": sequence, "time": time, "data": {"status": "not_needed"}}
            hear(small_office.process, Told(id=str(new_id()), **named, **facts))
        (line,) = small_office.nermin.list_requests(origin=f"call/{CALL}")["items"]
        made = small_office.nermin.get_request(request_id=line["id"])
        assert (made["topic"], made["channel"], made["citizen"]["name"]) == (CALLED["words"], "phone", "Bekir ASLAN")
        assert (made["origin_label"], made["received_at"]) == ("TELEFON:2026-10-14 09.12", CALLED["received_at"])


class TestRegisterWish:
    """A wish of a public day becomes a request."""

    @pytest.mark.scenario("requests.25", part="a wish becomes a request")
    def test_with_the_citizens_words_and_the_day_of_the_wish(self, small_office, visitors):
        hear(small_office.process, a_wish_event())
        (line,) = requests_of(small_office)
        made = small_office.nermin.get_request(request_id=line["id"])
        assert (made["topic"], made["channel"]) == (WORDS["words"], "public_day")
        assert (made["origin"], made["origin_label"]) == (f"wish/{WISH}", "HALK_GUNU:2026-10-14#17")
        assert (made["citizen"]["name"], made["citizen"]["phone"]) == ("Hatice ŞEN", "+905550000003")
        assert (made["category"]["code"], made["internal_due_on"]) == ("PARK.AGAC", "2026-10-19")
        assert made["statutory_due_on"] == "2026-11-13"
        assert [(n["template"], n["recipient"]) for n in small_office.notices(made)] == [
            ("registered", "+905550000003")
        ]
        assert told(small_office.process)[-1].data["origin"] == f"wish/{WISH}"

    def test_once_however_often_the_event_comes(self, office):
        let_answer(office)
        event = a_wish_event()
        hear(office.process, event, event)
        hear(office.process, event)
        hear(office.process, a_wish_event(sequence=2))  # the wish is told of anew
        assert len(requests_of(office)) == 1

    @pytest.mark.parametrize("end", ["answered", "appointment", "referral"])
    def test_unless_it_ended_otherwise(self, small_office, visitors, end):
        hear(small_office.process, a_wish_event(end=end))
        assert (requests_of(small_office), visitors.asked) == ([], [])

    def test_as_soon_as_its_owner_answers(self, small_office, visitors):
        visitors.away = True
        hear(small_office.process, a_wish_event())
        assert requests_of(small_office) == []
        visitors.away = False
        small_office.process.clock.set(small_office.process.clock.now() + timedelta(seconds=11))
        do_what_is_due(small_office.process)
        assert len(requests_of(small_office)) == 1

    def test_routed_by_the_rules(self, small_office, visitors):
        small_office.nermin.create_rule(position=10, neighbourhood="ÇINARALTI", unit_id=small_office.units["PARK"])
        hear(small_office.process, a_wish_event())
        assert requests_of(small_office)[0]["unit"]["code"] == "PARK"

    def test_without_a_category_that_nobody_knows_here(self, small_office, visitors):
        visitors.words = WORDS | {"category": "BANK"}
        hear(small_office.process, a_wish_event())
        assert requests_of(small_office)[0]["category"] is None


class TestKeepUnit:
    """The copy of the gateway's units."""

    def unit(self, office, code="FEN"):
        return next(unit for unit in office.nermin.list_units()["items"] if unit["code"] == code)

    def test_is_kept_once_per_unit(self, small_office, unit_event):
        hear(small_office.process, unit_event("FEN", sequence=2, name="Fen İşleri Müdürlüğü"))
        assert self.unit(small_office)["name"] == "Fen İşleri Müdürlüğü"
        assert len(small_office.nermin.list_units()["items"]) == 6

    def test_is_not_undone_by_an_older_fact_or_a_repeat(self, office, unit_event):
        newer, older = unit_event("FEN", 3, name="Yeni"), unit_event("FEN", 2, name="Eski")
        hear(office.process, newer, older)
        hear(office.process, newer, older)
        assert self.unit(office)["name"] == "Yeni"

    def test_a_closed_unit_takes_nothing_more(self, small_office, unit_event):
        hear(small_office.process, unit_event("FEN", 2, valid_to="2026-10-19"))
        assert self.unit(small_office)["valid_to"] == "2026-10-19"
        assert small_office.routed()["unit"]["code"] == "FEN"  # its last day
        small_office.at("2026-10-20 09:00")
        assert small_office.register()["request"]["unit"] is None
