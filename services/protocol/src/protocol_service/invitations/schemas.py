"""What is asked and told about invitations."""

from marshmallow import ValidationError, post_load, validates

from makam_kernel.contact import EMAIL, normal_phone
from makam_kernel.schema import Code, Command, Day, Id, Instant, Integer, ListOf, Masked, Nested, Text, View
from protocol_service.courtesies.schemas import CONTACT, OCCASION, PHONE, PLACE, CourtesyFacts
from protocol_service.invitations.workflow import Status
from protocol_service.lists import DatedPage

INSTITUTION = {"example": "Akçınar Esnaf Odası"}
MAIL = {"example": "ayse@example.org"}
STARTS = {"example": "2026-12-05T07:00:00Z"}
ENDS = {"example": "2026-12-05T09:00:00Z"}


class InvitationFacts(Command):
    """Who invites, to what, where and when, and by which day they want to know; an institution, or somebody by name."""

    institution = Text(load_default=None, allow_none=True, most=200, metadata=INSTITUTION)
    sender_name = Text(load_default=None, allow_none=True, most=200, metadata=CONTACT)
    sender_phone = Text(load_default=None, allow_none=True, most=30, metadata=PHONE)
    sender_email = Text(load_default=None, allow_none=True, most=254, metadata=MAIL)
    occasion = Text(required=True, most=300, metadata=OCCASION)
    place = Text(required=True, most=300, metadata=PLACE)
    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(load_default=None, allow_none=True, metadata=ENDS)
    reply_by = Day(load_default=None, allow_none=True)
    travel_minutes = Integer(load_default=0, most=1440)
    preparation_minutes = Integer(load_default=0, most=1440)

    @validates("sender_phone")
    def _phone(self, value, **_kwargs):
        if value is not None and normal_phone(value) is None:
            raise ValidationError("phone")

    @validates("sender_email")
    def _email(self, value, **_kwargs):
        if value is not None and not EMAIL.fullmatch(value):
            raise ValidationError("email")

    @post_load
    def _normal(self, facts, **_kwargs):
        return {**facts, "sender_phone": facts["sender_phone"] and normal_phone(facts["sender_phone"])}


class RegisterInvitation(InvitationFacts):
    """Writes down that somebody invites the mayor."""


class OfInvitation(Command):
    """Names an invitation and the version that the caller saw."""

    invitation_id = Id(required=True)
    version = Integer(required=True, least=1)


class ChangeInvitation(InvitationFacts, OfInvitation):
    """The occasion takes place at another time or elsewhere, or was written down wrongly."""


class AcceptInvitation(OfInvitation):
    """The mayor comes."""


class DeputiseInvitation(OfInvitation):
    """A deputy comes in the mayor's place."""

    holder_id = Id(required=True)


class DeclineInvitation(OfInvitation):
    """The mayor does not come; what is sent instead is proposed at once."""

    courtesy = Nested(CourtesyFacts, load_default=None, allow_none=True)


class WithdrawInvitation(OfInvitation):
    """The sender takes the invitation back."""


class GetInvitation(Command):
    """Asks for an invitation."""

    invitation_id = Id(required=True)


class ListInvitations(DatedPage):
    """Asks for invitations, by their beginning."""

    status = Code(Status, load_default=None, allow_none=True)
    holder_id = Id(load_default=None, allow_none=True)


class InvitationView(View):
    """An invitation that was received; ``holder_id`` is the deputy who goes."""

    about = "invitation"

    id = Id(required=True)
    version = Integer(required=True)
    institution = Text(required=True, allow_none=True, metadata=INSTITUTION)
    sender_name = Text(required=True, allow_none=True, metadata=CONTACT)
    sender_phone = Masked("phone", unmask="contact.reach", required=True, allow_none=True, metadata=PHONE)
    sender_email = Masked("email", unmask="contact.reach", required=True, allow_none=True, metadata=MAIL)
    occasion = Text(required=True, metadata=OCCASION)
    place = Text(required=True, metadata=PLACE)
    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(required=True, metadata=ENDS)
    reply_by = Day(required=True, allow_none=True)
    due_at = Instant(required=True, metadata=STARTS)
    travel_minutes = Integer(required=True)
    preparation_minutes = Integer(required=True)
    status = Code(Status, required=True)
    holder_id = Id(required=True, allow_none=True)
    received_at = Instant(required=True)
    answered_at = Instant(required=True, allow_none=True)


class InvitationPage(View):
    """A page of invitations."""

    items = ListOf(Nested(InvitationView), required=True)
    next_cursor = Text(allow_none=True)
