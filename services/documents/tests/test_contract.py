"""What the service promises to others: every event has an example that fits its schema."""

import json
from pathlib import Path

import pytest

from documents_service.policy import POLICY
from documents_service.service import SERVICE

EXAMPLES = Path(__file__).parents[1] / "contract" / "examples"
TELLS = {event.type: event for event in SERVICE.tells}


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of these is tested elsewhere."""
    return sqlite_uri


@pytest.mark.parametrize("type", TELLS)
def test_the_example_of_every_event_fits_its_schema(type):
    example = json.loads((EXAMPLES / f"{type}.json").read_text(encoding="utf-8"))
    assert TELLS[type]().validate(example) == {}


def test_every_action_stands_in_the_policy_and_is_used(process):
    used = {function.method.action for function in process.methods.values()}
    assert used == set(POLICY.actions)
