"""What the service promises to others: every event fits its schema and says nothing of why somebody is away."""

import json
from pathlib import Path

import pytest

from agenda_service.policy import POLICY
from agenda_service.service import SERVICE
from makam_kernel.testing import told

EXAMPLES = Path(__file__).parents[1] / "contract" / "examples"
TELLS = {event.type: event for event in SERVICE.tells}
MASKING = {"absence.read_private", "entry.read_private", "appointment.contact", "call.contact"}
"""What no method asks for: it opens what others would see masked."""


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of these is tested elsewhere."""
    return sqlite_uri


@pytest.mark.parametrize("type", TELLS)
def test_the_example_of_every_event_fits_its_schema(type):
    example = json.loads((EXAMPLES / f"{type}.json").read_text(encoding="utf-8"))
    assert TELLS[type]().validate(example) == {}


@pytest.mark.parametrize("type", TELLS)
def test_no_event_has_a_place_for_the_reason(type):
    assert not {"kind", "reason", "name"} & set(TELLS[type]().fields)


def test_what_is_told_fits_its_schema(process, a_granted_absence, a_granted_deputy):
    a_granted_deputy(a_granted_absence())
    rows = told(process)
    acts = ("absence.planned", "absence.approved", "deputising.proposed", "deputising.approved")
    assert [row.type for row in rows] == [f"{act}.v1" for act in acts]
    assert [TELLS[row.type]().validate(row.data) for row in rows] == [{}] * 4


def test_every_action_stands_in_the_policy_and_is_used(process):
    used = {function.method.action for function in process.methods.values()}
    assert used | MASKING == set(POLICY.actions)
