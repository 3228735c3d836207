"""What the office spends: appropriations of the year, and expenses, each as far as it got."""

from datetime import timedelta

from makam_tools.demonstration import days
from makam_tools.demonstration.lives import Life, Lives, Step, one_by_one
from makam_tools.demonstration.texts import data

OFFICER, DIRECTOR = "selin", "nermin"
LASTS = 8


class Expenses:
    """The expenses of the demonstration, on the budget lines of their years."""

    def __init__(self, office, town, weeks):
        self.office, self.town, self.weeks = office, town, weeks
        self._expenses = Lives(office, "/expenses", reader=OFFICER, key=lambda one: one["purpose"])
        self._line_ids = {(one["year"], one["code"]): one["id"] for one in office.every(OFFICER, "/budget-lines")}

    def open_lines(self):
        """Open what is missing of the budget lines; a turn of the year has those of both years."""
        for year in {self._needed_on(n).year for n in range(days.DAYS)} | {days.today().year}:
            for line in data("expenses")["lines"]:
                if (year, line["code"]) not in self._line_ids:
                    facts = line | {"year": year, "unit_id": self.town.unit_ids["MALI"]}
                    opened = self.office.post(DIRECTOR, "/budget-lines", facts)
                    self._line_ids[year, line["code"]] = opened["id"]

    def acts(self):
        """What is left to be done, each with its instant."""
        return self._expenses.acts(self._life(n, *one) for n, one in enumerate(data("expenses")["expenses"]))

    def _life(self, n, purpose, description, quantity, amount, line, then):
        day = n % (days.DAYS - LASTS)
        needed_on, guests = self._needed_on(day), line == "hospitality"
        code = next(one["code"] for one in data("expenses")["lines"] if one["name"] == data("expenses")["names"][line])
        facts = {
            "purpose": purpose,
            "needed_on": f"{needed_on}",
            "persons": quantity if guests else None,
            "budget_line_id": self._line_ids[needed_on.year, code],
            "costs": [{"description": description, "quantity": quantity, "unit_amount": amount}],
        }
        make = self._expenses.post(OFFICER, facts)
        return Life(purpose, self.weeks.quarter(day, 0), make, self._steps(n, then, day, quantity, amount, guests))

    def _steps(self, n, then, day, quantity, amount, guests):
        put, total = self._expenses.put, quantity * amount
        guest_limit = quantity if guests else None

        def step(place, status, *calls):
            return Step(self.weeks.quarter(day + place // 3, 1 + place % 3), status, one_by_one(*calls))

        def paper(kind, number):
            return put(OFFICER, "paper", {"kind": kind, "reference": f"E-12345678-813.06-{number}"})

        limits = {"guest_limit": guest_limit, "amount_limit": total + total // 10}
        invoice = {"number": f"KRF20260000{400 + n}", "invoiced_on": f"{self.weeks.day(day + 3)}"}
        invoice |= {"persons": guest_limit, "amount": total}
        papers = [paper("approval", 100 + n), paper("instruction", 200 + n)]
        papers += [paper("participants", 300 + n)] if guests else []
        steps = [
            step(1, "approved", put(DIRECTOR, "approval", limits)),
            step(3, "ordered", put(OFFICER, "order", {"supplier": "Akçınar Lokantası" if guests else "Sarıova Ofset"})),
            step(6, "accepted", put(OFFICER, "acceptance")),
            step(9, "accrued", put(OFFICER, "invoice", invoice), *papers, put(OFFICER, "accrual")),
            step(12, "paid", put(OFFICER, "payment")),
        ]
        refund = {"amount": amount, "reason": "Bir kalem iade edildi."}
        ends = {name: steps[:place] for place, name in enumerate(["requested", "approved", "ordered", "accepted"])}
        ends |= {"accrued": steps[:4], "paid": steps}
        ends["refunded"] = [*steps, step(14, "refunded", put(OFFICER, "refund", refund))]
        ends["refused"] = [step(2, "refused", put(DIRECTOR, "refusal", {"reason": "Ödenek yıl sonuna saklanacak."}))]
        given_up = put(OFFICER, "cancellation", {"reason": "Ziyaret ertelendi."})
        ends["cancelled"] = [*steps[:1], step(4, "cancelled", given_up)]
        return ends[then]

    def _needed_on(self, day):
        return self.weeks.day(day) + timedelta(days=4)
