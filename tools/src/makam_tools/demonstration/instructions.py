"""What the mayor orders of units, in writing or by word of mouth, and what has to reach the mayor at once."""

from datetime import time, timedelta

from makam_tools.demonstration import days
from makam_tools.demonstration.lives import Life, Lives, Step, one_by_one
from makam_tools.demonstration.texts import data

DIRECTOR, SECRETARY, MAYOR = "nermin", "ipek", "baskan"
LASTS = 6
CLOSE = time(17)
LAID_AFTER, SEEN_AFTER = timedelta(minutes=2), timedelta(minutes=11)


class Instructions:
    """The instructions of the demonstration, so many for each way that one can go; and its urgent items."""

    def __init__(self, office, town, weeks):
        self.office, self.town, self.weeks = office, town, weeks
        self._instructions = Lives(office, "/instructions", reader=DIRECTOR, key=lambda one: one["words"])
        self._urgent = Lives(office, "/urgent-items", reader=DIRECTOR, key=lambda one: one["words"])

    def acts(self):
        """What is left to be done, each with its instant."""
        script = data("instructions")
        ways = [name for name, count in script["ways"].items() for _ in range(count)]
        yield from self._instructions.acts(self._life(script, n, way) for n, way in enumerate(ways))
        yield from self._urgent.acts(self._item(n, item) for n, item in enumerate(script["urgent"]))

    def _life(self, script, n, way):
        unit, words = script["orders"][n % len(script["orders"])]
        neighbourhood = data("town")["neighbourhoods"][n // len(script["orders"])]
        day = n * 5 % (days.DAYS - LASTS)
        facts = {
            "unit_ids": [self.town.unit_ids[unit]],
            "oral": n % 3 == 0,
            "words": words.format(mahalle=neighbourhood),
            "due_at": days.at(self.weeks.day(day + 9), CLOSE).isoformat(),
            "given_by": "Elif KARACA",
        }

        def make():
            (given,) = self.office.post(DIRECTOR, "/instructions", facts)["items"]
            return given

        steps = self._steps(way, day, self.town.staff(unit)[0])
        return Life(facts["words"], self.weeks.quarter(day, 0), make, steps)

    def _steps(self, way, day, head):
        put = self._instructions.put

        def step(place, status, do):
            return Step(self.weeks.quarter(day + place // 3, 1 + place % 3), status, do)

        until = days.at(self.weeks.day(day + 14), CLOSE).isoformat()
        ask = put(head, "extension-request", {"reason": "Malzeme gelecek hafta teslim edilecek.", "until": until})
        give = put(DIRECTOR, "extension", {"reason": "Uygundur."})
        delivered = step(0, "delivered", put(SECRETARY, "delivery"))
        received = step(1, "acknowledged", put(head, "receipt"))
        reported = step(3, "in_progress", put(head, "report", {"note": "Ekip sahada, işin yarısı tamam."}))
        done = step(6, "done", put(head, "completion", {"evidence": "Tutanak ve yerinde çekilen fotoğraflar."}))
        accepted = step(8, "accepted", put(SECRETARY, "acceptance"))
        returned = step(8, "returned", put(SECRETARY, "return", {"reason": "Fotoğraflar eski, yenisi istensin."}))
        withdrawn = step(3, "withdrawn", put(DIRECTOR, "withdrawal", {"reason": "İş başka bir programa alındı."}))
        steps = [delivered, received, reported, done, accepted]
        ends = {"given": [], "delivered": steps[:1], "acknowledged": steps[:2], "in_progress": steps[:3]}
        ends |= {"done": steps[:4], "accepted": steps, "returned": [*steps[:4], returned]}
        ends["withdrawn"] = [*steps[:2], withdrawn]
        ends["extended"] = [*steps[:3], step(4, "in_progress", one_by_one(ask, give))]
        return ends[way]

    def _item(self, n, item):
        kind, words, sender, rank, then = item
        at = self.weeks.quarter(days.DAYS - 1 - n // 2, n % 2 + 1)
        facts = {"kind": kind, "words": words, "sender": sender}
        put = self._urgent.put
        before = one_by_one(put(DIRECTOR, "filtering", {"rank": rank}), put(DIRECTOR, "laying"))
        seen = [Step(at + LAID_AFTER, "before_the_mayor", before), Step(at + SEEN_AFTER, "seen", put(MAYOR, "sight"))]
        dismissed = put(DIRECTOR, "dismissal", {"reason": "Birim müdürü bilgilendirildi, çözüldü."})
        ends = {"arrived": [], "before_the_mayor": seen[:1], "seen": seen}
        ends["dismissed"] = [Step(at + LAID_AFTER, "dismissed", dismissed)]
        return Life(words, at, self._urgent.post(SECRETARY, facts), ends[then])
