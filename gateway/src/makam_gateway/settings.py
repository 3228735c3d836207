"""The gateway's own settings, beside those of every process."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class GatewaySettings:
    """Where it listens, and how it is called from outside."""

    host: str
    port: int
    url: str
    first_admin: str | None

    @classmethod
    def from_environment(cls, environment=os.environ):
        """Read the environment."""
        host, port = environment.get("MAKAM_HOST", "127.0.0.1"), int(environment.get("MAKAM_PORT", "8400"))
        return cls(
            host=host,
            port=port,
            url=environment.get("MAKAM_PUBLIC_URL", f"http://{host}:{port}"),
            first_admin=environment.get("MAKAM_FIRST_ADMIN"),
        )
