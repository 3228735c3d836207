"""How papers are found by words although no database reads them: by keyed hashes of how their words begin."""

import re

from makam_kernel.turkish import fold

LEAST, MOST = 3, 12
_WORD = re.compile(r"\w+")


def beginnings(*texts):
    """How the words of these texts begin, folded, from three letters to twelve: ``Çelenk`` gives ``cel`` to
    ``celenk``."""
    words = {word for text in texts if text for word in _WORD.findall(fold(text))}
    return {word[:size] for word in words for size in range(min(LEAST, len(word)), min(MOST, len(word)) + 1)}


def asked(text):
    """The beginnings that a paper must have to be found by this text."""
    return {word[:MOST] for word in _WORD.findall(fold(text))}
