"""Whatever is done to an instruction, in whatever order and at whatever hour: the service answers as a plain list of
rules does, tells somebody above when they say so, and keeps the first due date."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from makam_kernel.clock import ISTANBUL
from makam_kernel.errors import MakamError
from makam_kernel.testing import do_what_is_due, told

FIRST = datetime(2026, 12, 1, 9, 0, 30, tzinfo=ISTANBUL)
"""A Tuesday; half a minute past the hour, so that no act falls on the instant at which something is due."""

DUE = 26
RECEIPT = 5
"""In hours after nine on Tuesday: four hours of work, with an hour of rest at noon; due on Wednesday at eleven."""

ACTS = {
    "deliver": ({"given"}, "delivered"),
    "acknowledge": ({"given", "delivered"}, "acknowledged"),
    "report": ({"acknowledged", "in_progress", "returned"}, "in_progress"),
    "finish": ({"acknowledged", "in_progress", "returned"}, "done"),
    "accept": ({"done"}, "accepted"),
    "return": ({"done"}, "returned"),
    "withdraw": ({"given", "delivered", "acknowledged", "in_progress", "done", "returned"}, "withdrawn"),
}
AT_WORK = {"given", "delivered", "acknowledged", "in_progress", "returned"}
WHO = {"deliver": "ipek", "accept": "ipek", "return": "ipek", "withdraw": "ipek"}
WORDS = {
    "report": {"note": "…"},
    "finish": {"evidence": "…"},
    "return": {"reason": "…"},
    "withdraw": {"reason": "…"},
}
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)

working = st.sampled_from(["acknowledge", "report", "finish", "acknowledge", "return", "deliver", "accept", "withdraw"])
STEPS = st.one_of(
    st.tuples(working),
    st.tuples(working),
    st.tuples(st.just("ask"), st.integers(-2, 20)),
    st.tuples(st.sampled_from(["extend", "refuse"])),
    st.tuples(st.just("wait"), st.integers(1, 12)),
)


class Plain:
    """The rules, hour by hour."""

    def __init__(self):
        self.now, self.status, self.due, self.first_due, self.asked = 0, "given", DUE, DUE, None
        self.told = []

    def act(self, verb):
        allowed, target = ACTS[verb]
        if self.status not in allowed:
            return "instruction.wrong_status"
        self.status = target
        if verb in ("finish", "withdraw"):
            self.asked = None

    def ask(self, until):
        if self.status not in AT_WORK:
            return "instruction.wrong_status"
        if until <= self.due or until <= self.now:
            return "instruction.until_not_later"
        self.asked = until

    def decide(self, granted):
        if self.status not in AT_WORK:
            return "instruction.wrong_status"
        if self.asked is None:
            return "instruction.no_extension_asked"
        self.due = self.asked if granted else self.due
        self.asked = None

    def wait(self, hours):
        for _ in range(hours):
            self.now += 1
            if self.now == RECEIPT and self.status in ("given", "delivered"):
                self.told.append("receipt")
            if self.now == self.due and self.status in AT_WORK:
                self.told.append("overdue")


class Served:
    """The same things done at the service; it is looked at every hour, as a running one would."""

    def __init__(self, process, who, unit_id):
        self.process, self.who, self.now = process, who, 0
        process.clock.set(FIRST)
        self.before = len(told(process))
        facts = {"unit_ids": [unit_id("FEN")], "words": "…", "due_at": self.hour(DUE).isoformat()}
        self.id = who("ipek").give_instruction(**facts)["items"][0]["id"]

    def hour(self, number):
        return FIRST.replace(second=0) + timedelta(hours=number)

    @property
    def seen(self):
        return self.who("nermin").get_instruction(instruction_id=self.id)

    def call(self, login, method, **facts):
        named = {"instruction_id": self.id, "version": self.seen["version"]}
        try:
            self.who(login).call(method, named | facts)
        except MakamError as error:
            return error.code

    def act(self, verb):
        return self.call(WHO.get(verb, "hakan"), f"{verb}_instruction", **WORDS.get(verb, {}))

    def ask(self, until):
        return self.call("hakan", "ask_extension", until=self.hour(until).isoformat(), reason="…")

    def decide(self, granted):
        return self.call("nermin", "approve_extension" if granted else "refuse_extension", reason="…")

    def wait(self, hours):
        for _ in range(hours):
            self.now += 1
            self.process.clock.set(FIRST + timedelta(hours=self.now, seconds=15))
            do_what_is_due(self.process)

    @property
    def told(self):
        mine = [row for row in told(self.process)[self.before :] if row.subject == f"instruction/{self.id}"]
        return [row.data["escalated_for"] for row in mine if row.type == "instruction.escalated.v1"]


@pytest.fixture
def process(process):
    """Without what another example left to be done."""
    do_what_is_due(process)
    return process


@settings(max_examples=40, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=6, max_size=25))
def test_the_service_answers_as_the_rules_say(process, who, unit_id, steps):
    rules, served = Plain(), Served(process, who, unit_id)
    for verb, *facts in steps:
        if verb == "wait":
            rules.wait(*facts)
            served.wait(*facts)
            continue
        act, fact = _act(verb, facts, rules)
        expected = getattr(rules, act)(fact)
        event(f"{verb}: {expected}")
        assert getattr(served, act)(fact) == expected, (verb, fact, steps)
    seen = served.seen
    assert seen["status"] == rules.status
    assert datetime.fromisoformat(seen["due_at"]) == served.hour(rules.due)
    assert datetime.fromisoformat(seen["first_due_at"]) == served.hour(rules.first_due)
    assert served.told == rules.told


def _act(verb, facts, rules):
    """The method of both for a step, and what it is given."""
    if verb in ACTS:
        return "act", verb
    return ("ask", rules.due + facts[0]) if verb == "ask" else ("decide", verb == "extend")
