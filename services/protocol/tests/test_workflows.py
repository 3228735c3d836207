"""Every move of every table is allowed, and every other one is refused with the allowed ones."""

import pytest

from makam_kernel.errors import Conflict
from protocol_service.ceremonies import workflow as ceremonies
from protocol_service.courtesies import workflow as courtesies
from protocol_service.expenses import workflow as expenses
from protocol_service.invitations import workflow as invitations
from protocol_service.tasks import workflow as tasks

TABLES = {
    "ceremony": ceremonies,
    "ceremony_task": tasks,
    "courtesy": courtesies,
    "expense": expenses,
    "invitation": invitations,
}
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


@pytest.mark.check("S74", "the states of protocol")
@pytest.mark.parametrize(("noun", "current", "target"), FORBIDDEN)
def test_every_move_not_in_the_table_is_refused(noun, current, target):
    with pytest.raises(Conflict, match=f"{noun}.wrong_status") as refused:
        TABLES[noun].move(str(current), target)
    assert refused.value.details["allowed"] == sorted(TABLES[noun].ALLOWED[current] - {target})


@pytest.mark.parametrize("noun", TABLES)
def test_every_state_stands_in_the_table(noun):
    assert set(TABLES[noun].ALLOWED) == set(TABLES[noun].Status)
