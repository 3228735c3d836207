"""The envelope of a fact, and what a receiver refuses to read."""

import json

import pytest
from little_service.schemas import ThingKept

from makam_kernel import events
from makam_kernel.testing import told

GOOD = {
    "specversion": "1.0",
    "id": "e1",
    "source": "/other",
    "type": "page.changed.v1",
    "subject": "page/1",
    "time": "2026-10-19T07:12:00Z",
    "sequence": 1,
    "data": {"state": "open"},
    "actorid": "p1",
    "newer": "attribute",
}


def test_an_event_says_what_happened_to_what_and_who_was_the_cause(process, person):
    person(process, "clerk", id="p1").keep_thing(label="Ayşe Yılmaz")
    [row] = told(process)
    read = events.read(events.envelope(row, "little"), user="little")
    assert (read.source, read.type, read.sequence, read.data, read.actor) == (
        "little",
        "thing.kept.v1",
        1,
        {"number": 1},
        "p1",
    )
    assert "Ayşe" not in events.envelope(row, "little").decode()


@pytest.mark.parametrize("data", [{}, {"number": "one"}, {"number": 1, "label": "Ayşe"}, {"number": None}])
def test_a_fact_that_its_schema_does_not_promise_is_none(data):
    with pytest.raises(ValueError):
        ThingKept.of(**data)


def test_an_attribute_that_a_newer_sender_adds_is_ignored():
    assert events.read(json.dumps(GOOD).encode(), user="other").id == "e1"


BAD = {
    "no JSON": b"\xff\xfe",
    "nothing": b"",
    "a list": b"[]",
    "a number": b"5",
    "null": b"null",
    "200,000 brackets": b"[" * 200_000,
    "too large": json.dumps({**GOOD, "data": {"a": "b" * 300_000}}).encode(),
    "a huge number": json.dumps(GOOD).replace('"sequence": 1', '"sequence": ' + "9" * 5000).encode(),
}
WRONG = {
    "another version": {"specversion": "2.0"},
    "a foreign source": {"source": "/gateway"},
    "a source without its slash": {"source": "other"},
    "no id": {"id": None},
    "an empty id": {"id": ""},
    "a long id": {"id": "a" * 300},
    "a surrogate in the id": {"id": "a\ud800"},
    "NUL in the subject": {"subject": "a\0"},
    "a line break in the type": {"type": "a\nb"},
    "a sequence as text": {"sequence": "1"},
    "a sequence as true": {"sequence": True},
    "a negative sequence": {"sequence": -1},
    "a sequence no database holds": {"sequence": 2**40},
    "data that are none": {"data": "words"},
    "no time": {"time": None},
    "a time without its zone": {"time": "2026-10-19T07:12:00"},
    "a time outside the calendar": {"time": "0001-01-01T00:00:00+14:00"},
    "an actor that is none": {"actorid": {"a": 1}},
    "a cause that is none": {"causeid": "a\0"},
}


@pytest.mark.parametrize("case", [*BAD, *WRONG])
def test_what_is_no_event_is_refused_without_its_words(case):
    body = BAD.get(case) or (b"" if case == "nothing" else json.dumps({**GOOD, **WRONG.get(case, {})}).encode())
    with pytest.raises(ValueError) as refused:
        events.read(body, user="other")
    assert len(str(refused.value)) < 200


@pytest.mark.check("S52", part="receiver")
@pytest.mark.parametrize("user", ["gateway", None, "", "other/"])
def test_an_event_from_a_user_that_is_not_its_source_is_refused(user):
    """S52: receivers demand the broker-verified user and compare it with the event's source."""
    with pytest.raises(ValueError):
        events.read(json.dumps(GOOD).encode(), user=user)
