"""What is told about invitations: when, and who goes; never who invites, nor to what."""

from makam_kernel.events import Event
from makam_kernel.schema import Code, Id, Instant
from protocol_service.invitations.workflow import Status


class InvitationEvent(Event):
    """What every fact about an invitation says: all of it, as it stands now. ``holder_id`` is the deputy who goes;
    without one it is the mayor's."""

    status = Code(Status, required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    holder_id = Id(required=True, allow_none=True)


class InvitationReceived(InvitationEvent):
    """Somebody invites the mayor."""

    type = "invitation.received.v1"


class InvitationMoved(InvitationEvent):
    """It takes place at another time or elsewhere."""

    type = "invitation.moved.v1"


class InvitationAccepted(InvitationEvent):
    """The mayor comes."""

    type = "invitation.accepted.v1"


class InvitationDeputised(InvitationEvent):
    """A deputy comes in the mayor's place."""

    type = "invitation.deputised.v1"


class InvitationDeclined(InvitationEvent):
    """Nobody comes."""

    type = "invitation.declined.v1"


class InvitationWithdrawn(InvitationEvent):
    """The sender took it back."""

    type = "invitation.withdrawn.v1"


class InvitationErased(InvitationEvent):
    """Who invited, and to what, is no longer known."""

    type = "invitation.erased.v1"


class InvitationSnapshot(InvitationEvent):
    """Where an invitation stands, told anew."""

    type = "invitation.snapshot.v1"


TOLD = tuple(InvitationEvent.__subclasses__())
