"""When a request must be answered, and why: the statutory clock of its law and the internal clock of its category.

The day of receipt is day 0; counting begins with the next (working) day.
"""

from datetime import timedelta

from makam_kernel.errors import Invalid

PETITION_DAYS = 30
"""Calendar days to answer a petition (law 3071 art. 7)."""

INFORMATION_WORKDAYS = 15
"""Working days to answer an information request (law 4982 art. 11)."""

EXTENDED_WORKDAYS = 30
"""The same after the one extension, which the applicant is told of before the first term ends (law 4982 art. 11)."""

DECISION_WORKDAYS = 1
"""Working days in which the director answers an objection."""

ARTICLES = {"3071": "3071 m.7", "4982": "4982 m.11"}

RULES = ["law_3071", "law_4982", "law_4982_extended", "category_workdays", "objection_workdays"]


def law_of(kind, category):
    """The law that a request falls under: that of its category; asking for information is always law 4982."""
    return "4982" if kind == "information" else category.law if category else "3071"


def statutory_days(law, extended=False):
    """How many days the law gives: calendar days for a petition, working days for an information request."""
    if law == "4982":
        return EXTENDED_WORKDAYS if extended else INFORMATION_WORKDAYS
    return PETITION_DAYS


def statutory_due(law, received_on, calendar, *, extended=False):
    """The last day that the law gives."""
    days = statutory_days(law, extended)
    return calendar.add_workdays(received_on, days) if law == "4982" else received_on + timedelta(days=days)


def internal_due(days, received_on, calendar):
    """The day that the category promises, or None where it promises nothing."""
    return calendar.add_workdays(received_on, days) if days else None


def decision_due(objected_on, calendar):
    """The day by which an objection is answered."""
    return calendar.add_workdays(objected_on, DECISION_WORKDAYS)


def check_extension(request, today):
    """Refuse a second extension, one of another law, and one after the term."""
    if request.law != "4982":
        raise Invalid("request.not_extendable", law=request.law)
    if request.extended_on:
        raise Invalid("request.already_extended", extended_on=request.extended_on.isoformat())
    if today > request.statutory_due_on:
        raise Invalid("request.extension_too_late", due_on=request.statutory_due_on.isoformat())


def explain(request, calendar):
    """Every due date of a request with its rule, its law and the days off within its term."""

    def line(clock, rule, days, starts_on, due_on, law=None):
        holidays = [one for one in calendar.holidays_between(starts_on, due_on) if one.whole_day]
        off = [{"day": one.day, "name": one.name} for one in holidays]
        act_by_on = calendar.last_workday_on_or_before(due_on)
        facts = {"clock": clock, "rule": rule, "law": law, "days": days, "starts_on": starts_on, "due_on": due_on}
        return {**facts, "act_by_on": act_by_on, "holidays": off}

    law, received = request.law, request.received_on
    extended = request.extended_on is not None
    rule = f"law_{law}_extended" if extended else f"law_{law}"
    days = statutory_days(law, extended)
    lines = [line("statutory", rule, days, received, request.statutory_due_on, law=ARTICLES[law])]
    if request.internal_due_on:
        days = request.internal_days
        lines.append(line("internal", "category_workdays", days, received, request.internal_due_on))
    if request.decision_due_on:
        objected, due = request.objected_on, request.decision_due_on
        lines.append(line("decision", "objection_workdays", DECISION_WORKDAYS, objected, due))
    return lines
