"""What papers say of persons: sealed, told and erased when two people decide so, forgotten when nothing came of it."""

from dataclasses import replace

import pytest

from makam_kernel.errors import Conflict
from makam_kernel.testing import at, bytes_of

WHY = {"reason": "own_request", "approval_id": "019a2f60-7c00-7000-8000-00000000000a"}
WORD = "kanarya"


@pytest.fixture
def approving(who):
    """The director, approving what somebody else proposed."""
    nermin = who("nermin")
    nermin.actor = replace(nermin.actor, second=frozenset({"somebody"}))
    return nermin


def test_two_people_have_a_paper_told_and_erased(who, do, approving, an_incoming_paper):
    paper = an_incoming_paper(subject=f"{WORD} dilekçesi", sender=WORD, attachments=[{"title": WORD}])
    subjects = [f"paper/{paper['id']}"]
    [item] = approving.export_person(subjects=subjects, **WHY)["items"]
    assert (item["facts"]["sender"], item["facts"]["editions"][0]["attachments"]) == (WORD, [WORD])
    with pytest.raises(Conflict, match="person.has_open_matters"):
        approving.erase_person(subjects=subjects, **WHY)
    do(who("ipek"), "close_paper", paper)
    assert approving.erase_person(subjects=subjects, **WHY)["erased"] == subjects
    left = who("ipek").get_paper(paper_id=paper["id"])
    assert WORD not in str(left) and left["number"] == "G-2026-1"
    assert who("ipek").list_papers(text=WORD)["items"] == []


def test_two_years_after_a_refusal_nobody_knows_what_it_said(process, who, do, a_paper, a_signed_paper, go_round):
    refused = go_round(a_paper(circle=["elif"], subject=WORD), left=1)
    do(who("elif"), "refuse_paper", refused, note=WORD)
    signed = a_signed_paper(circle=["elif"], subject=WORD)
    for day, known in (("2028-11-29", True), ("2028-12-02", False)):
        at(process, f"{day} 09:00")
        next(worker for worker in process.workers if worker.name == "retention").step()
        assert (WORD in str(who("okan").get_paper(paper_id=refused["id"]))) is known
    assert who("okan").get_paper(paper_id=signed["id"])["subject"] == WORD


def test_no_word_of_a_paper_lies_open_in_the_database(process, who, do, a_paper, an_incoming_paper, go_round):
    facts = {"subject": f"{WORD}1", "body": f"{WORD}2", "attachments": [{"title": f"{WORD}3"}], "circle": ["elif"]}
    paper = go_round(a_paper(by="ilknur", grade="official_use", **facts), by="ilknur", left=1)
    do(who("elif"), "return_paper", paper, note=f"{WORD}4")
    an_incoming_paper(sender=f"{WORD}5", origin_number=f"{WORD}6")
    assert WORD.encode() not in bytes_of(process.database)
