"""A town with one person in every role, and for every noun things that are near to them and things that are not.

The unit of the director and the staff of a unit is FEN, and the driver is of FEN, too, who may do nothing there. Above
FEN stands the deputy's own unit. PARK is another unit, and whoever is not of SOSYAL shall not know what SOSYAL does.
"""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle
from uuid import uuid4

import httpx

from makam_gateway.rights import open_to
from makam_tools.hiring import hire
from makam_tools.signing_in import trust

PASSWORD = "deneme parolası"
NOBODY, OPERATOR, SYSTEM = "citizen", "operator", "system"
STAFF = {
    "mayor": None,
    "deputy": "YARDIMCI",
    "director": "OZELKALEM",
    "secretary": "OZELKALEM",
    "front_desk": "OZELKALEM",
    "protocol_officer": "OZELKALEM",
    "unit_director": "FEN",
    "unit_staff": "FEN",
    "driver": "FEN",
    "auditor": None,
}
ROLES = (NOBODY, *STAFF, OPERATOR, SYSTEM)
UNITS = {"YARDIMCI": None, "FEN": "YARDIMCI", "PARK": None, "SOSYAL": None, "OZELKALEM": None}
CATEGORIES = {"YOL.CUKUR": "FEN", "YOL.SIKAYET": "FEN", "PARK.AGAC": "PARK", "SOSYAL.IS": "SOSYAL"}
RESTRICTED = {"YOL.SIKAYET", "SOSYAL.IS"}
DAY = "2026-10-19"
NOW = f"{DAY}T10:12:00+03:00"
START = "2026-10-20T08"
ROOM = "Makam odası"
AYSE = {
    "name": "Ayşe YILMAZ",
    "national_id": "10000000146",
    "phone": "+905550000001",
    "email": "ayse@example.org",
}
MISSING = "missing"
NOT_THERE = "00000000-0000-7000-8000-000000000000"


class Town:
    """A town on a running site. ``things`` says, by the name of a path's parameter, which things there are: by what
    they are to FEN (``own``, ``other``, ``private`` and so on), the id, or the ids by role where each has one. All that
    anybody was answered stands in ``heard``, as (role, answer). ``slip`` and ``citizen`` are of one of the requests."""

    def __init__(self, trial):
        self.trial = trial
        self.document = httpx.get(f"{trial.url}/api/v1/openapi.json", timeout=30).json()
        self.things = {}
        self.heard = []
        self.operator = self._heeded(OPERATOR, trial.operator())
        self.units = {}
        for place, (code, above) in enumerate(UNITS.items()):
            facts = {"code": code, "name": f"{code} Müdürlüğü", "parent_id": self.units.get(above)}
            facts["detsis_no"] = f"1234567{place}"
            self.units[code] = self.make(self.operator, "/units", facts | {"valid_from": "2020-01-01"})["id"]
        self.people = {role: self._hire(role, role, self.units.get(unit)) for role, unit in STAFF.items()}
        with ThreadPoolExecutor(2) as two:
            clients = dict(zip(STAFF, two.map(self.sign_in, STAFF), strict=True))
        self.people[OPERATOR] = must(self.operator.get("/me"))["id"]
        clients |= {NOBODY: self.client(), SYSTEM: self._system()}
        self.clients = {role: self._heeded(role, client) for role, client in clients.items()}
        self.clients[OPERATOR] = self.operator

    def client(self, **headers):
        """A client of nobody, or of whoever the headers name."""
        return httpx.Client(base_url=f"{self.trial.url}/api/v1", headers=headers, timeout=30, verify=trust())

    def sign_in(self, login):
        """Another client of a person."""
        if login == OPERATOR:
            admin = self.trial.site.first_admin()
            return self.trial.sign_in(admin["login"], admin["password"])
        return self.trial.sign_in(login.replace("_", "-"), PASSWORD)

    def hire(self, login, role, unit=None):
        """One more person, with a client."""
        self._hire(login, role, self.units.get(unit))
        return self.sign_in(login)

    def _heeded(self, role, client):
        """The client, of which every answer is kept in ``heard``."""

        def keep(answer):
            answer.read()
            self.heard.append((role, answer))

        client.event_hooks = {"response": [keep]}
        return client

    def colleague(self, login, unit):
        """One more person on the staff of a unit, who never signs in."""
        return self._hire(login, "unit_staff", self.units[unit], password=None)

    def make(self, who, path, body):
        """What a creating call made."""
        return must(who.post(path, json=body))

    def step(self, who, path, step, body=None):
        """A thing after one more step, in the version that it has now."""
        tag = who.get(path).headers["etag"]
        return must(who.put(f"{path}/{step}", json=body or {}, headers={"If-Match": tag}))

    def id_of(self, parameter, kind, role):
        """The id of a thing, or one that nothing has."""
        found = NOT_THERE if kind == MISSING else self.things[parameter][kind]
        return found[role] if isinstance(found, dict) else found

    def operations(self):
        """``{"GET /units": operation}`` of everything that the site serves."""
        return {
            f"{verb.upper()} {path.removeprefix('/api/v1')}": operation
            for path, verbs in self.document["paths"].items()
            for verb, operation in verbs.items()
        }

    def settle(self):
        """Wait until all events have done their work."""
        until(lambda: all(self._is_quiet(service) for service in services(self.document)))

    def _is_quiet(self, service):
        health = must(self.operator.get(f"/operations/{service}/health"))
        return health["oldest_unsent_seconds"] == 0 and health["waiting"] == 0

    def _hire(self, login, role, unit_id, password=PASSWORD):
        login = login.replace("_", "-")
        facts = {"roles": [role], "unit_id": unit_id}
        return hire(partial(self.make, self.operator), login, login.upper(), password, **facts)["id"]

    def _system(self):
        wanted = {"name": "Kent bilgi ekranı", "scopes": sorted(open_to(SYSTEM)), "expires_on": "2027-11-01"}
        token = self.make(self.operator, "/api-tokens", wanted)
        gone = self.make(self.operator, "/api-tokens", wanted)["id"]
        must(self.operator.put(f"/api-tokens/{gone}/revocation"))
        self.things["token_id"] = {"own": token["id"], "gone": gone}
        return self.client(Authorization=f"Bearer {token['key']}")


def furnish(town):
    """Fill the town with things."""
    must(town.operator.put("/clock", json={"at": NOW}))
    director, desk = town.clients["director"], town.clients["front_desk"]
    until(lambda: len(must(director.get("/request-units"))["items"]) == len(UNITS))
    until(lambda: len(must(director.get("/visitor-units"))["items"]) == len(UNITS))
    _organisation(town)
    _settings(town, director)
    _requests(town, director)
    _absences(town)
    _calendars(town)
    _feeds(town)
    _appointments(town)
    _visits(town, desk)
    _hosting(town, director)
    _expenses(town, director)
    _protocol(town, director)
    _papers(town, director)
    _instructions(town, director)
    _urgent_items(town, director)
    _approvals(town)
    _public_days(town, desk, director)
    town.settle()


def _organisation(town):
    operator = town.operator
    posts = must(operator.get("/posts", params={"limit": 100}))["items"]
    held = {role: must(operator.get(f"/people/{id}/holdings"))["items"][0]["id"] for role, id in town.people.items()}
    gone = town.make(operator, "/people", {"login": "ayrilan", "name": "Ayrılan", "active": False})["id"]
    victim = town.make(operator, "/people", {"login": "kurban", "name": "Kurban", "password": PASSWORD})["id"]
    with ThreadPoolExecutor(2) as two:
        spare = dict(zip(town.people, two.map(lambda role: _session_of(town.sign_in(role)), town.people), strict=True))
    others = {role: spare["deputy" if role == "mayor" else "mayor"] for role in ROLES}
    nobodys = {NOBODY: NOT_THERE, SYSTEM: NOT_THERE}
    town.things |= {
        "unit_id": {"own": town.units["FEN"], "other": town.units["PARK"]},
        "post_id": {"one": next(post["id"] for post in posts if post["code"] == "UNIT-STAFF")},
        "person_id": {"self": town.people | nobodys, "other": victim, "gone": gone},
        "holding_id": {"self": held | nobodys, "other": held["mayor"]},
        "session_id": {"self": spare | nobodys, "other": others},
    }


def _session_of(client):
    return next(one["id"] for one in must(client.get("/me/sessions"))["items"] if one["current"])


def _settings(town, director):
    made = {}
    for code, unit in CATEGORIES.items():
        facts = {"code": code, "name": code, "unit_id": town.units[unit], "restricted": code in RESTRICTED}
        made[code] = town.make(director, "/request-categories", facts)["id"]
    rule = {"position": 10, "category": "BASKA.*", "unit_id": town.units["FEN"]}
    town.things["category_id"] = {"one": made["YOL.CUKUR"], "private": made["SOSYAL.IS"]}
    town.things["rule_id"] = {"one": town.make(director, "/routing-rules", rule)["id"]}


def _requests(town, director):
    made = {}
    takers = cycle(town.clients[role] for role in ("front_desk", "secretary", "director"))
    wanted = {"own": "YOL.CUKUR", "other": "PARK.AGAC", "own_private": "YOL.SIKAYET", "private": "SOSYAL.IS"}
    for kind, code in (wanted | {"gone": "YOL.CUKUR"}).items():
        facts = {"kind": "complaint", "channel": "phone", "topic": f"{code} önü", "category": code, "citizen": AYSE}
        facts |= {"neighbourhood": "Çınaraltı", "address": "Ihlamur Sk. 12"}
        registered = town.make(next(takers), "/requests", facts)
        made[kind] = registered["id"]
        town.step(director, f"/requests/{made[kind]}", "routing", {"unit_id": town.units[CATEGORIES[code]]})
    for step, body in (("acceptance", {}), ("start", {}), ("solution", {"solution": "Çukur kapatıldı."})):
        town.step(director, f"/requests/{made['own']}", step, body)
    town.step(director, f"/requests/{made['gone']}", "voiding", {"reason": "Yanlış kayıt"})
    town.things["request_id"] = made
    town.slip = {"number": registered["number"], "code": registered["code"]}
    town.citizen = registered["request"]["citizen"]["id"]
    town.things["citizen_id"] = {"one": town.citizen}


def _absences(town):
    """Everybody is going to be away, and two more, of FEN and of PARK, for whom others are to stand in."""
    mayor, secretary = town.clients["mayor"], town.clients["secretary"]
    away = {unit: town.colleague(f"memur-{unit.lower()}", unit) for unit in ("FEN", "PARK")}
    town.settle()
    made = {"self": dict.fromkeys(ROLES, NOT_THERE)}
    for role, person in town.people.items():
        made["self"][role] = town.make(town.clients[role], "/absences", _away(person, "annual_leave", 2))["id"]
    wanted = {
        "own": ("FEN", "duty_travel", 9),
        "private": ("FEN", "sick_leave", 16),
        "other": ("PARK", "sick_leave", 9),
    }
    for kind, (unit, why, day) in (wanted | {"gone": ("FEN", "course", 23)}).items():
        facts = _away(away[unit], why, day) | {"reason": "Rapor"}
        made[kind] = town.make(secretary, "/absences", facts)["id"]
        town.step(mayor, f"/absences/{made[kind]}", "approval")
    deputies = {"own": "unit_staff", "other": "protocol_officer", "gone": "unit_staff"}
    stands = {
        kind: town.make(secretary, f"/absences/{made[kind]}/deputisings", {"deputy_id": town.people[deputy]})["id"]
        for kind, deputy in deputies.items()
    }
    town.step(secretary, f"/absences/{made['gone']}", "cancellation")
    town.things |= {"absence_id": made, "deputising_id": stands}


def _appointments(town):
    """What is asked of the mayor, what is asked of the deputy and was taken down by the front desk, and what is over;
    and the same of telephone calls."""
    secretary, desk = town.clients["secretary"], town.clients["front_desk"]
    calendars = {kind: _calendar_of(town, kind) for kind in ("mayor", "deputy")}
    asked, called = {}, {}
    wanted = {"own": (desk, "deputy"), "other": (secretary, "mayor"), "gone": (desk, "mayor")}
    for kind, (taker, whose) in wanted.items():
        who = {"name": "Şükrü İNCE", "phone": "+905550000007", "email": "s@example.org", "title": "Başkan"}
        who |= {"institution": "Akçınarspor", "calendar_id": calendars[whose]}
        asks = {"topic": "Tesis talebi", "minutes": 30, "mediator": "Muhtar", "preferred_at": "2026-10-20T07:00:00Z"}
        asks["companions"] = [{"name": "Ayla TAN", "title": "Üye"}]
        asked[kind] = town.make(taker, "/appointments", who | asks)["id"]
        call = {"words": "Kış hazırlıkları", "rank": 5, "due_at": "2026-10-19T14:00:00Z"}
        called[kind] = town.make(taker, "/phone-calls", who | call)["id"]
        town.step(secretary, f"/phone-calls/{called[kind]}", "tries", {"outcome": "busy", "note": "Meşgul"})
    town.step(secretary, f"/appointments/{asked['gone']}", "withdrawal", {"reason": "Gerek kalmadı"})
    town.step(secretary, f"/phone-calls/{called['gone']}", "result", {"result": "connected", "note": "Görüşüldü"})
    for kind, whose in (("own", "deputy"), ("other", "mayor")):
        times = [{"calendar_id": calendars[whose], "starts_at": f"{START}:00:00Z", "ends_at": f"{START}:30:00Z"}]
        offer = {"times": times, "held_until": "2026-10-19T14:00:00Z", "outside_hours": True}
        town.step(secretary, f"/appointments/{asked[kind]}", "proposals", offer)
    room = {"kind": "room", "name": "Encümen Salonu", "place": "Encümen Salonu", "hours": []}
    town.room = town.make(town.clients["director"], "/calendars", room)["id"]
    town.calendar = calendars["mayor"]
    town.things |= {"appointment_id": asked, "call_id": called}


def _calendar_of(town, kind):
    """The calendar of the mayor or the deputy, made where there is none yet."""
    director = town.clients["director"]
    for one in must(director.get("/calendars", params={"limit": 100}))["items"]:
        if one["holder_id"] == town.people[kind]:
            return one["id"]
    facts = {"kind": kind, "holder_id": town.people[kind], "name": kind, "place": "Makam Odası", "hours": []}
    return town.make(director, "/calendars", facts)["id"]


def _calendars(town):
    """The mayor's calendar and a deputy's; in the mayor's an entry, one that is private and concerns the staff of FEN,
    and one that was cancelled."""
    director, made = town.clients["director"], {}
    plain = {"place": "Makam Odası", "hours": [{"weekday": 2, "starts": "09:00", "ends": "17:00"}]}
    for kind, holder in (("mayors", "mayor"), ("deputys", "deputy")):
        facts = {"kind": holder, "name": f"{holder} ajandası", "holder_id": town.people[holder]}
        made[kind] = town.make(director, "/calendars", plain | facts)["id"]
    parts = [{"person_id": town.people["unit_staff"]}, {"person_id": town.people["driver"], "part": "driver"}]
    wanted = {"one": {}, "private": {"is_private": True, "people": parts}, "gone": {}}
    entries = {}
    for hour, (kind, more) in enumerate(wanted.items(), start=9):
        facts = {"kind": "visit", "summary": "Muayene", "place": "Hastane", "note": "Aç karnına", "travel_minutes": 10}
        facts |= {"starts_at": f"2026-10-20T{hour:02}:00:00Z", "ends_at": f"2026-10-20T{hour:02}:30:00Z"}
        entries[kind] = town.make(director, f"/calendars/{made['mayors']}/entries", facts | more)["id"]
    town.step(director, f"/entries/{entries['gone']}", "cancellation", {"reason": "Gelemiyorlar"})
    town.things |= {"calendar_id": made, "entry_id": entries}


def _feeds(town):
    """The mayor's calendar on the telephones of the mayor and the deputy, and of everybody one that is revoked."""
    wanted = {"calendar_id": town.things["calendar_id"]["mayors"], "name": "Telefon", "expires_on": "2027-11-01"}
    kept = {role: town.make(town.clients[role], "/feeds", wanted) for role in ("mayor", "deputy")}
    gone = dict.fromkeys(ROLES, NOT_THERE)
    for role in town.people:
        gone[role] = town.make(town.clients[role], "/feeds", wanted)["id"]
        must(town.clients[role].put(f"/feeds/{gone[role]}/revocation"))
    others = dict.fromkeys(ROLES, kept["mayor"]["id"]) | {"mayor": kept["deputy"]["id"]}
    key = kept["mayor"]["path"].removeprefix("/feeds/").removesuffix(".ics")
    town.things |= {"feed_id": {"gone": gone, "other": others}, "key": {"one": key}}


def _away(person, why, day):
    span = {"from_at": f"2026-11-{day:02}T06:00:00Z", "until_at": f"2026-11-{day + 2:02}T14:00:00Z"}
    return {"person_id": person, "kind": why} | span


def _approvals(town):
    """What everybody who may has proposed, and one of those taken back."""
    who = {name: AYSE[name] for name in ("name", "national_id", "phone")}
    wanted = {"kind": "export_person", "reason": "own_request", "who": who}
    proposers = ("mayor", "deputy", "secretary", "front_desk", "director")
    made = {role: town.make(town.clients[role], "/approvals", wanted)["id"] for role in (*proposers, "mayor")}
    gone, other = (town.make(town.clients["front_desk"], "/approvals", wanted)["id"] for _ in range(2))
    town.step(town.clients["front_desk"], f"/approvals/{gone}", "withdrawal")
    own = dict.fromkeys(ROLES, made["mayor"]) | made
    town.things["approval_id"] = {"self": own, "other": dict.fromkeys(ROLES, made["mayor"]), "gone": gone}
    town.things["approval_id"]["other"]["mayor"] = other


def _visits(town, desk):
    made = {}
    for kind, unit in {"own": "FEN", "other": "PARK", "private": None, "gone": "FEN"}.items():
        guests = [{"name": "Anna WEISS", "title": "Bürgermeisterin", "role": "head"}]
        facts = {"planned_at": f"{DAY}T11:00:00Z", "purpose": "Ziyaret", "host_name": "Elif KARACA", "members": guests}
        facts |= {"institution": "Grünhagen Belediyesi", "languages": ["Almanca"], "host_unit_id": town.units.get(unit)}
        made[kind] = town.make(desk, "/visits", facts)["id"]
    town.step(desk, f"/visits/{made['own']}", "arrival", {"card_number": 14})
    town.step(desk, f"/visits/{made['gone']}", "cancellation", {"reason": "Gelmiyor"})
    town.things["visit_id"] = made


def _hosting(town, director):
    """What is to be done for guests: a task of FEN that costs money, so that an expense is opened for it, one of PARK,
    one of nobody's unit, and one that was dropped."""
    plans = {
        kind: town.make(director, f"/visits/{visit}/hosting-plan", {"template": "guest"})["items"]
        for kind, visit in town.things["visit_id"].items()
        if kind != "gone"
    }
    made = {kind: plan[0]["id"] for kind, plan in plans.items()} | {"gone": plans["own"][1]["id"]}
    town.step(director, f"/hosting-tasks/{made['gone']}", "dropping", {"reason": "Gerek kalmadı"})
    town.step(director, f"/hosting-tasks/{made['own']}", "price", {"price": 42_000_00, "persons": 14})
    until(lambda: must(director.get(f"/hosting-tasks/{made['own']}"))["expense_id"])
    town.things["hosting_task_id"] = made


def _expenses(town, director):
    """An appropriation of FEN and one of PARK, with an approved expense each; one that was cancelled; and one that only
    the office knows of, since nobody has said of which appropriation it is paid."""
    officer = town.clients["protocol_officer"]
    until(lambda: len(must(officer.get("/protocol-units"))["items"]) == len(UNITS))
    lines, made = {}, {}
    for kind, unit in (("own", "FEN"), ("other", "PARK")):
        line = {"year": 2026, "code": f"03.6.{unit}", "name": "Temsil ve Ağırlama", "unit_id": town.units[unit]}
        facts = {"appropriation": 250_000_00, "decision": "Meclis 2025/118"}
        lines[kind] = town.make(director, "/budget-lines", line | facts)["id"]
    dinner = {"purpose": "Akşam yemeği", "needed_on": DAY, "persons": 14}
    dinner["costs"] = [{"description": "Yemek", "unit_amount": 42_000_00}]
    for kind, line in (lines | {"gone": lines["own"], "private": None}).items():
        made[kind] = town.make(officer, "/expenses", dinner | {"budget_line_id": line})["id"]
        if line:
            limits = {"guest_limit": 14, "amount_limit": 42_000_00}
            town.step(director, f"/expenses/{made[kind]}", "approval", limits)
    town.step(officer, f"/expenses/{made['gone']}", "cancellation", {"reason": "Gelmiyorlar"})
    town.things |= {"budget_line_id": lines, "expense_id": made}


def _protocol(town, director):
    """An opening that is planned, with work of FEN, of PARK, and of the protocol office alone; another that was
    cancelled; an invitation that was declined with flowers, and one that was taken back."""
    officer = town.clients["protocol_officer"]
    templates = must(director.get("/ceremony-templates"))["items"]
    template = next(one["id"] for one in templates if one["code"] == "opening")
    facts = {"template_id": template, "place": "Meydan", "starts_at": "2026-12-16T11:00:00+03:00"}
    made = {kind: town.make(officer, "/ceremonies", facts | {"title": "Açılış"}) for kind in ("one", "gone")}
    ceremonies = {kind: one["id"] for kind, one in made.items()}
    town.step(director, f"/ceremonies/{ceremonies['one']}", "planning")
    town.step(director, f"/ceremonies/{ceremonies['gone']}", "cancellation", {"reason": "Hava"})
    tasks = {kind: {task["code"]: task["id"] for task in one["tasks"]} for kind, one in made.items()}
    person = {"name": "Serdar ÜNLÜ", "phone": "+905550000031", "email": "s@example.org", "from_on": "2024-09-01"}
    contact = town.make(officer, "/contacts", person | {"office": "Kaymakam", "institution": "Kaymakamlık"})["id"]
    sender = {"institution": "Esnaf Odası", "sender_name": "Cemal TURAN", "sender_phone": "+905550000032"}
    sender |= {"occasion": "Genel kurul", "place": "Salon", "starts_at": NOW, "sender_email": "c@example.org"}
    invitations = {kind: town.make(town.clients["secretary"], "/invitations", sender)["id"] for kind in ("one", "gone")}
    flowers = {"courtesy": {"kind": "flowers", "words": "Başarılar"}}
    town.step(director, f"/invitations/{invitations['one']}", "declining", flowers)
    town.step(officer, f"/invitations/{invitations['gone']}", "withdrawal")
    courtesy = must(director.get("/courtesies"))["items"][0]["id"]
    town.things |= {
        "contact_id": {"one": contact},
        "ceremony_template_id": {"one": template},
        "ceremony_id": ceremonies,
        "ceremony_task_id": {
            "own": tasks["one"]["building"],
            "other": tasks["one"]["greenery"],
            "private": tasks["one"]["ribbon"],
            "gone": tasks["gone"]["building"],
        },
        "invitation_id": invitations,
        "courtesy_id": {"one": courtesy},
    }


def _papers(town, director):
    """Papers of FEN that wait for its director, one of them graded; a draft of PARK; and of what came in, what FEN was
    sent, a graded paper that PARK was sent, and one that is closed."""
    until(lambda: len(must(director.get("/document-units"))["items"]) == len(UNITS))
    fen, park = town.clients["unit_director"], town.hire("park-mudur", "unit_director", "PARK")
    draft = {"kind": "internal", "file_code": "880", "subject": "Kış bakımı", "body": "Uygun mudur?"}
    draft["circle"] = [{"person_id": town.people[role], "name": role} for role in ("unit_director", "deputy", "mayor")]
    graded = {"grade": "official_use"}
    own = {"unit_id": town.units["FEN"], "addressees": [{"unit_id": town.units["PARK"], "purpose": "action"}]}
    made = {
        "own": town.make(fen, "/papers", draft | own)["id"],
        "own_private": town.make(fen, "/papers", draft | own | graded)["id"],
        "other": town.make(park, "/papers", draft | {"unit_id": town.units["PARK"]})["id"],
    }
    for kind in ("own", "own_private"):
        town.step(fen, f"/papers/{made[kind]}", "circulation")
    letter = {"subject": "Tören", "sender": "Valilik", "origin_number": "E-1-051-7", "origin_on": DAY}
    letters = {"incoming": ("FEN", {}), "private": ("PARK", graded), "gone": ("PARK", {})}
    sent = {}
    for kind, (unit, facts) in letters.items():
        made[kind] = town.make(director, "/incoming-papers", letter | facts)["id"]
        addressees = [{"unit_id": town.units[unit], "purpose": "action"}]
        forwarded = town.step(director, f"/papers/{made[kind]}", "forwarding", {"addressees": addressees})
        sent[kind] = forwarded["distributions"][0]["id"]
    town.step(director, f"/papers/{made['gone']}", "closing")
    names = {"own": "incoming", "private": "private", "other": "gone"}
    town.things |= {"paper_id": made, "distribution_id": {kind: sent[name] for kind, name in names.items()}}


def _instructions(town, director):
    """Instructions to FEN and to PARK, a restricted one to each, and one that was withdrawn."""
    made, orders = {}, {}
    wanted = {"own": "FEN", "other": "PARK", "own_private": "FEN", "private": "PARK", "gone": "FEN"}
    for kind, unit in wanted.items():
        facts = {"unit_ids": [town.units[unit]], "words": "Aydınlatma tamam olsun.", "restricted": "private" in kind}
        facts |= {"due_at": "2026-11-27T15:00:00Z", "given_by": "Elif KARACA", "escalates_to": town.people["deputy"]}
        order = town.make(director, "/instructions", facts)
        made[kind], orders[kind] = order["items"][0]["id"], order["id"]
    town.step(director, f"/instructions/{made['gone']}", "withdrawal", {"reason": "Gerek kalmadı"})
    town.things |= {"instruction_id": made, "order_id": orders}


def _urgent_items(town, director):
    """News that the mayor has not seen, one of them restricted, and one that the mayor need not see."""
    made = {}
    for kind in ("one", "private", "gone"):
        facts = {"kind": "news", "words": "Su borusu patladı.", "sender": "Nöbetçi amirliği"}
        made[kind] = town.make(director, "/urgent-items", facts | {"restricted": kind == "private"})["id"]
    town.step(director, f"/urgent-items/{made['gone']}", "dismissal", {"reason": "Daha önce sunuldu"})
    town.things["urgent_item_id"] = made


def _public_days(town, desk, director):
    """A day with as many people as it takes: two were called, the first of whom has spoken with the mayor; then there
    is a pause."""
    facts = {"starts": "09:00", "ends": "17:00", "capacity": 3, "rooms": [ROOM]}
    day = f"/public-days/{town.make(director, '/public-days', facts | {'day': DAY})['id']}"
    town.step(director, day, "opening")
    for name in ("Hatice ÖZDEMİR", "Ali KURT", "Ferhat GÜLER"):
        town.make(desk, f"{day}/places", {"name": name, "phone": "+905550000003", "email": "h@example.org"})
    town.step(director, day, "start")
    spoken, called = (town.make(desk, f"{day}/calls", {"room": ROOM})["id"] for _ in range(2))
    town.step(desk, f"/places/{spoken}", "admission")
    town.step(director, day, "pause")
    town.things["public_day_id"] = {"one": day.rpartition("/")[2]}
    town.things["place_id"] = {"one": called}
    _wishes(town, desk, director, spoken)


def _wishes(town, desk, director, place):
    wishes, promises = {}, {}
    referral = {"own": "FEN", "other": "PARK"}
    for kind in (*referral, "private"):
        facts = {"words": "Rampa", "answer": "Yapılacak", "neighbourhood": "Çınaraltı"}
        if kind in referral:
            facts |= {"end": "referral", "category": "YOL.CUKUR", "unit_id": town.units[referral[kind]]}
        else:
            facts |= {"end": "request", "category": "SOSYAL.IS"}
        wishes[kind] = town.make(desk, f"/places/{place}/wishes", facts)["id"]
        owner = {"unit_id": town.units[referral.get(kind, "SOSYAL")]}
        promise = {"words": "Yapılacak", "due_on": "2026-12-31"} | owner
        promises[kind] = town.make(director, f"/wishes/{wishes[kind]}/promises", promise)["id"]
    until(lambda: must(director.get(f"/wishes/{wishes['private']}"))["request_id"])
    town.things |= {"wish_id": wishes, "promise_id": promises}


def services(document):
    """The services of which the document has an operator's desk."""
    return sorted(set(re.findall(r"/operations/(\w+)/health", " ".join(document["paths"]))))


def must(answer):
    """The body of an answer that has to be a good one."""
    assert answer.status_code in (200, 201, 204), f"{answer.request.method} {answer.request.url}: {answer.text}"
    return answer.json() if answer.content else None


def until(ask, seconds=30):
    """What ``ask`` answers, as soon as it is true."""
    end = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)
    return answer


def new_key():
    """A key of idempotency that nobody used."""
    return str(uuid4())
