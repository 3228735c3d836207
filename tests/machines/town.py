"""The people of a town, signed in, and its clock."""

import time
from collections import Counter
from datetime import datetime, timedelta

import httpx

from makam_kernel.clock import ISTANBUL
from makam_tools.hiring import hire

PASSWORD = "deneme parolası"
START = datetime(2026, 6, 1, 9, tzinfo=ISTANBUL)
UNITS = {"OZELKALEM": "12345678", "ZABITA": "12345610", "FEN": "12345611"}
PEOPLE = {
    "elif": ("mayor", None),
    "gulsen": ("deputy", None),
    "nermin": ("director", "OZELKALEM"),
    "ipek": ("secretary", "OZELKALEM"),
    "cem": ("front_desk", "OZELKALEM"),
    "pelin": ("protocol_officer", "OZELKALEM"),
    "ilknur": ("unit_director", "ZABITA"),
    "okan": ("unit_staff", "ZABITA"),
    "hakan": ("unit_director", "FEN"),
}
NOBODY = "nobody"
WITHIN = 60


class Town:
    """Its business time begins on 01.06.2026; ``hours`` is how far it has moved since, ``numbers`` the last number of
    each register, and of whatever the machines count over all their runs."""

    def __init__(self, trial):
        self.trial, self.hours, self.numbers = trial, 0, Counter()
        self.is_sqlite = trial.database is None
        self.operator = trial.operator()
        self.wait(0)
        self.units = {code: self._unit(code, detsis)["id"] for code, detsis in UNITS.items()}
        post = lambda path, body: made(self.operator.post(path, json=body))  # noqa: E731
        self.people = {
            login: hire(post, login, login.title(), PASSWORD, roles=[role], unit_id=self.units.get(unit))["id"]
            for login, (role, unit) in PEOPLE.items()
        }
        self.clients = {login: trial.sign_in(login, PASSWORD) for login in PEOPLE}
        self.clients[NOBODY] = httpx.Client(base_url=f"{trial.url}/api/v1", timeout=30)
        for path in ("/agenda-units", "/document-units", "/protocol-units"):
            until(lambda path=path: len(self.get("nermin", path)["items"]) == len(UNITS))
        self.calendars = [self._calendar("mayor", "elif"), self._calendar("deputy", "gulsen")]

    def get(self, login, path, **query):
        """What somebody is answered."""
        return made(self.clients[login].get(path, params=query))

    def all(self, login, path, **query):
        """All items of a list, page by page."""
        page = self.get(login, path, limit=100, **query)
        items = page["items"]
        while page.get("next_cursor"):
            page = self.get(login, path, limit=100, cursor=page["next_cursor"], **query)
            items += page["items"]
        return items

    def wait(self, hours):
        """So many hours pass."""
        self.hours += hours
        made(self.operator.put("/clock", json={"at": self.now.isoformat()}))

    @property
    def now(self):
        """The hour that it is."""
        return START + timedelta(hours=self.hours)

    def _unit(self, code, detsis):
        facts = {"code": code, "name": f"{code} Müdürlüğü", "detsis_no": detsis, "valid_from": "2020-01-01"}
        return made(self.operator.post("/units", json=facts))

    def _calendar(self, kind, login):
        """Open every day of the week from nine until twelve; agenda has to have heard of the person."""
        hours = [{"weekday": day, "starts": "09:00", "ends": "12:00"} for day in range(1, 8)]
        facts = {"kind": kind, "holder_id": self.people[login], "name": kind, "place": f"{kind} odası", "hours": hours}
        post = self.clients["nermin"].post
        return until(lambda: (answer := post("/calendars", json=facts)).is_success and answer.json())["id"]


def made(answer):
    """The body of an answer that has to be a good one."""
    assert answer.is_success, f"{answer.request.method} {answer.request.url}: {answer.text}"
    return answer.json()


def until(holds):
    """Wait until this is so, and give what it then is."""
    end = time.monotonic() + WITHIN
    while not (found := holds()):
        assert time.monotonic() < end, f"not within {WITHIN} s"
        time.sleep(0.05)
    return found
