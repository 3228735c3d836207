"""What of the documents is still open, and what of it concerns whoever looks."""

from sqlalchemy import cast, false, null, select
from sqlalchemy.orm import joinedload, raiseload, selectinload

from documents_service.distributions.models import Distribution
from documents_service.distributions.queries import within as copies_within
from documents_service.distributions.workflow import Status as CopyStatus
from documents_service.instructions.models import Instruction
from documents_service.instructions.queries import in_trouble, is_late
from documents_service.instructions.queries import within as instructions_within
from documents_service.instructions.workflow import CLOSED
from documents_service.papers import showing
from documents_service.papers.editions import Edition
from documents_service.papers.models import Paper
from documents_service.papers.queries import at_present, waiting_for
from documents_service.papers.workflow import UNDER_WAY, UNDISTRIBUTED
from documents_service.urgent_items.models import UrgentItem
from documents_service.urgent_items.queries import waiting
from documents_service.urgent_items.queries import within as urgent_items_within
from documents_service.urgent_items.shown import shown
from documents_service.urgent_items.workflow import WAITING
from makam_kernel.db import Instant
from makam_kernel.matters import Matters

MOST = 100


def _paper(paper):
    whose = {"unit_id": paper.unit_id, "person_id": paper.waiting_for_id}
    since = paper.waiting_since or paper.final_at
    return whose | {"number": paper.number, "title": paper.present.subject, "since": since}


def _copy(copy):
    return {"number": copy.paper.number, "title": copy.name, "unit_id": copy.unit_id, "since": copy.sent_at}


def _instruction(instruction):
    whose = {"unit_id": instruction.unit_id, "number": instruction.number}
    return whose | {"title": instruction.words, "since": instruction.given_at}


def _urgent_item(item):
    return {"number": None, "title": item.words, "unit_id": item.unit_id, "since": item.arrived_at}


_WORDS_ALONE = selectinload(Paper.editions).options(raiseload(Edition.steps), raiseload(Edition.attachments))
_DUE = select(Paper.due_at).where(Paper.id == Distribution.paper_id).correlate(Distribution).scalar_subquery()

PAPERS = Matters(
    model=Paper,
    is_open=Paper.status.in_(UNDER_WAY | UNDISTRIBUTED),
    within=at_present,
    due=Paper.due_at,
    late=lambda at: Paper.due_at <= at,
    line=_paper,
    unit=Paper.unit_id,
    person=Paper.waiting_for_id,
    options=(_WORDS_ALONE, raiseload(Paper.distributions)),
)

COPIES = Matters(
    model=Distribution,
    is_open=Distribution.status == CopyStatus.SENT,
    within=copies_within,
    due=_DUE,
    late=lambda at: _DUE <= at,
    line=_copy,
    unit=Distribution.unit_id,
    options=(joinedload(Distribution.paper, innerjoin=True).options(raiseload("*")),),
)

INSTRUCTIONS = Matters(
    model=Instruction,
    is_open=Instruction.status.not_in(CLOSED),
    within=instructions_within,
    due=Instruction.due_at,
    late=is_late,
    line=_instruction,
    unit=Instruction.unit_id,
    options=(raiseload(Instruction.steps),),
)

URGENT_ITEMS = Matters(
    model=UrgentItem,
    is_open=UrgentItem.status.in_(WAITING),
    within=urgent_items_within,
    due=cast(null(), Instant),
    late=lambda at: false(),
    line=_urgent_item,
    unit=UrgentItem.unit_id,
)

OPEN_MATTERS = (PAPERS, COPIES, INSTRUCTIONS, URGENT_ITEMS)


def day(reading):
    """The papers that wait for whoever looks, the instructions that do not go on as they should, and the urgent items
    that the mayor has not seen; they wait on any day."""
    return {
        "papers": showing.lines(reading, waiting_for(reading, MOST)),
        "instructions": in_trouble(reading, MOST),
        "urgent_items": [shown(reading, item) for item in waiting(reading, MOST)],
    }
