"""Every move of every table is allowed, and every other one is refused with the allowed ones."""

import pytest

from makam_kernel.errors import Conflict
from visitors_service.hosting import workflow as hosting
from visitors_service.places import workflow as places
from visitors_service.promises import workflow as promises
from visitors_service.public_days import workflow as public_days
from visitors_service.visits import workflow as visits

TABLES = {"public_day": public_days, "place": places, "promise": promises, "visit": visits, "hosting_task": hosting}
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


@pytest.mark.check("S74", "the states of visitors")
@pytest.mark.parametrize(("noun", "current", "target"), FORBIDDEN)
def test_every_move_not_in_the_table_is_refused(noun, current, target):
    with pytest.raises(Conflict, match=f"{noun}.wrong_status") as refused:
        TABLES[noun].move(str(current), target)
    assert refused.value.details == {
        "state": str(current),
        "wanted": str(target),
        "allowed": sorted(TABLES[noun].ALLOWED[current]),
    }


@pytest.mark.parametrize("noun", TABLES)
def test_every_state_stands_in_the_table(noun):
    assert set(TABLES[noun].ALLOWED) == set(TABLES[noun].Status)


def test_a_paused_day_is_resumed_and_not_started():
    Status = public_days.Status
    assert public_days.move(Status.PAUSED, Status.RUNNING, only_from=Status.PAUSED) == Status.RUNNING
    with pytest.raises(Conflict) as refused:
        public_days.move(Status.PAUSED, Status.RUNNING, only_from=Status.OPEN)
    assert refused.value.details["allowed"] == ["closed"]
