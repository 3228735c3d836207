"""Why somebody was absent is forgotten when its term is over, or when two people decide so."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from agenda_service.absences.models import Absence
from makam_kernel.errors import Conflict
from makam_kernel.testing import at, do_what_is_due

WHY = {"reason": "own_request", "approval_id": "019a2f60-7c00-7000-8000-00000000000a"}


@pytest.fixture
def approving(who):
    """The director, approving what somebody else proposed."""
    nermin = who("nermin")
    nermin.actor = replace(nermin.actor, second=frozenset({"somebody"}))
    return nermin


def kept(process):
    """Why, from when, and where it stands, as it is kept."""
    with process.database.reading() as session:
        absence = session.scalar(select(Absence))
    return absence.kind, absence.reason, absence.status


@pytest.mark.check("S62", "agenda")
def test_a_year_after_its_end_nobody_knows_why(process, a_granted_absence):
    a_granted_absence(kind="sick_leave", reason="kanarya")
    for day, known in (("2027-12-17", ("sick_leave", "kanarya", "ended")), ("2027-12-19", ("absent", None, "ended"))):
        at(process, f"{day} 09:00")
        do_what_is_due(process)
        next(worker for worker in process.workers if worker.name == "retention").step()
        assert kept(process) == known


@pytest.mark.check("S63", "agenda")
@pytest.mark.check("S65", "agenda")
def test_two_people_have_it_told_and_erased(process, approving, a_granted_absence):
    subjects = [f"absence/{a_granted_absence(kind='sick_leave', reason='kanarya')['id']}"]
    [item] = approving.export_person(subjects=subjects, **WHY)["items"]
    assert (item["facts"]["kind"], item["facts"]["reason"]) == ("sick_leave", "kanarya")
    with pytest.raises(Conflict, match="person.has_open_matters"):
        approving.erase_person(subjects=subjects, **WHY)
    at(process, "2026-12-20 09:00")
    do_what_is_due(process)
    assert approving.erase_person(subjects=subjects, **WHY)["erased"] == subjects
    assert kept(process)[:2] == ("absent", None)
