"""A site on which time is real and two factors are asked for: two gateways on one PostgreSQL database behind a proxy,
and the municipality's directory as a provider of identities."""

import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pyotp
import pytest
from oidc_provider_mock import run_server_in_thread

from makam_gateway.credentials.models import PERIOD
from makam_kernel.testing import a_database
from makam_tools.hiring import hire
from makam_tools.signing_in import trust
from makam_tools.trial import Trial

PASSWORD = "deneme parolası"
CLIENT, SECRET = "makam", "saglayiciya-verilen-soz-0123456789"


class Phone:
    """An authenticator program: it shows the code of the last, of the present and of the next half minute."""

    def __init__(self, secret):
        self.codes = pyotp.TOTP(secret)

    def code(self, away=0):
        """The code of the moment, or of one beside it; never one that is over while it is on its way."""
        left = PERIOD - time.time() % PERIOD
        if left < 4:
            time.sleep(left)
        return self.codes.at(int(time.time()) + away * PERIOD)


class Strict:
    """The site, with its operator signed in by two factors."""

    def __init__(self, trial, document, provider):
        self.trial, self.document, self.provider = trial, document, provider
        self.asked = None
        self.places = iter(f"198.51.100.{number}" for number in range(1, 250))
        admin = trial.site.first_admin()
        self.operator = self.client()
        self.must(self.begin(self.operator, admin["login"], admin["password"]))
        self.phone, self.backup_codes = self.enrol(self.operator)

    def client(self, place=None, gateway="gateway"):
        """A client of nobody, from a place of its own, as the proxy tells."""
        headers = {"X-Forwarded-For": place or next(self.places)}
        base = f"{self.trial.url_of(gateway)}/api/v1"
        client = httpx.Client(base_url=base, headers=headers, timeout=60, verify=trust())
        client.event_hooks = {"response": [self.document.judge]}
        return client

    def begin(self, client, login, password=PASSWORD, **facts):
        """The answer to a sign-in; the client keeps the key (httpx would not, since this is no HTTPS)."""
        client.headers.pop("Cookie", None)
        answer = client.post("/session", json={"login": login, "password": password, **facts})
        client.cookies.clear()
        if answer.status_code == 201:
            client.headers["Cookie"] = answer.headers["set-cookie"].split(";")[0]
        return answer

    def sign_in(self, login, password=PASSWORD, **facts):
        """A client of this person."""
        client = self.client()
        self.must(self.begin(client, login, password, **facts))
        return client

    def enrol(self, client):
        """``(phone, backup codes)`` of a second factor that counts from now on."""
        phone = Phone(self.must(client.post("/me/totp"))["secret"])
        codes = self.must(client.put("/me/totp/confirmation", json={"code": phone.code(-1)}))["backup_codes"]
        return phone, codes

    def hire(self, login, *roles, password=PASSWORD):
        """Make a person who holds a post with these roles."""
        return hire(self._post, login, login.title(), password, roles=roles)

    def _post(self, path, body):
        return self.must(self.operator.post(path, json=body))

    def dismiss(self, person_id, active=False):
        """Somebody is no longer active, or is again."""
        person = self.must(self.operator.get(f"/people/{person_id}"))
        facts = {"name": person["name"], "title": person["title"], "active": active}
        tag = {"If-Match": f'"{person["version"]}"'}
        self.must(self.operator.put(f"/people/{person_id}", json=facts, headers=tag))

    def at_provider(self, subject, **claims):
        """Tell the provider who somebody is."""
        answer = httpx.put(f"{self.provider}/users/{subject}", json=claims)
        assert answer.status_code == 204, answer.text

    def go_to_provider(self, client, subject, **changed):
        """Begin to sign in, and be this subject at the provider; the parameters of the way back. ``changed`` is changed
        on the way there; ``asked`` is what the provider was asked."""
        answer = client.get("/session/oidc")
        assert answer.status_code == 302, answer.text
        client.headers["Cookie"] = answer.headers["set-cookie"].split(";")[0]
        client.cookies.clear()
        there = urlsplit(answer.headers["location"])
        wanted = {name: values[0] for name, values in parse_qs(there.query).items()} | changed
        self.asked = wanted
        back = httpx.post(f"{self.provider}{there.path}", params=wanted, data={"sub": subject})
        assert back.status_code == 302, back.text
        return {name: values[0] for name, values in parse_qs(urlsplit(back.headers["location"]).query).items()}

    @staticmethod
    def come_back(client, parameters):
        """The answer to the way back; the client keeps the key."""
        answer = client.get("/session/oidc/callback", params=parameters)
        client.cookies.clear()
        if answer.status_code == 303:
            [key] = [one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-makam=")]
            client.headers["Cookie"] = key.split(";")[0]
        return answer

    @staticmethod
    def must(answer):
        """The body of an answer that has to be a good one."""
        assert answer.status_code in (200, 201), answer.text
        return answer.json()


@pytest.fixture(scope="session")
def strict(tmp_path_factory, document_of):
    """The site; its tests leave each other alone by having people and places of their own."""
    folder = tmp_path_factory.mktemp("strict")
    (folder / "client").write_text(SECRET)
    database = a_database("postgres", folder)
    uri = next(database)

    def database_of(service):
        return uri if service == "gateway" else f"sqlite:///{folder}/{service}.sqlite3"

    with pytest.MonkeyPatch.context() as patch, run_server_in_thread() as server:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        provider = f"http://localhost:{server.server_port}"
        settings = {
            "MAKAM_PROXIES": "127.0.0.1",
            "MAKAM_OIDC_ISSUER": provider,
            "MAKAM_OIDC_CLIENT_ID": CLIENT,
            "MAKAM_OIDC_CLIENT_SECRET_FILE": str(folder / "client"),
        }
        two = {"gateway": 2}
        with Trial(folder, database=database_of, instances=two, demonstration=False, settings=settings) as trial:
            yield Strict(trial, document_of(trial.url), provider)
    next(database, None)
