"""The pages of citizens: make a request, follow it, say whether it is solved. They are written here, need no script and
no sign-in, and hold neither a name nor an address in what they show again."""

import tomllib
from datetime import date, datetime
from importlib.resources import files
from urllib.parse import parse_qsl
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import HTMLResponse

from makam_gateway import bodies, pages, security
from makam_gateway.endpoint import Endpoint
from makam_gateway.problems import LANGUAGES, language_of, problem
from makam_gateway.routes.requests import CITIZENS
from makam_gateway.sessions.signin import CITIZEN
from makam_kernel.clock import ISTANBUL
from makam_kernel.errors import Failure, MakamError

WORDS = tomllib.loads((files("makam_gateway") / "texts" / "citizens.toml").read_text())
STYLE, ICON = "src/styles/citizen.css", "src/styles/makam.svg"
FORM = "application/x-www-form-urlencoded"
OF_PERSON = ("name", "phone", "email")
OF_MATTER = ("kind", "topic", "neighbourhood", "address")


class Form(Endpoint):
    """A route's method, asked by a form. The form carries the key, so that pressing twice asks once."""

    def key_of(self, request):
        """The key that was written into the form."""
        return request.state.form_key


class CitizenPages:
    """What stands under `/basvuru`."""

    def __init__(self, site, client):
        self.forms = {route.method: Form(route, site) for route in CITIZENS}
        self.kinds = self.forms["submit_request"].schema["properties"]["kind"]["enum"]
        self.style, self.icon = client.address_of(STYLE), client.address_of(ICON)

    async def register(self, request: Request):
        """The form by which a citizen makes a request."""
        return self._page(request, "citizen_register.html", kinds=self.kinds, given={"key": uuid4()}, wrong={})

    async def submit(self, request: Request):
        """Take the request; the answer is its number and its code, for a slip."""
        given = await _read(request)
        person = {name: given.get(name, "").strip() or None for name in OF_PERSON}
        facts = {name: text for name in OF_MATTER if (text := given.get(name, "").strip())}
        found, body = await self._ask(request, "submit_request", facts | {"citizen": person}, given)
        if found:
            return self._page(request, "citizen_registered.html", found=found)
        wrong = _faults(body)
        return self._page(
            request, "citizen_register.html", body["status"], kinds=self.kinds, given=given, wrong=wrong, problem=body
        )

    async def follow(self, request: Request):
        """The form for a number and a code."""
        return self._page(request, "citizen_follow.html", given={})

    async def track(self, request: Request):
        """How the request stands, and what the citizen is asked."""
        given = await _read(request)
        facts = {name: given.get(name, "").strip() for name in ("number", "code")}
        found, body = await self._ask(request, "track_request", facts, given)
        if found:
            return self._page(request, "citizen_request.html", found=found, given={"key": uuid4()})
        return self._page(request, "citizen_follow.html", body["status"], given=given, problem=body)

    async def answer(self, request: Request):
        """Take the citizen's yes or no."""
        given = await _read(request)
        facts = {name: given.get(name, "") for name in ("number", "token", "answer")}
        facts["note"] = given.get("note", "").strip() or None
        found, body = await self._ask(request, "answer_confirmation", facts, given)
        if found:
            return self._page(request, "citizen_answered.html", found=found, yes=facts["answer"] == "yes")
        return self._page(request, "citizen_follow.html", body["status"], given={}, problem=body)

    async def _ask(self, request, method, facts, given):
        """What the owner answers and None, or None and the problem as people read it."""
        request.state.form_key = given.get("key") or str(uuid4())
        try:
            return await self.forms[method].ask_within_limits(request, CITIZEN, facts), None
        except (MakamError, Failure) as error:
            _status, body, _headers = problem(error, _language(request), request.state.id)
            return None, body

    def _page(self, request, name, status=200, **facts):
        language = _language(request)
        other = next(one for one in LANGUAGES if one != language)
        shown = {"say": WORDS[language], "language": language, "other": other}
        shown |= {"style": self.style, "icon": self.icon, "path": request.url.path}
        shown |= {"day": _day(language), "moment": _moment(language)}
        page = pages.render(name, **shown, **facts)
        return HTMLResponse(page, status, headers={"Content-Language": language})


def _language(request):
    chosen = request.query_params.get("dil")
    return chosen if chosen in LANGUAGES else language_of(request.headers.get("accept-language"))


async def _read(request):
    """What a form of ours sent; bounded like every other body."""
    security.check_origin(request)
    raw = await bodies.read_raw(request, FORM)
    return dict(parse_qsl(raw.decode(errors="replace"), keep_blank_values=True, max_num_fields=50))


def _faults(body):
    """What is wrong, by the name of the field."""
    return {fault["pointer"].rsplit("/", 1)[1]: fault["detail"] for fault in body.get("errors", ())}


def _day(language):
    months, weekdays = WORDS[language]["months"], WORDS[language]["weekdays"]

    def shown(text):
        day = date.fromisoformat(text)
        return f"{day.day} {months[day.month - 1]} {day.year} {weekdays[day.weekday()]}"

    return shown


def _moment(language):
    day = _day(language)

    def shown(text):
        instant = datetime.fromisoformat(text).astimezone(ISTANBUL)
        return f"{day(instant.date().isoformat())}, {instant:%H.%M}"

    return shown
