"""The words and the search for them, by themselves."""

import base64
import json
from urllib.parse import quote_plus

import pytest
from canaries import Flock, Search
from stdnum.tr import tckimlik

from makam_kernel.turkish import fold, upper

WAYS = {
    "UTF-8": str.encode,
    "UTF-16": lambda text: text.encode("utf-16"),
    "Latin-5": lambda text: text.encode("cp1254"),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "JSON": lambda text: json.dumps({"a": text}).encode(),
    "an address": lambda text: quote_plus(text).encode(),
    "HTML": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "capitals": lambda text: upper(text).encode(),
    "folded": lambda text: fold(text).encode(),
    **{f"base64 after {n}": lambda text, n=n: base64.b64encode(b"x" * n + text.encode() + b"y") for n in range(3)},
    "base64 of UTF-16": lambda text: base64.urlsafe_b64encode(b"xx" + text.encode("utf-16-le")),
}


@pytest.fixture
def flock():
    return Flock()


@pytest.mark.parametrize("way", WAYS)
def test_a_word_is_found_however_it_is_written(flock, way):
    for number in range(20):
        flock.words("thing", f"field {number}")
    search = Search(flock.birds)
    for bird in flock.birds:
        assert search(b"before" + WAYS[way](bird.text) + b"after") == {bird}


def test_a_telephone_number_is_found_however_it_is_spaced(flock):
    phone = flock.phone("thing", "phone")
    flock.phone("another", "phone")
    plain = phone.removeprefix("+90")
    for written in (phone, f"0{plain}", f"0 ({plain[:3]}) {plain[3:6]} {plain[6:8]} {plain[8:]}"):
        assert {bird.about for bird in Search(flock.birds)(written.encode())} == {"thing"}


def test_a_masked_number_is_not_taken_for_the_number(flock):
    phone = flock.phone("thing", "phone")
    assert Search(flock.birds)(f"•••••••••{phone[-4:]}".encode()) == set()


def test_identity_numbers_are_valid(flock):
    assert all(tckimlik.is_valid(flock.national_id("thing", "number")) for _ in range(100))
