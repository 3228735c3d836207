"""Who a request comes from, and what the browser is told to keep to itself."""

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool

from makam_gateway.sessions import signin
from makam_kernel.errors import Forbidden

COOKIE = "__Host-makam"
SAFE = {"GET", "HEAD", "OPTIONS"}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept, Accept-Language, Cookie",
    "X-Content-Type-Options": "nosniff",
}


def headers(url):
    """What every answer carries; where the site is called by HTTPS, browsers shall never call it otherwise."""
    strict = {"Strict-Transport-Security": "max-age=63072000"} if url.startswith("https:") else {}
    return _HEADERS | strict


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
    if not own:
        raise Forbidden("request.foreign_origin")


async def actor_of(request, process):
    """The person who is signed in; ``Forbidden("session.missing")`` for nobody."""
    key = request.cookies.get(COOKIE)
    person = await run_in_threadpool(signin.person_of, process, key) if key else None
    if person is None:
        raise Forbidden("session.missing")
    return signin.actor_of(person)


def set_cookie(response, key):
    """Hand the session's key to the browser, for this host and over HTTPS (or localhost) alone."""
    response.set_cookie(COOKIE, key, secure=True, httponly=True, samesite="lax", path="/")
