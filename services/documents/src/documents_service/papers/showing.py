"""A paper as somebody gets to see it: only the versions that reached them, compared only among themselves."""

from documents_service.deputisings.models import deputies_at
from documents_service.papers import queries
from documents_service.papers.editions import StepStatus
from documents_service.papers.schemas import AttachmentView, EditionView, PaperLine, PaperView, StepView

AHEAD = (StepStatus.WAITING, StepStatus.OPEN)


def whole(look, paper):
    """The paper with its visible versions."""
    visible = queries.versions_of(look, paper.id)
    editions = [edition for edition in paper.editions if edition.number in visible]
    people = {step.person_id for edition in editions for step in edition.steps if step.status in AHEAD}
    deputies = deputies_at(look.session, people, look.at) if people else {}
    shown = [_edition(edition, before, deputies) for before, edition in zip([None, *editions], editions, strict=False)]
    return _facts(paper, PaperView) | {"subject": editions[-1].subject, "editions": shown}


def lines(look, papers):
    """The papers as lines of a list, each with the subject of its last visible version."""
    subjects = queries.subjects(look, [paper.id for paper in papers])
    return [_facts(paper, PaperLine) | {"subject": subjects[paper.id]} for paper in papers]


def listed(look, papers):
    """The papers as lines of a list, with how far their copies are."""
    copies, none = queries.copies(look, [paper.id for paper in papers]), dict.fromkeys(queries.COPIES, 0)
    return [line | {"copies": copies.get(line["id"], none)} for line in lines(look, papers)]


def _edition(edition, before, deputies):
    facts = _facts(edition, EditionView)
    steps = [_facts(step, StepView) | {"deputy_id": _deputy(step, deputies)} for step in edition.steps]
    attachments = [_facts(one, AttachmentView) for one in edition.attachments]
    difference = edition.differs_from(before) if before else []
    return facts | {"attachments": attachments, "steps": steps, "difference": difference}


def _deputy(step, deputies):
    return deputies.get(step.person_id) if step.status in AHEAD else None


def _facts(thing, view):
    return {name: getattr(thing, name) for name in FIELDS[view] if hasattr(thing, name)}


FIELDS = {view: tuple(view().fields) for view in (PaperView, PaperLine, EditionView, StepView, AttachmentView)}
