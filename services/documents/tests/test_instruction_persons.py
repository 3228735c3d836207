"""What instructions and urgent items say of people is sealed, handed out, erased, and forgotten in time."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from documents_service.instructions.models import Instruction
from documents_service.urgent_items.models import UrgentItem
from makam_kernel.errors import Conflict
from makam_kernel.testing import at, bytes_of, do_what_is_due

WHY = {"reason": "own_request", "approval_id": "019a2f60-7c00-7000-8000-00000000000a"}
BIRD = "kanarya"


@pytest.fixture
def approving(who):
    """The director, approving what somebody else proposed."""
    nermin = who("nermin")
    nermin.actor = replace(nermin.actor, second=frozenset({"somebody"}))
    return nermin


@pytest.fixture
def instruction(who, unit_id):
    """An instruction with words in every place that can hold some."""
    due = {"due_at": "2026-12-11T17:00:00+03:00"}
    return who("ipek").give_instruction(unit_ids=[unit_id("FEN")], words=f"{BIRD} emir", **due)["items"][0]


@pytest.fixture
def accepted(who, do, instruction):
    """It was carried out."""
    seen = do(who("hakan"), "acknowledge_instruction", instruction)
    seen = do(who("hakan"), "report_instruction", seen, note=f"{BIRD} not")
    seen = do(who("hakan"), "finish_instruction", seen, evidence=f"{BIRD} tutanak")
    return do(who("ipek"), "accept_instruction", seen)


@pytest.fixture
def dismissed(who, do):
    """An urgent item that did not reach the mayor."""
    item = who("ipek").register_urgent_item(kind="news", words=f"{BIRD} haber", sender=f"{BIRD} kişi")
    return do(who("ipek"), "dismiss_urgent_item", item, reason=f"{BIRD} gerekçe")


def kept(process, model):
    """The words that are kept."""
    with process.database.reading() as session:
        thing = session.scalar(select(model))
        notes = [step.note for step in thing.steps if step.note] if model is Instruction else [thing.sender]
    return [thing.words, *notes]


def forget(process, day):
    """Let what is over be forgotten on a day."""
    at(process, f"{day} 09:00")
    do_what_is_due(process)
    next(worker for worker in process.workers if worker.name == "retention").step()


@pytest.mark.check("S55", part="instructions and urgent items lie sealed")
def test_no_word_lies_open_in_the_files(process, accepted, dismissed):
    assert BIRD.encode() not in bytes_of(process.database)


@pytest.mark.check("S63", part="instructions and urgent items")
@pytest.mark.check("S65", part="instructions and urgent items")
def test_two_people_have_it_told_and_erased(process, approving, accepted, dismissed):
    subjects = [f"instruction/{accepted['id']}", f"urgent_item/{dismissed['id']}"]
    told = approving.export_person(subjects=subjects, **WHY)["items"]
    assert {item["facts"]["words"] for item in told} == {f"{BIRD} emir", f"{BIRD} haber"}
    assert set(approving.erase_person(subjects=subjects, **WHY)["erased"]) == set(subjects)
    assert kept(process, Instruction) == ["(silindi)"] * 3
    assert kept(process, UrgentItem) == ["(silindi)"] * 2


def test_what_is_still_to_be_done_is_not_erased(process, approving, instruction):
    with pytest.raises(Conflict, match="person.has_open_matters"):
        approving.erase_person(subjects=[f"instruction/{instruction['id']}"], **WHY)


@pytest.mark.check("S62", part="urgent items after two years")
def test_urgent_items_are_forgotten_after_two_years(process, dismissed):
    forget(process, "2028-11-29")
    assert kept(process, UrgentItem) == [f"{BIRD} haber", f"{BIRD} kişi"]
    forget(process, "2028-12-02")
    assert kept(process, UrgentItem) == ["(silindi)"] * 2


@pytest.mark.check("S62", part="instructions after fifteen years")
def test_instructions_are_forgotten_fifteen_years_after_their_end(process, accepted):
    forget(process, "2041-11-20")
    assert kept(process, Instruction)[0] == f"{BIRD} emir"
    forget(process, "2041-12-02")
    assert kept(process, Instruction)[0] == "(silindi)"
