"""Words that stand nowhere else, to be looked for where they must not be, however they are written there."""

import base64
import json
import quopri
import re
import secrets
from dataclasses import dataclass
from itertools import count
from os.path import commonprefix
from urllib.parse import quote

from makam_kernel.turkish import fold, lower, sort_key, upper

LATIN, TURKISH = "bcdfghjklmnpqrstvwxz", "çğıöşü"
BEGIN = 6  # what a needle has at least, so that a search reads the bytes once for all words that begin alike


@dataclass(frozen=True)
class Canary:
    """A word, the field that it was put into, and the thing that it belongs to, which says who may see it. A ``plain``
    one is no personal value: the database may hold it in clear."""

    text: str
    place: str
    about: str
    plain: bool = False

    def __str__(self):
        return f"{self.place} of {self.about}"


class Flock:
    """Makes canaries. All words of one kind begin alike."""

    def __init__(self):
        self.birds = []
        self._beginnings = {letters: _random(letters, 5) for letters in (LATIN, TURKISH)}
        self._line, self._person = f"5{_digits(5)}", f"{secrets.randbelow(9) + 1}{_digits(3)}"
        self._serial = count(secrets.randbelow(5000))

    @property
    def sealed(self):
        """Those that no database may hold in clear."""
        return [bird for bird in self.birds if not bird.plain]

    def words(self, about, place, **more):
        """A text with an ASCII word and a Turkish one."""
        both = [self._beginnings[letters] + _random(letters, 11) for letters in (LATIN, TURKISH)]
        for word in both:
            self.learn(word, about, place, **more)
        return " ".join(both)

    def word(self, about, place, **more):
        """One ASCII word."""
        return self.learn(self._beginnings[LATIN] + _random(LATIN, 11), about, place, **more)

    def email(self, about, place):
        """A mail address."""
        return f"{self.word(about, place)}@example.org"

    def phone(self, about, place):
        """A mobile number as it is kept."""
        return "+90" + self.learn(f"{self._line}{next(self._serial):04}", about, place)

    def national_id(self, about, place):
        """An identity number whose check digits are right."""
        digits = [int(digit) for digit in f"{self._person}{next(self._serial):05}"]
        tenth = (7 * sum(digits[0::2]) - sum(digits[1::2])) % 10
        digits += [tenth, (sum(digits) + tenth) % 10]
        return self.learn("".join(map(str, digits)), about, place)

    def learn(self, text, about, place, **more):
        """Take in a word that somebody else made, such as a secret."""
        if any(bird.text == text for bird in self.birds):
            raise ValueError("twice the same word: not one that stands nowhere else")
        self.birds.append(Canary(text, place, about, **more))
        return text


class Search:
    """Finds canaries in any bytes."""

    def __init__(self, birds):
        forms = sorted({(form, bird) for bird in birds for form in forms_of(bird.text)}, key=lambda one: one[0])
        groups = {}
        for form, bird in forms:
            groups.setdefault(form[:BEGIN], []).append((form, bird))
        self.needles = {commonprefix([form for form, _ in group]): group for group in groups.values()}

    def __call__(self, data):
        """The canaries in the data, each once."""
        found = (self._within(data, group) for needle, group in self.needles.items() if data.find(needle) >= 0)
        return {bird for birds in found for bird in birds}

    @staticmethod
    def _within(data, group):
        return [bird for form, bird in group if data.find(form) >= 0]


def forms_of(text):
    """The bytes by which a word may be written down: cased, folded, as a sort key, escaped, encoded."""
    escaped, quoted = json.dumps(text)[1:-1], quote(text)
    texts = {text, text.upper(), upper(text), lower(text), fold(text), sort_key(text)[: 2 * len(text)]}
    texts |= {escaped, re.sub(r"(?<=\\u)....", lambda code: code[0].upper(), escaped), quoted, quoted.lower()}
    texts |= {text.encode().hex(), text.encode().hex().upper(), quopri.encodestring(text.encode()).decode()}
    texts |= {text.encode("ascii", "xmlcharrefreplace").decode(), *(_spaced(text) if text.isdigit() else ())}
    forms = {one.encode() for one in texts}
    forms |= {text.encode(codec) for codec in ("utf-16-le", "utf-16-be", "iso-8859-9")}
    return forms | _in_base64(text.encode()) | _in_base64(text.encode("utf-16-le"))


def _in_base64(raw):
    """Inside of longer base64, at each of the three places where its first byte may fall."""
    found = set()
    for before in range(3):
        first, last = -(-before * 8 // 6), (before + len(raw)) * 8 // 6
        found |= {encode(bytes(before) + raw)[first:last] for encode in (base64.b64encode, base64.urlsafe_b64encode)}
    return found


def _spaced(number):
    """A telephone number as people write it."""
    if len(number) != 10:
        return set()
    a, b, c, d = number[:3], number[3:6], number[6:8], number[8:]
    return {f"{a} {b} {c} {d}", f"{a} {b} {c}{d}", f"{a}-{b}-{c}-{d}", f"({a}) {b} {c} {d}", f"({a}) {b} {c}{d}"}


def _random(letters, length):
    return "".join(secrets.choice(letters) for _ in range(length))


def _digits(length):
    return _random("0123456789", length)
