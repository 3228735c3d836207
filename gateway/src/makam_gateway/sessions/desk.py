"""What the operator does with other people's sessions."""

from makam_gateway.people.models import Person
from makam_gateway.sessions.endings import end_all
from makam_gateway.sessions.schemas import EndPersonSessions, SessionsEndedView
from makam_kernel.remote import Desk, command


class SessionsDesk(Desk):
    """Signing somebody out, since a machine was lost or a key was seen."""

    @command(EndPersonSessions, returns=SessionsEndedView, allow="person.manage")
    def end_person_sessions(self, tx, person_id):
        """End all sessions of a person."""
        return {"person_id": person_id, "ended": end_all(tx, tx.get(Person, person_id))}
