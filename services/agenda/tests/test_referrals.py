"""What was referred to a deputy without a time: the office finds one in the deputy's calendar, or answers otherwise."""

from datetime import UTC, datetime

import pytest

from makam_kernel.errors import Conflict, Forbidden, Invalid
from makam_kernel.events import Told
from makam_kernel.ids import new_id
from makam_kernel.testing import at, hear, told

TEN = {"starts_at": "2026-12-03T10:00:00+03:00", "ends_at": "2026-12-03T10:30:00+03:00"}
ELEVEN = {"starts_at": "2026-12-03T11:00:00+03:00", "ends_at": "2026-12-03T11:30:00+03:00"}

pytestmark = pytest.mark.feature("A1.21")


@pytest.fixture
def hers(a_calendar):
    """Gülşen ÇETİN's calendar."""
    return a_calendar("gulsen", kind="deputy", name="Gülşen ÇETİN")


@pytest.fixture
def referred(who, do, an_appointment, hers):
    """Asks for the mayor and is referred to Gülşen ÇETİN by him: ``referred("Şükrü İNCE")``."""

    def make(*args, **facts):
        return do(who("elif"), "refer_appointment", an_appointment(*args, **facts), calendar_id=hers["id"])

    return make


def listed(who, **filters):
    return [one["name"] for one in who("oguz").list_appointments(**filters)["items"]]


def propose(who, appointment, *times):
    facts = {"appointment_id": appointment["id"], "version": appointment["version"], "times": list(times)}
    return who("oguz").propose_times(**facts, held_until="2026-12-02T17:00:00+03:00")


def test_the_secretary_gives_it_a_time_of_the_deputy(process, who, do, referred, hers):
    given = do(who("oguz"), "schedule_appointment", referred(), **TEN)
    assert (given["status"], given["calendar_id"]) == ("scheduled", hers["id"])
    (entry,) = who("gulsen").list_entries(calendar_id=hers["id"])["items"]
    assert (entry["status"], entry["starts_at"]) == ("confirmed", given["starts_at"])
    assert [row.type for row in told(process) if row.type.startswith("appointment.")][-1] == "appointment.scheduled.v1"
    moved = do(who("oguz"), "reschedule_appointment", given, **ELEVEN)
    at(process, "2026-12-03 11:30")
    assert do(who("oguz"), "hold_appointment", moved)["status"] == "held"


def test_times_of_hers_are_offered_and_one_is_taken(who, do, referred, hers, messages):
    file = who("oguz").get_appointment(appointment_id=referred(phone="+905550000007")["id"])
    assert len(file["alternatives"]) == 3
    offered = propose(who, file, *({"calendar_id": hers["id"]} | span for span in (TEN, ELEVEN)))
    assert "(Gülşen ÇETİN)" in messages()[-1][1]
    named = {"appointment_id": offered["id"], "version": offered["version"]}
    taken = who("oguz").accept_time(**named, time_id=offered["times"][1]["id"])
    assert (taken["status"], taken["calendar_id"]) == ("scheduled", hers["id"])
    assert messages()[-1][1].endswith("Sizi Gülşen ÇETİN kabul edecektir.")


def test_it_ends_as_referred_when_it_is_given_to_yet_another(who, do, referred, calendar, hers):
    back = do(who("oguz"), "schedule_appointment", referred(), calendar_id=calendar["id"], **TEN)
    assert (back["status"], back["calendar_id"]) == ("referred", calendar["id"])
    with pytest.raises(Conflict, match="appointment.wrong_status") as refused:
        do(who("oguz"), "schedule_appointment", back, **ELEVEN)
    assert refused.value.details["allowed"] == ["withdrawn"]


@pytest.mark.parametrize(
    ("method", "facts", "status"),
    [
        ("weigh_appointment", {"reason": "Dosyası istendi"}, "weighed"),
        ("waitlist_appointment", {}, "waiting"),
        ("decline_appointment", {"reason": "Konu mahkemede"}, "declined"),
        ("withdraw_appointment", {}, "withdrawn"),
    ],
)
def test_the_office_answers_otherwise(who, do, referred, method, facts, status):
    assert do(who("oguz"), method, referred(), **facts)["status"] == status


def test_it_is_referred_on_and_back_but_not_to_whom_it_lies_with(who, do, referred, calendar, hers):
    appointment = referred()
    with pytest.raises(Invalid, match="appointment.refer_to_one"):
        do(who("nermin"), "refer_appointment", appointment, calendar_id=hers["id"])
    back = do(who("nermin"), "refer_appointment", appointment, calendar_id=calendar["id"])
    given = do(who("nermin"), "schedule_appointment", back, **TEN)
    assert (given["status"], given["calendar_id"]) == ("scheduled", calendar["id"])


def test_a_unit_goes_on_with_it_outside_the_agenda(process, who, do, an_appointment):
    fen = str(new_id())
    names = {"code": "FEN", "name": "Fen İşleri Müdürlüğü", "parent_id": None, "detsis_no": None}
    facts = names | {"valid_from": "2020-01-01", "valid_to": None}
    times = {"sequence": 1, "time": datetime.now(UTC)}
    unit = Told(id=fen, source="gateway", type="unit.changed.v1", subject=f"unit/{fen}", data=facts, **times)
    hear(process, unit)
    referred = do(who("nermin"), "refer_appointment", an_appointment(), unit_id=fen)
    with pytest.raises(Conflict, match="appointment.wrong_status") as refused:
        do(who("nermin"), "schedule_appointment", referred, **TEN)
    assert refused.value.details["allowed"] == ["withdrawn"]
    assert listed(who, open=True) == []


def test_the_deputy_reads_it_and_leaves_the_answer_to_the_office(who, do, referred):
    appointment = referred()
    assert who("gulsen").get_appointment(appointment_id=appointment["id"])["status"] == "referred"
    with pytest.raises(Forbidden, match="action.not_allowed"):
        do(who("gulsen"), "schedule_appointment", appointment, **TEN)


def test_it_is_open_until_it_has_a_time(process, who, do, referred, an_appointment, calendar, hers):
    appointment, _ = referred("Bir"), an_appointment("İki")
    given = do(who("elif"), "schedule_appointment", an_appointment("Üç"), calendar_id=hers["id"], **ELEVEN)
    assert given["status"] == "referred"
    assert (listed(who, open=True), listed(who, open=False)) == (["Bir", "İki"], ["Üç"])
    assert {one["id"] for one in who("oguz").list_open_matters()["items"]} >= {appointment["id"]}
    assert given["id"] not in {one["id"] for one in who("oguz").list_open_matters()["items"]}
    do(who("oguz"), "schedule_appointment", appointment, **TEN)
    assert listed(who, open=True) == ["İki"]


def test_it_is_weighed_again_when_its_time_is_taken_in_the_deputys_calendar(who, do, referred, an_appointment, hers):
    wanted = {"preferred_at": TEN["starts_at"]}
    waiting, other = referred("Bir", **wanted), an_appointment("İki", calendar_id=hers["id"], **wanted)
    assert who("oguz").get_appointment(appointment_id=other["id"])["rivals"] == 1
    do(who("oguz"), "schedule_appointment", other)
    again = who("oguz").get_appointment(appointment_id=waiting["id"])
    assert (again["status"], again["because"], again["calendar_id"]) == ("weighed", "time_taken", hers["id"])
