"""Whatever is offered, taken, refused, given, cancelled or left to expire, in whatever order: every hour belongs to
whom a slow, plain list of rules gives it."""

from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from makam_kernel.clock import ISTANBUL
from makam_kernel.errors import MakamError
from makam_kernel.testing import do_what_is_due

START = datetime(2026, 12, 1, 9, tzinfo=ISTANBUL)
FIRST = datetime(2027, 1, 4, 9, tzinfo=ISTANBUL)
SLOTS, PLACES = 3, 4
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
PENDING = ("received", "weighed")

places, slots = st.integers(0, PLACES - 1), st.tuples(st.integers(0, 1), st.integers(0, SLOTS - 1))
asks = st.tuples(st.just("ask"), st.none() | st.integers(0, SLOTS - 1))
offers = st.tuples(st.just("offer"), places, st.lists(slots, min_size=1, max_size=2), st.integers(1, 3))
accepts = st.tuples(st.just("accept"), places, st.integers(0, 3))
gifts = st.tuples(st.just("give"), places, slots)
others = st.tuples(st.sampled_from(["refuse", "withdraw", "cancel"]), places)
waits = st.tuples(st.just("wait"), st.integers(1, 3), st.booleans())
STEPS = st.one_of(asks, asks, offers, offers, accepts, accepts, gifts, others, waits)

days = count()


class Asked:
    """A request: where it stands, the slot it wants, and each slot it was offered or given, with its state."""

    def __init__(self, wanted):
        self.status, self.wanted, self.times, self.until = "received", wanted, [], None


class Plain:
    """The rules: a slot is ``(calendar, hour)``, and calendar 0 is the mayor's, of whom all is asked."""

    def __init__(self):
        self.now, self.asked = 0, []

    def ask(self, wanted):
        self.asked.append(Asked(wanted))

    def offer(self, place, slots, hours):
        one = self.asked[place]
        if one.status not in PENDING:
            return "appointment.wrong_status"
        if len(set(slots)) < len(slots) or any(self.is_taken(slot) for slot in slots):
            return "entry.overlap"
        one.status, one.until = "proposed", self.now + hours
        one.times += [[slot, "held"] for slot in slots]

    def accept(self, place, which):
        one = self.asked[place]
        time = one.times[which]
        if time[1] != "held" or one.until <= self.now:
            return "appointment.time_gone"
        self.settle(one, time)

    def give(self, place, slot):
        one = self.asked[place]
        if one.status not in (*PENDING, "proposed"):
            return "appointment.wrong_status"
        if self.is_taken(slot, but=one):
            return "entry.overlap"
        one.times.append([slot, "held"])
        self.settle(one, one.times[-1])

    def refuse(self, place):
        one = self.asked[place]
        if one.status != "proposed":
            return "appointment.wrong_status"
        self.free(one, "weighed")

    def cancel(self, place):
        one = self.asked[place]
        if one.status != "scheduled":
            return "appointment.wrong_status"
        self.free(one, "weighed")

    def withdraw(self, place):
        one = self.asked[place]
        if one.status in ("withdrawn", "expired"):
            return "appointment.wrong_status"
        self.free(one, "withdrawn")

    def wait(self, hours, jobs):
        self.now += hours
        for one in self.asked:
            if jobs and one.status == "proposed" and one.until <= self.now:
                self.free(one, "expired")

    def is_taken(self, slot, but=None):
        return any(
            time[0] == slot and (time[1] == "accepted" or (time[1] == "held" and one.until > self.now))
            for one in self.asked
            for time in one.times
            if one is not but
        )

    def settle(self, one, taken):
        for time in one.times:
            time[1] = "accepted" if time is taken else "released"
        calendar, hour = taken[0]
        one.status = "referred" if calendar else "scheduled"
        for other in self.asked:
            if other.status in PENDING and calendar == 0 and other.wanted == hour:
                other.status = "weighed"

    def free(self, one, status):
        one.status = status
        for time in one.times:
            time[1] = "released"


class Served:
    """The same at the service, on a day of its own."""

    def __init__(self, process, client, calendars):
        self.process, self.client, self.calendars, self.ids = process, client, calendars, []
        self.first, self.now = FIRST + timedelta(days=next(days)), 0
        self.wait(0, jobs=False)

    def ask(self, wanted):
        facts = {"calendar_id": self.calendars[0], "topic": "x", "minutes": 60, "name": f"Talep {len(self.ids)}"}
        preferred = None if wanted is None else self.span((0, wanted))["starts_at"]
        self.ids.append(self.client.receive_appointment(**facts, preferred_at=preferred)["id"])

    def offer(self, place, slots, hours):
        until = (START + timedelta(hours=self.now + hours)).isoformat()
        self.act("propose_times", place, times=[self.span(slot) for slot in slots], held_until=until)

    def accept(self, place, which):
        self.act("accept_time", place, time_id=self.seen(place)["times"][which]["id"])

    def give(self, place, slot):
        self.act("schedule_appointment", place, **self.span(slot))

    def refuse(self, place):
        self.act("refuse_times", place)

    def cancel(self, place):
        self.act("cancel_appointment", place, reason="x")

    def withdraw(self, place):
        self.act("withdraw_appointment", place)

    def wait(self, hours, jobs):
        self.now += hours
        self.process.clock.set(START + timedelta(hours=self.now))
        if jobs:
            do_what_is_due(self.process)

    def act(self, method, place, **facts):
        named = {"appointment_id": self.ids[place], "version": self.seen(place)["version"]}
        self.client.call(method, named | facts)

    def seen(self, place):
        return self.client.get_appointment(appointment_id=self.ids[place])

    def span(self, slot):
        calendar, hour = slot
        starts, ends = (self.first + timedelta(hours=hour + more) for more in (0, 1))
        return {"calendar_id": self.calendars[calendar], "starts_at": starts.isoformat(), "ends_at": ends.isoformat()}

    def is_taken(self, slot):
        """Whether somebody else would be refused; what they get is given back at once."""
        span = self.span(slot) | {"kind": "blocked", "summary": "x"}
        try:
            entry = self.client.plan_entry(**span)
        except MakamError:
            return True
        self.client.cancel_entry(entry_id=entry["id"], version=entry["version"], reason="x")
        return False


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: two at once are tested in the scenarios."""
    return sqlite_uri


@settings(max_examples=25, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=10, max_size=30))
def test_every_hour_belongs_to_whom_the_rules_give_it(process, who, calendars, steps):
    rules, served = Plain(), Served(process, who("nermin"), calendars)
    for verb, *facts in steps:
        if verb not in ("ask", "wait"):
            if not rules.asked:
                continue
            facts[0] %= len(rules.asked)
        if verb == "accept":
            if not rules.asked[facts[0]].times:
                continue
            facts[1] %= len(rules.asked[facts[0]].times)
        expected = getattr(rules, verb)(*facts)
        event(f"{verb}: {expected}")
        assert _outcome(getattr(served, verb), *facts) == expected, (verb, facts, steps)
    for place, one in enumerate(rules.asked):
        seen = served.seen(place)
        assert (seen["status"], [time["status"] for time in seen["times"]]) == (one.status, [t[1] for t in one.times])
    for slot in ((calendar, hour) for calendar in range(2) for hour in range(SLOTS)):
        assert served.is_taken(slot) == rules.is_taken(slot), (slot, steps)


@pytest.fixture
def calendars(a_calendar):
    """The mayor's and a deputy's."""
    return [a_calendar()["id"], a_calendar("gulsen", kind="deputy")["id"]]


def _outcome(act, *facts):
    try:
        act(*facts)
    except MakamError as error:
        return error.code
