"""What a service keeps of persons: how it is found, told whole, and erased, and when its term is over."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Instant

ERASED = "(silindi)"
"""What stands where words were that a row cannot do without."""

NOBODY = "Silindi"
"""The name of somebody who was erased."""


class Erasable:
    """A noun that tells of a person, and loses what it tells when they are erased; its row stays, to be counted."""

    erased_at: Mapped[datetime | None] = mapped_column(Instant)


class Keeper:
    """What a service does with the data of persons; this one is of a service that keeps none.

    ``nouns`` are the models, each a ``Noun`` and ``Erasable``, whose things may be asked for and erased.
    """

    nouns = ()

    def find(self, session, *, national_id, phone, name):
        """``(certain, possible)``: the things of the person whom these facts name, any of which may be None, and those
        that fit only in part. A name alone, or a telephone alone, makes nothing certain."""
        return [], []

    def tell(self, session, thing):
        """Everything that is kept of the person with this thing, as a dict that JSON can hold."""
        raise NotImplementedError

    def matters(self, session, thing):
        """The things that there were with the person of this thing, each a ``Noun``: those that their history is made
        of."""
        return [thing]

    def open_matters(self, session, thing):
        """The numbers of what is still to be done for the person, for which they are needed."""
        return []

    def erase(self, tx, thing, **record):
        """Empty the thing and all that hangs on it, each on record (``tx.change(…, **record)``).

        The answer is ``(things, traces)``: the things of ``nouns`` that were emptied, and by what messages and kept
        answers about them are known, which are subjects, and numbers that people use."""
        raise NotImplementedError

    def due(self, session, at, most):
        """At most so many things whose term in the register is over at ``at``."""
        return []
