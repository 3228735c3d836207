"""A town with a canary in every personal field, and the people who look for them."""

import json
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

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
DAY = "2030-01-07"
NOT_ON_RECORD = {
    "order": ("documents", "SELECT DISTINCT order_id FROM instructions"),
    "ceremony_template": ("protocol", "SELECT id FROM ceremony_templates"),
}
"""What to ask whose database for the ids of what stands under no name of its own in the audit."""


class Town:
    """The town on a running site: who its people are, what was put into it, and ways to ask for it."""

    today = day_of(datetime.now(UTC)).isoformat()
    soon = day_of(datetime.now(UTC) + timedelta(days=7)).isoformat()

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
        self.expense()
        self.contact()
        self.invitation()
        self.courtesies()
        self.papers()
        self.instructions()
        self.urgent_items()
        self.entries()
        self.ceremony()
        self.feeds()
        self.appointments()
        self.calls()
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
        """Four on a public day: one waits, two are referred and promised something, the wish of one is a request."""
        facts = {"day": self.today, "starts": "09:00", "ends": "17:00", "capacity": 10, "rooms": ["Makam"]}
        day = f"/public-days/{self.post('director', '/public-days', **facts)['id']}"
        for step in ("opening", "start"):
            self.put("director", day, step)
        for about in ("place", "restricted wish's place", "wish that became a request", "waiting place"):
            contact = {"phone": self.flock.phone("place's contact", "places.phone")}
            contact["email"] = self.flock.email("place's contact", "places.email")
            self.post("front-desk", f"{day}/places", name=self.flock.words(about, "places.name"), **contact)
        self._hear(day, self._referral)
        self._hear(day, self._restricted)
        self._hear(day, self._request)

    def visits(self):
        """Guests of the mayor and of a unit."""
        for about, unit in (("visit of the mayor", None), ("visit of fen", self.units["FEN"])):
            head = {name: self.flock.words(about, f"visit_members.{name}") for name in ("name", "title")}
            facts = {"planned_at": "2030-01-07T09:00:00Z", "host_name": "Elif KARACA", "host_unit_id": unit}
            facts |= {"purpose": self.flock.words(about, "visits.purpose"), "members": [head | {"role": "head"}]}
            visit = f"/visits/{self.post('secretary', '/visits', **facts)['id']}"
            hosting = about.replace("visit", "hosting")
            note, reason = (self.flock.words(hosting, f"hosting_tasks.{name}") for name in ("note", "reason"))
            task = self.post("secretary", f"{visit}/hosting-tasks", kind="gift", minutes_before=10, note=note)
            self.put("secretary", f"/hosting-tasks/{task['id']}", "dropping", reason=reason)
            self.put("secretary", visit, "cancellation", reason=self.flock.words(about, "visits.reason"))

    def expense(self):
        """A dinner that was approved, instructed anew, ordered and given up."""
        words = lambda place: self.flock.words("expense", place)  # noqa: E731
        line = {"year": 2030, "code": "03.6", "name": "Temsil", "unit_id": self.units["FEN"]}
        line = self.post("director", "/budget-lines", **line, appropriation=100_00, decision="Meclis 1")
        costs = [{"description": words("expense_costs.description"), "unit_amount": 1_00}]
        facts = {"needed_on": "2030-01-07", "costs": costs, "budget_line_id": line["id"]}
        expense = self.post("protocol", "/expenses", purpose=words("expenses.purpose"), **facts)
        path = f"/expenses/{expense['id']}"
        self.put("director", path, "approval", amount_limit=1_00)
        self.put("director", path, "instruction", amount_limit=2_00, reason=words("expense_instructions.reason"))
        self.put("protocol", path, "order", supplier=words("expenses.supplier"))
        self.put("protocol", path, "cancellation", reason=words("expenses.reason"))

    def papers(self):
        """What FEN wrote, was given back, changed, and PARK was sent; the same, graded; and what came in."""
        to_park = {"addressees": [{"unit_id": self.units["PARK"], "purpose": "information"}]}
        self._wait(lambda: len(self.get("director", "/document-units")["items"]) == len(UNITS))
        for about, writer, first, grade in (
            ("paper", "fen.staff", "fen.director", "none"),
            ("graded paper", "fen.director", "deputy", "official_use"),
        ):
            circle = [{"person_id": self.people[login], "name": login} for login in (first, "mayor")]
            facts = to_park | {"file_code": "880", "grade": grade, "circle": circle}
            written = self._paper_words(f"{about}'s first version")
            made = self.post(writer, "/papers", kind="internal", unit_id=self.units["FEN"], **facts, **written)
            path = f"/papers/{made['id']}"
            self.put(writer, path, "circulation")
            note = self.flock.words(f"{about}'s note", "paper_steps.note")
            self.put(first, path, "return", note=note)
            self.put(writer, path, None, **facts, **self._paper_words(about))
            self.put(writer, path, "circulation")
            self.put(first, path, "initials")
            self.put("mayor", path, "signature")
            self.put("director", path, "distribution")
        for about, grade in (("paper that came in", "none"), ("graded paper that came in", "official_use")):
            facts = {name: self.flock.words(about, f"papers.{name}") for name in ("sender", "origin_number")}
            facts |= {"subject": self.flock.words(about, "paper_editions.subject"), "grade": grade}
            self.post("director", "/incoming-papers", origin_on="2029-12-31", **facts)

    def instructions(self):
        """What was ordered of FEN, reported and done; what only few know of was withdrawn."""
        for about, end in (("instruction", "completion"), ("restricted instruction", "withdrawal")):
            words = self.flock.words(about, "instructions.words")
            facts = {"unit_ids": [self.units["FEN"]], "due_at": "2030-01-07T14:30:00Z", "words": words}
            order = self.post("director", "/instructions", restricted=end == "withdrawal", **facts)
            path = f"/instructions/{order['items'][0]['id']}"
            self.put("fen.director", path, "receipt")
            self.put("fen.director", path, "report", note=self.flock.words(about, "instruction_steps.note"))
            if end == "completion":
                self.put("fen.staff", path, end, evidence=self.flock.words(about, "instructions.evidence"))
            else:
                self.put("director", path, end, reason=self.flock.words(about, "instruction_steps.note"))

    def entries(self):
        """What is in a room, and what of it is private, both cancelled; and the same in the mayor's calendar, where it
        stands."""
        hours = [{"weekday": 1, "starts": "09:00", "ends": "17:00"}]
        facts = {"kind": "room", "name": "Salon", "place": "Salon", "hours": hours}
        room = self.post("director", "/calendars", **facts)["id"]
        for about, hour in (("entry", 8), ("private entry", 10)):
            entry = self._entry(about, room, DAY, hour)
            reason = self.flock.words(about, "entry_history.reason")
            self.put("director", f"/entries/{entry['id']}", "cancellation", reason=reason)
        for about, hour in (("entry", 8), ("private entry of the mayor", 10)):
            self._entry(about, self._mayors(), self.soon, hour)

    def ceremony(self):
        """An opening, which FEN and PARK work for, and which stands in the mayor's calendar."""
        templates = self.get("protocol", "/ceremony-templates")["items"]
        template = next(one["id"] for one in templates if one["code"] == "opening")
        words = {"title": self.flock.words("ceremony's name", "ceremonies.title", plain=True)}
        words["place"] = self.flock.words("ceremony's place", "ceremonies.place", plain=True)
        facts = {"template_id": template, "starts_at": f"{DAY}T06:00:00Z"}
        path = f"/ceremonies/{self.post('protocol', '/ceremonies', **facts, **words)['id']}"
        speaker = {"name": self.flock.words("ceremony", "ceremonies.speakers", plain=True)}
        speakers = [speaker | {"office": "Kaymakam", "rank": 1, "minutes": 5}]
        lines = [{"minute": 0, "minutes": 5, "what": "Konuşma", "speeches": True}]
        self.put("protocol", path, "run-sheet", lines=lines, speakers=speakers)
        self.put("director", path, "planning")
        self._wait(lambda: any(one["summary"] == words["title"] for one in self._entries_of(DAY)))

    def feeds(self):
        """The mayor's calendar on the telephones of two who read it."""
        self.feed_of = {}
        for login in ("director", "deputy"):
            facts = {"calendar_id": self._mayors(), "name": "Telefon", "expires_on": self.soon}
            self.feed_of[login] = self.post(login, "/feeds", **facts)["path"]
            self.flock.learn(self.feed_of[login].split("/")[-1].removesuffix(".ics"), "secret", f"feed of {login}")

    def appointments(self):
        """Somebody asks the mayor to be received, gets a time, and wants it no longer."""
        facts = {name: self.flock.words("petitioner", f"appointments.{name}") for name in ("name", "institution")}
        names = ("title", "mediator", "topic")
        facts |= {name: self.flock.words("appointment", f"appointments.{name}") for name in names}
        facts["companions"] = [{"name": self.flock.words("appointment", "appointments.companions")}]
        facts["phone"] = self.flock.phone("petitioner's reach", "appointments.phone")
        facts["email"] = self.flock.email("petitioner's reach", "appointments.email")
        asked = self.post("secretary", "/appointments", calendar_id=self._mayors(), minutes=30, **facts)
        path = f"/appointments/{asked['id']}"
        self.put("director", path, "schedule", starts_at="2030-01-07T12:00:00Z", outside_hours=True)
        self.put("secretary", path, "withdrawal", reason=self.flock.words("appointment", "appointments.reason"))

    def calls(self):
        """Somebody calls, is called back in vain, and then reached."""
        facts = {name: self.flock.words("call", f"calls.{name}") for name in ("name", "title", "institution", "words")}
        facts["phone"] = self.flock.phone("caller's reach", "calls.phone")
        facts["email"] = self.flock.email("caller's reach", "calls.email")
        due = "2030-01-07T12:00:00Z"
        call = self.post("secretary", "/phone-calls", calendar_id=self._mayors(), due_at=due, **facts)
        path = f"/phone-calls/{call['id']}"
        self.put("secretary", path, "tries", outcome="busy", note=self.flock.words("call", "call_tries.note"))
        self.put("secretary", path, "result", result="connected", note=self.flock.words("call", "calls.note"))

    def _mayors(self):
        """The mayor's calendar."""
        for one in self.get("director", "/calendars")["items"]:
            if one["holder_id"] == self.people["mayor"]:
                return one["id"]
        facts = {"kind": "mayor", "holder_id": self.people["mayor"], "name": "Başkan", "place": "Makam", "hours": []}
        return self.post("director", "/calendars", **facts)["id"]

    def _entry(self, about, calendar, day, hour):
        words = {name: self.flock.words(about, f"entries.{name}") for name in ("summary", "place", "note")}
        times = {"starts_at": f"{day}T{hour:02}:00:00Z", "ends_at": f"{day}T{hour:02}:30:00Z"}
        facts = words | times | {"kind": "visit", "is_private": about.startswith("private")}
        return self.post("director", f"/calendars/{calendar}/entries", **facts)

    def _entries_of(self, day):
        return self.get("director", "/entries", from_on=day, until_on=day)["items"]

    def urgent_items(self):
        """What did not have to reach the mayor."""
        for about in ("urgent item", "restricted urgent item"):
            facts = {name: self.flock.words(about, f"urgent_items.{name}") for name in ("words", "sender")}
            restricted = about.startswith("restricted")
            item = self.post("director", "/urgent-items", kind="news", restricted=restricted, **facts)
            reason = self.flock.words(about, "urgent_items.reason")
            self.put("director", f"/urgent-items/{item['id']}", "dismissal", reason=reason)

    def contact(self):
        """Somebody in the book."""
        facts = {name: self.flock.words("contact", f"contacts.{name}") for name in ("name", "title")}
        facts["phone"] = self.flock.phone("contact's reach", "contacts.phone")
        facts["email"] = self.flock.email("contact's reach", "contacts.email")
        office = {"office": "Kaymakam", "institution": "Kaymakamlık", "from_on": "2029-01-01"}
        self.post("protocol", "/contacts", **facts, **office)

    def invitation(self):
        """Somebody invites, and is declined."""
        words = {name: self.flock.words("invitation", f"invitations.{name}") for name in ("occasion", "place")}
        words["sender_name"] = self.flock.words("invitation", "invitations.sender_name")
        words["sender_phone"] = self.flock.phone("sender's reach", "invitations.sender_phone")
        words["sender_email"] = self.flock.email("sender's reach", "invitations.sender_email")
        made = self.post("secretary", "/invitations", starts_at="2030-01-07T09:00:00Z", **words)
        self.put("director", f"/invitations/{made['id']}", "declining")

    def courtesies(self):
        """Flowers that were delivered, and others that were not sent."""
        for steps in (
            (("approval", ()), ("order", ("supplier",)), ("delivery", ("proof",))),
            (("cancellation", ("reason",)),),
        ):
            names = ("occasion", "words", "place", "contact_name")
            facts = {name: self.flock.words("courtesy", f"courtesies.{name}") for name in names}
            facts["contact_phone"] = self.flock.phone("courtesy's reach", "courtesies.contact_phone")
            when = {"kind": "flowers", "occasion_at": "2030-01-07T09:00:00Z"}
            path = f"/courtesies/{self.post('protocol', '/courtesies', **when, **facts)['id']}"
            for step, said in steps:
                words = {name: self.flock.words("courtesy", f"courtesies.{name}") for name in said}
                self.put("director", path, step, **words)

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
        for noun, (name, query) in NOT_ON_RECORD.items():
            found[noun] = [str(UUID(str(row[0]))) for row in self.stores[name].rows(query)]
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
        times = {"date": [self.today, DAY], "date-time": [f"{self.today}T09:00:00Z"]}
        return times | {"string": words[-2:], "number": numbers, "origin": origins}

    def get(self, login, path, **query):
        """What a good answer says."""
        return self._must(self.clients[login].get(path, params=query))

    def post(self, login, path, headers=None, **facts):
        """What is answered to something new."""
        return self._must(self.clients[login].post(path, json=facts, headers=headers))

    def put(self, login, path, step, **facts):
        """One step, or without one the thing itself anew, in the version that it has now."""
        version = self.clients[login].get(path).headers["etag"]
        place = f"{path}/{step}" if step else path
        return self._must(self.clients[login].put(place, json=facts, headers={"If-Match": version}))

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

    def _paper_words(self, about):
        attached = [{"title": self.flock.words(about, "paper_attachments.title")}]
        return {name: self.flock.words(about, f"paper_editions.{name}") for name in ("subject", "body")} | {
            "attachments": attached
        }

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

    def _restricted(self, place):
        """One that went to SOSYAL, with what was promised, which the desk never sees again."""
        unit, about = {"unit_id": self.units["SOSYAL"]}, "restricted wish"
        wish = self.post("director", f"{place}/wishes", end="referral", category="YARDIM", **unit, **self._words(about))
        words = self.flock.words(about, "promises.words")
        self.post("director", f"/wishes/{wish['id']}/promises", words=words, due_on="2030-01-07", **unit)

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
    detsis_no = f"1234567{UNITS.index(code)}"
    return {"code": code, "name": f"{code} MÜDÜRLÜĞÜ", "detsis_no": detsis_no, "valid_from": "2020-01-01"}
