"""What documents does with the data of persons."""

from sqlalchemy import select

from documents_service.instructions.models import Instruction
from documents_service.papers.models import Paper
from documents_service.papers.queries import keep_words
from documents_service.papers.workflow import OVER
from documents_service.personal import AFTER_INSTRUCTION, AFTER_REFUSAL, AFTER_URGENT_ITEM
from documents_service.urgent_items.models import UrgentItem
from documents_service.urgent_items.workflow import WAITING
from makam_kernel.keeping import Keeper

INSTRUCTION = ("number", "kind", "words", "evidence", "status", "source")
INSTRUCTION_TIMES = ("given_at", "first_due_at", "due_at", "closed_at")
STEP = ("act", "actor_name", "note")
URGENT_ITEM = ("kind", "words", "sender", "reason", "status")
URGENT_ITEM_TIMES = ("arrived_at", "filtered_at", "laid_at", "seen_at", "dismissed_at")
PAPER = ("kind", "number", "status", "sender", "origin_number")
PAPER_TIMES = ("drafted_at", "final_at")


class DocumentsKeeper(Keeper):
    """Names, telephones and identity numbers are not kept in columns of their own here, so that nobody is found by
    them: an instruction, an urgent item or a paper whose words name somebody is named by hand."""

    nouns = (Instruction, UrgentItem, Paper)

    def tell(self, session, thing):
        """An instruction with what happened to it, an urgent item, or a paper in all its versions."""
        if isinstance(thing, Paper):
            return _facts(thing, PAPER, PAPER_TIMES) | {"editions": [_edition(one) for one in thing.editions]}
        if isinstance(thing, UrgentItem):
            return _facts(thing, URGENT_ITEM, URGENT_ITEM_TIMES)
        steps = [_facts(step, STEP, ("at", "until_at")) for step in thing.steps]
        return _facts(thing, INSTRUCTION, INSTRUCTION_TIMES) | {"steps": steps}

    def open_matters(self, session, thing):
        """An instruction that is still to be carried out, an urgent item that the mayor has not seen, a paper that is
        not filed."""
        if isinstance(thing, Paper):
            return [] if thing.status in OVER else [thing.number or thing.drafted_at.isoformat()]
        if isinstance(thing, UrgentItem):
            return [thing.arrived_at.isoformat()] if thing.status in WAITING else []
        return [] if thing.is_closed else [thing.number]

    def erase(self, tx, thing, **record):
        """Empty one of them."""
        tx.change(thing, thing.erase(at=tx.at), **record)
        if isinstance(thing, Paper):
            for edition in thing.editions:
                keep_words(tx.session, edition)
        return [thing], [thing.subject]

    def due(self, session, at, most):
        """Instructions that were closed, urgent items that came, and papers that were refused, so long ago that nothing
        needs their words. A paper that became final is a record: the commission decides when it goes."""
        refused = (Paper.erased_at.is_(None), Paper.refused_at <= at - AFTER_REFUSAL)
        papers = select(Paper).where(*refused).order_by(Paper.refused_at, Paper.id)
        closed = (Instruction.erased_at.is_(None), Instruction.closed_at <= at - AFTER_INSTRUCTION)
        came = (UrgentItem.erased_at.is_(None), UrgentItem.arrived_at <= at - AFTER_URGENT_ITEM)
        over = select(Instruction).where(*closed).order_by(Instruction.closed_at, Instruction.id)
        past = select(UrgentItem).where(*came, UrgentItem.status.not_in(WAITING))
        past = past.order_by(UrgentItem.arrived_at, UrgentItem.id)
        return [thing for query in (over, past, papers) for thing in session.scalars(query.limit(most))][:most]


def _edition(edition):
    notes = [step.note for step in edition.steps if step.note]
    attached = [attachment.title for attachment in edition.attachments]
    return _facts(edition, ("subject", "body"), ("written_at",)) | {"attachments": attached, "notes": notes}


def _facts(thing, names, times):
    found = {name: getattr(thing, name) for name in names}
    return found | {name: (when := getattr(thing, name)) and when.isoformat() for name in times}
