"""What is asked and told about courtesies."""

from marshmallow import ValidationError, post_load, validates

from makam_kernel.contact import normal_phone
from makam_kernel.schema import Code, Command, Id, Instant, Integer, ListOf, Masked, Nested, Text, View
from protocol_service.courtesies.workflow import Status
from protocol_service.lists import DatedPage
from protocol_service.rules.kinds import Kind

OCCASION = {"example": "Esnaf Odası Genel Kurulu"}
WORDS = {"example": "Akçınar Belediye Başkanı Elif Karaca"}
PLACE = {"example": "Esnaf Odası Konferans Salonu"}
DELIVER = {"example": "2026-12-05T06:30:00Z"}
CONTACT = {"example": "Cemal TURAN"}
PHONE = {"example": "+905550000001"}
SUPPLIER = {"example": "Akçınar Çiçekçilik"}
PROOF = {"example": "Salon görevlisi teslim aldı, irsaliye 417"}
COST = {"example": 250_000}
REASON = {"example": "Program kaldırıldı"}


class CourtesyFacts(Command):
    """What is sent. Its words, and when it is delivered, are as the rule of the day says, where nothing else is said
    here; ``cost`` is what it will cost, in kuruş."""

    kind = Code(Kind, required=True)
    words = Text(load_default=None, allow_none=True, most=1000, metadata=WORDS)
    deliver_at = Instant(load_default=None, allow_none=True, metadata=DELIVER)
    cost = Integer(load_default=None, allow_none=True, least=1, most=10**9, metadata=COST)


class ProposeCourtesy(CourtesyFacts):
    """Proposes a courtesy that answers no invitation."""

    occasion = Text(required=True, most=300, metadata=OCCASION)
    occasion_at = Instant(required=True, metadata=DELIVER)
    place = Text(required=True, most=300, metadata=PLACE)
    contact_name = Text(load_default=None, allow_none=True, most=200, metadata=CONTACT)
    contact_phone = Text(load_default=None, allow_none=True, most=30, metadata=PHONE)

    @validates("contact_phone")
    def _phone(self, value, **_kwargs):
        if value is not None and normal_phone(value) is None:
            raise ValidationError("phone")

    @post_load
    def _normal(self, facts, **_kwargs):
        return {**facts, "contact_phone": facts["contact_phone"] and normal_phone(facts["contact_phone"])}


class OfCourtesy(Command):
    """Names a courtesy and the version that the caller saw."""

    courtesy_id = Id(required=True)
    version = Integer(required=True, least=1)


class ApproveCourtesy(OfCourtesy):
    """The courtesy is going to be sent."""


class OrderCourtesy(OfCourtesy):
    """Orders the courtesy; what costs money, once its expense is approved."""

    supplier = Text(required=True, most=200, metadata=SUPPLIER)


class DeliverCourtesy(OfCourtesy):
    """The courtesy was delivered; ``proof`` says who took it, or by which paper it is shown."""

    proof = Text(required=True, most=500, metadata=PROOF)


class CancelCourtesy(OfCourtesy):
    """The courtesy is not sent."""

    reason = Text(required=True, most=2000, metadata=REASON)


class GetCourtesy(Command):
    """Asks for a courtesy."""

    courtesy_id = Id(required=True)


class ListCourtesies(DatedPage):
    """Asks for courtesies, by the time of their delivery."""

    kind = Code(Kind, load_default=None, allow_none=True)
    status = Code(Status, load_default=None, allow_none=True)
    invitation_id = Id(load_default=None, allow_none=True)


class CourtesyView(View):
    """A courtesy."""

    about = "courtesy"

    id = Id(required=True)
    version = Integer(required=True)
    kind = Code(Kind, required=True)
    status = Code(Status, required=True)
    occasion = Text(required=True, metadata=OCCASION)
    words = Text(required=True, allow_none=True, metadata=WORDS)
    place = Text(required=True, metadata=PLACE)
    deliver_at = Instant(required=True, metadata=DELIVER)
    contact_name = Text(required=True, allow_none=True, metadata=CONTACT)
    contact_phone = Masked("phone", unmask="contact.reach", required=True, allow_none=True, metadata=PHONE)
    supplier = Text(required=True, allow_none=True, metadata=SUPPLIER)
    proof = Text(required=True, allow_none=True, metadata=PROOF)
    reason = Text(required=True, allow_none=True, metadata=REASON)
    invitation_id = Id(required=True, allow_none=True)
    expense_id = Id(required=True, allow_none=True)
    delivered_at = Instant(required=True, allow_none=True)


class CourtesyPage(View):
    """A page of courtesies."""

    items = ListOf(Nested(CourtesyView), required=True)
    next_cursor = Text(allow_none=True)
