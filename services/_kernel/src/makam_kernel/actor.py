"""Who acts: a person, by a token that the gateway signed, or a service on its own account.

The token is an Ed25519 JWT that lives for minutes. It is verified once per call, with the issuer's public key, before
a database session opens; it is neither stored nor passed on, and what a service does later it does as itself.
"""

import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from makam_kernel.errors import Forbidden

SECONDS = 120  # a person's token outlives the longest deadline and little more
SERVICE_SECONDS = 60
LEEWAY = 5  # clocks of two machines


@dataclass(frozen=True)
class Actor:
    """The one who calls. ``cause`` is the id of the call, event or job that made them act."""

    id: str
    name: str = ""
    roles: frozenset = frozenset()
    units: frozenset = frozenset()
    service: str | None = None
    cause: str | None = None
    claims: dict = field(default_factory=dict, compare=False)

    def has(self, *roles):
        """Whether the actor holds one of these roles."""
        return not self.roles.isdisjoint(roles)


ANYONE = "citizen"
"""The role of a citizen who comes without an account: may only use what is open to everybody."""


def service_actor(name, cause=None):
    """The service itself, acting because of an event or a job."""
    return Actor(id=f"service:{name}", name=name, service=name, cause=cause)


class Keys:
    """The keys of one process: its own private key and secret, and every issuer's public key.

    The folder holds ``<name>.pem`` (private), ``<name>.secret`` (hex) and ``public/<issuer>.pem``; a private key never
    leaves its own process.
    """

    def __init__(self, folder, name):
        folder = Path(folder)
        self.name = name
        self.private = load_pem_private_key((folder / f"{name}.pem").read_bytes(), None)
        self.secret = bytes.fromhex((folder / f"{name}.secret").read_text().strip())
        self.public = {
            file.stem: load_pem_public_key(file.read_bytes()) for file in sorted((folder / "public").glob("*.pem"))
        }

    def sign_person(self, *, id, name, roles, units, audience, call):
        """A token for a person (or ``citizen``) that only the service ``audience`` accepts."""
        claims = {
            "sub": str(id),
            "name": name,
            "roles": sorted(roles),
            "units": sorted(str(unit) for unit in units),
        }
        return self._sign(claims, audience=audience, cause=call, seconds=SECONDS)

    def sign_service(self, *, audience, cause):
        """A token for this service itself."""
        return self._sign({"sub": f"service:{self.name}"}, audience=audience, cause=cause, seconds=SERVICE_SECONDS)

    def _sign(self, claims, *, audience, cause, seconds):
        now = int(time.time())
        claims = {
            **claims,
            "iss": self.name,
            "aud": audience,
            "iat": now,
            "exp": now + seconds,
            "jti": str(cause),
        }
        return jwt.encode(claims, self.private, algorithm="EdDSA", headers={"kid": self.name})

    def verify(self, token, *, audience):
        """The actor of a token; ``Forbidden("actor.not_proven")`` for any fault, without saying which.

        Only the gateway may speak for people; a service may speak for itself alone.
        """
        try:
            issuer = jwt.get_unverified_header(token)["kid"]
            claims = jwt.decode(
                token,
                self.public[issuer],
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
            return Actor(
                id=claims["sub"],
                name=claims["name"],
                roles=frozenset(claims["roles"]),
                units=frozenset(UUID(unit) for unit in claims["units"]),
                cause=claims["jti"],
                claims=claims,
            )
        except (jwt.PyJWTError, AttributeError, KeyError, TypeError, ValueError):
            raise Forbidden("actor.not_proven") from None


@dataclass(frozen=True)
class Policy:
    """Who may do what, as one table: action → the roles that may, and method → the services that may."""

    actions: dict
    principals: dict = field(default_factory=dict)

    def check(self, actor, action, method):
        """Refuse with ``Forbidden("action.not_allowed")`` unless the table allows it."""
        if actor.service:
            allowed = actor.service == "gateway" or actor.service in self.principals.get(method, ())
        else:
            allowed = actor.has(*self.actions[action])
        if not allowed:
            raise Forbidden("action.not_allowed", action=action)
