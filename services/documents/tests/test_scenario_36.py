"""S36: the mayor's word of 24.11.2026, until it is done."""

import pytest
from sqlalchemy import select

from makam_kernel.errors import Forbidden, Invalid
from makam_kernel.ids import new_id
from makam_kernel.messages import Message
from makam_kernel.testing import at, do_what_is_due, on_record, told

WORDS = "Pazar yerindeki aydınlatma cuma akşamına kadar tamam olsun."
HALIL = str(new_id())


@pytest.fixture
def secretary(who):
    """İpek ILGAZ, who writes down what the mayor orders."""
    return who("ipek")


@pytest.fixture
def hakan(process, person, unit_id):
    """Hakan YILDIZ, director of Fen İşleri."""
    return person(process, "unit_director", name="Hakan YILDIZ", units=[unit_id("FEN")])


@pytest.fixture
def given(process, secretary, unit_id):
    """The mayor's word, recorded on 24.11.2026 at 10.00."""
    at(process, "2026-11-24 10:00")
    order = secretary.give_instruction(
        unit_ids=[unit_id("FEN")],
        words=WORDS,
        oral=True,
        given_by="Elif KARACA",
        due_at="2026-11-27T18:00:00+03:00",
        escalates_to=HALIL,
    )
    return order["items"][0]


@pytest.fixture
def extended(process, who, hakan, do, given):
    """It was received and begun, and there is more time until 01.12.2026, for which the unit asked on 27.11."""
    at(process, "2026-11-24 14:00")
    received = do(hakan, "acknowledge_instruction", given)
    begun = do(hakan, "report_instruction", received, note="Direklerin yarısı yenilendi.")
    at(process, "2026-11-27 11:00")
    until, reason = "2026-12-01T18:00:00+03:00", "Armatürler 30 Kasım'da teslim edilecek."
    facts = {"instruction_id": begun["id"], "version": begun["version"], "reason": reason}
    asked = hakan.ask_extension(until=until, **facts)
    facts |= {"version": asked["version"], "reason": "Teslimat gecikti; uygundur."}
    return who("nermin").approve_extension(**facts)


def notices(process, template):
    """Who was written to with this notice."""
    with process.database.reading() as session:
        found = session.scalars(select(Message).where(Message.template == template)).all()
    return [notice.recipient for notice in found]


def when(process, instant):
    """Let everything be done that is due at an instant, twice as after a restart."""
    at(process, instant)
    do_what_is_due(process)
    do_what_is_due(process)


@pytest.mark.scenario("documents.S36", part="recorded")
def test_the_spoken_order_is_recorded_as_a_spoken_instruction(process, who, given, unit_id):
    """ "Pazar yerindeki aydınlatma …", sözlü talimat, Fen İşleri, due 27.11.2026 18.00; recorded by İpek ILGAZ."""
    shown = who("hakan").get_instruction(instruction_id=given["id"])
    assert (shown["words"], shown["kind"], shown["oral"]) == (WORDS, "instruction", True)
    assert (shown["unit_id"], shown["due_at"]) == (unit_id("FEN"), "2026-11-27T15:00:00Z")
    assert (shown["given_by"], shown["steps"][0]["actor_name"]) == ("Elif KARACA", "İpek ILGAZ")
    assert notices(process, "instruction_given") == [f"unit/{unit_id('FEN')}"]


@pytest.mark.scenario("documents.S36", part="no receipt")
def test_without_a_receipt_within_four_hours_of_work_halil_ozturk_is_told_once(process, who, given):
    """Given at 10.00, so until 15.00: from 12.30 to 13.30 nobody works."""
    when(process, "2026-11-24 14:59")
    assert notices(process, "instruction_no_receipt") == []
    when(process, "2026-11-24 15:00")
    when(process, "2026-11-24 17:00")
    assert notices(process, "instruction_no_receipt") == [f"person/{HALIL}"]
    shown = who("nermin").get_instruction(instruction_id=given["id"])
    assert (shown["status"], shown["escalated_for"]) == ("given", "receipt")
    assert [one["id"] for one in who("elif").list_instructions(escalated=True)["items"]] == [given["id"]]


@pytest.mark.scenario("documents.S36", part="receipt")
def test_a_receipt_in_time_is_told_to_nobody_above(process, hakan, do, given):
    at(process, "2026-11-24 14:00")
    assert do(hakan, "acknowledge_instruction", given)["status"] == "acknowledged"
    when(process, "2026-11-25 09:00")
    assert notices(process, "instruction_no_receipt") == []


@pytest.mark.scenario("documents.S36", part="partial reports")
def test_the_unit_reports_as_often_as_there_is_news(process, hakan, do, given):
    seen = do(hakan, "acknowledge_instruction", given)
    for note in ("Direklerin yarısı yenilendi.", "Kablolama bitti."):
        seen = do(hakan, "report_instruction", seen, note=note)
    reports = [step["note"] for step in seen["steps"] if step["act"] == "reported"]
    assert (seen["status"], reports) == ("in_progress", ["Direklerin yarısı yenilendi.", "Kablolama bitti."])


@pytest.mark.scenario("documents.S36", part="extension")
def test_an_extension_with_reason_keeps_the_first_due_date_in_sight(process, who, extended):
    """Asked on 27.11 until 01.12, approved with a reason: 27.11 stays seen, and nobody is told that it is overdue."""
    assert (extended["first_due_at"], extended["due_at"]) == ("2026-11-27T15:00:00Z", "2026-12-01T15:00:00Z")
    asked, approved = extended["steps"][-2:]
    assert (asked["act"], asked["actor_name"], asked["until_at"]) == (
        "extension_asked",
        "Hakan YILDIZ",
        "2026-12-01T15:00:00Z",
    )
    assert (approved["actor_name"], approved["note"]) == ("Nermin IŞIK", "Teslimat gecikti; uygundur.")
    when(process, "2026-11-27 18:01")
    assert notices(process, "instruction_overdue") == []
    assert who("nermin").list_instructions(late=True)["items"] == []


@pytest.mark.scenario("documents.S36", part="extension is the director's")
def test_the_unit_does_not_extend_its_own_time(hakan, secretary, do, given):
    asked = do(hakan, "acknowledge_instruction", given)
    facts = {"instruction_id": given["id"], "version": asked["version"], "reason": "Yetişmez."}
    asked = hakan.ask_extension(until="2026-12-01T18:00:00+03:00", **facts)
    for one in (hakan, secretary):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            one.approve_extension(**facts | {"version": asked["version"]})


@pytest.mark.scenario("documents.S36", part="overdue")
def test_when_the_new_date_passes_halil_ozturk_is_told_once(process, who, hakan, extended):
    when(process, "2026-11-30 09:00")
    assert len(notices(process, "instruction_due_soon")) == 1
    when(process, "2026-12-01 18:00")
    when(process, "2026-12-02 09:00")
    assert notices(process, "instruction_overdue") == [f"person/{HALIL}"]
    assert [one["id"] for one in who("elif").list_instructions(late=True)["items"]] == [extended["id"]]


@pytest.mark.scenario("documents.S36", part="closing")
def test_it_is_closed_by_evidence_and_the_secretariats_acceptance(process, secretary, hakan, do, extended):
    with pytest.raises(Invalid, match="input.invalid"):
        do(hakan, "finish_instruction", extended)
    done = do(hakan, "finish_instruction", extended, evidence="Tutanak 2026/41 ve fotoğraflar.")
    assert (done["status"], notices(process, "instruction_done")) == ("done", ["role/secretary"])
    with pytest.raises(Forbidden, match="action.not_allowed"):
        do(hakan, "accept_instruction", done)
    closed = do(secretary, "accept_instruction", done)
    assert (closed["status"], closed["evidence"]) == ("accepted", "Tutanak 2026/41 ve fotoğraflar.")
    assert told(process)[-1].type == "instruction.accepted.v1"
    when(process, "2026-12-03 09:00")
    assert notices(process, "instruction_overdue") == []


@pytest.mark.scenario("documents.S36", part="weekly list")
@pytest.mark.parametrize("day", ["2026-11-24", "2026-11-29", "2026-12-01"])
def test_the_weekly_list_for_the_mayor_has_it_once(process, who, extended, day):
    """In the week in which it was given, and in the week into which it was extended."""
    week = who("elif").list_weekly_orders(day=day)
    assert [(one["units"], one["accepted"]) for one in week["items"]] == [(1, 0)]
    assert [one["words"] for one in week["items"][0]["items"]] == [WORDS]
    assert (who("elif").actor.id, "saw list_weekly_orders") in on_record(process, f"instruction/{extended['id']}")


@pytest.mark.scenario("documents.S36", part="weekly list")
def test_the_weekly_list_has_it_not_before_and_not_after(process, who, secretary, hakan, do, extended):
    do(secretary, "accept_instruction", do(hakan, "finish_instruction", extended, evidence="Tutanak"))
    weeks = [who("elif").list_weekly_orders(day=day)["items"] for day in ("2026-11-22", "2026-11-25", "2026-12-01")]
    assert [len(found) for found in weeks] == [0, 1, 0]
