"""Turkish text: casing, search folding and alphabetical order, the same on SQLite and PostgreSQL.

Only for words that people write and read. Codes, e-mail addresses, header names, event types and other parts
of a protocol never pass through here: `lower("ID")` is `ıd`.
"""

import re
import unicodedata

LETTERS = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
"""The alphabet of law 1353 with q, w and x where the Turkish rules of CLDR leave them: at their Latin places
(`tr.xml`: &C<ç &G<ğ &[before 1]i<ı &O<ö &S<ş &U<ü; PostgreSQL's "tr-x-icu" follows it).
Unlike there, Î belongs to i: millî, MİLLÎ."""

DIGITS = "0123456789"

_TURKISH_MARKS = dict.fromkeys(map(ord, "\u0302\u0306\u0307\u0308\u0327"))
"""Circumflex, breve, dot above, diaeresis and cedilla: what â ğ İ ö ş carry over a plain letter."""

_PLACES = {" ": "01"} | {char: f"{place}" for place, char in enumerate(DIGITS + LETTERS, start=10)}
_WORD = re.compile(r"\w+")
_SIGN, _FOREIGN, _END = "02", "99", "00"


def lower(text: str) -> str:
    """`IŞIK İLİ` becomes `ışık ili`; Python alone gives `işik` and an `i` followed by U+0307."""
    return unicodedata.normalize("NFC", text).replace("I", "ı").replace("İ", "i").lower()


def upper(text: str) -> str:
    """`ışık ili` becomes `IŞIK İLİ`."""
    return unicodedata.normalize("NFC", text).replace("i", "İ").upper()


def fold(text: str) -> str:
    """The form in which texts are compared in a search: `İNÖNÜ`, `İnönü` and `inonu` are all `inonu`.

    Marks are dropped from the decomposed text, so that a text typed as letter + combining mark folds alike
    and folding twice changes nothing. Marks no Turkish letter carries (é, ñ) stay.
    """
    plain = unicodedata.normalize("NFD", lower(text)).translate(_TURKISH_MARKS).replace("ı", "i")
    return unicodedata.normalize("NFC", plain)


def fold_name(name: str) -> str:
    """The form in which names of people are compared: folded, with one blank between words."""
    return fold(" ".join(name.split()))


def words(*texts: str | None) -> set[str]:
    """The words of these texts, folded, each once."""
    return {word for text in texts if text for word in _WORD.findall(fold(text))}


def sort_key(text: str) -> str:
    """A key to store and ORDER BY: spaces, then signs, digits, Turkish letters, letters of other scripts.

    The key is made of decimal digits only, which every collation of both databases orders alike. It has three
    levels, each deciding where the one before is equal: letters; marks (`hala` before `hâlâ`); case (`ali`
    before `Ali`). Outer and repeated spaces do not count, and a number is ordered digit by digit. Texts alike
    on all levels have equal keys: put the id behind it. A key is two to three times as long as its text (nine
    digits for each sign or foreign letter).
    """
    chars = " ".join(unicodedata.normalize("NFC", text).split())
    levels = [_levels(char) for char in chars if not unicodedata.combining(char)]
    letters, marks, cases = map("".join, zip(*levels, strict=True)) if levels else ("", "", "")
    return letters + _END + marks.rstrip("1") + "0" + cases.rstrip("1")


def _levels(char: str) -> tuple[str, str, str]:
    """What a character weighs as a letter, by its mark and by its case; 1 is a plain, a small one."""
    small = lower(char)
    bare = unicodedata.normalize("NFD", small)[0]
    case = "1" if char == small else "2"
    if small in _PLACES:
        return _PLACES[small], "1", case
    if bare in _PLACES:
        return _PLACES[bare], "2", case
    return f"{_FOREIGN if small.isalpha() else _SIGN}{ord(small):07}", "1", case
