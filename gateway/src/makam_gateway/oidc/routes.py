"""The routes of signing in by a provider. A person follows them in a browser, so what goes wrong is told on a page."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from makam_gateway import pages, security
from makam_gateway.limits import limits
from makam_gateway.oidc import signin
from makam_gateway.oidc.provider import Provider
from makam_gateway.problems import language_of, problem
from makam_gateway.routes.route import API
from makam_kernel.errors import Forbidden, MakamError, NotFound

COOKIE = "__Host-makam-oidc"
BEGIN = f"{API}/session/oidc"
CALLBACK = f"{BEGIN}/callback"


class OidcRoutes:
    """The way to the provider and back."""

    def __init__(self, site):
        self.process, self.settings = site.process, site.settings.oidc
        self.secret = site.process.keys.secret
        self.provider = None
        if self.settings:
            self.provider = Provider(self.settings, secret=self.secret, callback=site.settings.url + CALLBACK)

    async def begin(self, request: Request):
        """Send the browser to the provider."""
        try:
            state = signin.new_state(self.secret)
            response = RedirectResponse(await self._provider().way_there(state), status_code=302)
        except MakamError as error:
            return _page(request, error)
        security.set_cookie(response, state, name=COOKIE, max_age=signin.SECONDS)
        return response

    async def callback(self, request: Request):
        """Take the browser back, and sign in whoever the provider names. Where it goes on to is nobody's to choose."""
        try:
            key = await self._key(request)
        except MakamError as error:
            response = _page(request, error)
        else:
            response = RedirectResponse("/", status_code=303)
            security.set_cookie(response, key)
        security.delete_cookie(response, name=COOKIE)
        return response

    async def _key(self, request):
        provider, process = self._provider(), self.process
        state, address = request.query_params.get("state"), security.address_of(request)
        signin.check_state(self.secret, state, request.cookies.get(COOKIE))
        await run_in_threadpool(limits.take, process, limits.SIGN_IN, address)
        await run_in_threadpool(signin.use_state, process, state)
        if "code" not in request.query_params:
            raise Forbidden("oidc.refused")
        claims = await provider.claims_of(state, request.query_params["code"])
        key = await run_in_threadpool(signin.sign_in, process, security.door_of(request), self.settings, claims)
        await run_in_threadpool(limits.give_back, process, limits.SIGN_IN, address)
        return key

    def _provider(self):
        if self.provider is None:
            raise NotFound("oidc.not_set_up")
        return self.provider


def _page(request, error):
    language = language_of(request.headers.get("accept-language"))
    status, body, headers = problem(error, language, request.state.id)
    page = pages.render("problem.html", problem=body, language=language)
    return HTMLResponse(page, status_code=status, headers=headers)
