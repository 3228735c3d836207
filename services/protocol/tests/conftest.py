"""Fixtures of the protocol service's tests."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from makam_kernel.events import Told
from makam_kernel.ids import new_id
from makam_kernel.testing import at, hear
from protocol_service.service import SERVICE

pytest_plugins = ["makam_kernel.testing"]

START = "2026-12-01 09:00"
PAPERS = ("approval", "instruction", "participants")


@pytest.fixture
def process(a_process, database_uri):
    """The service on a fresh database of each kind, on 01.12.2026."""
    process = a_process(SERVICE, database_uri)
    at(process, START)
    return process


@pytest.fixture
def spender(person, process):
    """A protocol officer, who asks for money and spends it."""
    return person(process, "protocol_officer", name="Selin ARI")


@pytest.fixture
def approver(person, process):
    """Nermin IŞIK, director of the private office, who approves what others ask for."""
    return person(process, "director", name="Nermin IŞIK")


@pytest.fixture
def a_line(approver):
    """Makes a budget line of 2026 with 250.000,00 TL: ``a_line(appropriation=…)``."""

    def make(**facts):
        line = {"year": 2026, "code": "03.6.1.01", "name": "Temsil ve Ağırlama", "decision": "Meclis 2025/118"}
        return approver.open_budget_line(**line | {"appropriation": 250_000_00} | facts)

    return make


@pytest.fixture
def an_expense(spender):
    """Makes the request of a dinner for 14 on 15.12.2026: ``an_expense(price=…)``."""

    def make(*, price=42_000_00, **facts):
        dinner = {"purpose": "Grünhagen heyeti onuruna akşam yemeği", "needed_on": "2026-12-15", "persons": 14}
        costs = [{"description": "Akşam yemeği", "unit_amount": price}]
        return spender.request_expense(**dinner | {"costs": costs} | facts)

    return make


@pytest.fixture
def step(spender, approver):
    """Takes an expense one step further, by whoever may: ``step(expense, "order", supplier="…")``."""

    def take(expense, act, **facts):
        who = approver if act in ("approve", "revise", "refuse") else spender
        method = "file_expense_paper" if act == "file" else f"{act}_expense"
        return who.call(method, {"expense_id": expense["id"], "version": expense["version"], **facts})

    return take


@pytest.fixture
def as_far_as(step, an_expense):
    """Makes an expense that has come so far: ``as_far_as("paid", line)``, with an invoice of its limit."""

    def make(status, line, *, limit=42_000_00):
        one = an_expense(price=limit)
        acts = [
            ("approve", {"budget_line_id": line["id"], "guest_limit": 14, "amount_limit": limit}),
            ("order", {"supplier": "Akçınar Lokantası"}),
            ("accept", {}),
            ("invoice", {"number": "A-1", "invoiced_on": "2026-12-01", "persons": 14, "amount": limit}),
            *(("file", {"kind": kind, "reference": "41"}) for kind in PAPERS),
            ("accrue", {}),
            ("pay", {}),
        ]
        for act, facts in acts:
            if one["status"] == status:
                break
            one = step(one, act, **facts)
        return one

    return make


@pytest.fixture
def a_unit_known(process):
    """Makes a unit known, as the gateway tells of it: ``a_unit_known("MALI")`` is its id."""

    def make(code):
        unit_id = str(new_id())
        data = {"code": code, "name": f"{code} Müdürlüğü", "valid_from": "2020-01-01", "valid_to": None}
        hear(process, an_event("unit.changed.v1", "gateway", f"unit/{unit_id}", data))
        return unit_id

    return make


def an_event(type, source, subject, data, *, sequence=1, actor=None):
    """What another service tells."""
    facts = {"id": str(new_id()), "source": source, "type": type, "subject": subject, "data": data}
    return Told(**facts, sequence=sequence, time=datetime.now(UTC), actor=actor)


class Visitors:
    """Stands for the owner of hosting tasks: knows the words of each by its id, and counts how often it is asked."""

    def __init__(self):
        self.words, self.asked = {}, 0
        self.visitors = self

    def because_of(self, _event):
        return self

    def get_hosting_words(self, hosting_task_id):
        self.asked += 1
        return self.words[hosting_task_id]


@pytest.fixture
def visitors(process):
    """What stands where the service asks visitors."""
    process.inbox.owners = Visitors()
    return process.inbox.owners


@pytest.fixture
def priced_task(visitors):
    """Makes what visitors tells of a hosting task that costs money: ``priced_task({"purpose": …})``."""

    def make(words, *, task=None, type="hosting_task.priced.v1", sequence=2, actor=None):
        task = task or str(new_id())
        visitors.words[task] = {"id": task, "status": "open"} | words
        data = {"status": visitors.words[task]["status"], "price": words["price"]}
        return an_event(type, "visitors", f"hosting_task/{task}", data, sequence=sequence, actor=actor)

    return make


UNITS = {code: UUID(int=number) for number, code in enumerate(("OZELKALEM", "FEN", "BASIN", "DESTEK", "YAZI"), start=1)}
HALIL = UUID(int=0x100)


@pytest.fixture
def unit_id():
    """The id of a unit by its code: ``unit_id("FEN")``."""
    return lambda code: str(UNITS[code])


@pytest.fixture
def known(process):
    """The units of the municipality, and the deputy Halil ÖZTÜRK, as the gateway tells of them."""
    for code, id in UNITS.items():
        facts = {"code": code, "name": f"{code} Müdürlüğü", "valid_from": "2020-01-01", "valid_to": None}
        hear(process, an_event("unit.changed.v1", "gateway", f"unit/{id}", facts))
    hear(process, an_event("person.changed.v1", "gateway", f"person/{HALIL}", {"active": True}))


@pytest.fixture
def halil(known):
    """The id of the deputy Halil ÖZTÜRK."""
    return str(HALIL)


@pytest.fixture
def nermin(known, person, process):
    """Nermin IŞIK, director of the private office."""
    return person(process, "director", name="Nermin IŞIK", units=[UNITS["OZELKALEM"]])


@pytest.fixture
def elif_(known, person, process):
    """Elif KARACA, the mayor."""
    return person(process, "mayor", name="Elif KARACA")


@pytest.fixture
def oguz(known, person, process):
    """Oğuz ŞAHİN, secretary."""
    return person(process, "secretary", name="Oğuz ŞAHİN", units=[UNITS["OZELKALEM"]])


@pytest.fixture
def hakan(known, person, process):
    """Hakan YILDIZ, director of Fen İşleri."""
    return person(process, "unit_director", name="Hakan YILDIZ", units=[UNITS["FEN"]])


@pytest.fixture
def do():
    """One act on what was last seen: ``do(client, "plan_ceremony", ceremony)``."""

    def act(client, method, thing, **facts):
        noun = method.split("_", 1)[1]
        return client.call(method, {f"{noun}_id": thing["id"], "version": thing["version"], **facts})

    return act


@pytest.fixture
def a_template(nermin):
    """A template by its code: ``a_template("opening")``."""
    return lambda code="ground_breaking": nermin.list_ceremony_templates(code=code)["items"][-1]


@pytest.fixture
def a_ceremony(nermin, a_template):
    """Drafts the ground-breaking of 20.01.2027, 11.00: ``a_ceremony(starts_at=…)``."""

    def make(code="ground_breaking", **facts):
        what = {"title": "Akçınar Kültür Merkezi Temel Atma", "place": "Çınaraltı Mahallesi şantiyesi"}
        when = {"starts_at": "2027-01-20T11:00:00+03:00"}
        return nermin.draft_ceremony(template_id=a_template(code)["id"], **(what | when | facts))

    return make


@pytest.fixture
def a_planned_ceremony(nermin, a_ceremony, do):
    """Drafts and plans it."""
    return lambda *args, **facts: do(nermin, "plan_ceremony", a_ceremony(*args, **facts))


@pytest.fixture
def an_invitation(oguz):
    """Registers the invitation of the Esnaf Odası for 05.12.2026, 10.00: ``an_invitation(sender_email=None)``."""

    def make(**facts):
        sender = {"institution": "Akçınar Esnaf Odası", "sender_name": "Cemal TURAN", "sender_phone": "0555 000 00 21"}
        what = {"occasion": "Esnaf Odası Genel Kurulu", "place": "Esnaf Odası Konferans Salonu"}
        when = {"starts_at": "2026-12-05T10:00:00+03:00", "sender_email": "cemal@example.org"}
        return oguz.register_invitation(**(sender | what | when | facts))

    return make


@pytest.fixture
def a_courtesy(nermin):
    """Proposes flowers for 10.12.2026, 14.00: ``a_courtesy(cost=1_500_00)``."""

    def make(**facts):
        what = {"kind": "flowers", "words": "Nice yıllara", "occasion": "Halk Eğitim Merkezi sergisi"}
        where = {"occasion_at": "2026-12-10T14:00:00+03:00", "place": "Halk Eğitim Merkezi"}
        return nermin.propose_courtesy(**(what | where | facts))

    return make
