"""The settings of sign-in by the municipality's own directory."""

from dataclasses import dataclass, field
from pathlib import Path

from makam_gateway.oidc.provider import check_place


@dataclass(frozen=True)
class OidcSettings:
    """The provider, what this site is called there, and the claim that holds the login of this site."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    claim: str

    @classmethod
    def from_environment(cls, environment):
        """Read the environment; None where no provider is named."""
        issuer = environment.get("MAKAM_OIDC_ISSUER")
        if not issuer:
            return None
        try:
            check_place(issuer)
            return cls(
                issuer=issuer,
                client_id=environment["MAKAM_OIDC_CLIENT_ID"],
                client_secret=Path(environment["MAKAM_OIDC_CLIENT_SECRET_FILE"]).read_text(encoding="utf-8").strip(),
                claim=environment.get("MAKAM_OIDC_CLAIM", "preferred_username"),
            )
        except (KeyError, ValueError, OSError) as error:
            raise SystemExit(f"MAKAM_OIDC_… ayarları hatalı / the settings are wrong: {error}") from None
