"""What the operator does for those who cannot sign in."""

from makam_gateway.credentials import second_factor
from makam_gateway.credentials.schemas import (
    OneTimePasswordView,
    RemoveTotp,
    ResetPassword,
    TotpRemovedView,
)
from makam_gateway.people import passwords
from makam_gateway.people.models import Person
from makam_gateway.sessions.endings import end_all
from makam_kernel import audit
from makam_kernel.errors import Conflict
from makam_kernel.remote import Desk, command


class CredentialsDesk(Desk):
    """A forgotten password, a lost telephone; each on record."""

    @command(ResetPassword, returns=OneTimePasswordView, allow="person.manage")
    def reset_password(self, tx, person_id):
        """Give a one-time password."""
        person = tx.get(Person, person_id)
        password = passwords.one_time()
        person.set_password(password)
        second_factor.credentials_of(tx.session, person_id).one_time_password = True
        end_all(tx, person)
        tx.change(person, action="password.reset")
        return {"person_id": person_id, "password": password}

    @command(RemoveTotp, returns=TotpRemovedView, allow="person.manage")
    def remove_totp(self, tx, person_id):
        """Take a lost second factor away."""
        person = tx.get(Person, person_id)
        credentials = second_factor.credentials_of(tx.session, person_id)
        if not credentials.totp_since:
            raise Conflict("totp.not_begun")
        credentials.forget_totp()
        second_factor.forget_backup_codes(tx, person_id)
        end_all(tx, person)
        audit.put(tx, "totp.removed", person.subject, {})
        return {"person_id": person_id}
