"""Fields that are strict where marshmallow is lenient."""

import json

import pytest
from little_service.schemas import Form, ThingView

from makam_kernel.errors import Invalid

ID = "019a2f60-7c00-7000-8000-000000000001"
GOOD = {
    "word": "İnci",
    "code": "a",
    "id": ID,
    "count": 5,
    "yes": True,
    "at": "2026-10-19T10:12:00+03:00",
    "day": "2026-10-19",
    "hour": "14:00",
    "inner": {"count": 1},
    "many": [1, 2],
}
TRAPS = {
    "a number as text": ("count", "5"),
    "a broken number": ("count", 5.7),
    "a whole number as a float": ("count", 5.0),
    "true as a number": ("count", True),
    "a huge number": ("count", 10**400),
    "a number beyond its range": ("count", 101),
    "a negative number": ("count", -1),
    "one as true": ("yes", 1),
    "a word as true": ("yes", "true"),
    "a week date": ("day", "2026-W49-4"),
    "a short date": ("day", "20261019"),
    "a date with foreign digits": ("day", "٢٠٢٦-١٠-١٩"),
    "a day that is none": ("day", "2026-02-30"),
    "a day at the end of the calendar": ("day", "9999-12-31"),
    "a number as a day": ("day", 20261019),
    "an instant without its zone": ("at", "2026-10-19T10:12:00"),
    "an instant without a time": ("at", "2026-10-19"),
    "an instant at the end of the calendar": ("at", "9999-12-31T23:59:59-23:59"),
    "an instant at its beginning": ("at", "0001-01-01T00:00:00+23:59"),
    "an hour with seconds": ("hour", "14:00:00"),
    "an hour that is none": ("hour", "25:00"),
    "a foreign code": ("code", "c"),
    "a code in a list": ("code", ["a"]),
    "NUL": ("word", "a\0b"),
    "an escape": ("word", "a\x1b[31mb"),
    "a lone surrogate": ("word", "a\ud800b"),
    "nothing but spaces": ("word", "   "),
    "too many letters": ("word", "a" * 21),
    "a number as a word": ("word", 5),
    "null": ("word", None),
    "an id without its dashes": ("id", ID.replace("-", "")),
    "an id with dashes at will": ("id", ID.replace("-", "") + "----"),
    "an id in braces": ("id", "{" + ID + "}"),
    "an id with underscores": ("id", "019a2f60-7c00-7000-8000-00000000_001"),
    "an id that is a number": ("id", 5),
    "a list that is none": ("many", {"0": 1}),
    "a list that is too long": ("many", [1, 2, 3, 4]),
    "a wrong one within a list": ("many", [1, "2"]),
    "a form that is none": ("inner", 5),
    "a wrong one within a form": ("inner", {"count": "1"}),
    "an unknown field within a form": ("inner", {"count": 1, "more": 2}),
    "an unknown field": ("more", 1),
}


def test_a_good_form_is_read():
    read = Form().read(GOOD)
    assert read["at"].isoformat() == "2026-10-19T07:12:00+00:00" and str(read["id"]) == ID


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_refused_by_its_place_and_a_known_reason(trap):
    name, value = TRAPS[trap]
    with pytest.raises(Invalid) as refused:
        Form().read({**GOOD, name: value})
    [fault] = refused.value.details["fields"]
    assert fault["pointer"].startswith(f"/{name}")
    known = {"type", "format", "range", "length", "choice", "characters", "unknown", "required"}
    assert fault["reason"] in known
    json.dumps(refused.value.as_value())


def test_the_pointer_leads_into_lists_and_forms():
    with pytest.raises(Invalid) as refused:
        Form().read({"many": [1, "2"], "inner": {"count": 1, "a/b~c": 2}})
    pointers = {fault["pointer"] for fault in refused.value.details["fields"]}
    assert pointers == {"/many/1", "/inner/a~1b~0c"}


def test_what_is_no_form_at_all_is_refused():
    for payload in ([], "form", 5, None):
        with pytest.raises(Invalid):
            Form().read(payload)


def test_words_are_trimmed_and_composed():
    assert Form().read({"word": "  I\u0307nci \n"})["word"] == "İnci"


def test_an_answer_is_read_tolerantly():
    facts = {"id": ID, "version": 1, "number": 1, "label": "a", "state": "kept", "newer": "field"}
    assert "newer" not in ThingView().load(facts)
