"""What is asked and told about credentials."""

from makam_gateway.people.passwords import Password
from makam_kernel.schema import Boolean, Command, Id, Instant, Integer, ListOf, Text, View


class CodeText(Text):
    """A one-time code, or a backup code."""

    def __init__(self, **kwargs):
        super().__init__(least=6, most=20, metadata={"example": "287082"}, **kwargs)


class ChangePassword(Command):
    """Changes one's own password; all other sessions end."""

    old = Password(required=True, least=1, metadata={"example": "eski uzun söz"})
    new = Password(required=True, metadata={"example": "uzun ve akılda kalan bir söz"})


class GiveCode(Command):
    """Gives a one-time code, or a backup code."""

    code = CodeText(required=True)


class TotpSecretView(View):
    """The secret for an authenticator program, as text and as the address behind a QR code; shown this once."""

    secret = Text(required=True, metadata={"example": "JBSWY3DPEHPK3PXP"})
    uri = Text(required=True, metadata={"example": "otpauth://totp/Makam:sevil?secret=JBSWY3DPEHPK3PXP&issuer=Makam"})


class BackupCodesView(View):
    """Codes for the day on which the telephone is lost, each good once; shown this once."""

    backup_codes = ListOf(Text(metadata={"example": "k7mpx-2qa9f"}), required=True)


class SecondFactorView(View):
    """How it stands with one's second factor."""

    required = Boolean(required=True)
    since = Instant(required=True, allow_none=True)
    backup_codes_left = Integer(required=True)


class ResetPassword(Command):
    """Gives a person a password for one sign-in, at which they choose their own; all their sessions end."""

    person_id = Id(required=True)


class OneTimePasswordView(View):
    """A password for one sign-in; shown this once."""

    person_id = Id(required=True)
    password = Text(required=True, metadata={"example": "k7mp-2qa9-xw3c-hn4f"})


class RemoveTotp(Command):
    """Takes a person's second factor away, since the telephone is lost; all their sessions end."""

    person_id = Id(required=True)


class TotpRemovedView(View):
    """Whose second factor was taken away."""

    person_id = Id(required=True)
