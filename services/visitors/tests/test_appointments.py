"""A delegation that has an appointment is expected, at its time, by the desk."""

import json
from pathlib import Path

import pytest

from makam_kernel.errors import NotFound
from makam_kernel.ids import new_id
from makam_kernel.inbox import open_counts
from makam_kernel.testing import at, do_what_is_due, hear
from visitors_service.subscriptions import APPOINTMENT_EVENTS, NOT_COMING

CONTRACT = Path(__file__).parents[2] / "agenda" / "contract" / "events.json"
WORDS = {
    "name": "Şükrü İNCE",
    "title": "Başkan",
    "institution": "Akçınarspor",
    "topic": "tesis talebi",
    "companions": [{"name": "Ayla TAN", "title": None, "role": "interpreter"}],
    "host_name": "Belediye Başkanı",
}
TEN, ELEVEN, FRIDAY = "2026-12-02T07:00:00Z", "2026-12-02T08:00:00Z", "2026-12-04T07:00:00Z"


class Agenda:
    """Answers as agenda would; ``gone`` when the appointment has no time any more."""

    gone = False

    def because_of(self, _event):
        return self

    agenda = property(lambda self: self)

    def get_appointment_words(self, appointment_id):
        if self.gone:
            raise NotFound("appointment.not_found")
        return WORDS | {"id": appointment_id}


@pytest.fixture
def agenda(process):
    """Stands in for the agenda service."""
    process.inbox.owners = Agenda()
    return process.inbox.owners


@pytest.fixture
def tell(process, agenda, an_event):
    """Hears what agenda tells of one appointment of a delegation: ``tell("scheduled", 2, TEN)``."""
    id = new_id()
    at(process, "2026-12-01 09:00")

    def make(status, sequence, starts_at=None, *, type=None, is_delegation=True):
        data = {"status": status, "starts_at": starts_at, "ends_at": starts_at, "held_until": None, "unit_id": None}
        data |= {"calendar_id": str(new_id()), "persons": 2, "is_delegation": is_delegation}
        type = f"appointment.{type or status}.v1"
        hear(process, an_event(type, "agenda", f"appointment/{id}", data, sequence=sequence))

    make.source = f"appointment/{id}"
    return make


def visits(ipek):
    return [(visit["status"], visit["planned_at"]) for visit in ipek.list_visits()["items"]]


def test_everything_that_agenda_tells_of_appointments_is_heard():
    tells = json.loads(CONTRACT.read_text(encoding="utf-8"))["tells"]
    assert sorted(APPOINTMENT_EVENTS) == sorted(type for type in tells if type.startswith("appointment."))


def test_a_delegation_becomes_a_visit_with_its_people(ipek, tell):
    tell("received", 1)
    assert visits(ipek) == []
    tell("scheduled", 2, TEN)
    (visit,) = ipek.list_visits()["items"]
    assert (visit["planned_at"], visit["institution"], visit["purpose"]) == (TEN, "Akçınarspor", "tesis talebi")
    assert (visit["host_name"], visit["source"]) == ("Belediye Başkanı", tell.source)
    people = [(member["name"], member["role"]) for member in visit["members"]]
    assert people == [("Şükrü İNCE", "head"), ("Ayla TAN", "interpreter")]


def test_the_guests_of_a_deputy_are_expected_too(ipek, tell):
    tell("referred", 3, TEN)
    assert visits(ipek) == [("planned", TEN)]


def test_a_single_guest_is_no_delegation(ipek, tell):
    tell("scheduled", 2, TEN, is_delegation=False)
    assert visits(ipek) == []


def test_it_moves_with_the_appointment_and_is_not_closed_on_the_old_day(process, ipek, tell):
    tell("scheduled", 2, TEN)
    (visit,) = ipek.list_visits()["items"]
    ipek.confirm_visit(visit_id=visit["id"], version=visit["version"])
    tell("scheduled", 3, FRIDAY, type="rescheduled")
    assert visits(ipek) == [("planned", FRIDAY)]
    at(process, "2026-12-02 19:00")
    do_what_is_due(process)
    assert visits(ipek) == [("planned", FRIDAY)]
    at(process, "2026-12-04 19:00")
    do_what_is_due(process)
    assert visits(ipek) == [("no_show", FRIDAY)]


@pytest.mark.parametrize(("status", "type"), [("weighed", "cancelled"), ("withdrawn", None), ("referred", None)])
def test_it_is_called_off_with_the_appointment(ipek, tell, status, type):
    tell("scheduled", 2, TEN)
    tell(status, 3, type=type)
    (visit,) = ipek.list_visits()["items"]
    assert (visit["status"], visit["reason"]) == ("cancelled", NOT_COMING)
    tell("scheduled", 4, ELEVEN)
    assert sorted(visits(ipek)) == [("cancelled", TEN), ("planned", ELEVEN)]


def test_of_guests_who_are_in_the_house_nothing_changes(process, ipek, tell):
    tell("scheduled", 2, TEN)
    (visit,) = ipek.list_visits()["items"]
    ipek.arrive_visit(visit_id=visit["id"], version=visit["version"])
    tell("scheduled", 3, ELEVEN, type="rescheduled")
    tell("held", 4, ELEVEN)
    tell("weighed", 5, type="cancelled")
    assert visits(ipek) == [("arrived", TEN)]


def test_older_and_repeated_facts_change_nothing(process, ipek, tell):
    tell("scheduled", 3, ELEVEN, type="rescheduled")
    tell("scheduled", 2, TEN)
    tell("scheduled", 3, ELEVEN, type="rescheduled")
    assert visits(ipek) == [("planned", ELEVEN)]


def test_who_lost_the_time_meanwhile_is_not_expected(process, ipek, agenda, tell):
    agenda.gone = True
    tell("scheduled", 2, TEN)
    assert visits(ipek) == []
    with process.database.reading() as session:
        assert open_counts(session) == {"waiting": 0, "parked": 0}
