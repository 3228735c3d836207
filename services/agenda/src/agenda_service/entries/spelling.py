"""Names of places with their Turkish endings, for sentences: Çınaraltı Parkı'ndan Makam Odası'na."""

from makam_kernel.turkish import LETTERS, lower

BACK, FRONT = "aıou", "eiöü"
VOWELS = BACK + FRONT
HARD = "fstkçşhp"


def from_there(place):
    """The place as where somebody comes from: ``Encümen Salonu'ndan``, ``Ankara'dan``, ``Tokat'tan``."""
    last, vowel, is_compound = _ending(place)
    consonant = "t" if last in HARD else "d"
    return f"{place}'{'n' if is_compound else ''}{consonant}{_open(vowel)}n"


def to_there(place):
    """The place as where somebody goes: ``Encümen Salonu'na``, ``Ankara'ya``, ``Tokat'a``."""
    last, vowel, is_compound = _ending(place)
    joint = "n" if is_compound else "y" if last in VOWELS else ""
    return f"{place}'{joint}{_open(vowel)}"


def _ending(place):
    """Its last letter, its last vowel, and whether it is a compound (Makam Odası: more than one word, possessive)."""
    letters = [letter for letter in lower(place).replace("â", "a").replace("î", "i").replace("û", "u")]
    last = next((letter for letter in reversed(letters) if letter in LETTERS), "e")
    vowel = next((letter for letter in reversed(letters) if letter in VOWELS), "e")
    return last, vowel, len(place.split()) > 1 and last in "ıiuü"


def _open(vowel):
    return "a" if vowel in BACK else "e"
