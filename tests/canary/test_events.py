"""What is told to everybody who subscribes: ids, codes, states and days; whoever needs the words asks their owner."""

import json

import pytest
from hearing import event_exchanges

from makam_tools.site import HOMES

FREE_TEXTS = {
    "code": "the code of a unit, a post or a category",
    "detsis_no": "the number of a unit in the state's register of units",
    "name": "the name of a unit",
    "title": "the name of a post in the staff plan",
    "number": "a register number",
    "origin": "noun and id of what a request came of",
    "source": "noun and id of what an expense or an instruction is for",
    "day": "a day of the year, of a rule",
    "room": "the room that a number is called to",
}
"""Fields of events that hold text which no code list bounds, and what it is: never of a person."""


def fields():
    """``(type, name, schema)`` of every field of every event in the contracts."""
    for home in HOMES.values():
        contract = json.loads((home / "contract/events.json").read_text())
        for type, event in contract["tells"].items():
            schema = contract["components"]["schemas"][event["data"]["$ref"].rsplit("/", 1)[1]]
            yield from ((type, name, field) for name, field in schema["properties"].items())


def is_bounded(field):
    """Whether the field can hold ids, codes, days, numbers and nothing else."""
    field = field.get("items", field)
    kinds = field.get("type", [])
    kinds = set([kinds] if isinstance(kinds, str) else kinds) - {"null"}
    return kinds <= {"integer", "boolean"} or "enum" in field or field.get("format") in ("uuid", "date", "date-time")


@pytest.mark.check("S27", part="contracts")
def test_the_fields_of_events_are_ids_codes_days_and_numbers():
    free = {(type, name) for type, name, field in fields() if not is_bounded(field)}
    assert {(type, name) for type, name in free if name not in FREE_TEXTS} == set()
    assert FREE_TEXTS.keys() == {name for _, name in free}


@pytest.mark.check("S27", part="a subscriber of everything")
@pytest.mark.check("S20", part="events")
def test_no_event_carries_a_word_of_anybody(town, search):
    heard = town.heard()
    assert {message.delivery_info["exchange"] for message in heard} == set(event_exchanges(town.trial))
    for message in heard:
        raw = message.body if isinstance(message.body, bytes) else message.body.encode()
        told = search(raw) | search(repr((message.properties, message.delivery_info)).encode())
        assert not told, f"{message.delivery_info['routing_key']}: {sorted(map(str, told))}"
        assert json.loads(raw)["type"] == message.delivery_info["routing_key"]
