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


def statutory_due(law, received_on, calendar, *, extended=False):
    """The last day that the law gives."""
    if law == "4982":
        return calendar.add_workdays(received_on, EXTENDED_WORKDAYS if extended else INFORMATION_WORKDAYS)
    return received_on + timedelta(days=PETITION_DAYS)


def internal_due(days, received_on, calendar):
    """The day that the category promises, or None where it promises nothing."""
    return calendar.add_workdays(received_on, days) if days else None


def check_extension(request, today):
    """Refuse a second extension, one of another law, and one after the term."""
    if request.law != "4982":
        raise Invalid("request.not_extendable", law=request.law)
    if request.extended_on:
        raise Invalid("request.already_extended", extended_on=request.extended_on.isoformat())
    if today > request.statutory_due_on:
        raise Invalid("request.extension_too_late", due_on=request.statutory_due_on.isoformat())


def explain(request, calendar):
    """Every due date of a request with its rule, its law and the days off that were counted out."""
    received, due = request.received_on, request.statutory_due_on
    rule = f"law_{request.law}" + ("_extended" if request.extended_on else "")
    dates = [
        {
            "clock": "statutory",
            "rule": rule,
            "law": LAW_ARTICLES[request.law],
            "starts_on": received,
            "due_on": due,
            "act_by_on": calendar.last_workday_on_or_before(due),
            "holidays": _holidays(calendar, received, due),
        }
    ]
    if request.internal_due_on:
        due = request.internal_due_on
        dates.append(
            {
                "clock": "internal",
                "rule": "category_workdays",
                "law": None,
                "starts_on": received,
                "due_on": due,
                "act_by_on": due,
                "days": request.internal_days,
                "holidays": _holidays(calendar, received, due),
            }
        )
    if request.decision_due_on:
        dates.append(
            {
                "clock": "decision",
                "rule": "objection_one_workday",
                "law": None,
                "starts_on": request.objected_on,
                "due_on": request.decision_due_on,
                "act_by_on": request.decision_due_on,
                "days": 1,
                "holidays": [],
            }
        )
    return dates


LAW_ARTICLES = {"3071": "3071 m.7", "4982": "4982 m.11"}


def _holidays(calendar, first, last):
    return [{"day": one.day, "name": one.name} for one in calendar.holidays_between(first, last)]
