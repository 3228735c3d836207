"""How papers are found by words although no database reads them: by keyed hashes of how their words begin."""

from makam_kernel.turkish import words

LEAST, MOST = 3, 12


def beginnings(*texts):
    """How the words of these texts begin, folded, from three letters to twelve: ``Çelenk`` gives ``cel`` to
    ``celenk``."""
    return {word[:size] for word in words(*texts) for size in range(min(LEAST, len(word)), min(MOST, len(word)) + 1)}


def asked(text):
    """The beginnings that a paper must have to be found by this text."""
    return {word[:MOST] for word in words(text)}
