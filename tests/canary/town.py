"""A town with a canary in every personal field, and the people who look for them."""

import json
import time
from datetime import UTC, datetime
from uuid import uuid4

import httpx
from canaries import Flock
from remains import Store
from viewers import FIRST, NOBODY, PEOPLE, SYSTEM

from makam_kernel.clock import day_of
from makam_tools.hiring import hire
from makam_tools.site import HOMES

PASSWORD = "deneme parolası"
UNITS = ("FEN", "PARK", "SOSYAL")
WITHIN, FEW = 15, 4


class Town:
    """The town on a running site: who its people are, what was put into it, and ways to ask for it."""

    today = day_of(datetime.now(UTC)).isoformat()

    def __init__(self, trial):
        self.trial, self.flock = trial, Flock()
        self.stores = {name: Store(trial, name) for name in trial.names}
        self.first = trial.operator()
        self.document = self.first.get("/openapi.json").json()
        self.units = {code: self._must(self.first.post("/units", json=_unit(code)))["id"] for code in UNITS}
        made = {login: self._hire(login, *facts) for login, facts in PEOPLE.items()}
        self.people = {login: person["id"] for login, person in made.items()}
        self.stranger = self._hire("stranger", ["driver"], None)["id"]
        self.clients = {login: trial.sign_in(login, PASSWORD) for login in PEOPLE}
        self.clients[FIRST] = self.first
        self.clients[NOBODY] = httpx.Client(base_url=f"{trial.url}/api/v1", timeout=30)
        self.clients[SYSTEM] = self._system()
        self._learn_secrets()
        self._wait(lambda: len(self.get("director", "/request-units")["items"]) == len(UNITS))
        for code, unit, restricted in (("YOL", "FEN", False), ("YARDIM", "SOSYAL", True)):
            facts = {"code": code, "name": code, "internal_days": 5, "restricted": restricted}
            self.post("director", "/request-categories", unit_id=self.units[unit], **facts)

    def seed(self):
        """Everything that is not a secret of few."""
        self.request("request", "YOL", "fen.staff")
        self.request_by_mail()
        self.public_day()
        self.visits()
        self.proposal()
        self.sick_leave()

    def request(self, about, category, worker):
        """A request that went all the way: registered, solved, objected to, closed with a reason."""
        facts = {"category": category, "channel": "phone", "citizen": self._citizen(about)}
        facts |= {name: self.flock.words(about, f"requests.{name}") for name in ("topic", "address")}
        hidden = {"neighbourhood": self.flock.words(about, "requests.neighbourhood", plain=True)}
        made = self.post("front-desk", "/requests", **facts, **hidden, headers={"Idempotency-Key": str(uuid4())})
        self.flock.learn(made["code"], f"{about}'s slip", "tracking code")
        path = f"/requests/{made['id']}"
        unit = worker.partition(".")[0].upper()
        self.put("director", path, "routing", unit_id=self.units[unit])
        for step in ("acceptance", "start"):
            self.put(worker, path, step)
        self.put(worker, path, "solution", solution=self.flock.words(about, "requests.solution"))
        note, reason = (self.flock.words(about, place) for place in ("request_history.note", "requests.closing_reason"))
        self.put("director", path, "confirmation", answer="no", note=note)
        self.put("director", path, "decision", decision="close", reason=reason)
        return made

    def request_by_mail(self):
        """A request of somebody who can only be written to by mail."""
        citizen = {"name": self.flock.words("request", "citizens.name")}
        citizen["email"] = self.flock.email("request's contact", "citizens.email")
        words = self.flock.words("request", "requests.topic")
        self.post("secretary", "/requests", category="YOL", channel="email", topic=words, citizen=citizen)

    def public_day(self):
        """Three on a public day: one waits, one is referred and promised something, the wish of one is a request."""
        facts = {"day": self.today, "starts": "09:00", "ends": "17:00", "capacity": 10, "rooms": ["Makam"]}
        day = f"/public-days/{self.post('director', '/public-days', **facts)['id']}"
        for step in ("opening", "start"):
            self.put("director", day, step)
        for about in ("place", "wish that became a request", "waiting place"):
            contact = {"phone": self.flock.phone("place's contact", "places.phone")}
            contact["email"] = self.flock.email("place's contact", "places.email")
            self.post("front-desk", f"{day}/places", name=self.flock.words(about, "places.name"), **contact)
        self._hear(day, self._referral)
        self._hear(day, self._request)

    def visits(self):
        """Guests of the mayor and of a unit."""
        for about, unit in (("visit of the mayor", None), ("visit of fen", self.units["FEN"])):
            head = {name: self.flock.words(about, f"visit_members.{name}") for name in ("name", "title")}
            facts = {"planned_at": "2030-01-07T09:00:00Z", "host_name": "Elif KARACA", "host_unit_id": unit}
            facts |= {"purpose": self.flock.words(about, "visits.purpose"), "members": [head | {"role": "head"}]}
            visit = f"/visits/{self.post('secretary', '/visits', **facts)['id']}"
            self.put("secretary", visit, "cancellation", reason=self.flock.words(about, "visits.reason"))

    def proposal(self):
        """That everything kept of somebody be handed out, which waits for a second person."""
        who = {"name": self.flock.words("proposal", "approvals.facts")}
        who["phone"] = self.flock.phone("proposal's numbers", "approvals.facts")
        who["national_id"] = self.flock.national_id("proposal's numbers", "approvals.facts")
        self.post("front-desk", "/approvals", kind="export_person", reason="own_request", who=who)

    def sick_leave(self):
        """An absence whose reason is nobody's business, with somebody who is to stand in."""
        facts = {"person_id": self.people["fen.staff"], "kind": "sick_leave"}
        facts |= {"from_at": "2030-01-07T06:00:00Z", "until_at": "2030-01-08T14:00:00Z"}
        own = f"/people/{self.people['fen.staff']}/deputy"
        self._wait(lambda: self.clients["fen.staff"].get(own).status_code == 200)  # agenda has heard of them
        words = self.flock.words("sick leave", "absences.reason")
        absence = self.post("fen.staff", "/absences", reason=words, **facts)
        deputy = self.people["fen.director"]
        self.post("fen.staff", f"/absences/{absence['id']}/deputisings", deputy_id=deputy)

    def ids(self):
        """The ids of everything that anything ever happened to, by noun; of what there is much, a few."""
        found = {}
        for noun, id in sorted({pair for store in self.stores.values() for pair in store.subjects()}):
            found.setdefault(noun, []).append(id)
        return {noun: ids[-FEW:] for noun, ids in found.items()}

    def versions(self):
        """The version of everything that has one, by id."""
        return {id: version for store in self.stores.values() for id, version in store.versions()}

    def filters(self):
        """What to ask lists for, by the name of the parameter, or its format: also what others must not find, and the
        register number that is given next."""
        words = [bird.text for bird in self.flock.birds if bird.about == "request"]
        origins = [f"wish/{id}" for id in self.ids()["wish"]]
        numbers = sorted(line["number"] for line in self.get("director", "/requests")["items"])
        numbers.append(f"{numbers[-1][:-1]}{int(numbers[-1][-1]) + 1}")
        times = {"date": [self.today], "date-time": [f"{self.today}T09:00:00Z"]}
        return times | {"string": words[-2:], "number": numbers, "origin": origins}

    def get(self, login, path, **query):
        """What a good answer says."""
        return self._must(self.clients[login].get(path, params=query))

    def post(self, login, path, headers=None, **facts):
        """What is answered to something new."""
        return self._must(self.clients[login].post(path, json=facts, headers=headers))

    def put(self, login, path, step, **facts):
        """One step, in the version that the thing has now."""
        version = self.clients[login].get(path).headers["etag"]
        return self._must(self.clients[login].put(f"{path}/{step}", json=facts, headers={"If-Match": version}))

    def _system(self):
        """Another system, with a token for everything that a token may be good for."""
        policies = [json.loads((home / "contract/rpc.json").read_text())["policy"] for home in HOMES.values()]
        scopes = {action for policy in policies for action, roles in policy.items() if "system" in roles}
        facts = {"name": "Kent bilgi ekranı", "scopes": sorted(scopes), "expires_on": self.today}
        key = self.flock.learn(self.post(FIRST, "/api-tokens", **facts)["key"], "secret", "key of the API")
        return httpx.Client(base_url=f"{self.trial.url}/api/v1", headers={"Authorization": f"Bearer {key}"}, timeout=30)

    def _learn_secrets(self):
        """Passwords, the keys of sessions, the secret of somebody's one-time codes."""
        self.flock.learn(PASSWORD, "secret", "password")
        self.flock.learn(self.post("driver", "/me/totp")["secret"], "secret", "credentials.totp_secret")
        for login in PEOPLE:
            cookie = self.clients[login].headers["cookie"]
            self.flock.learn(cookie.partition("=")[2], "secret", f"session of {login}")

    def _citizen(self, about):
        contact = f"{about}'s contact"
        return {
            "name": self.flock.words(about, "citizens.name"),
            "phone": self.flock.phone(contact, "citizens.phone"),
            "email": self.flock.email(contact, "citizens.email"),
            "national_id": self.flock.national_id(f"{about}'s identity number", "citizens.national_id"),
        }

    def _hear(self, day, what):
        place = f"/places/{self.post('front-desk', f'{day}/calls', room='Makam')['id']}"
        self.put("front-desk", place, "admission")
        what(place)
        self.put("front-desk", place, "finish")

    def _referral(self, place):
        unit, words = {"unit_id": self.units["FEN"]}, self._words("wish")
        wish = self.post("director", f"{place}/wishes", end="referral", **unit, **words)
        words, reason = (self.flock.words("wish", f"promises.{name}") for name in ("words", "reason"))
        promise = self.post("director", f"/wishes/{wish['id']}/promises", words=words, due_on="2030-01-07", **unit)
        self.put("director", f"/promises/{promise['id']}", "breaking", reason=reason)

    def _request(self, place):
        words = self._words("wish that became a request")
        wish = self.post("director", f"{place}/wishes", end="request", category="YOL", **words)
        self._wait(lambda: self.get("director", f"/wishes/{wish['id']}")["request_id"])

    def _words(self, about):
        return {name: self.flock.words(about, f"wishes.{name}") for name in ("words", "answer")}

    def _hire(self, login, roles, unit):
        post = lambda path, body: self._must(self.first.post(path, json=body))  # noqa: E731
        return hire(post, login, login.title(), PASSWORD, roles=roles, unit_id=self.units.get(unit))

    @staticmethod
    def _must(answer):
        assert answer.status_code in (200, 201), f"{answer.request.url}: {answer.text}"
        return answer.json()

    @staticmethod
    def _wait(holds):
        until = time.monotonic() + WITHIN
        while not (found := holds()):
            assert time.monotonic() < until, "it did not come about"
            time.sleep(0.05)
        return found


def _unit(code):
    return {"code": code, "name": f"{code} MÜDÜRLÜĞÜ", "valid_from": "2020-01-01"}
