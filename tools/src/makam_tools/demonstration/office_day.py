"""A day of the office as a story over all services: agenda, guests, protocol, papers, and what the mayor sees of it."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

from makam_kernel.clock import day_of
from makam_tools.demonstration import days
from makam_tools.demonstration.agenda import calendars
from makam_tools.demonstration.citizens import phone
from makam_tools.demonstration.office import wait_for
from makam_tools.demonstration.texts import data

LOGINS = {"oguz", "selin", "halil", "gulsen", "ilknur", "nilufer"}
UNITS = {"BSKYRD1", "BSKYRD2", "YAZI", "DESTEK", "BASIN"}
"""The part of the town that the story needs besides."""

SERVICES = {"agenda", "documents", "protocol", "requests", "visitors"}
DAYS_AFTER = 4
LOOKED_AHEAD = timedelta(days=40)
PRICE, WREATH = 420_000, 250_000
YEAR_S_MONEY = {"code": "46.34.05.09-01.1.1.00-5-03.6.9", "appropriation": 90_000_000, "decision": "Meclis 2025/118"}


class OfficeDay:
    """The story. It goes on from the public day: a promise given there is kept here."""

    def __init__(self, walk):
        self.walk, self.office, self.town, self.check = walk, walk.office, walk.town, walk.check

    def steps(self):
        """The story's steps, in order, with what is told of each."""
        return [
            ("Bir dernek başkanı telefonla randevu ister; telefon randevu talebi olur", self.take_call),
            ("Özel Kalem boş saatlerden ikisini önerir; ikisi de tutulur", self.propose),
            ("Dernek birini seçer: saat kesinleşir, öteki yeniden boştur", self.accept),
            ("Bir heyete randevu verilir; ziyareti kendiliğinden planlanır", self.receive_delegation),
            ("Heyetin ikramına bedel yazılır; gideri protokolde açılır, durumu işte görünür", self.host),
            ("Bir tören planlanır ve Başkan'ın ajandasına girer", self.plan_ceremony),
            ("Tören başka saate alınır; ajandadaki yeri de değişir", self.move_ceremony),
            ("Dolu bir saate davet kabul edilir: kaybolmaz, çakışmasıyla takip panosuna düşer", self.clash),
            ("Katılınamayan bir davete özür bildirilir, çelenk gönderilir", self.send_wreath),
            ("Yazı parafe edilir, Başkan'ın önüne gelir", self.review_paper),
            ("Başkan imzalar: yazı sayısını alır, dağıtılır, birimlerine talimat olur", self.sign_paper),
            ("Fen İşleri talimatı yerine getirir, Özel Kalem kabul eder", self.carry_out),
            ("Talebe dönüşmemiş söz de talimattır; kabul edilince söz tutulmuş olur", self.keep_promise),
            ("Başkan'ın günü, beş hizmetten tek sayfada", self.see_today),
            ("Takip panosu: açık olan her şey, kimde ve ne zamana kadar", self.see_follow_up),
        ]

    def take_call(self):
        self.clock("09:00")
        self.calendar_ids = calendars(self.office, self.town)
        self.day = self.walk.day + timedelta(days=DAYS_AFTER)
        words = f"{self.day:%d.%m.%Y}: derneğimizin kütüphane projesini anlatmak isteriz"
        facts = {"calendar_id": self.calendar_ids["BASKAN"], "name": "Nazan ERİŞ", "phone": phone(9700), "words": words}
        call = self.office.post("oguz", "/phone-calls", facts | {"institution": "Akçınar Okurları Derneği"})
        call = self.office.put("oguz", f"/phone-calls/{call['id']}/appointment", {"minutes": 30}, call["version"])
        self.asked = self.office.get("oguz", f"/appointments/{call['appointment_id']}")
        asked = (self.asked["topic"], self.asked["status"])
        self.check("Talep, arayanın sözleriyle kayıtlı", asked, (words, "received"))
        self.check("Kaynağı telefon", self.asked["source"], f"call/{call['id']}")

    def propose(self):
        self.clock("09:30")
        self.change("oguz", "appointments", self.asked, "weighing")
        first, *others = self.free(30)
        self.times = [first, next(one for one in others if one["starts_at"] > later(first["ends_at"], hours=1))]
        offered = [span | {"calendar_id": self.calendar_ids["BASKAN"]} for span in self.times]
        held_until = self.moment("17:00").isoformat()
        self.change("oguz", "appointments", self.asked, "proposals", {"times": offered, "held_until": held_until})
        self.check("İki saat önerildi", (self.asked["status"], len(self.asked["times"])), ("proposed", 2))
        self.check("Önerilen saatler artık boş değil", [one for one in self.free(30) if one in self.times], [])

    def accept(self):
        self.clock("10:15")
        self.change("oguz", "appointments", self.asked, "acceptance", {"time_id": self.asked["times"][1]["id"]})
        given = self.times[1]["starts_at"]
        self.check("Randevu verildi", (self.asked["status"], self.asked["starts_at"]), ("scheduled", given))
        self.check("Öteki saat yeniden boş", self.times[0] in self.free(30))
        entry = self.office.get("oguz", f"/entries/{self.accepted_time()['entry_id']}")
        self.check("Ajandada kesin", (entry["status"], entry["starts_at"]), ("confirmed", given))

    def receive_delegation(self):
        self.clock("10:45")
        facts = {"calendar_id": self.calendar_ids["BASKAN"], "name": "Klaus BRANDT", "title": "Belediye Başkanı"}
        companions = [{"name": "Anna VOGEL", "title": "Meclis üyesi"}, {"name": "Can ERTEM", "role": "interpreter"}]
        facts |= {"institution": "Grünhagen Belediyesi", "companions": companions, "is_delegation": True}
        facts |= {"topic": "Kardeş şehir ilişkileri", "minutes": 60, "phone": phone(9701)}
        asked = self.office.post("ipek", "/appointments", facts)
        self.delegation = self.change("nermin", "appointments", asked, "schedule", self.free(60)[-1])
        self.visit = self.wait("Heyetin ziyareti", lambda: self.visit_behind(f"appointment/{asked['id']}"))
        self.check("Ziyaret randevunun saatinde", self.visit["planned_at"], self.delegation["starts_at"])
        self.check("Üç kişilik heyet bekleniyor", len(self.visit["members"]), 3)

    def host(self):
        self.clock("11:15")
        path = f"/visits/{self.visit['id']}/hosting-plan"
        plan = self.office.post("selin", path, {"template": "delegation"})
        treat = next(one for one in plan["items"] if one["kind"] == "treat")
        self.change("selin", "hosting-tasks", treat, "price", {"price": PRICE, "persons": 8})
        path = f"/hosting-tasks/{treat['id']}"
        number = self.wait("Giderin açılması", lambda: self.office.get("selin", path)["expense_number"])
        task = self.office.get("selin", path)
        expense = self.office.get("selin", f"/expenses/{task['expense_id']}")
        self.check("Gider talep edildi", (expense["number"], expense["status"]), (number, "requested"))
        limits = {"guest_limit": 8, "amount_limit": PRICE, "budget_line_id": self.budget_line(expense["needed_on"])}
        self.change("nermin", "expenses", expense, "approval", limits)
        self.await_state("Onayı ağırlama işinde görünür", path, expense_status="approved", expense_amount=PRICE)

    def plan_ceremony(self):
        self.clock("12:00")
        there = self.office.every("selin", "/ceremony-templates")
        template = next(one for one in there if one["code"] == "opening")
        self.slots = self.free(120)[-2:]
        facts = {"title": f"Çınaraltı Kütüphanesi açılışı ({self.day:%d.%m.%Y})", "place": "Çınaraltı Mahallesi"}
        facts |= self.slots[0] | {"template_id": template["id"]}
        ceremony = self.office.post("selin", "/ceremonies", facts)
        self.check("Taslağın işleri günlerine dağıtıldı", len(ceremony["tasks"]), len(template["tasks"]))
        self.ceremony = self.change("nermin", "ceremonies", ceremony, "planning")
        self.await_entry("Ajandada törenin saati tutuldu", f"ceremony/{ceremony['id']}", self.slots[0]["starts_at"])

    def move_ceremony(self):
        self.ceremony = self.change("nermin", "ceremonies", self.ceremony, "rescheduling", self.slots[1])
        source = f"ceremony/{self.ceremony['id']}"
        self.await_entry("Ajandadaki kalem peşinden gitti", source, self.slots[1]["starts_at"])

    def clash(self):
        self.clock("13:30")
        span = {name: self.asked[name] for name in ("starts_at", "ends_at")}
        facts = {"institution": "Akçınar Kaymakamlığı", "occasion": "Kış tedbirleri toplantısı", "place": "Kaymakamlık"}
        invitation = self.office.post("selin", "/invitations", facts | span)
        self.change("nermin", "invitations", invitation, "acceptance")
        source = f"invitation/{invitation['id']}"
        entry = self.wait("Davetin ajandaya girmesi", lambda: self.entry_behind(source, span["starts_at"]))
        self.check("Kalem çakışmalı olarak duruyor", entry["in_conflict"])
        self.in_conflict = entry["id"]
        self.check("Takip panosunda", self.in_conflict in self.open_matters("agenda", "entry"))

    def send_wreath(self):
        facts = {"institution": "Akçınar Esnaf Odası", "occasion": "Genel kurul", "place": "Esnaf Odası salonu"}
        invitation = self.office.post("selin", "/invitations", facts | {"starts_at": self.slots[1]["starts_at"]})
        wreath = {"kind": "wreath", "cost": WREATH, "words": "Akçınar Belediye Başkanı Elif KARACA"}
        declined = self.change("selin", "invitations", invitation, "declining", {"courtesy": wreath})
        self.check("Davet özürle yanıtlandı", (declined["status"], bool(declined["answered_at"])), ("declined", True))
        (courtesy,) = self.office.get("selin", "/courtesies", invitation_id=invitation["id"])["items"]
        self.change("nermin", "courtesies", courtesy, "approval")
        expense = self.office.get("nermin", f"/expenses/{courtesy['expense_id']}")
        limits = {"amount_limit": WREATH, "budget_line_id": self.budget_line(expense["needed_on"])}
        self.change("nermin", "expenses", expense, "approval", limits)
        self.change("selin", "courtesies", courtesy, "order", {"supplier": "Akçınar Çiçekçilik"})
        self.change("selin", "courtesies", courtesy, "delivery", {"proof": "Salon görevlisi teslim aldı, irsaliye 417"})
        self.check("Çelenk kanıtıyla teslim edildi", (courtesy["status"], bool(courtesy["proof"])), ("delivered", True))
        expense = self.office.get("selin", f"/expenses/{expense['id']}")
        self.check("Gideri de kabul aşamasında", expense["status"], "accepted")

    def review_paper(self):
        self.clock("14:00")
        people = {one["login"]: one for one in data("town")["people"]}
        circle = [
            {"person_id": self.town.person_ids[login], "name": people[login]["name"], "title": people[login]["title"]}
            for login in ("ilknur", "gulsen", "baskan")
        ]
        to = [{"unit_id": self.town.unit_ids[code], "purpose": "action"} for code in ("FEN", "SOSYAL")]
        facts = {"kind": "internal", "unit_id": self.town.unit_ids["YAZI"], "file_code": "880", "circle": circle}
        facts |= {"subject": f"Kütüphane açılışı hazırlıkları ({self.day:%d.%m.%Y})", "body": "Gereğini rica ederim."}
        self.paper = self.office.post("ilknur", "/papers", facts | {"addressees": to})
        self.change("ilknur", "papers", self.paper, "circulation")
        self.change("ilknur", "papers", self.paper, "initials")
        self.change("gulsen", "papers", self.paper, "initials")
        self.check("İki parafla imzaya sunuldu", self.paper["status"], "submitted")
        waiting = [one["id"] for one in self.part("baskan", self.day, "documents")["papers"]]
        self.check("Başkan'ın gününde bekliyor", self.paper["id"] in waiting)

    def sign_paper(self):
        self.clock("14:20")
        self.change("baskan", "papers", self.paper, "signature")
        self.check("Sayısı Yazı İşleri'nin kaydından", self.paper["number"].startswith("E-12345613-880-"))
        self.change("nermin", "papers", self.paper, "distribution")
        self.check("Dağıtıldı", self.paper["status"], "distributed")
        source = f"paper/{self.paper['id']}"
        there = self.office.get("nermin", "/instructions", source=source)["items"]
        self.instructions = {one["unit_id"]: one for one in there}
        units = {self.town.unit_ids[code] for code in ("FEN", "SOSYAL")}
        self.check("Gereği için iki birime talimat açıldı", set(self.instructions), units)

    def carry_out(self):
        self.clock("15:00")
        given = self.finish("hakan", self.instructions[self.town.unit_ids["FEN"]], "Alan düzenlendi, tutanak 2026/41.")
        order = self.office.get("nermin", f"/instruction-orders/{given['order_id']}")
        self.check("İki birimden biri tamam", (order["accepted"], order["units"]), (1, 2))

    def keep_promise(self):
        source, path = f"promise/{self.walk.other_promise}", f"/promises/{self.walk.other_promise}"
        found = self.wait(
            "Sözün talimata dönüşmesi", lambda: self.office.get("nermin", "/instructions", source=source)["items"]
        )
        self.check("Talimat Sosyal İşler'de", found[0]["unit_id"], self.town.unit_ids["SOSYAL"])
        self.finish("nilufer", found[0], "Kurul toplandı, burs bağlandı.")
        self.await_state("Söz tutuldu", path, status="kept")

    def see_today(self):
        self.clock("16:00")
        today = self.office.get("baskan", "/today", day=f"{on(self.delegation['starts_at'])}")
        here = {part["service"] for part in today["parts"] if part["state"] == "here"}
        self.check("Beş hizmet de burada", here, SERVICES)
        facts = {part["service"]: part["facts"] for part in today["parts"]}
        appointments = [one["id"] for one in facts["agenda"]["appointments"]]
        self.check("Heyetin randevusu programda", self.delegation["id"] in appointments)
        visits = [one["id"] for one in facts["visitors"]["visits"]]
        self.check("Ziyareti beklenenler arasında", self.visit["id"] in visits)
        ceremonies = self.part("baskan", on(self.ceremony["starts_at"]), "protocol")["ceremonies"]
        self.check("Tören kendi gününde", self.ceremony["id"] in [one["id"] for one in ceremonies])

    def see_follow_up(self):
        board = self.office.get("nermin", "/follow-up", limit=100)
        here = {part["service"] for part in board["parts"] if part["state"] == "here"}
        self.check("Beş hizmet de burada", here, SERVICES)
        counted = sum(part["counts"]["open"] for part in board["parts"] if part["counts"])
        self.check("Sayaç beş hizmetin toplamı", board["counts"]["open"], counted)
        left = self.instructions[self.town.unit_ids["SOSYAL"]]["id"]
        self.check("Sosyal İşler'in talimatı açıkta", left in self.open_matters("documents", "instruction"))
        self.check("Çakışma hâlâ karar bekliyor", self.in_conflict in self.open_matters("agenda", "entry"))

    def clock(self, hour):
        self.walk.clock(hour, DAYS_AFTER)

    def moment(self, hour):
        return days.at(self.day, time.fromisoformat(hour))

    def free(self, minutes):
        """Times of the mayor that are free, from the next day on."""
        path = f"/calendars/{self.calendar_ids['BASKAN']}/free-slots"
        span = {"from_on": self.day + timedelta(days=1), "until_on": self.day + LOOKED_AHEAD}
        return self.office.get("oguz", path, minutes=minutes, limit=200, **span)["items"]

    def change(self, who, noun, thing, act, words=None):
        """A step of a thing; it is afterwards as the answer says."""
        path = f"/{noun}/{thing['id']}"
        version = self.office.get(who, path)["version"]
        thing.update(self.office.put(who, f"{path}/{act}", words or {}, version=version))
        return thing

    def finish(self, who, instruction, evidence):
        """A unit has an instruction, does it, and the office accepts it."""
        self.change(who, "instructions", instruction, "receipt")
        self.change(who, "instructions", instruction, "completion", {"evidence": evidence})
        self.change("ipek", "instructions", instruction, "acceptance")
        self.check("Talimat kabul edildi", instruction["status"], "accepted")
        return instruction

    def accepted_time(self):
        return next(one for one in self.asked["times"] if one["status"] == "accepted")

    def visit_behind(self, source):
        return next((one for one in self.office.every("selin", "/visits") if one["source"] == source), None)

    def entry_behind(self, source, starts_at):
        day = on(starts_at)
        there = self.office.every("nermin", "/entries", from_on=f"{day}", until_on=f"{day}")
        return next((one for one in there if one["source"] == source and one["starts_at"] == starts_at), None)

    def await_entry(self, what, source, starts_at):
        with suppress(TimeoutError):
            wait_for(what, lambda: self.entry_behind(source, starts_at), within=15)
        entry = self.entry_behind(source, starts_at)
        self.check(what, entry and entry["in_conflict"], False)

    def await_state(self, what, path, **expected):
        """Facts travel in their own time: wait for them a little, then compare."""

        def seen():
            thing = self.office.get("nermin", path)
            return {name: thing[name] for name in expected}

        with suppress(TimeoutError):
            wait_for(what, lambda: seen() == expected, within=15)
        self.check(what, seen(), expected)

    def wait(self, what, find):
        return wait_for(what, find, within=15)

    def budget_line(self, needed_on):
        """The line of the year in which the money is needed."""
        year = date.fromisoformat(needed_on).year
        code = YEAR_S_MONEY["code"]
        there = self.office.every("nermin", "/budget-lines", year=year)
        line = next((one for one in there if one["code"] == code), None)
        name = {"year": year, "name": "Temsil, ağırlama ve tören giderleri"}
        return (line or self.office.post("nermin", "/budget-lines", YEAR_S_MONEY | name))["id"]

    def part(self, who, day, service):
        """What a service adds to a day."""
        parts = self.office.get(who, "/today", day=f"{day}")["parts"]
        return next(part["facts"] for part in parts if part["service"] == service)

    def open_matters(self, service, kind):
        """The ids of what is open of one kind."""
        return {one["id"] for one in self.office.every("nermin", "/follow-up", service=service, kind=kind)}


def on(instant):
    """The day of an instant."""
    return day_of(datetime.fromisoformat(instant))


def later(instant, **by):
    """An instant after another one, as the API writes it."""
    return (datetime.fromisoformat(instant) + timedelta(**by)).isoformat().replace("+00:00", "Z")
