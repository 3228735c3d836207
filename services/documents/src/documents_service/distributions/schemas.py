"""What is asked and told about the copies of papers."""

from documents_service.distributions.workflow import Purpose, Status
from makam_kernel.schema import Boolean, Code, Command, Id, Instant, Integer, ListOf, Nested, Page, Text, View


class OfDistribution(Command):
    """Names a copy and the version of it that the caller saw."""

    distribution_id = Id(required=True)
    version = Integer(required=True, least=1)


class ReceiveDistribution(OfDistribution):
    """The addressee has the copy."""


class ReadDistribution(OfDistribution):
    """The addressee has read it."""


class FinishDistribution(OfDistribution):
    """What it asks is done."""


class GetDistribution(Command):
    """Asks for a copy."""

    distribution_id = Id(required=True)


class ListDistributions(Page):
    """Asks for the copies that were sent, the latest first; with ``open`` for those with which something is still to be
    done, or not."""

    unit_id = Id(load_default=None, allow_none=True)
    status = Code(Status, load_default=None, allow_none=True)
    open = Boolean(load_default=None, allow_none=True)


class DistributionView(View):
    """One addressee's copy, by the name that the addressee had when the paper became final."""

    id = Id(required=True)
    version = Integer(required=True)
    paper_id = Id(required=True)
    unit_id = Id(required=True, allow_none=True)
    name = Text(required=True, metadata={"example": "Fen İşleri Müdürlüğü"})
    purpose = Code(Purpose, required=True)
    status = Code(Status, required=True)
    sent_at = Instant(required=True, allow_none=True)
    received_at = Instant(required=True, allow_none=True)
    read_at = Instant(required=True, allow_none=True)
    done_at = Instant(required=True, allow_none=True)


class DistributionPage(View):
    """A page of copies."""

    items = ListOf(Nested(DistributionView), required=True)
    next_cursor = Text(allow_none=True)
