"""A public day as a story, step by step, each step checked: from the queue to the citizen's "yes"; after it a day of
the whole office."""

import random
from contextlib import suppress
from datetime import date, time, timedelta
from uuid import uuid4

from makam_tools.demonstration import days, office_day
from makam_tools.demonstration.citizens import Citizens, phone
from makam_tools.demonstration.office import Refused, wait_for

LOGINS = {"baskan", "nermin", "ipek", "sevil", "hakan", "derya", *office_day.LOGINS}
UNITS = {"BASKANLIK", "OZELKALEM", "BEYAZMASA", "FEN", "SOSYAL", *office_day.UNITS}
CATEGORIES = {"YOL.RAMPA", "SOSYAL.IS"}
"""The part of the town that the story needs."""

DAYS_TOLD = 5
ROOM = "Makam odası"
ARRIVALS = [
    ("13:40", "general"), ("13:42", "general"), ("13:45", "elder"), ("13:50", "disabled"),
    ("13:55", "general"), ("13:58", "veteran"), ("13:59", "elder"),
]  # fmt: skip
ORDER = ["A-06", "A-04", "A-03", "A-01", "A-07", "A-02", "A-05"]
HATICE, HER_PLACE = "Hatice ÖZDEMİR", 3
HER_WORDS = "Ilgaz Sokak 12 numaranın önüne tekerlekli sandalye için rampa yapılmasını istiyorum."
PROMISE = "Yılbaşına kadar yapılacak."
ANOTHER_PROMISE = "Oğluna burs için kurulumuz bu ay toplanacak."
ENDS = {
    "A-06": {"words": "Gazi kartımın yenilenmesini istiyorum.", "answer": "Bugün yenilensin.", "end": "answered"},
    "A-04": {"words": "Engelliler derneğimize uğramanızı rica ederiz.", "answer": "Gün verelim.", "end": "appointment"},
    "A-01": {"words": "Oğluma burs sormak istiyorum.", "answer": "Sosyal İşler ilgilensin.", "end": "referral"},
    "A-07": {"words": "Emekli lokali erken kapanıyor.", "answer": "Akşam dokuza kadar açık kalsın.", "end": "answered"},
    "A-02": {"words": "Pazar yeri için bir önerim var.", "answer": "Müdürümüzle görüşelim.", "end": "appointment"},
}


def free_day(held, today):
    """The newest working day without a public day, far enough back that the days told end before today: business time
    is never moved to where something real is not yet due."""
    day = today - timedelta(days=DAYS_TOLD)
    while f"{day}" in held or not days.CALENDAR.is_workday(day):
        day -= timedelta(days=1)
    return day


class Walk:
    """The story, on a day of its own and with people of its own; it can be told again and again."""

    def __init__(self, office, town, narrator):
        self.office, self.town, self.narrator = office, town, narrator
        self.check = narrator.check
        self.day = free_day({one["day"] for one in office.every("ipek", "/public-days")}, days.today())
        self.places = {}

    def steps(self):
        """The story's steps, in order, with what is told of each."""
        return [
            (f"Halk günü duyurulur: {self.day:%d.%m.%Y}, 14.00–17.00, 12 kişilik", self.announce),
            ("Oturum açmamış biri hiçbir şey göremez", self.refuse_strangers),
            ("Yedi vatandaş gelir, her birine numara verilir", self.register),
            ("Aynı düğmeye ikinci kez basılır", self.click_twice),
            ("Sıra, nedenleriyle birlikte, her an görülür", self.explain_queue),
            ("Başkan kabule başlar; masa “Sıradaki” der", self.call_first),
            (f"{HATICE} çağrılır; salondaki ekranda adı yazmaz", self.show_screen),
            (f"Hatice Hanım'ın isteği ve Başkan'ın sözü yazılır: “{PROMISE}”", self.record_wish),
            ("İstek, onun sözleriyle talebe dönüşür ve birimine gider", self.become_request),
            ("Kaydı bitmemiş biri varken gün kapatılamaz", self.refuse_closing),
            ("Kalanlar görüşür, gün kapanır; rapor aynı gün Başkan'ın önündedir", self.report),
            ("Fen İşleri talebi kabul eder, işe başlar, sonuçlandırır", self.solve),
            ("Söz, vatandaşın yanıtını bekler", self.await_word),
            ("Hatice Hanım numarası ve koduyla izler: “Hayır, rampa çok dik”", self.object),
            ("Özel Kalem Müdürü yeniden açar, birim işi tamamlar", self.reopen),
            ("Hatice Hanım “evet” der; söz tutulmuş olur", self.confirm),
            ("Gizli bir sosyal yardım talebini başka birimin müdürü göremez", self.hide_restricted),
            *office_day.OfficeDay(self).steps(),
        ]

    def announce(self):
        self.clock("09:00", days_after=-7)
        facts = {"day": f"{self.day}", "starts": "14:00", "ends": "17:00", "capacity": 12, "rooms": [ROOM]}
        self.public_day = self.office.post("nermin", "/public-days", facts)
        self.check("Gün duyuruldu", self.public_day["status"], "announced")
        self.check("Kapasitesi 12 kişi", self.public_day["capacity"], 12)

    def refuse_strangers(self):
        self.refused("Oturumsuz istek 401 ile geri döner", 401, lambda: self.office.get(None, "/public-days"))

    def register(self):
        self.go("opening", "13:30")
        citizens = Citizens(random.Random(f"{self.day}"))
        for number, (hour, priority) in enumerate(ARRIVALS, start=1):
            self.clock(hour)
            name = HATICE if number == HER_PLACE else citizens.somebody()["name"]
            facts = {"name": name, "phone": phone(self.day.toordinal() * 7 % 9000 + number), "priority_class": priority}
            self.last_click = self.of_day("places"), facts, f"{uuid4()}"
            place = self.office.post("sevil", *self.last_click)
            self.places[place["label"]] = place
        self.check("Numaralar A-01'den A-07'ye, geliş sırasıyla", list(self.places), [f"A-0{n}" for n in range(1, 8)])

    def click_twice(self):
        again = self.office.post("sevil", *self.last_click)
        self.check("Aynı anahtarla ikinci istek aynı yanıtı alır", again, self.places["A-07"])
        self.check("Yeni kayıt oluşmaz", self.see()["registered"], len(ARRIVALS))

    def explain_queue(self):
        queue = self.office.get("sevil", self.of_day("queue"))["items"]
        self.check(f"Çağrı sırası {', '.join(ORDER)}", [line["place"]["label"] for line in queue], ORDER)
        reasons = {line["place"]["label"]: (line["reason"], line["after"]) for line in queue}
        self.check("A-06 öncelikli: gazi", reasons["A-06"][0], "priority")
        self.check("A-01'in nedeni: 3 öncelikli sonrası sıradaki", reasons["A-01"], ("after_priority", 3))

    def call_first(self):
        self.go("start", "14:00")
        for label in ORDER[:2]:
            self.hear(label)

    def show_screen(self):
        place = self.call(ORDER[2])
        self.check(f"Sıradaki {HATICE}", place["name"], HATICE)
        screen = self.office.get(None, self.of_day("screen"))
        shown = {"items": [{"label": "A-03", "room": ROOM}], "next": ORDER[3:], "status": "running", "resumes_at": None}
        self.check("Ekranda yalnız numaralar ve oda var", screen, shown)
        self.change("A-03", "admission")

    def record_wish(self):
        facts = {"words": HER_WORDS, "answer": PROMISE, "category": "YOL.RAMPA", "neighbourhood": "Çınaraltı"}
        self.wish = self.record("A-03", facts | {"end": "request"})
        due = f"{date(self.day.year, 12, 31)}"
        given = self.office.post("sevil", f"/wishes/{self.wish['id']}/promises", {"words": PROMISE, "due_on": due})
        self.promise = given["id"]
        self.check("Söz, Başkan'ın sözcükleriyle durur", (given["words"], given["due_on"]), (PROMISE, due))
        self.change("A-03", "finish")

    def become_request(self):
        origin = f"wish/{self.wish['id']}"
        line = wait_for("Talebin oluşması", lambda: self.office.get("sevil", "/requests", origin=origin)["items"])[0]
        self.request = self.office.get("sevil", f"/requests/{line['id']}")
        self.check("Talep onun sözleriyle kayıtlı", self.request["topic"], HER_WORDS)
        self.check("Kökeni halk günü", self.request["origin_label"], f"HALK_GUNU:{self.day}#{HER_PLACE}")
        self.check(
            "Fen İşleri'ne kuralla gitti", (self.request["unit"]["code"], self.request["routed_by"]), ("FEN", "rule")
        )
        self.await_promise("Sözün sahibi de Fen İşleri", status="owned", unit_id=self.town.unit_ids["FEN"])

    def refuse_closing(self):
        self.call("A-01")
        self.change("A-01", "admission")
        self.change("A-01", "finish")
        refused = self.refused("Kapatma 409 ile geri çevrilir", 409, lambda: self.go("closing", "14:40"))
        self.check("Hangi kaydın eksik olduğu yazar", refused and refused.problem.get("numbers"), ["A-01"])
        wish = self.record("A-01", ENDS["A-01"] | {"unit_id": self.town.unit_ids["SOSYAL"]})
        facts = {"words": ANOTHER_PROMISE, "due_on": f"{self.day + timedelta(days=30)}"}
        facts["unit_id"] = self.town.unit_ids["SOSYAL"]
        self.other_promise = self.office.post("sevil", f"/wishes/{wish['id']}/promises", facts)["id"]

    def report(self):
        for label in ORDER[4:6]:
            self.hear(label)
        self.change("A-05", "leaving")
        self.go("closing", "16:20")
        self.go("report", "16:30")
        report = self.office.get("baskan", self.of_day("report"))
        people = {name: report[name] for name in ("registered", "met", "left")}
        self.check("7 kayıt, 6 görüşme, 1 ayrılan", people, {"registered": 7, "met": 6, "left": 1})
        ends = {line["end"]: line["count"] for line in report["by_end"]}
        self.check("Sonuçların toplamı istek sayısıdır", (sum(ends.values()), report["wishes"]), (6, 6))
        self.check("Sonuçlar", ends, {"request": 1, "appointment": 2, "referral": 1, "answered": 2})
        promises = {one["id"] for one in report["promises"]}
        self.check("Verilen sözler raporda", promises, {self.promise, self.other_promise})

    def solve(self):
        self.work("hakan", "acceptance", days_after=1)
        self.work("derya", "start", days_after=1, hour="10:30")
        self.work("derya", "solution", days_after=2, words={"solution": "Rampa yapıldı, tutunma demiri takıldı."})
        self.check("Talep çözüldü, vatandaşa soruldu", self.request["status"], "solved")

    def await_word(self):
        self.await_promise("Söz tutulmuş sayılmaz, yanıt bekler", status="owned", awaiting_citizen=True)

    def object(self):
        self.clock("09:00", days_after=3)
        self.answer("no", "Rampa çok dik, sandalyeyle çıkılmıyor.", sees="Vatandaş talebini çözülmüş görür")
        self.see_request("Talep itirazlı", "objected")
        self.await_promise("Söz yeniden açıkta", awaiting_citizen=False, status="owned")

    def reopen(self):
        words = {"decision": "reopen", "reason": "Eğim ölçüldü, vatandaş haklı."}
        self.work("nermin", "decision", days_after=3, hour="10:00", words=words)
        self.check(
            "Numara ve yaş korunur, yeniden açılır",
            (self.request["status"], self.request["reopen_count"]),
            ("reopened", 1),
        )
        self.work("derya", "start", days_after=3, hour="11:00")
        self.work(
            "derya", "solution", days_after=3, hour="16:00", words={"solution": "Rampa uzatıldı, eğim düşürüldü."}
        )

    def confirm(self):
        self.clock("16:40", days_after=3)
        link = self.answer("yes", "Teşekkür ederim.", sees="Vatandaş yeni sonucu görür")
        self.see_request("Talep vatandaşın sözüyle kapandı", "confirmed")
        self.await_promise("Söz tutuldu", status="kept", awaiting_citizen=False)
        self.refused("Aynı bağlantı ikinci kez kullanılamaz (410)", 410, lambda: self.send(link))

    def hide_restricted(self):
        facts = {"channel": "desk", "category": "SOSYAL.IS", "topic": "Kışlık yakacağımız yok, yardım rica ederim."}
        citizen = {"name": "Zehra DUMAN", "phone": phone(41)}
        hidden = self.office.post("nermin", "/requests", facts | {"citizen": citizen})
        path = f"/requests/{hidden['id']}"
        self.check("Özel Kalem Müdürü görür", self.office.get("nermin", path)["number"], hidden["number"])
        self.refused("Fen İşleri Müdürü için böyle bir talep yoktur (404)", 404, lambda: self.office.get("hakan", path))

    def clock(self, hour, days_after=0):
        """Move business time to an hour of the public day, or of a day around it."""
        instant = days.at(self.day + timedelta(days=days_after), time.fromisoformat(hour))
        self.office.put(self.town.admin, "/clock", {"at": instant.isoformat()})

    def of_day(self, more=""):
        return f"/public-days/{self.public_day['id']}/{more}".rstrip("/")

    def see(self):
        return self.office.get("sevil", self.of_day())

    def go(self, step, hour):
        """A step of the day itself."""
        self.clock(hour)
        self.office.put("nermin", self.of_day(step), {}, version=self.see()["version"])

    def call(self, label):
        """Press "next": it is this one's turn."""
        place = self.office.post("sevil", self.of_day("calls"), {"room": ROOM})
        self.check(f"{label} çağrıldı", place["label"], label)
        self.places[label] = place
        return place

    def change(self, label, step):
        place = self.places[label]
        self.places[label] = self.office.put("sevil", f"/places/{place['id']}/{step}", {}, version=place["version"])

    def record(self, label, facts):
        return self.office.post("sevil", f"/places/{self.places[label]['id']}/wishes", facts)

    def hear(self, label):
        """Call somebody, let them speak with the mayor, and record how it ended."""
        self.call(label)
        self.change(label, "admission")
        self.record(label, ENDS[label])
        self.change(label, "finish")

    def work(self, who, step, *, days_after, hour="09:00", words=None):
        """A step of the request."""
        self.clock(hour, days_after)
        path = f"/requests/{self.request['id']}"
        version = self.office.get(who, path)["version"]
        self.request = self.office.put(who, f"{path}/{step}", words or {}, version=version)

    def answer(self, word, note, sees):
        """The citizen looks with number and code, and answers; gives what was sent."""
        slip = self.office.get("sevil", f"/requests/{self.request['id']}/receipt")
        seen = self.office.post(None, "/citizen/tracking", {"number": slip["number"], "code": slip["code"]})
        self.check(sees, (seen["status"], seen["solution"]), ("solved", self.request["solution"]))
        link = {"number": slip["number"], "token": seen["confirmation_token"], "answer": word, "note": note}
        self.send(link)
        return link

    def send(self, link):
        return self.office.post(None, "/citizen/confirmations", link)

    def see_request(self, what, status):
        self.request = self.office.get("sevil", f"/requests/{self.request['id']}")
        self.check(what, self.request["status"], status)

    def await_promise(self, what, **expected):
        """Facts travel from service to service in their own time: wait for them a little, then compare."""

        def seen():
            promise = self.office.get("sevil", f"/promises/{self.promise}")
            return {name: promise[name] for name in expected}

        with suppress(TimeoutError):
            wait_for(what, lambda: seen() == expected, within=15)
        self.check(what, seen(), expected)

    def refused(self, what, status, call):
        """Check that a call is refused with this status; the refusal."""
        try:
            call()
        except Refused as refused:
            self.check(what, refused.status, status)
            return refused
        self.check(what, "kabul edildi", status)
        return None
