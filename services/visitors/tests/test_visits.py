"""A visit, from the plan to the check-out, or to the end of a day on which nobody saw it leave."""

import pytest
from sqlalchemy import select

from makam_kernel.errors import Conflict, Invalid, NotFound
from makam_kernel.messages import Message
from makam_kernel.testing import at, do_what_is_due, told


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of these is tested in ``test_queries``."""
    return sqlite_uri


def do(client, act, visit, **facts):
    """One act on a visit, in the version that was last seen."""
    return client.call(f"{act}_visit", {"visit_id": visit["id"], "version": visit["version"], **facts})


class TestDeskCheckIn:
    """S15 without the page of cards, which comes with the badges."""

    PART = "without the page of cards"

    @pytest.mark.scenario("visitors.S15", part=PART)
    def test_the_host_is_told_once(self, process, ipek, a_visit, unit_id):
        """Ferhat GÜLER, expected at 11.00 by Ümit ÇAĞLAR, checks in at 10.52 with card 14: one notice to the host."""
        visit = a_visit()
        at(process, "2026-12-02 10:52")
        arrived = do(ipek, "arrive", visit, card_number=14)
        with pytest.raises(Conflict):
            do(ipek, "arrive", arrived, card_number=14)
        with process.database.reading() as session:
            notices = session.scalars(select(Message)).all()
        assert [notice.recipient for notice in notices] == [f"unit/{unit_id('MALI')}"]
        assert notices[0].body == "Misafiriniz geldi: Ferhat GÜLER. Randevu saati 11.00, kişi sayısı 1."

    @pytest.mark.scenario("visitors.S15", part=PART)
    def test_a_second_check_in_says_since_when_and_with_which_card(self, process, ipek, a_visit):
        """The second check-in answers "Zaten içeride (10.52, kart 14)"."""
        visit = a_visit()
        at(process, "2026-12-02 10:52")
        arrived = do(ipek, "arrive", visit, card_number=14)
        with pytest.raises(Conflict, match="visit.already_inside") as refused:
            do(ipek, "arrive", arrived, card_number=15)
        assert refused.value.details == {"time": "10.52", "card": 14}

    @pytest.mark.scenario("visitors.S15", part=PART)
    def test_who_did_not_check_in_does_not_check_out(self, ipek, a_visit):
        """A check-out without check-in is refused."""
        with pytest.raises(Conflict, match="visit.not_inside"):
            do(ipek, "depart", a_visit())

    @pytest.mark.scenario("visitors.S15", part=PART)
    def test_the_closing_at_half_past_six_marks_the_forgotten_with_their_cards(self, process, ipek, a_visit):
        """At 18.30 who was not seen leaving is day_closed, card 14 among the missing; who never came is no_show."""
        forgotten, missed = a_visit(), a_visit("Gelmeyen")
        at(process, "2026-12-02 10:52")
        do(ipek, "arrive", forgotten, card_number=14)
        at(process, "2026-12-02 18:30")
        closed = ipek.close_visits_day(day="2026-12-02")
        assert closed == {"day": "2026-12-02", "no_show": 1, "day_closed": 1, "missing_cards": [14]}
        assert ipek.get_visit(visit_id=missed["id"])["status"] == "no_show"

    @pytest.mark.scenario("visitors.S15", part=PART)
    def test_the_closing_happens_by_itself(self, process, ipek, a_visit):
        """Nobody pressed the button: at 18.30 the job marks the same, once."""
        forgotten, gone = a_visit(), a_visit("Giden")
        at(process, "2026-12-02 10:52")
        do(ipek, "arrive", forgotten, card_number=14)
        do(ipek, "depart", do(ipek, "arrive", gone))
        at(process, "2026-12-02 18:31")
        do_what_is_due(process)
        statuses = [ipek.get_visit(visit_id=visit["id"])["status"] for visit in (forgotten, gone)]
        assert statuses == ["day_closed", "departed"]


def test_a_visit_is_confirmed_received_and_departs(process, ipek, a_visit):
    visit = do(ipek, "confirm", a_visit())
    at(process, "2026-12-02 10:52")
    departed = do(ipek, "depart", do(ipek, "receive", do(ipek, "arrive", visit)))
    assert departed["status"] == "departed"
    pasts = [row.type.split(".")[1] for row in told(process)]
    assert pasts == ["planned", "confirmed", "arrived", "received", "departed"]
    assert all("GÜLER" not in str(row.data) for row in told(process))


def test_a_delegation_has_one_head_and_its_languages(process, ipek, a_visit):
    names = ["Anna WEISS", *(f"Üye {number}" for number in range(1, 7))]
    visit = a_visit(*names, institution="Grünhagen Belediyesi", languages=["Almanca"])
    assert [member["role"] for member in visit["members"]] == ["head"] + ["member"] * 6
    assert told(process)[-1].data["persons"] == 7
    with pytest.raises(Invalid, match="visit.one_head"):
        ipek.plan_visit(
            planned_at="2026-12-15T10:00:00+03:00",
            purpose="Kardeş şehir",
            host_name="Elif KARACA",
            members=[{"name": "Anna WEISS", "role": "member"}],
        )


def test_an_evening_guest_is_not_marked_at_half_past_six(process, ipek, a_visit):
    visit = a_visit(planned_at="2026-12-02T20:00:00+03:00")
    at(process, "2026-12-02 19:00")
    do_what_is_due(process)
    assert ipek.get_visit(visit_id=visit["id"])["status"] == "planned"


def test_a_card_is_out_with_one_visitor(process, ipek, a_visit):
    first, second = a_visit(), a_visit("Hatice ÖZDEMİR")
    at(process, "2026-12-02 10:52")
    inside = do(ipek, "arrive", first, card_number=14)
    with pytest.raises(Conflict, match="visit.card_out"):
        do(ipek, "arrive", second, card_number=14)
    do(ipek, "depart", inside)
    assert do(ipek, "arrive", second, card_number=14)["card_number"] == 14


def test_the_mayors_own_guest_is_announced_to_the_secretaries(process, ipek, a_visit):
    visit = a_visit(host_name="Elif KARACA", host_unit_id=None, institution="Sarıova Valiliği")
    at(process, "2026-12-02 10:52")
    do(ipek, "arrive", visit)
    with process.database.reading() as session:
        (notice,) = session.scalars(select(Message)).all()
    assert notice.recipient == "role/secretary"
    assert "Ferhat GÜLER (Sarıova Valiliği)" in notice.body


def test_who_cancelled_does_not_check_in(ipek, a_visit):
    visit = do(ipek, "cancel", a_visit(), reason="Hastalık")
    with pytest.raises(Conflict, match="visit.wrong_status"):
        do(ipek, "arrive", visit)


def test_a_day_to_come_is_not_closed(process, ipek, a_visit):
    a_visit()
    with pytest.raises(Invalid, match="visit.day_in_future"):
        ipek.close_visits_day(day="2026-12-03")


def test_a_unit_sees_its_own_guests_only(process, person, a_visit, unit_id):
    visit = a_visit()
    host = person(process, "unit_director", units=[unit_id("MALI")])
    other = person(process, "unit_director", units=[unit_id("FEN")])
    assert [one["id"] for one in host.list_visits()["items"]] == [visit["id"]]
    with pytest.raises(NotFound, match="visit.not_found"):
        other.get_visit(visit_id=visit["id"])
