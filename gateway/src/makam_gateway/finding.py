"""Names found by how their words begin, however they are cased and marked."""

from sqlalchemy import and_, or_, true

from makam_kernel.turkish import fold_name


def begin_words_of(folded, asked):
    """The criterion that each word asked for begins a word of this folded column."""
    return and_(true(), *(_begins_one(folded, word) for word in fold_name(asked).split()))


def _begins_one(folded, word):
    return or_(folded.startswith(word, autoescape=True), folded.contains(f" {word}", autoescape=True))
