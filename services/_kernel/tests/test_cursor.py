"""Keyset pages, and cursors that somebody has tampered with."""

import base64
import json

import pytest

from makam_kernel import cursor
from makam_kernel.errors import Invalid


def a_cursor(values):
    """A cursor as an attacker would make it."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def test_pages_hold_each_thing_once_though_others_are_added_meanwhile(process, person):
    clerk = person(process, "clerk")
    labels = [clerk.keep_thing(label=f"n{place:02}")["label"] for place in range(7)]
    seen, place = [], None
    while True:
        answer = clerk.list_things(limit=3, **({"cursor": place} if place else {}))
        seen += [item["label"] for item in answer["items"]]
        if (place := answer["next_cursor"]) is None:
            break
        if len(seen) == 3:
            labels.append(clerk.keep_thing(label="n07")["label"])
    assert seen == labels


FORGED = {
    "no base64": "%%%",
    "no JSON": base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    "too few values": a_cursor([1]),
    "too many values": a_cursor([1, "a", 2]),
    "no list": a_cursor({"a": 1}),
    "null": a_cursor([None, "a"]),
    "text for a number": a_cursor(["x", "a"]),
    "a number no database holds": a_cursor([2**70, "a"]),
    "infinity": base64.urlsafe_b64encode(b'[1e999,"a"]').decode(),
    "NUL": a_cursor([1, "a\0b"]),
    "a lone surrogate": a_cursor([1, "\ud800"]),
    "deep nesting": base64.urlsafe_b64encode(b"[" * 300).decode(),
    "letters beyond ASCII": "ığüşöç",
}


def test_a_cursor_that_was_tampered_with_is_invalid_and_nothing_worse(process, person):
    reader = person(process, "reader")
    for forgery in FORGED.values():
        with pytest.raises(Invalid, match="input"):
            reader.list_things(cursor=forgery)


def test_an_instant_in_a_cursor_has_its_zone():
    place = cursor.encode(["2026-10-19T10:00:00"])
    with pytest.raises(Invalid):
        cursor.decode(place, [cursor.instant])
