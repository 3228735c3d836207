"""Who may read what of this service, noun by noun."""

from documents_service.distributions.models import Distribution
from documents_service.distributions.queries import within as copies_within
from documents_service.instructions.models import Instruction
from documents_service.instructions.queries import within as instructions_within
from documents_service.papers.models import Paper
from documents_service.papers.queries import within as papers_within
from documents_service.urgent_items.models import UrgentItem
from documents_service.urgent_items.queries import within as urgent_items_within
from makam_kernel.sights import Sight


def _paper(paper):
    return {"number": paper.number, "status": paper.status, "at": paper.drafted_at}


SIGHTS = (
    Sight(Paper, "paper.read", papers_within, _paper),
    Sight(Distribution, "distribution.read", copies_within),
    Sight(Instruction, "instruction.read", instructions_within),
    Sight(UrgentItem, "urgent_item.read", urgent_items_within),
)
