"""What the office itself writes while parts of it are killed: its programme, its papers, its money."""

from datetime import timedelta

from loads import FAR, Load, Numbered, Step, made

QUIET = 5000
"""Hours after which nothing else stands in the mayor's calendar."""


class Bookings(Numbered):
    """Times of the mayor's calendar: owned by `agenda`; of two neighbours one is refused, for they overlap."""

    name, owner, role = "booking", "agenda", "director"
    noun, table = "entry", "entries"
    refusals = frozenset({"entry.overlap"})

    def prepare(self, people, unit_id):
        """The mayor's calendar."""
        holder = people["director"].get("/me").json()
        facts = {"kind": "mayor", "holder_id": holder["id"], "name": "Belediye Başkanı", "place": "Makam Odası"}
        facts["hours"] = []
        self.calendar = made(people["director"].post("/calendars", json=facts))

    def command(self, key):
        """Path and body of the write with this key."""
        hour, half = divmod(self.number(key), 2)
        times = _span(hour, 20 * half, minutes=40)
        return f"/calendars/{self.calendar['id']}/entries", {"kind": "meeting", "summary": key} | times

    def present(self, stores):
        """The key of everything that is there, as often as it is there."""
        return stores["agenda"].sealed("entries.summary", "source IS NULL")


class Delegations(Numbered):
    """Delegations that have an appointment: owned by `agenda`; each becomes a visit."""

    name, owner, role = "delegation", "agenda", "director"
    noun, table = "appointment", "appointments"

    def __init__(self, bookings):
        super().__init__()
        self.bookings = bookings

    def steps(self, key):
        """Received, then given a time that nobody else wants."""
        facts = {"calendar_id": self.bookings.calendar["id"], "name": "Anna WEISS", "minutes": 30, "topic": key}
        appointment = yield Step(self.role, "/appointments", facts | {"is_delegation": True})
        times = _span(QUIET + self.number(key), 0, minutes=30) | {"outside_hours": True}
        yield Step(self.role, f"/appointments/{appointment['id']}/schedule", times, appointment["version"])

    def present(self, stores):
        """The key of everything that is there, as often as it is there."""
        return stores["agenda"].sealed("appointments.topic", "status = 'scheduled'")

    def effects(self, stores):
        """The visits that came of appointments."""
        return {"visitors": stores["visitors"].sealed("visits.purpose", "source LIKE 'appointment/%'")}


class Ceremonies(Numbered):
    """Ceremonies that are planned: owned by `protocol`; each becomes an entry of the mayor's calendar, also where the
    first booking of an hour has its time."""

    name, owner, role = "ceremony", "protocol", "protocol_officer"
    noun, table = "ceremony", "ceremonies"

    def prepare(self, people, unit_id):
        """A template without work."""
        line = {"minute": 0, "minutes": 5, "what": "Açılış"}
        facts = {"code": "short", "name": "Kısa tören", "kind": "other", "tasks": [], "run_sheet": [line]}
        self.template = made(people["protocol_officer"].post("/ceremony-templates", json=facts))

    def steps(self, key):
        """Drafted, then planned."""
        hour, half = divmod(self.number(key), 2)
        facts = {"template_id": self.template["id"], "title": key, "place": "Makam Odası"}
        ceremony = yield Step(self.role, "/ceremonies", facts | _span(hour, 5 * half, minutes=5))
        yield Step(self.role, f"/ceremonies/{ceremony['id']}/planning", {}, ceremony["version"])

    def present(self, stores):
        """The key of everything that is there, as often as it is there."""
        return stores["protocol"].column("SELECT title FROM ceremonies WHERE status = 'planned'")

    def effects(self, stores):
        """The entries that were made for ceremonies."""
        return {"agenda": stores["agenda"].sealed("entries.summary", "source LIKE 'ceremony/%'")}


class Papers(Load):
    """Papers that are signed: owned by `documents`, with numbers without gaps; each becomes an instruction to the unit
    that it asks to act."""

    name, owner, role = "paper", "documents", "director"
    noun, table = "paper", "papers"

    def prepare(self, people, unit_id):
        """Who signs, and for which unit."""
        signer = people["director"].get("/me").json()
        self.facts = {"kind": "internal", "unit_id": unit_id, "addressees": [{"unit_id": unit_id, "purpose": "action"}]}
        self.facts["circle"] = [{"person_id": signer["id"], "name": "Nermin"}]

    def steps(self, key):
        """Drafted, sent on its way round, signed."""
        file_code = "880" if key[-1] in "02468ace" else "813.06"
        facts = {"subject": key, "body": "Gereğini rica ederim.", "file_code": file_code}
        paper = yield Step(self.role, "/papers", self.facts | facts)
        for act in ("circulation", "signature"):
            paper = yield Step(self.role, f"/papers/{paper['id']}/{act}", {}, paper["version"])

    def present(self, stores):
        """The key of everything that is there, as often as it is there."""
        numbered = "SELECT id FROM papers WHERE number IS NOT NULL"
        return stores["documents"].sealed("paper_editions.subject", f"paper_id IN ({numbered})")

    def effects(self, stores):
        """The instructions that came of papers."""
        return {"documents": stores["documents"].sealed("instructions.words", "source LIKE 'paper/%'")}


class Expenses(Numbered):
    """Money that is asked for and approved by somebody else: owned by `protocol`; of eight that want the same budget
    line five get theirs."""

    name, owner, role = "expense", "protocol", "protocol_officer"
    noun, table = "expense", "expenses"
    refusals = frozenset({"budget_line.exceeded"})
    lines, wanting, enough_for, kurus = 40, 8, 5, 100_00

    def prepare(self, people, unit_id):
        """The budget lines."""
        facts = {"year": FAR.year, "name": "Temsil ve Ağırlama", "decision": "Meclis 2025/118"}
        facts["appropriation"] = self.enough_for * self.kurus
        codes = [{"code": f"03.6.{number}"} for number in range(self.lines)]
        lines = [made(people["director"].post("/budget-lines", json=facts | code)) for code in codes]
        self.line_ids = [line["id"] for line in lines]

    def steps(self, key):
        """Requested, then approved by another person."""
        line_id = self.line_ids[self.number(key) // self.wanting % self.lines]
        cost = {"description": "Akşam yemeği", "unit_amount": self.kurus}
        facts = {"purpose": key, "needed_on": f"{FAR:%F}", "budget_line_id": line_id, "costs": [cost]}
        expense = yield Step(self.role, "/expenses", facts)
        limit = {"amount_limit": self.kurus}
        yield Step("director", f"/expenses/{expense['id']}/approval", limit, expense["version"])

    def present(self, stores):
        """The key of everything that is there, as often as it is there."""
        return stores["protocol"].sealed("expenses.purpose", "source IS NULL AND status = 'approved'")


class Hostings(Load):
    """Hosting tasks that cost money: owned by `visitors`; each opens an expense, which the task shows."""

    name, owner, role = "hosting", "visitors", "protocol_officer"
    noun, table = "hosting_task", "hosting_tasks"

    def prepare(self, people, unit_id):
        """A visit that is expected."""
        facts = {"planned_at": FAR.isoformat(), "purpose": "Kardeş şehir", "host_name": "Elif KARACA"}
        facts["members"] = [{"name": "Anna WEISS", "role": "head"}]
        self.visit = made(people["protocol_officer"].post("/visits", json=facts))

    def steps(self, key):
        """Added to the plan, then priced."""
        facts = {"kind": "treat", "minutes_before": 10, "note": key}
        task = yield Step(self.role, f"/visits/{self.visit['id']}/hosting-tasks", facts)
        yield Step(self.role, f"/hosting-tasks/{task['id']}/price", {"price": 100_00}, task["version"])

    def present(self, stores):
        """The key of everything that is there, as often as it is there."""
        return stores["visitors"].sealed("hosting_tasks.note", "price IS NOT NULL")

    def effects(self, stores):
        """The expenses that came of tasks, and the tasks that show one."""
        keys = stores["visitors"].sealed_by_id("hosting_tasks.note")
        sources = stores["protocol"].column("SELECT source FROM expenses WHERE source LIKE 'hosting_task/%'")
        showing = stores["visitors"].sealed("hosting_tasks.note", "expense_status = 'requested'")
        return {"protocol": [keys.get(source.partition("/")[2], source) for source in sources], "visitors": showing}


def _span(hour, minute, *, minutes):
    starts = FAR + timedelta(hours=hour, minutes=minute)
    return {"starts_at": starts.isoformat(), "ends_at": (starts + timedelta(minutes=minutes)).isoformat()}
