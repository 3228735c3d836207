"""Turkish casing, folding and order: the examples of the office and properties over all texts."""

import random
import re
import sqlite3
from functools import cmp_to_key

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makam_kernel.turkish import fold, lower, sort_key, upper, words

SMALL = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
CAPITAL = "ABCÇDEFGĞHIİJKLMNOÖPQRSŞTUÜVWXYZ"
WORDS = st.text(alphabet=SMALL + CAPITAL + "0123456789 ", max_size=6).map(lambda text: " ".join(text.split()))


def shuffled(texts):
    return random.Random(2429).sample(texts, len(texts))


def plain_comparison(left, right):
    """Letter by letter along the alphabet; among equal words the small letter stands first."""

    def places(text):
        return [(" 0123456789" + SMALL).index(SMALL[CAPITAL.index(c)] if c in CAPITAL else c) for c in text]

    def capitals(text):
        return [c in CAPITAL for c in text]

    ours, theirs = (places(left), capitals(left)), (places(right), capitals(right))
    return (ours > theirs) - (ours < theirs)


class TestCase:
    def test_every_letter_has_its_turkish_counterpart(self):
        assert lower(CAPITAL) == SMALL
        assert upper(SMALL) == CAPITAL

    def test_istanbul_keeps_eight_letters(self):
        assert lower("İSTANBUL") == "istanbul"
        assert upper("istanbul") == "İSTANBUL"

    def test_a_dot_typed_apart_belongs_to_its_letter(self):
        assert lower("I\u0307STANBUL") == "istanbul"


class TestFold:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("IŞIK", "ışık"),
            ("Işık", "isik"),
            ("iNÖNÜ", "İnönü"),
            ("İNÖNÜ", "inönü"),
            ("Isparta", "ISPARTA"),
            ("ISTANBUL", "İSTANBUL"),
            ("istanbul", "İSTANBUL".lower()),  # Python's own lower() leaves a U+0307 behind
            ("ılık", "ilik"),
            ("Hâlâ kâğıt, millî, sükûn", "hala kagit, milli, sukun"),
            ("ÇĞIÖŞÜ çğıöşü", "cgiosu cgiosu"),
            ("s\u0327ehir", "şehir"),  # a letter and its mark as two code points
        ],
    )
    def test_these_find_each_other(self, one, other):
        assert fold(one) == fold(other)

    def test_turkish_letters_become_ascii(self):
        assert fold(SMALL + CAPITAL + "âîûÂÎÛ").isascii()

    def test_marks_foreign_to_turkish_stay(self):
        assert fold("José ŠKODA") == "josé škoda"

    @given(st.text())
    def test_folding_twice_changes_nothing(self, text):
        assert fold(fold(text)) == fold(text)

    @given(st.text(alphabet=SMALL + CAPITAL + "ÂâÎîÛû .-'0123456789"))
    def test_case_never_matters(self, text):
        assert fold(lower(text)) == fold(upper(text)) == fold(text)


class TestSortKey:
    def test_letters_stand_in_the_order_of_the_alphabet(self):
        assert sorted(shuffled(SMALL), key=sort_key) == list(SMALL)

    @pytest.mark.parametrize(
        "in_order",
        [
            ["Cumhuriyet", "Çınaraltı", "Çiçek", "Dere"],
            ["Iğdır", "Isparta", "İlk", "İnönü"],
            ["ılık", "ilik", "ok", "ön", "sel", "şal", "un", "üç", "van", "web", "xenon", "yol"],
            ["Ak", "Ak Çınar", "Ak-Çınar", "Ak2", "Akçınar"],
            ["ali", "Ali", "ALİ", "aliye"],
            ["hala", "Hala", "hâlâ", "halat"],
            ["1. Sokak", "10. Sokak", "2. Sokak", "Abide Sokak", "Zafer Sokak", "Ωmega"],
            ["TLP-2026-000009", "TLP-2026-000010", "TLP-2027-000001"],
        ],
    )
    def test_these_stand_in_this_order(self, in_order):
        assert sorted(shuffled(in_order), key=sort_key) == in_order

    def test_spaces_around_and_doubled_do_not_count(self):
        assert sort_key("  Ak \t Çınar ") == sort_key("Ak Çınar")

    @given(st.text())
    def test_a_key_is_made_of_digits(self, text):
        assert re.fullmatch(r"[0-9]+", sort_key(text), re.ASCII)

    @given(st.lists(WORDS, max_size=8))
    def test_the_order_is_that_of_a_plain_comparison(self, words):
        assert sorted(words, key=sort_key) == sorted(words, key=cmp_to_key(plain_comparison))

    @given(st.text(max_size=4), st.text(max_size=4))
    def test_texts_with_one_key_differ_only_in_spaces_and_marks(self, one, other):
        if sort_key(one) == sort_key(other):
            assert fold(" ".join(one.split())) == fold(" ".join(other.split()))

    def test_the_database_orders_as_python_does(self):
        words = ["zil", "çay", "Işık", "inci", "cam", "İnci", "10", "ak su", "aksu"]
        with sqlite3.connect(":memory:") as database:
            database.execute("create table words (word text, sort text)")
            database.executemany("insert into words values (?, ?)", [(word, sort_key(word)) for word in words])
            stored = [word for (word,) in database.execute("select word from words order by sort")]
        assert stored == sorted(words, key=sort_key)


def test_words_are_folded_and_each_is_there_once():
    assert words("Işık İlçe, ışık-ilçe", None, "", "2026/14") == {"isik", "ilce", "2026", "14"}
