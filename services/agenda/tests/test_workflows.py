"""Every move of every table is allowed, and every other one is refused with the allowed ones."""

import pytest

from agenda_service.absences import workflow as absences
from agenda_service.appointments import workflow as appointments
from agenda_service.calls import workflow as calls
from agenda_service.deputisings import workflow as deputisings
from agenda_service.entries import workflow as entries
from makam_kernel.errors import Conflict

TABLES = {"appointment": appointments, "call": calls, "absence": absences, "deputising": deputisings, "entry": entries}
PAIRS = [
    (noun, current, target)
    for noun, workflow in TABLES.items()
    for current in workflow.Status
    for target in workflow.Status
]
ALLOWED = [pair for pair in PAIRS if pair[2] in TABLES[pair[0]].ALLOWED[pair[1]]]
FORBIDDEN = [pair for pair in PAIRS if pair not in ALLOWED]


@pytest.mark.parametrize(("noun", "current", "target"), ALLOWED)
def test_every_move_in_the_table_is_allowed(noun, current, target):
    assert TABLES[noun].move(str(current), target) == target


@pytest.mark.check("S74", "the states of agenda")
@pytest.mark.parametrize(("noun", "current", "target"), FORBIDDEN)
def test_every_move_not_in_the_table_is_refused(noun, current, target):
    with pytest.raises(Conflict, match=f"{noun}.wrong_status") as refused:
        TABLES[noun].move(str(current), target)
    assert refused.value.details["allowed"] == sorted(TABLES[noun].ALLOWED[current])


@pytest.mark.parametrize("noun", TABLES)
def test_every_state_stands_in_the_table(noun):
    assert set(TABLES[noun].ALLOWED) == set(TABLES[noun].Status)
