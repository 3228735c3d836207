"""Who acts: a person, by a token that the gateway signed, or a service on its own account.

The token is an Ed25519 JWT that lives for minutes. It is verified once per call, with the issuer's public key, before
a database session opens; it is neither stored nor passed on, and what a service does later it does as itself.
"""

import logging
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import jwt
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from makam_kernel.errors import Forbidden, Unavailable
from makam_kernel.logs import what

log = logging.getLogger(__name__)

SECONDS = 120  # a person's token outlives the longest deadline and little more
SERVICE_SECONDS = 60
LEEWAY = 5  # clocks of two machines
REREAD_SECONDS = 10
REREAD_UNKNOWN_SECONDS = 1


@dataclass(frozen=True)
class Grant:
    """A role in a unit, as a post gives it: ``below`` are the units under that one."""

    role: str
    unit: UUID | None = None
    below: frozenset = frozenset()


@dataclass(frozen=True)
class Actor:
    """The one who calls. ``cause`` is the id of the call, event or job that made them act.

    ``acting_for`` names, as (id, name), those whose deputy they are at this instant: their grants are among ``grants``,
    and every act carries both. ``scopes`` are the actions that an API token may use, None for a person. ``second`` are
    the ids of those who proposed what this one now approves.
    """

    id: str
    name: str = ""
    grants: frozenset = frozenset()
    service: str | None = None
    cause: str | None = None
    acting_for: tuple = ()
    scopes: frozenset | None = None
    second: frozenset = frozenset()

    @classmethod
    def of(cls, id, name="", roles=(), units=(), **facts):
        """An actor with each of the roles in each of the units."""
        grants = frozenset(Grant(role, unit) for role in roles for unit in units or (None,))
        return cls(id, name, grants, **facts)

    @property
    def roles(self):
        """The roles that the actor holds somewhere."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def units(self):
        """The units in which the actor holds a role."""
        return frozenset(grant.unit for grant in self.grants if grant.unit)

    @property
    def people(self):
        """The ids of the actor and of those for whom they act."""
        return {self.id, *(id for id, _ in self.acting_for)}

    @property
    def for_id(self):
        """The ids of those whom the actor stands in for, as the audit keeps them; None for nobody."""
        return ",".join(id for id, _ in self.acting_for) or None

    @property
    def shown(self):
        """The name as it stands under an act: ``Gülşen ÇETİN (Elif KARACA yerine)``."""
        names = ", ".join(name for _, name in self.acting_for)
        return f"{self.name} ({names} yerine)" if names else self.name

    def has(self, *roles):
        """Whether the actor holds one of these roles."""
        return not self.roles.isdisjoint(roles)


ANYONE = "citizen"
"""The role of a citizen who comes without an account: may only use what is open to everybody."""


def service_actor(name, cause=None):
    """The service itself, acting because of an event or a job."""
    return Actor(id=f"service:{name}", name=name, service=name, cause=cause)


class Keys:
    """The keys of one process: its own private key and secret, and every issuer's public keys.

    The folder holds ``<name>.pem`` (private), ``<name>.secret`` (hex) and ``public/<kid>.pem``, where a kid is the
    issuer's name, after a rotation with a number: ``gateway@2``. Two keys of an issuer may be valid at once. The folder
    is read again every few seconds, and at once for a kid that is not known yet: so a new key is taken and a removed
    one dies without a restart. ``retired`` holds the process's own old public keys, for what was signed to be kept.
    """

    def __init__(self, folder, name):
        self.folder, self.name = Path(folder), name
        self.secret = bytes.fromhex((self.folder / f"{name}.secret").read_text().strip())
        self._one_at_a_time = threading.Lock()
        self._read()

    def _read(self):
        """Take the folder as it is now; ``Unavailable("keys.unmatched")`` when nobody could verify what we sign."""
        private = load_pem_private_key((self.folder / f"{self.name}.pem").read_bytes(), None)
        public, own = _public_keys(self.folder / "public"), private.public_key()
        kids = [kid for kid, key in public.items() if issuer_of(kid) == self.name and key == own]
        if not kids:
            raise Unavailable("keys.unmatched", issuer=self.name)
        self._own, self.public = (kids[-1], private), public
        self._read_at = time.monotonic()

    def _be_no_older_than(self, seconds):
        """A folder that cannot be read just now leaves the keys that are known."""
        with self._one_at_a_time:
            if time.monotonic() - self._read_at <= seconds:
                return
            try:
                self._read()
            except (OSError, ValueError, Unavailable) as error:
                self._read_at = time.monotonic()
                log.error("keys.not_read", extra=what(error))

    @property
    def private(self):
        """The key that is signed with."""
        return self._own[1]

    def sign(self, text):
        """A signature to be kept, which ``is_ours`` knows again."""
        self._be_no_older_than(REREAD_SECONDS)
        return self.private.sign(text)

    def is_ours(self, signature, text):
        """Whether this process has signed the text, with the key that it has now or with an earlier one."""
        self._be_no_older_than(REREAD_SECONDS)
        known = {**_public_keys(self.folder / "retired"), **self.public}
        return any(_is_signed(key, signature, text) for kid, key in known.items() if issuer_of(kid) == self.name)

    def sign_person(self, actor, *, audience, call):
        """A token for a person (or ``citizen``) that only the service ``audience`` accepts."""
        claims = {
            "sub": str(actor.id),
            "name": actor.name,
            "grants": [
                [grant.role, grant.unit and str(grant.unit), [str(unit) for unit in grant.below]]
                for grant in actor.grants
            ],
        }
        if actor.acting_for:
            claims["for"] = actor.acting_for
        if actor.scopes is not None:
            claims["scopes"] = sorted(actor.scopes)
        if actor.second:
            claims["second"] = sorted(actor.second)
        return self._sign(claims, audience=audience, cause=call, seconds=SECONDS)

    def sign_service(self, *, audience, cause):
        """A token for this service itself."""
        return self._sign({"sub": f"service:{self.name}"}, audience=audience, cause=cause, seconds=SERVICE_SECONDS)

    def _sign(self, claims, *, audience, cause, seconds):
        self._be_no_older_than(REREAD_SECONDS)
        now = int(time.time())
        claims = {
            **claims,
            "iss": self.name,
            "aud": audience,
            "iat": now,
            "exp": now + seconds,
            "jti": str(cause),
        }
        kid, private = self._own
        return jwt.encode(claims, private, algorithm="EdDSA", headers={"kid": kid})

    def verify(self, token, *, audience):
        """The actor of a token; ``Forbidden("actor.not_proven")`` for any fault, without saying which.

        Only the gateway may speak for people; a service may speak for itself alone.
        """
        try:
            kid = jwt.get_unverified_header(token)["kid"]
            self._be_no_older_than(REREAD_SECONDS if kid in self.public else REREAD_UNKNOWN_SECONDS)
            issuer = issuer_of(kid)
            claims = jwt.decode(
                token,
                self.public[kid],
                algorithms=["EdDSA"],
                audience=audience,
                issuer=issuer,
                leeway=LEEWAY,
                options={"require": ["sub", "exp", "iat", "aud", "iss", "jti"]},
            )
            if claims["sub"].startswith("service:"):
                if claims["sub"] != f"service:{issuer}":
                    raise Forbidden("actor.not_proven")
                return service_actor(issuer, cause=claims["jti"])
            if issuer != "gateway":
                raise Forbidden("actor.not_proven")
            scopes = claims.get("scopes")
            return Actor(
                id=claims["sub"],
                name=claims["name"],
                grants=frozenset(
                    Grant(role, unit and UUID(unit), frozenset(map(UUID, below)))
                    for role, unit, below in claims["grants"]
                ),
                cause=claims["jti"],
                acting_for=tuple((id, name) for id, name in claims.get("for", ())),
                scopes=None if scopes is None else frozenset(scopes),
                second=frozenset(claims.get("second", ())),
            )
        except (jwt.PyJWTError, AttributeError, KeyError, TypeError, ValueError):
            raise Forbidden("actor.not_proven") from None


def issuer_of(kid):
    """Whose key it is: ``gateway`` for ``gateway@2``."""
    return kid.partition("@")[0]


def _public_keys(folder):
    return {file.stem: load_pem_public_key(file.read_bytes()) for file in sorted(folder.glob("*.pem"))}


def _is_signed(key, signature, text):
    try:
        key.verify(signature, text)
        return True
    except InvalidSignature:
        return False
