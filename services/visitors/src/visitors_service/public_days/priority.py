"""Who is called before whom on a public day: the classes of priority, and the rule that a day carries as data."""

from enum import StrEnum

from makam_kernel.errors import Invalid


class PriorityClass(StrEnum):
    """Why somebody may be called earlier: relatives of martyrs and veterans (şehit yakını, gazi), the disabled, the
    pregnant, those over 65, those with an appointment; everybody else is general."""

    VETERAN = "veteran"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    ELDER = "elder"
    APPOINTED = "appointed"
    GENERAL = "general"


PRIORITISED = [one for one in PriorityClass if one != PriorityClass.GENERAL]
"""The usual order; a day may have another."""

GENERAL_AFTER = 3
"""After so many prioritised ones it is the turn of one of the general, so that nobody waits for ever."""


def check(classes):
    """Refuse an order that names a class twice, or the general one, which stands last by itself."""
    if len(set(classes)) < len(classes) or PriorityClass.GENERAL in classes:
        raise Invalid("public_day.class_repeated")


def rank(priority_class, classes):
    """The place of a class in a day's order; what the day does not prioritise is general and stands last."""
    return classes.index(priority_class) if priority_class in classes else len(classes)
