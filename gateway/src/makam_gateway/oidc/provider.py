"""The municipality's directory as an OpenID Connect provider: the way there, and what comes back.

Code flow with PKCE (S256), state and nonce. Only the issuer of the settings is ever asked, and what its metadata name;
no redirect is followed, and nothing waits longer than a few seconds.
"""

import base64
import hashlib
import hmac
import logging
import time
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from makam_kernel.errors import Forbidden, Unavailable
from makam_kernel.logs import what

log = logging.getLogger(__name__)
logging.getLogger("httpx2").setLevel(logging.WARNING)  # it tells every address that it asks

SCOPE = "openid profile"
SECONDS = 5
METADATA_KEPT = 3600
LEEWAY = 30  # clocks of two machines
SIGNATURES = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}
"""With a public key: never ``none``, and never one for which the client's secret would be the key."""
PLACES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Provider:
    """One provider, as the settings name it."""

    def __init__(self, settings, *, secret, callback):
        self.settings, self.callback = settings, callback
        self._secret = secret
        self._metadata, self._keys, self._read_at = None, None, 0.0

    async def way_there(self, state):
        """The address to which the browser is sent. Nonce and verifier are computed from the state: nothing is kept."""
        metadata = await self._known()
        async with self._client(metadata) as client:
            url, _ = client.create_authorization_url(
                metadata["authorization_endpoint"],
                state=state,
                nonce=self._derived("nonce", state),
                code_verifier=self._derived("verifier", state),
            )
        return url

    async def claims_of(self, state, code):
        """What the provider says of whoever came back; ``Forbidden("oidc.refused")`` for what does not hold."""
        metadata = await self._known()
        try:
            async with self._client(metadata) as client:
                token = await client.fetch_token(
                    metadata["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=self._derived("verifier", state),
                )
                claims = await self._verified(token, nonce=self._derived("nonce", state))
                if self.settings.claim not in claims and metadata.get("userinfo_endpoint"):
                    claims |= await self._more(client, metadata, subject=claims["sub"])
                return claims
        except (OAuthError, JoseError, ValueError, KeyError, TypeError) as error:
            log.warning("oidc.refused", extra=what(error))
            raise Forbidden("oidc.refused") from None
        except httpx2.HTTPError as error:
            raise _away(error) from None

    def _client(self, metadata):
        ways = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return AsyncOAuth2Client(
            self.settings.client_id,
            self.settings.client_secret,
            token_endpoint_auth_method="client_secret_basic" if "client_secret_basic" in ways else "client_secret_post",
            scope=SCOPE,
            redirect_uri=self.callback,
            code_challenge_method="S256",
            timeout=SECONDS,
            follow_redirects=False,
            trust_env=False,
        )

    async def _verified(self, token, nonce):
        metadata = await self._known()
        told = set(metadata.get("id_token_signing_alg_values_supported", ())) & SIGNATURES
        registry = JWSRegistry(algorithms=sorted(told), strict_check_header=False)
        try:
            found = jwt.decode(token["id_token"], KeySet.import_key_set(self._keys), registry=registry)
        except InvalidKeyIdError:  # the provider has taken a new key since
            self._read_at = 0.0
            await self._known()
            found = jwt.decode(token["id_token"], KeySet.import_key_set(self._keys), registry=registry)
        wanted = {
            "iss": {"essential": True, "value": self.settings.issuer},
            "aud": {"essential": True, "value": self.settings.client_id},
            "nonce": {"essential": True, "value": nonce},
        }
        context = {"nonce": nonce, "client_id": self.settings.client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(found.claims, found.header, wanted, context)
        claims.validate(leeway=LEEWAY)
        return dict(claims)

    async def _more(self, client, metadata, subject):
        found = (await client.get(metadata["userinfo_endpoint"])).raise_for_status().json()
        if found["sub"] != subject:
            raise ValueError("another's userinfo")
        return found

    async def _known(self):
        """The provider's metadata, with its keys; read again once an hour."""
        if time.monotonic() - self._read_at > METADATA_KEPT or not self._metadata:
            try:
                self._metadata, self._keys = await self._read()
            except (httpx2.HTTPError, ValueError, KeyError, TypeError) as error:
                raise _away(error) from None
            self._read_at = time.monotonic()
        return self._metadata

    async def _read(self):
        async with httpx2.AsyncClient(timeout=SECONDS, follow_redirects=False, trust_env=False) as client:
            at = self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration"
            metadata = (await client.get(at)).raise_for_status().json()
            if metadata["issuer"] != self.settings.issuer:
                raise ValueError("another issuer")
            for place in PLACES:
                check_place(metadata[place])
            return metadata, (await client.get(metadata["jwks_uri"])).raise_for_status().json()

    def _derived(self, use, state):
        digest = hmac.digest(self._secret, f"oidc:{use}:{state}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def check_place(url):
    """Refuse (``ValueError``) what is neither HTTPS nor on this machine."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")):
        raise ValueError(f"no https: {url}")


def _away(error):
    log.warning("oidc.away", extra=what(error))
    return Unavailable("oidc.away")
