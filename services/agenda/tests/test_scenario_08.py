"""Agenda S08: request, counter-proposal, acceptance."""

import pytest

from makam_kernel.errors import Conflict
from makam_kernel.testing import at, do_what_is_due, told

pytestmark = [
    pytest.mark.scenario("agenda.S08"),
    *map(pytest.mark.feature, ("A1.11", "A1.20", "A1.21")),
]

UNTIL = "2026-11-26T17:00:00+03:00"
PHONE = "+905550000007"
ACCEPTED = (
    "Sayın Şükrü İNCE, randevu talebiniz kabul edilmiştir. Randevunuz 30.11.2026 16.00 olarak belirlenmiştir. "
    "Sizi Gülşen ÇETİN kabul edecektir."
)


@pytest.fixture
def deputys(a_calendar):
    """Gülşen ÇETİN's calendar."""
    return a_calendar("gulsen", kind="deputy", name="Gülşen ÇETİN")


@pytest.fixture
def asked(process, an_appointment):
    """24.11.2026: Şükrü İNCE (Akçınarspor Başkanı) asks for 30 min "tesis talebi", preferred 01.12.2026 10.00; Oğuz
    ŞAHİN records it with telephone, topic and who mediated."""
    at(process, "2026-11-24 10:00")
    facts = {"phone": PHONE, "title": "Başkan", "institution": "Akçınarspor", "mediator": "Muhtar Bekir ASLAN"}
    return an_appointment("Şükrü İNCE", preferred_at="2026-12-01T10:00:00+03:00", **facts)


@pytest.fixture
def offered(who, asked, calendar, deputys):
    """Nermin IŞIK proposes 02.12.2026 14.00, or a meeting with Gülşen ÇETİN 30.11.2026 16.00, until 26.11. 17.00."""
    times = [
        _time(calendar, "2026-12-02T14:00:00+03:00", "2026-12-02T14:30:00+03:00"),
        _time(deputys, "2026-11-30T16:00:00+03:00", "2026-11-30T16:30:00+03:00"),
    ]
    named = {"appointment_id": asked["id"], "version": asked["version"]}
    return who("nermin").propose_times(**named, times=times, held_until=UNTIL)


def _time(calendar, starts_at, ends_at):
    return {"calendar_id": calendar["id"], "starts_at": starts_at, "ends_at": ends_at}


def accept(who, appointment, place, by="oguz"):
    facts = {"appointment_id": appointment["id"], "version": appointment["version"]}
    return who(by).accept_time(**facts, time_id=appointment["times"][place]["id"])


def entries(who, *calendars):
    """What stands in these calendars: how firmly, and when."""
    listed = [who("nermin").list_entries(calendar_id=one["id"])["items"] for one in calendars]
    return [[(entry["status"], entry["starts_at"][:16]) for entry in entries] for entries in listed]


def test_both_times_are_held(who, offered, calendar, deputys, an_entry, messages):
    """Both proposals hold their times as tentative until 26.11.2026 17.00; nobody else gets them."""
    held = entries(who, calendar, deputys)
    assert held == [[("tentative", "2026-12-02T11:00")], [("tentative", "2026-11-30T13:00")]]
    assert (offered["status"], offered["held_until"]) == ("proposed", "2026-11-26T14:00:00Z")
    with pytest.raises(Conflict, match="entry.overlap"):
        an_entry("14.00", "15.00", day="2026-12-02")
    ((to, text),) = messages()
    assert to == PHONE and "02.12.2026 14.00" in text and "30.11.2026 16.00 (Gülşen ÇETİN)" in text


def test_accepting_the_second_frees_the_mayors_time_and_refers_the_request(
    process, who, offered, calendar, deputys, messages
):
    """On acceptance of the second, the mayor's slot is released, the request ends as `referred`, Gülşen ÇETİN's agenda
    has it with the file, and the petitioner gets a Turkish confirmation text."""
    taken = accept(who, offered, 1)
    assert (taken["status"], taken["starts_at"]) == ("referred", "2026-11-30T13:00:00Z")
    assert [time["status"] for time in taken["times"]] == ["released", "accepted"]
    assert entries(who, calendar, deputys) == [
        [("cancelled", "2026-12-02T11:00")],
        [("confirmed", "2026-11-30T13:00")],
    ]
    (entry,) = who("gulsen").list_entries(calendar_id=deputys["id"])["items"]
    assert (entry["summary"], entry["source"]) == ("Şükrü İNCE (Akçınarspor)", f"appointment/{taken['id']}#2")
    file = who("gulsen").get_appointment(appointment_id=taken["id"])
    assert (file["topic"], file["mediator"]) == ("tesis talebi", "Muhtar Bekir ASLAN")
    assert messages()[-1] == (PHONE, ACCEPTED)
    assert [row.type for row in told(process)].count("appointment.referred.v1") == 1


def test_accepting_the_first_is_the_mayors_appointment(who, offered, calendar, deputys):
    assert accept(who, offered, 0)["status"] == "scheduled"
    assert [[status for status, _ in one] for one in entries(who, calendar, deputys)] == [["confirmed"], ["cancelled"]]


def test_expiry_frees_both_and_tells_who_took_it_down(process, who, ids, offered, calendar, deputys, messages):
    """Expiry releases both and tells Oğuz ŞAHİN."""
    at(process, "2026-11-26 17:00")
    do_what_is_due(process)
    assert [[status for status, _ in one] for one in entries(who, calendar, deputys)] == [["cancelled"]] * 2
    expired = who("nermin").get_appointment(appointment_id=offered["id"])
    assert (expired["status"], expired["held_until"]) == ("expired", None)
    assert [time["status"] for time in expired["times"]] == ["released"] * 2
    assert messages()[-1] == (
        f"person/{ids['oguz']}",
        "Şükrü İNCE (Akçınarspor) için önerilen gün ve saatlere 26.11.2026 17.00 tarihine kadar cevap gelmedi, tutulan "
        "saatler serbest bırakıldı: 02.12.2026 14.00, 30.11.2026 16.00. Konu: tesis talebi",
    )


def test_after_its_hour_an_offer_binds_nobody_though_no_job_said_so(process, who, offered, an_entry):
    at(process, "2026-11-26 17:00")
    with pytest.raises(Conflict, match="appointment.time_gone"):
        accept(who, offered, 1)
    assert an_entry("14.00", "14.30", day="2026-12-02")["status"] == "confirmed"
    do_what_is_due(process)
    assert who("nermin").get_appointment(appointment_id=offered["id"])["status"] == "expired"


def test_who_takes_none_is_weighed_again_and_all_is_free(who, offered, calendar, deputys):
    named = {"appointment_id": offered["id"], "version": offered["version"]}
    refused = who("oguz").refuse_times(**named, reason="O gün şehir dışında")
    assert (refused["status"], refused["because"]) == ("weighed", "refused")
    assert [[status for status, _ in one] for one in entries(who, calendar, deputys)] == [["cancelled"]] * 2
