"""Whatever is asked for, offered, taken, refused, given, moved, planned by hand, given up or left to expire, by whom
and in whatever order: every hour of mayor and deputy belongs to whom a slow, plain list of rules gives it."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from machine import HOW, ONCE, STALE, Machine, acts, refusal, run
from town import NOBODY, until

from makam_kernel.clock import ISTANBUL

FIRST = datetime(2026, 8, 31, 9, tzinfo=ISTANBUL)
"""After it there is no holiday for two months; and each run has a day of its own."""

HALVES, HALF = 6, timedelta(minutes=30)
"""A day has six half hours, from nine to twelve."""

MAYOR, DEPUTY = 0, 1
HOLDERS = {"elif": MAYOR, "gulsen": DEPUTY}
OFFICE = {"nermin", "ipek"}
DECIDERS = OFFICE | {"elif"}
PENDING = {"received", "weighed", "waiting"}
UNDECIDED = PENDING | {"proposed"}
STEPS = {
    "weighing": (OFFICE, UNDECIDED | {"expired"}, "weighed"),
    "waiting": (OFFICE, {"received", "weighed"}, "waiting"),
    "refusal": (OFFICE, {"proposed"}, "weighed"),
    "cancellation": (DECIDERS, {"scheduled"}, "weighed"),
    "referral": (DECIDERS, UNDECIDED, "referred"),
    "declining": (DECIDERS, UNDECIDED, "declined"),
    "withdrawal": (OFFICE, UNDECIDED | {"scheduled", "referred"}, "withdrawn"),
}
"""Who may take the step, from where, to where; what was held or given is free after each."""

AHEAD = {"tentative", "confirmed", "moved"}


class Asked:
    """A request: who took it down, where it stands, the half hour from which it wants two, and each span it was offered
    or given, with its state. A span is ``(calendar, first half hour, half hours)``; offers are held ``until`` then."""

    def __init__(self, by, wanted):
        self.by, self.status, self.wanted, self.times, self.until = by, "received", wanted, [], None
        self.is_with_deputy = False


class Entry:
    """What was planned by hand."""

    def __init__(self, span, until):
        self.span, self.until, self.status = span, until, "tentative" if until else "confirmed"


class Plain:
    """The rules. Each act answers with the code of its refusal, or changes what it changes."""

    def __init__(self, now):
        self.now, self.asked, self.entries = now, [], []

    def offer(self, one, spans, until):
        if one.status not in PENDING:
            return "appointment.wrong_status"
        if any(self.is_taken(span) for span in spans) or any(_meet(*two) for two in combinations(spans, 2)):
            return "entry.overlap"
        one.status, one.until = "proposed", until
        one.times += [[span, "held"] for span in spans]

    def accept(self, one, which):
        if one.times[which][1] != "held":
            return "appointment.time_gone"
        self._settle(one, one.times[which])

    def give(self, one, span):
        if one.status not in UNDECIDED:
            return "appointment.wrong_status"
        if self.is_taken(span, but=one):
            return "entry.overlap"
        one.times.append([span, "held"])
        self._settle(one, one.times[-1])

    def move(self, one, first, halves):
        if one.status != "scheduled":
            return "appointment.wrong_status"
        if self.is_taken((MAYOR, first, halves), but=one):
            return "entry.overlap"
        time = next(time for time in one.times if time[1] == "accepted")
        time[0] = (MAYOR, first, halves)
        self._settle(one, time)

    def hold(self, one):
        return "appointment.wrong_status" if one.status != "scheduled" else "appointment.not_begun"

    def step(self, one, step):
        _, sources, status = STEPS[step]
        if one.status not in sources:
            return "appointment.wrong_status"
        self._free(one, status)

    def plan(self, span, until):
        if self.is_taken(span):
            return "entry.overlap"
        self.entries.append(Entry(span, until))

    def move_entry(self, entry, first, halves):
        span = (entry.span[0], first, halves)
        if entry.status not in AHEAD:
            return "entry.wrong_status"
        if self.is_taken(span, but=entry):
            return "entry.overlap"
        entry.span = span
        entry.status = "tentative" if entry.status == "tentative" else "moved"

    def confirm_entry(self, entry):
        if entry.status != "tentative":
            return "entry.wrong_status"
        entry.status, entry.until = "confirmed", None

    def cancel_entry(self, entry):
        if entry.status not in AHEAD:
            return "entry.wrong_status"
        entry.status, entry.until = "cancelled", None

    def wait(self, now):
        self.now = now
        for one in self.asked:
            if one.status == "proposed" and one.until <= now:
                self._free(one, "expired")
        for entry in self.entries:
            if entry.status == "tentative" and entry.until <= now:
                entry.status, entry.until = "cancelled", None

    def taken(self, calendar, but=None):
        """The spans of a calendar that are somebody's."""
        times = [time for one in self.asked if one is not but for time in one.times if time[1] != "released"]
        spans = [span for span, _ in times]
        spans += [entry.span for entry in self.entries if entry is not but and entry.status in AHEAD]
        return sorted(span for span in spans if span[0] == calendar)

    def is_taken(self, span, but=None):
        return any(_meet(span, other) for other in self.taken(span[0], but))

    def _settle(self, one, taken):
        for time in one.times:
            time[1] = "accepted" if time is taken else "released"
        calendar, first, halves = taken[0]
        one.is_with_deputy = calendar == DEPUTY
        one.status, one.until = "referred" if one.is_with_deputy else "scheduled", None
        for other in self.asked:
            wants_it = other.wanted is not None and _meet((calendar, first, halves), (MAYOR, other.wanted, 2))
            if other.status in PENDING and wants_it:
                other.status = "weighed"

    def _free(self, one, status):
        one.status, one.until = status, None
        for time in one.times:
            time[1] = "released"


def _meet(one, other):
    return one[0] == other[0] and one[1] < other[1] + other[2] and other[1] < one[1] + one[2]


LOGINS = st.sampled_from([*["nermin", "ipek"] * 8, "elif", "gulsen", "cem", "hakan", NOBODY])
SPAN = ("calendar_id", "starts_at", "ends_at")
FREE_MOMENTS = [9 * 60 + quarter * 15 for quarter in range(HALVES * 2 - 1)]
"""The minutes of the day at which half an hour may begin."""

WANTED = st.none() | st.integers(0, HALVES - 2)
WHICH, FIRSTS, LENGTHS, HOURS = st.integers(0, 5), st.integers(0, HALVES - 2), st.integers(1, 2), st.integers(1, 3)
SPANS = st.tuples(st.integers(0, 1), FIRSTS, LENGTHS)
ACTS = acts(
    (4, "offer", WHICH, st.lists(SPANS, min_size=1, max_size=2), HOURS),
    (4, "accept", WHICH, st.integers(0, 3)),
    (3, "give", WHICH, SPANS),
    (2, "move", WHICH, FIRSTS, LENGTHS),
    (4, "step", WHICH, st.sampled_from([*STEPS])),
    (1, "hold", WHICH),
    (3, "plan", SPANS, st.none() | HOURS),
    (2, "move_entry", WHICH, FIRSTS, LENGTHS),
    (1, "confirm_entry", WHICH),
    (1, "cancel_entry", WHICH),
    (1, "ask", WANTED),
    (1, "meddle", WHICH),
    (1, "wait", HOURS),
)


class Bookings(Machine):
    """The programme of two office-holders, on a day of its own."""

    def __init__(self):
        super().__init__()
        self.town.numbers["days"] += 1
        self.first = FIRST + timedelta(days=self.town.numbers["days"])
        self.day, self.model = f"{self.first:%F}", Plain(self.town.now)
        self.ids, self.entry_ids = [], []

    @initialize(wanted=WANTED)
    def two_ask(self, wanted):
        self.ask(ONCE, "ipek", wanted)
        self.ask(ONCE, "cem", 0)

    @rule(how=HOW, by=LOGINS, act=ACTS)
    def one_act(self, how, by, act):
        verb, *facts = act
        getattr(self, verb)(how, by, *facts)

    def ask(self, how, by, wanted):
        facts = {"calendar_id": self.town.calendars[MAYOR], "topic": "x", "minutes": 60, "name": f"Talep {self.day}"}
        preferred = None if wanted is None else self.instant(wanted)
        expected = refusal(by, OFFICE | {"cem"})
        made = self.make(how, by, "/appointments", expected, **facts, preferred_at=preferred)
        if made:
            self.model.asked.append(Asked(by, wanted))
            self.ids.append(made["id"])

    def offer(self, how, by, which, spans, hours):
        until = self.town.now + timedelta(hours=hours)
        times = [self.span(span) for span in spans]
        facts = {"times": times, "held_until": until.isoformat()}
        self.change(how, by, OFFICE, "proposals", facts, which, "offer", spans, until)

    def accept(self, how, by, which, nth):
        if (which := self.one_with_times(which)) is None:
            return
        nth %= len(self.model.asked[which].times)
        times = self.town.get("nermin", f"/appointments/{self.ids[which]}")["times"]
        self.change(how, by, OFFICE, "acceptance", {"time_id": times[nth]["id"]}, which, "accept", nth)

    def give(self, how, by, which, span):
        self.change(how, by, DECIDERS, "schedule", self.span(span), which, "give", span)

    def move(self, how, by, which, first, halves):
        facts = self.times(first, halves)
        self.change(how, by, DECIDERS, "rescheduling", facts, which, "move", first, halves)

    def step(self, how, by, which, step):
        facts = {"reason": "x"} | ({"unit_id": self.town.units["FEN"]} if step == "referral" else {})
        self.change(how, by, STEPS[step][0], step, facts, which, "step", step)

    def hold(self, how, by, which):
        self.change(how, by, OFFICE, "holding", {}, which, "hold")

    def plan(self, how, by, span, hours):
        until = hours and self.town.now + timedelta(hours=hours)
        facts = self.times(*span[1:]) | {"kind": "meeting", "summary": "x"}
        facts |= {"status": "tentative", "held_until": until.isoformat()} if until else {}
        expected = self.right_to(by, span[0]) or self.model.plan(span, until)
        made = self.make(how, by, f"/calendars/{self.town.calendars[span[0]]}/entries", expected, **facts)
        if made:
            self.entry_ids.append(made["id"])

    def move_entry(self, how, by, which, first, halves):
        self.change_entry(how, by, "time", self.times(first, halves), which, "move_entry", first, halves)

    def confirm_entry(self, how, by, which):
        self.change_entry(how, by, "confirmation", {}, which, "confirm_entry")

    def cancel_entry(self, how, by, which):
        self.change_entry(how, by, "cancellation", {}, which, "cancel_entry")

    def meddle(self, how, by, which):
        """The entry of an appointment goes with it, and not by hand."""
        if (which := self.one_with_times(which)) is None:
            return
        time = self.town.get("nermin", f"/appointments/{self.ids[which]}")["times"][0]
        right = self.right_to(by, self.model.asked[which].times[0][0][0])
        expected = right or ("version.stale" if how == STALE else "entry.has_source")
        self.act(how, by, f"/entries/{time['entry_id']}", "cancellation", expected)

    def wait(self, _how, _by, hours):
        """What was held for nobody until then is given back, by and by."""
        before = [one.status for one in [*self.model.asked, *self.model.entries]]
        self.town.wait(hours)
        self.model.wait(self.town.now)
        if before != [one.status for one in [*self.model.asked, *self.model.entries]]:
            until(lambda: list(self.shown()) == list(self.wanted()))

    def look(self):
        """The free times are those that nobody has."""
        for calendar, id in enumerate(self.town.calendars):
            query = {"from_on": self.day, "until_on": self.day, "minutes": 30}
            found = self.town.get("nermin", f"/calendars/{id}/free-slots", **query)["items"]
            taken = self.taken(calendar)
            free = [at for at in FREE_MOMENTS if not any(at < ends and starts < at + 30 for starts, ends in taken)]
            assert [self.minute(slot["starts_at"]) for slot in found] == free

    def look_at_all(self):
        assert list(self.shown()) == list(self.wanted())
        for calendar, id in enumerate(self.town.calendars):
            entries = self.town.all("ipek", "/entries", calendar_id=id, from_on=self.day, until_on=self.day)
            entries = [one for one in entries if one["status"] != "cancelled"]
            spans = [(self.minute(one["starts_at"]), self.minute(one["ends_at"])) for one in entries]
            assert sorted(spans) == self.taken(calendar)
            assert not any(entry["in_conflict"] for entry in entries)
        for login in ("nermin", "elif", "cem", "gulsen"):
            found = {one["id"]: one["status"] for one in self.town.all(login, "/appointments") if one["id"] in self.ids}
            asked = zip(self.ids, self.model.asked, strict=True)
            assert found == {id: one.status for id, one in asked if _sees(login, one)}, login
        assert self.town.clients["hakan"].get("/appointments").status_code == 403

    def shown(self):
        """Each thing, as it is told."""
        for id in self.ids:
            seen = self.town.get("nermin", f"/appointments/{id}")
            times = [{name: time[name] for name in SPAN} | {"status": time["status"]} for time in seen["times"]]
            yield seen["status"], seen["held_until"], times
        for id in self.entry_ids:
            seen = self.town.get("nermin", f"/entries/{id}")
            yield seen["status"], seen["held_until"], {name: seen[name] for name in SPAN}

    def wanted(self):
        """The same, as the model has it."""
        for one in self.model.asked:
            times = [self.span(span) | {"status": state} for span, state in one.times]
            yield one.status, one.until and _wire(one.until), times
        for entry in self.model.entries:
            yield entry.status, entry.until and _wire(entry.until), self.span(entry.span)

    def one_with_times(self, which):
        """One of the requests to which a time is offered at present; if there is none, to which one was; or None."""
        asked = list(enumerate(self.model.asked))
        offered = [place for place, one in asked if one.until] or [place for place, one in asked if one.times]
        return offered[which % len(offered)] if offered else None

    def change(self, how, by, allowed, step, facts, which, method, *more):
        """One step with an appointment, at the service and in the model."""
        which %= len(self.ids)
        expected = refusal(by, allowed) or self.expected(how, method, which, *more)
        self.act(how, by, f"/appointments/{self.ids[which]}", step, expected, **facts)

    def change_entry(self, how, by, step, facts, which, method, *more):
        """The same with what was planned by hand, if something was."""
        if not self.entry_ids:
            return
        which %= len(self.entry_ids)
        expected = self.right_to(by, self.model.entries[which].span[0])
        if not expected and how == STALE:
            expected = "version.stale"
        expected = expected or getattr(self.model, method)(self.model.entries[which], *more)
        self.act(how, by, f"/entries/{self.entry_ids[which]}", step, expected, **facts)

    def expected(self, how, method, which, *more):
        """What the model says to this; whoever gives a time is told first that it is taken, and then that they looked
        at an old version."""
        if how != STALE:
            return getattr(self.model, method)(self.model.asked[which], *more)
        if method != "give":
            return "version.stale"
        model = deepcopy(self.model)
        return model.give(model.asked[which], *more) or "version.stale"

    def right_to(self, by, calendar):
        """Whoever plans does so in their own calendar, the office in all."""
        return refusal(by, OFFICE | {login for login, own in HOLDERS.items() if own == calendar})

    def taken(self, calendar):
        """The minutes of the day from which until which the model has something in a calendar."""
        spans = self.model.taken(calendar)
        return [(9 * 60 + first * 30, 9 * 60 + (first + halves) * 30) for _, first, halves in spans]

    def instant(self, half):
        return _wire(self.first + half * HALF)

    def times(self, first, halves):
        return {"starts_at": self.instant(first), "ends_at": self.instant(first + halves)}

    def span(self, span):
        return {"calendar_id": self.town.calendars[span[0]]} | self.times(*span[1:])

    def minute(self, instant):
        """The minute of the day at which something begins or ends."""
        at = datetime.fromisoformat(instant).astimezone(ISTANBUL)
        return at.hour * 60 + at.minute


def _sees(login, one):
    """The front desk knows what it took down, the deputy what was referred to her."""
    if login == "gulsen":
        return one.is_with_deputy
    return login in DECIDERS or one.by == login


def _wire(instant):
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@pytest.mark.promise("P22", part="any order of acts over the API, by hand, by offers and by decisions")
@pytest.mark.promise("P12", part="a machine of bookings asks every seventh act twice")
@pytest.mark.feature("A1.9")
@pytest.mark.timeout(900)
def test_every_hour_belongs_to_whom_the_rules_give_it(town):
    run(Bookings, town)
