"""A petitioner's and a caller's own rights: their file, their erasure, and the term of what is kept; and what of both
is still open."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from agenda_service.personal import REGISTER
from makam_kernel.db import Base
from makam_kernel.errors import Conflict
from makam_kernel.testing import at, do_what_is_due

WHO = {"phone": "+905559998877", "name": "HATİCE  KANARYA"}
WHY = {"reason": "own_request", "approval_id": "019a2f60-7c00-7000-8000-00000000000a"}
TEN = {"starts_at": "2026-12-03T10:00:00+03:00", "ends_at": "2026-12-03T10:30:00+03:00"}
OF_APPOINTMENT = {
    "appointments.name": "Hatice KANARYA",
    "appointments.phone": "+905559998877",
    "appointments.email": "kanarya-posta@example.org",
    "appointments.title": "kanarya-unvan",
    "appointments.institution": "kanarya-kurum",
    "appointments.mediator": "kanarya-aracı",
    "appointments.topic": "kanarya-konu",
    "appointments.companions": "kanarya-yanında",
    "appointments.reason": "kanarya-neden",
}
OF_CALL = {
    "calls.name": "Hatice KANARYA",
    "calls.phone": "+905559998877",
    "calls.email": "kanarya-telefon@example.org",
    "calls.title": "kanarya-görev",
    "calls.institution": "kanarya-daire",
    "calls.words": "kanarya-sözler",
    "calls.note": "kanarya-sonuç",
    "call_tries.note": "kanarya-deneme",
}
CANARIES = OF_APPOINTMENT | OF_CALL


@pytest.fixture
def approving(who):
    """The director, approving what somebody else proposed."""
    nermin = who("nermin")
    nermin.actor = replace(nermin.actor, second=frozenset({"somebody"}))
    return nermin


@pytest.fixture
def appointment(who, do, an_appointment):
    """Somebody with a canary in every field, who had an appointment and withdrew."""
    facts = {name.partition(".")[2]: canary for name, canary in OF_APPOINTMENT.items()}
    facts |= {"companions": [{"name": facts["companions"]}], "by": "sevil"}
    reason = facts.pop("reason")
    scheduled = do(who("nermin"), "schedule_appointment", an_appointment(**facts), **TEN)
    return do(who("oguz"), "withdraw_appointment", scheduled, reason=reason)


@pytest.fixture
def call(who, do, calendar):
    """Somebody with a canary in every field, who called and was reached."""
    facts = {name.partition(".")[2]: canary for name, canary in OF_CALL.items() if name.startswith("calls.")}
    note = facts.pop("note")
    due = {"calendar_id": calendar["id"], "due_at": "2026-12-01T12:00:00+03:00"}
    logged = who("oguz").log_call(**facts, **due)
    tried = do(who("oguz"), "try_call", logged, outcome="busy", note=OF_CALL["call_tries.note"])
    return do(who("oguz"), "close_call", tried, result="connected", note=note)


def left(process):
    """Which of the canaries the database still holds, opened."""
    with process.database.reading() as session:
        rows = [str(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
    text = "\n".join(rows)
    return {canary for canary in CANARIES.values() if canary in text}


def test_the_register_names_no_field_that_the_canaries_do_not_cover():
    of_persons = {place for place in REGISTER.sealed if place.startswith(("appointments.", "calls.", "call_tries."))}
    assert of_persons == CANARIES.keys()


@pytest.mark.check("S65", "agenda: appointments and calls, complete against the register")
def test_the_file_tells_everything(process, appointment, call, approving, an_appointment):
    an_appointment("Mehmet Işık")
    file = approving.export_person(**WHO, **WHY)
    assert {item["subject"] for item in file["items"]} == {f"appointment/{appointment['id']}", f"call/{call['id']}"}
    words = json.dumps(file, ensure_ascii=False)
    assert [canary for canary in CANARIES.values() if canary not in words] == [] and "Mehmet" not in words


@pytest.mark.check("S63", "agenda: appointments, calls, entries, messages")
def test_erasure_leaves_no_word_and_every_state(process, who, appointment, call, approving, messages):
    assert left(process) == set(CANARIES.values())
    erased = set(approving.erase_person(**WHO, **WHY)["erased"])
    assert {f"appointment/{appointment['id']}", f"call/{call['id']}"} <= erased
    assert left(process) == set()
    seen = who("nermin").get_appointment(appointment_id=appointment["id"])
    assert (seen["name"], seen["status"], seen["times"][0]["status"]) == ("Silindi", "withdrawn", "released")
    assert who("nermin").get_call(call_id=call["id"])["status"] == "connected"


def test_erasure_waits_for_what_is_still_open(process, who, approving, an_appointment, calendar):
    an_appointment(**WHO)
    with pytest.raises(Conflict, match="person.has_open_matters"):
        approving.erase_person(**WHO, **WHY)


@pytest.mark.check("S62", "agenda: appointments and calls")
def test_each_goes_when_its_term_is_over(process, appointment, call):
    for day, kept in (
        ("2027-11-30", set(CANARIES.values())),
        ("2027-12-02", set(OF_APPOINTMENT.values())),
        ("2028-12-03", set()),
    ):
        at(process, f"{day} 12:00")
        do_what_is_due(process)
        next(worker for worker in process.workers if worker.name == "retention").step()
        assert left(process) == kept


class TestOpen:
    def test_what_waits_for_an_answer_or_a_call_is_open_and_late_in_time(self, process, who, an_appointment, calendar):
        asked = an_appointment(preferred_at="2026-12-04T15:00:00+03:00")
        due = {"due_at": "2026-12-01T12:00:00+03:00", "words": "kış hazırlıkları"}
        call = who("oguz").log_call(calendar_id=calendar["id"], name="Murat TOPRAK", **due)
        seen = who("elif").list_open_matters()
        assert [(one["noun"], one["id"], one["late"]) for one in seen["items"]] == [
            ("call", call["id"], False),
            ("appointment", asked["id"], False),
        ]
        assert seen["counts"] == {"open": 2, "late": 0}
        at(process, "2026-12-01 12:00")
        assert [one["id"] for one in who("elif").list_open_matters(late=True)["items"]] == [call["id"]]
        assert who("hakan").list_open_matters()["items"] == who("gulsen").list_open_matters()["items"] == []

    def test_the_mayors_day_shows_who_comes_and_who_is_to_be_called(self, who, do, an_appointment, calendar):
        appointment = do(who("nermin"), "schedule_appointment", an_appointment(), **TEN)
        call = who("oguz").log_call(
            calendar_id=calendar["id"], name="Murat TOPRAK", words="x", due_at="2026-12-03T12:00:00+03:00"
        )
        day = who("elif").get_day(day="2026-12-03")
        assert [one["id"] for one in day["appointments"]] == [appointment["id"]]
        assert [one["call"]["id"] for one in day["calls"]] == [call["id"]]
        assert [row["title"] for row in day["programme"]] == ["Şükrü İNCE"]
