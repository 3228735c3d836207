"""What is told about papers: where they stand. Never what they are about, and of graded ones no number either."""

from documents_service.papers.grades import INCOMING, Kind
from documents_service.papers.workflow import Status
from makam_kernel.events import Event
from makam_kernel.schema import Code, Id, Integer, Text


class PaperEvent(Event):
    """What every fact about a paper says: where it stands now."""

    kind = Code([*Kind, INCOMING], required=True)
    status = Code(Status, required=True)
    edition = Integer(required=True)
    unit_id = Id(required=True, allow_none=True)
    number = Text(required=True, allow_none=True)


class PaperDrafted(PaperEvent):
    """A paper is being written."""

    type = "paper.drafted.v1"


class PaperRevised(PaperEvent):
    """A draft was changed."""

    type = "paper.revised.v1"


class PaperCirculated(PaperEvent):
    """A paper goes round to be initialled."""

    type = "paper.circulated.v1"


class PaperInitialled(PaperEvent):
    """Somebody has initialled a paper."""

    type = "paper.initialled.v1"


class PaperSubmitted(PaperEvent):
    """A paper is before the one who signs it."""

    type = "paper.submitted.v1"


class PaperReturned(PaperEvent):
    """A paper goes back to who drafted it, to be changed."""

    type = "paper.returned.v1"


class PaperRecalled(PaperEvent):
    """Those who drafted a paper took it back from its way round."""

    type = "paper.recalled.v1"


class PaperApproved(PaperEvent):
    """A paper is signed."""

    type = "paper.approved.v1"


class PaperNumbered(PaperEvent):
    """A signed paper has its number."""

    type = "paper.numbered.v1"


class PaperRefused(PaperEvent):
    """A paper will not be signed."""

    type = "paper.refused.v1"


class PaperDistributed(PaperEvent):
    """A paper was sent to its addressees."""

    type = "paper.distributed.v1"


class PaperFiled(PaperEvent):
    """A paper is filed."""

    type = "paper.filed.v1"


class PaperRegistered(PaperEvent):
    """A paper came in."""

    type = "paper.registered.v1"


class PaperForwarded(PaperEvent):
    """A paper that came in was sent to those whom it concerns."""

    type = "paper.forwarded.v1"


class PaperClosed(PaperEvent):
    """A paper that came in is dealt with."""

    type = "paper.closed.v1"


class PaperErased(PaperEvent):
    """What a paper said was erased."""

    type = "paper.erased.v1"


class PaperSnapshot(PaperEvent):
    """Where a paper stands, told anew."""

    type = "paper.snapshot.v1"


TOLD = tuple(PaperEvent.__subclasses__())
