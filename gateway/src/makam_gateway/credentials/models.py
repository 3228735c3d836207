"""What proves a person beside their password: the second factor, and what is still to be done about either."""

import hashlib
import hmac
from datetime import datetime

import pyotp
from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_gateway.people.passwords import letters
from makam_kernel.db import Base, Instant
from makam_kernel.errors import Conflict, Forbidden
from makam_kernel.personal import Sealed

PERIOD = 30  # seconds; what authenticator programs take for granted (RFC 6238, 5.2)
STEPS_AWAY = 1  # how far a telephone's clock may be behind or ahead
BACKUP_CODES = 8


class Credentials(Base):
    """Of one person: whether the password was given by another and must be changed, and the secret of their one-time
    codes (TOTP), which counts since it was confirmed. ``totp_step`` is the last one used: no code serves twice."""

    __tablename__ = "credentials"

    person_id: Mapped[object] = mapped_column(Uuid, ForeignKey("people.id"), primary_key=True)
    one_time_password: Mapped[bool] = mapped_column(default=False)
    totp_secret: Mapped[str | None] = mapped_column(Sealed("credentials.totp_secret"))
    totp_since: Mapped[datetime | None] = mapped_column(Instant)
    totp_step: Mapped[int] = mapped_column(default=0)

    def begin_totp(self):
        """A fresh secret, in place of one that was never confirmed."""
        if self.totp_since:
            raise Conflict("totp.exists")
        self.totp_secret = pyotp.random_base32()
        return self.totp_secret

    def confirm_totp(self, code, now):
        """The person shows that they have the secret: from now on it is asked for."""
        if self.totp_since:
            raise Conflict("totp.exists")
        if not self.totp_secret:
            raise Conflict("totp.not_begun")
        if not self.take_totp(code, now):
            raise Forbidden("totp.wrong_code")
        self.totp_since = now

    def take_totp(self, code, now):
        """Whether this is the code of the moment, or of one beside it, and later than the last one taken."""
        present = int(now.timestamp()) // PERIOD
        codes = pyotp.HOTP(self.totp_secret)
        for step in range(present - STEPS_AWAY, present + STEPS_AWAY + 1):
            if step > self.totp_step and hmac.compare_digest(codes.at(step).encode(), code.encode()):
                self.totp_step = step
                return True
        return False

    def forget_totp(self):
        """The second factor is no more."""
        self.totp_secret = self.totp_since = None


class BackupCode(Base):
    """A code for the day on which the telephone is lost; good once. Kept is its keyed hash."""

    __tablename__ = "backup_codes"

    person_id: Mapped[object] = mapped_column(Uuid, ForeignKey("people.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


def new_backup_code():
    """``k7mpx-2qa9f``: 49 bits."""
    return f"{letters(5)}-{letters(5)}"


def hash_backup_code(secret, code):
    """The hash by which a code is kept, however it was typed."""
    plain = code.lower().replace("-", "").replace(" ", "")
    return hmac.digest(secret, f"backup:{plain}".encode(), hashlib.sha256).hex()
