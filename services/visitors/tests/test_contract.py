"""What the service promises to others: every event fits its schema and carries no words; who may call what."""

import json
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from makam_kernel.db import Base
from makam_kernel.errors import Forbidden
from makam_kernel.testing import told
from visitors_service.policy import POLICY
from visitors_service.service import SERVICE

EXAMPLES = Path(__file__).parents[1] / "contract" / "examples"
TELLS = {event.type: event for event in SERVICE.tells}
PRIVATE = {"name", "phone", "email", "words", "answer", "priority_class", "reason", "purpose", "institution"}


@pytest.mark.parametrize("type", TELLS)
def test_the_example_of_every_event_fits_its_schema(type):
    example = json.loads((EXAMPLES / f"{type}.json").read_text(encoding="utf-8"))
    assert TELLS[type]().validate(example) == {}


@pytest.mark.parametrize("type", TELLS)
def test_no_event_has_a_place_for_words_or_names(type):
    assert not PRIVATE & set(TELLS[type]().fields)


def test_what_is_told_fits_its_schema(process, ipek, a_wish, unit_id):
    wish = a_wish()
    ipek.give_promise(wish_id=wish["id"], words="Yapılacak.", due_on="2026-12-31", unit_id=unit_id("FEN"))
    rows = told(process)
    assert {row.type.split(".")[0] for row in rows} == {"public_day", "place", "wish", "promise"}
    assert [TELLS[row.type]().validate(row.data) for row in rows] == [{}] * len(rows)


def test_every_action_stands_in_the_policy_and_is_used(process):
    used = {function.method.action for function in process.methods.values()}
    assert used | {"place.contact"} == set(POLICY.actions)  # which opens what a view masks


@pytest.mark.parametrize("role", ["citizen", "driver", "operator", "protocol_officer", "unit_staff"])
def test_who_is_not_of_the_office_calls_nobody(process, person, a_running_day, role):
    day = a_running_day()
    with pytest.raises(Forbidden, match="action.not_allowed"):
        person(process, role).call_next(public_day_id=day["id"], room="Masa 1")


def test_the_migrations_make_the_tables_of_the_models(process):
    with process.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []
