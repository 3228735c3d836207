"""Appointments, from the request until the meeting or a refusal."""

import pytest
from sqlalchemy import event

from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.testing import at, on_record, told

PHONE = "+905550000007"
TEN = {"starts_at": "2026-12-03T10:00:00+03:00", "ends_at": "2026-12-03T10:30:00+03:00"}
ELEVEN = {"starts_at": "2026-12-03T11:00:00+03:00", "ends_at": "2026-12-03T11:30:00+03:00"}


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of these is tested in the scenarios."""
    return sqlite_uri


@pytest.fixture
def scheduled(who, do, an_appointment):
    """Gives an appointment its time, 03.12.2026 10.00: ``scheduled("Şükrü İNCE")``."""
    return lambda *args, **facts: do(who("nermin"), "schedule_appointment", an_appointment(*args, **facts), **TEN)


def statuses(who, calendar):
    return [entry["status"] for entry in who("nermin").list_entries(calendar_id=calendar["id"])["items"]]


class TestLife:
    def test_it_takes_place(self, process, who, do, scheduled, calendar):
        appointment = scheduled()
        with pytest.raises(Conflict, match="appointment.not_begun"):
            do(who("oguz"), "hold_appointment", appointment)
        at(process, "2026-12-03 10:30")
        assert do(who("oguz"), "hold_appointment", appointment)["status"] == "held"
        assert statuses(who, calendar) == ["held"]

    def test_nobody_came(self, process, who, do, scheduled):
        appointment = scheduled()
        at(process, "2026-12-03 10:30")
        assert do(who("oguz"), "miss_appointment", appointment)["status"] == "no_show"

    def test_it_is_moved_and_the_petitioner_is_told(self, who, do, scheduled, calendar, messages):
        moved = do(who("nermin"), "reschedule_appointment", scheduled(phone=PHONE), **ELEVEN, reason="Vali ziyareti")
        assert (moved["status"], moved["starts_at"]) == ("scheduled", "2026-12-03T08:00:00Z")
        assert statuses(who, calendar) == ["moved"]
        assert messages()[-1] == (
            PHONE,
            "Sayın Şükrü İNCE, randevunuzun günü ve saati 03.12.2026 11.00 olarak değiştirilmiştir. Sizi Belediye "
            "Başkanı kabul edecektir.",
        )

    def test_a_cancelled_one_is_weighed_again_and_its_time_free(self, process, who, do, scheduled, calendar, messages):
        cancelled = do(who("nermin"), "cancel_appointment", scheduled(phone=PHONE), reason="Vali ziyareti")
        assert (cancelled["status"], cancelled["because"], cancelled["starts_at"]) == ("weighed", "cancelled", None)
        assert statuses(who, calendar) == ["cancelled"]
        assert "Vali" not in messages()[-1][1] and "03.12.2026 10.00" in messages()[-1][1]
        again = do(who("nermin"), "schedule_appointment", cancelled, **TEN)
        assert again["status"] == "scheduled" and statuses(who, calendar) == ["cancelled", "confirmed"]
        assert told(process)[-1].data["starts_at"] is not None

    def test_a_withdrawn_one_frees_its_time(self, who, do, scheduled, calendar):
        withdrawn = do(who("oguz"), "withdraw_appointment", scheduled())
        assert withdrawn["status"] == "withdrawn" and statuses(who, calendar) == ["cancelled"]

    def test_a_declined_one_is_told_with_courtesy_and_without_the_reason(self, who, do, an_appointment, messages):
        declined = do(who("elif"), "decline_appointment", an_appointment(phone=PHONE), reason="Uygun değil")
        assert declined["status"] == "declined"
        ((to, text),) = messages()
        assert to == PHONE and text.startswith("Sayın Şükrü İNCE, ") and "Uygun değil" not in text

    def test_it_waits_and_is_taken_up(self, who, do, an_appointment):
        waiting = do(who("oguz"), "waitlist_appointment", an_appointment(), reason="Bütçe görüşmeleri")
        assert do(who("nermin"), "schedule_appointment", waiting, **TEN)["status"] == "scheduled"

    def test_it_is_referred_to_a_deputy_who_sees_it_from_then_on(
        self, who, ids, do, an_appointment, a_calendar, messages
    ):
        hers, appointment = a_calendar("gulsen", kind="deputy", name="Gülşen ÇETİN"), an_appointment(phone=PHONE)
        with pytest.raises(NotFound, match="appointment.not_found"):
            who("gulsen").get_appointment(appointment_id=appointment["id"])
        do(who("elif"), "refer_appointment", appointment, calendar_id=hers["id"])
        assert who("gulsen").get_appointment(appointment_id=appointment["id"])["status"] == "referred"
        assert [to for to, _ in messages()] == [PHONE, f"person/{ids['gulsen']}"]

    @pytest.mark.parametrize("to", [{}, {"calendar_id": "own"}])
    def test_it_is_not_referred_to_nobody_nor_to_whom_it_was_asked_of(self, who, do, an_appointment, calendar, to):
        to = {name: calendar["id"] for name in to}
        with pytest.raises(Invalid, match="appointment.refer_to_one"):
            do(who("nermin"), "refer_appointment", an_appointment(), **to)

    def test_a_room_receives_nobody(self, an_appointment, a_calendar):
        with pytest.raises(Invalid, match="appointment.calendar_of_room"):
            an_appointment(calendar_id=a_calendar(None, kind="room")["id"])

    def test_without_a_time_that_was_asked_for_one_has_to_be_given(self, who, do, an_appointment):
        with pytest.raises(Invalid, match="appointment.time_missing"):
            do(who("nermin"), "schedule_appointment", an_appointment())

    @pytest.mark.parametrize("until", ["2026-12-01T08:00:00+03:00", "2026-12-03T10:30:00+03:00"])
    def test_a_time_is_not_held_into_the_past_nor_beyond_itself(self, who, an_appointment, calendar, until):
        appointment = an_appointment()
        named = _named(appointment)
        with pytest.raises(Invalid, match="appointment.held_until"):
            who("nermin").propose_times(**named, times=[{"calendar_id": calendar["id"]} | TEN], held_until=until)

    def test_an_offered_time_is_gone_when_its_hold_is_over(self, process, who, do, an_appointment, calendar):
        """Also before its job has said so; then somebody else gets it."""
        facts = {"times": [{"calendar_id": calendar["id"]} | TEN], "held_until": "2026-12-02T17:00:00+03:00"}
        offered = who("oguz").propose_times(**_named(an_appointment()), **facts)
        at(process, "2026-12-02 17:00")
        with pytest.raises(Conflict, match="appointment.time_gone"):
            who("oguz").accept_time(**_named(offered), time_id=offered["times"][0]["id"])
        other = an_appointment("Hatice ÖZDEMİR")
        assert do(who("nermin"), "schedule_appointment", other, **TEN)["status"] == "scheduled"

    @pytest.mark.parametrize("hour", ["08:30", "17:15"], ids=["before", "over the end"])
    def test_outside_the_working_hours_it_is_given_and_moved_by_those_alone_who_mean_it(
        self, who, do, an_appointment, scheduled, hour
    ):
        end = {"08:30": "09:00", "17:15": "17:45"}[hour]
        evening = {"starts_at": f"2026-12-03T{hour}:00+03:00", "ends_at": f"2026-12-03T{end}:00+03:00"}
        for method, appointment in (
            ("schedule_appointment", an_appointment()),
            ("reschedule_appointment", scheduled("Hatice ÖZDEMİR")),
        ):
            with pytest.raises(Conflict, match="appointment.outside_hours"):
                do(who("nermin"), method, appointment, **evening)
            given = do(who("nermin"), method, appointment, **evening, outside_hours=True)
            assert given["status"] == "scheduled"
            do(who("nermin"), "cancel_appointment", given, reason="Yer açılsın")

    @pytest.mark.parametrize("day", ["2026-12-05", "2027-01-01"], ids=["a Saturday", "a holiday"])
    def test_on_a_day_without_hours_times_are_offered_by_those_alone_who_mean_it(
        self, who, an_appointment, calendar, day
    ):
        appointment = an_appointment()
        named = _named(appointment)
        time = {"starts_at": f"{day}T10:00:00+03:00", "ends_at": f"{day}T10:30:00+03:00"}
        offer = {"times": [{"calendar_id": calendar["id"]} | time], "held_until": "2026-12-03T17:00:00+03:00"}
        with pytest.raises(Conflict, match="appointment.outside_hours"):
            who("nermin").propose_times(**named, **offer)
        assert who("nermin").propose_times(**named, **offer, outside_hours=True)["status"] == "proposed"

    @pytest.mark.parametrize("method", ["schedule_appointment", "reschedule_appointment"])
    def test_nobody_is_received_in_the_past(self, process, who, do, an_appointment, scheduled, method):
        appointment = scheduled() if method == "reschedule_appointment" else an_appointment()
        at(process, "2026-12-03 09:01")
        past = {"starts_at": "2026-12-03T09:00:00+03:00", "ends_at": "2026-12-03T09:30:00+03:00"}
        with pytest.raises(Invalid, match="appointment.time_past"):
            do(who("nermin"), method, appointment, **past, outside_hours=True)

    def test_its_entry_is_moved_and_cancelled_here_alone(self, who, do, scheduled, calendar):
        """Else the petitioner would come at a time of which nobody told them that it is another."""
        scheduled()
        (entry,) = who("nermin").list_entries(calendar_id=calendar["id"])["items"]
        for method, facts in (("move_entry", ELEVEN), ("cancel_entry", {"reason": "Yanlışlık"})):
            with pytest.raises(Conflict, match="entry.has_source"):
                do(who("nermin"), method, entry, **facts)


class TestPetitioner:
    def test_earlier_appointments_with_the_same_telephone_or_name_are_shown(self, process, who, an_appointment):
        first = an_appointment("Şükrü İNCE", phone=PHONE, topic="birinci")
        at(process, "2026-12-01 10:00")
        second = an_appointment("SUKRU INCE", topic="ikinci")
        an_appointment("Hatice ÖZDEMİR", phone="+905550000008", topic="başkası")
        third = an_appointment("Ş. İnce", phone=PHONE, topic="üçüncü")
        shown = who("nermin").get_appointment(appointment_id=third["id"])["earlier"]
        assert [one["topic"] for one in shown] == ["birinci"]
        shown = who("nermin").get_appointment(appointment_id=second["id"])["earlier"]
        assert [one["topic"] for one in shown] == ["birinci"]
        assert [act for _, act in on_record(process, f"appointment/{first['id']}")][-2:] == ["saw get_appointment"] * 2

    def test_who_has_neither_telephone_nor_past_has_no_history(self, who, an_appointment):
        an_appointment("Başka Biri")
        appointment = an_appointment("Yeni Gelen")
        assert who("nermin").get_appointment(appointment_id=appointment["id"])["earlier"] == []

    def test_the_mayor_sees_the_number_masked_or_gives_a_reason(self, process, who, an_appointment):
        appointment = an_appointment(phone=PHONE)
        assert who("elif").get_appointment(appointment_id=appointment["id"])["phone"] == "•••••••••0007"
        assert who("elif").unmask_appointment(appointment_id=appointment["id"], reason="call_back")["phone"] == PHONE
        assert "appointment.unmasked" in [act for _, act in on_record(process, f"appointment/{appointment['id']}")]

    def test_no_fact_says_who_or_what_about(self, process, scheduled):
        scheduled(phone=PHONE, institution="Akçınarspor", companions=[{"name": "Ayla TAN"}], is_delegation=True)
        facts = [row for row in told(process) if row.type.startswith("appointment.")]
        assert [row.type for row in facts] == ["appointment.received.v1", "appointment.scheduled.v1"]
        assert facts[-1].data["persons"] == 2 and facts[-1].data["is_delegation"] is True
        words = ("İNCE", "Akçınarspor", "TAN", "tesis", PHONE)
        assert not any(word in str(row.data) for row in told(process) for word in words)


class TestWhoSees:
    @pytest.mark.parametrize("login", ["nermin", "oguz", "elif"])
    def test_the_office_and_the_mayor_see_every_request(self, who, an_appointment, login):
        appointment = an_appointment()
        assert [one["id"] for one in who(login).list_appointments()["items"]] == [appointment["id"]]

    @pytest.mark.parametrize("login", ["gulsen", "sevil"])
    def test_a_deputy_and_the_front_desk_see_none_but_theirs(self, who, an_appointment, login):
        appointment = an_appointment()
        assert who(login).list_appointments()["items"] == []
        with pytest.raises(NotFound, match="appointment.not_found"):
            who(login).get_appointment(appointment_id=appointment["id"])

    def test_what_is_asked_of_her_a_deputy_sees_and_who_stands_in_for_her(self, who, an_appointment, a_calendar):
        hers = a_calendar("gulsen", kind="deputy")
        appointment = an_appointment(by="sevil", calendar_id=hers["id"])
        for client in (who("gulsen"), who("sevil"), who("halil", acts_for=["gulsen"])):
            assert [one["id"] for one in client.list_appointments()["items"]] == [appointment["id"]]
        assert who("halil").list_appointments()["items"] == []

    @pytest.mark.parametrize("login", ["hakan", "derya", "recep"])
    def test_the_rest_of_the_house_may_not_ask(self, who, an_appointment, login):
        an_appointment()
        with pytest.raises(Forbidden):
            who(login).list_appointments()

    def test_the_front_desk_receives_and_does_not_decide(self, who, do, an_appointment):
        appointment = an_appointment(by="sevil")
        for method, facts in (("schedule_appointment", TEN), ("weigh_appointment", {})):
            with pytest.raises(Forbidden, match="action.not_allowed"):
                do(who("sevil"), method, appointment, **facts)

    def test_the_mayor_decides(self, who, do, an_appointment):
        assert do(who("elif"), "schedule_appointment", an_appointment(), **TEN)["status"] == "scheduled"


def test_the_words_are_for_visitors_alone_and_only_when_there_is_a_time(who, scheduled, an_appointment, as_service):
    companions = [{"name": "Ayla TAN", "title": "Üye", "role": "interpreter"}]
    appointment = scheduled(institution="Akçınarspor", companions=companions, is_delegation=True)
    words = as_service("visitors", "get_appointment_words", appointment_id=appointment["id"])
    assert words["host_name"] == "Belediye Başkanı" and words["companions"] == companions
    with pytest.raises(Forbidden):
        as_service("requests", "get_appointment_words", appointment_id=appointment["id"])
    with pytest.raises(NotFound):
        as_service("visitors", "get_appointment_words", appointment_id=an_appointment()["id"])


def test_they_are_listed_by_pages_the_first_received_first(process, who, do, an_appointment):
    for name in ("Bir", "İki", "Üç"):
        an_appointment(name)
    first = who("nermin").list_appointments(limit=2)
    second = who("nermin").list_appointments(limit=2, cursor=first["next_cursor"])
    assert [one["name"] for one in first["items"] + second["items"]] == ["Bir", "İki", "Üç"]
    do(who("nermin"), "schedule_appointment", first["items"][0], **TEN)
    assert [one["name"] for one in who("nermin").list_appointments(open=True)["items"]] == ["İki", "Üç"]
    assert [one["name"] for one in who("nermin").list_appointments(day="2026-12-03")["items"]] == ["Bir"]


def test_they_are_listed_by_pages_the_newest_first(who, an_appointment):
    for name in ("Bir", "İki", "Üç"):
        an_appointment(name)
    first = who("nermin").list_appointments(limit=2, order="newest")
    second = who("nermin").list_appointments(limit=2, order="newest", cursor=first["next_cursor"])
    assert [one["name"] for one in first["items"] + second["items"]] == ["Üç", "İki", "Bir"]
    assert second["next_cursor"] is None


def test_a_list_costs_as_many_queries_for_one_as_for_many(process, who, do, an_appointment):
    counted, client = [], who("nermin")

    def count():
        counted.clear()
        client.list_appointments()
        return len([sql for sql in counted if sql.startswith("SELECT appointment")])

    event.listen(process.database.engine, "before_cursor_execute", lambda *args: counted.append(args[2]))
    an_appointment()
    one = count()
    for _ in range(5):
        an_appointment()
    assert count() == one <= 3


def _named(appointment):
    return {"appointment_id": appointment["id"], "version": appointment["version"]}
