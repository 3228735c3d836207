"""Who a request comes from, and what the browser is told to keep to itself."""

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool

from makam_gateway.sessions import signin
from makam_gateway.sessions.devices import device_of
from makam_gateway.tokens import bearer
from makam_kernel.errors import Forbidden, Invalid

COOKIE = "__Host-makam"
SAFE = {"GET", "HEAD", "OPTIONS"}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept, Accept-Language, Authorization, Cookie",
    "X-Content-Type-Options": "nosniff",
}
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""What a page may load: all of it from here, and nothing that is written into the page."""


def headers(url):
    """What every answer carries; where the site is called by HTTPS, browsers shall never call it otherwise."""
    strict = {"Strict-Transport-Security": "max-age=63072000"} if url.startswith("https:") else {}
    return _HEADERS | strict


def policy_of(kind):
    """The content security policy for an answer of this media type: data have nothing to load, pages a little."""
    return PAGE_POLICY if kind.startswith("text/html") else _HEADERS["Content-Security-Policy"]


def check_origin(request):
    """Refuse a change that another site's page asks for (``request.foreign_origin``). Browsers name the site; a program
    that names none carries no browser's cookie by accident."""
    if request.method in SAFE:
        return
    fetched = request.headers.get("sec-fetch-site")
    if fetched:
        own = fetched in ("same-origin", "none")
    else:
        origin = request.headers.get("origin")
        own = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not own and not _is_system(request):
        raise Forbidden("request.foreign_origin")


def _is_system(request):
    """A key of the API is sent by no browser by itself, so its holder's page may stand anywhere."""
    return "authorization" in request.headers and COOKIE not in request.cookies


async def actor_of(request, process):
    """The person who is signed in, or the system that holds the key; ``Forbidden("session.missing")`` for nobody, and
    ``("session.<what is missing>")`` for a session that is not whole yet."""
    if system := await system_of(request, process):
        return system
    visitor = await visitor_of(request, process)
    check_whole(visitor)
    return visitor.actor


def check_whole(visitor):
    """Refuse a session that is only good for what is missing."""
    match visitor.state:
        case "password_change_needed":
            raise Forbidden("session.password_change_needed")
        case "second_factor_needed":
            raise Forbidden("session.second_factor_needed")
        case "totp_setup_needed":
            raise Forbidden("session.totp_setup_needed")


async def visitor_of(request, process):
    """Whoever is signed in, however far that goes."""
    key = request.cookies.get(COOKIE)
    visitor = await run_in_threadpool(signin.visitor_of, process, key) if key else None
    if visitor is None:
        raise Forbidden("session.missing")
    return visitor


async def system_of(request, process):
    """The system that comes with a key of the API, None where there is no key; one that is wrong, over or revoked is
    ``Forbidden("api_token.refused")``, without saying which."""
    header = request.headers.get("authorization")
    if header is None:
        return None
    if COOKIE in request.cookies:  # which of both acts is not for us to guess
        raise Invalid("session.two_identities")
    key = bearer.key_in(header)
    actor = await run_in_threadpool(bearer.actor_of_key, process, key) if key else None
    if actor is None:
        raise Forbidden("api_token.refused")
    return actor


def address_of(request):
    """Where a request comes from, by the connection; by a header only where one of our own proxies wrote it."""
    return request.client.host if request.client else "?"


def door_of(request):
    """By which way somebody comes in."""
    device = device_of(request.headers.get("user-agent", ""))
    return signin.Door(address_of(request), device, request.cookies.get(COOKIE))


def set_cookie(response, value, *, name=COOKIE, max_age=None):
    """Hand the browser something to keep, for this host and over HTTPS (or localhost) alone."""
    response.set_cookie(name, value, max_age=max_age, secure=True, httponly=True, samesite="lax", path="/")


def delete_cookie(response, *, name=COOKIE):
    """Have the browser forget it."""
    response.delete_cookie(name, secure=True, httponly=True, samesite="lax", path="/")
