"""The gateway's own settings, beside those of every process."""

import os
from dataclasses import dataclass
from ipaddress import ip_address

from makam_gateway.oidc.settings import OidcSettings


@dataclass(frozen=True)
class GatewaySettings:
    """Where it listens, how it is called from outside, and whose word it takes: that of the ``proxies`` on where a
    request comes from, and that of a provider on who somebody is."""

    host: str
    port: int
    url: str
    first_admin: str | None
    proxies: tuple = ()
    oidc: OidcSettings | None = None

    @classmethod
    def from_environment(cls, environment=os.environ):
        """Read the environment."""
        host, port = environment.get("MAKAM_HOST", "127.0.0.1"), int(environment.get("MAKAM_PORT", "8400"))
        return cls(
            host=host,
            port=port,
            url=environment.get("MAKAM_PUBLIC_URL", f"http://{host}:{port}"),
            first_admin=environment.get("MAKAM_FIRST_ADMIN"),
            proxies=_addresses(environment.get("MAKAM_PROXIES", "")),
            oidc=OidcSettings.from_environment(environment),
        )


def _addresses(text):
    """A comma list of addresses; never "all", since whoever may say where they come from has no limits."""
    try:
        return tuple(str(ip_address(one.strip())) for one in text.split(",") if one.strip())
    except ValueError:
        raise SystemExit(f"MAKAM_PROXIES ayarı hatalı / the setting is wrong: {text}") from None
