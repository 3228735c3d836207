"""The RPC methods about invitations."""

from makam_kernel.remote import Desk, command, query
from protocol_service.courtesies.queries import to_deliver_for
from protocol_service.courtesies.registration import call_off, propose
from protocol_service.invitations import queries, schemas
from protocol_service.invitations.models import Invitation
from protocol_service.notices import TEXTS, answer_sender
from protocol_service.people.queries import known_person


class InvitationsDesk(Desk):
    """What becomes of invitations, and how their senders are answered."""

    @command(schemas.RegisterInvitation, returns=schemas.InvitationView, allow="invitation.register")
    def register_invitation(self, tx, **facts):
        """Somebody invites the mayor."""
        return tx.add(*Invitation.receive(at=tx.at, **facts))

    @command(schemas.ChangeInvitation, returns=schemas.InvitationView, allow="invitation.register")
    def change_invitation(self, tx, invitation_id, version, **facts):
        """Another time, another place; what is sent follows."""
        invitation = tx.get(Invitation, invitation_id, version=version)
        before = invitation.starts_at
        tx.change(invitation, invitation.change(**facts))
        for courtesy in to_deliver_for(tx.session, invitation.id):
            tx.change(courtesy, courtesy.follow(by=invitation.starts_at - before, place=invitation.place))
        return invitation

    @command(schemas.AcceptInvitation, returns=schemas.InvitationView, allow="invitation.decide")
    def accept_invitation(self, tx, invitation_id, version):
        """The mayor comes."""
        invitation = tx.get(Invitation, invitation_id, version=version)
        return self._answered(tx, invitation, invitation.accept(at=tx.at), "invitation_accepted")

    @command(schemas.DeputiseInvitation, returns=schemas.InvitationView, allow="invitation.decide")
    def deputise_invitation(self, tx, invitation_id, version, holder_id):
        """A deputy comes in the mayor's place."""
        invitation = tx.get(Invitation, invitation_id, version=version)
        known_person(tx.session, holder_id)
        deputised = invitation.deputise(holder_id=holder_id, at=tx.at)
        return self._answered(tx, invitation, deputised, "invitation_deputised")

    @command(schemas.DeclineInvitation, returns=schemas.InvitationView, allow="invitation.decide")
    def decline_invitation(self, tx, invitation_id, version, courtesy):
        """The mayor does not come; the sender is answered, and what is sent instead is proposed."""
        invitation = tx.get(Invitation, invitation_id, version=version)
        self._answered(tx, invitation, invitation.decline(at=tx.at), "invitation_declined")
        if courtesy:
            whose = {"contact_name": invitation.sender_name, "contact_phone": invitation.sender_phone}
            where = {"occasion": invitation.occasion, "place": invitation.place}
            propose(tx, invitation_id=invitation.id, occasion_at=invitation.starts_at, **whose, **where, **courtesy)
        return invitation

    @command(schemas.WithdrawInvitation, returns=schemas.InvitationView, allow="invitation.register")
    def withdraw_invitation(self, tx, invitation_id, version):
        """The sender takes it back; nothing is sent any more that was not sent yet."""
        invitation = tx.get(Invitation, invitation_id, version=version)
        tx.change(invitation, invitation.withdraw())
        for courtesy in to_deliver_for(tx.session, invitation.id):
            call_off(tx, courtesy, TEXTS["invitation_withdrawn"])
        return invitation

    @query(schemas.GetInvitation, returns=schemas.InvitationView, allow="invitation.read")
    def get_invitation(self, reading, invitation_id):
        """An invitation."""
        return reading.get(Invitation, invitation_id)

    @query(schemas.ListInvitations, returns=schemas.InvitationPage, allow="invitation.read")
    def list_invitations(self, reading, **filters):
        """A page of invitations."""
        return queries.list_page(reading, **filters)

    def _answered(self, tx, invitation, fact, template):
        tx.change(invitation, fact)
        answer_sender(tx, invitation, template)
        return invitation
