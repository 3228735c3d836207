"""What somebody sends of a paper, checked against the rules and laid apart: its words, its head, its addressees."""

from documents_service.file_codes.plan import check_code
from documents_service.papers.grades import INCOMING, check_grade, check_urgency, grade_of
from makam_kernel.clock import day_of
from makam_kernel.errors import Invalid
from makam_kernel.units import known_unit

WORDS = ("subject", "body", "circle", "attachments")


def written(tx, kind, *, addressees, **facts):
    """What is drafted here."""
    check_code(facts["file_code"])
    _check(kind, facts)
    people = [one["person_id"] for one in facts["circle"]]
    if len(people) != len(set(people)):
        raise Invalid("paper.reviewer_repeated")
    words = {name: facts.pop(name) for name in WORDS}
    return {"words": words, "head": facts, "addressees": named(tx, addressees)}


def incoming(*, subject, attachments, sender, origin_number, origin_on, **head):
    """What came in."""
    head["grade"] = grade_of(head["grade"], head["historic_marking"], origin_on)
    words = {"subject": subject, "body": None, "attachments": attachments}
    _check(INCOMING, head | words)
    origin = {"sender": sender, "origin_number": origin_number, "origin_on": origin_on}
    return {"words": words, "head": head} | origin


def named(tx, addressees):
    """The addressees by name; each is a unit of the house or somebody outside."""
    found = []
    for facts in addressees:
        if (facts["unit_id"] is None) == (facts["name"] is None):
            raise Invalid("paper.addressee_unclear")
        unit = facts["unit_id"] and known_unit(tx.session, facts["unit_id"], day_of(tx.at))
        found.append(facts | {"name": unit.name if unit else facts["name"]})
    return found


def _check(kind, facts):
    check_urgency(kind, facts["urgency"], facts["due_on"])
    has_text = facts["body"] is not None
    check_grade(
        facts["grade"], is_physical=facts["is_physical"], has_text=has_text, attachments=facts["attachments"]
    )
