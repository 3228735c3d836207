"""Whatever is planned, proposed, approved, cancelled and ended, in whatever order and at whatever hour: the service
answers as a slow, plain list of rules does."""

from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from makam_kernel.clock import ISTANBUL
from makam_kernel.errors import MakamError
from makam_kernel.testing import do_what_is_due, hear

FIRST = datetime(2026, 12, 14, tzinfo=ISTANBUL)
HOURS = 6
STAFF = 3
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
ACTS = ("approve", "cancel", "end")

staff, places = st.integers(0, STAFF - 1), st.integers(0, 5)
spans = st.tuples(st.integers(0, HOURS), st.integers(0, HOURS)).map(sorted)
nouns = st.sampled_from(["absence", "deputising"])
others = st.sampled_from([1, 2, 1, 2, 0])
"""How many places after the absent one the deputy stands: seldom is it the same."""

plans = st.tuples(st.just("plan"), staff, spans)
proposals = st.tuples(st.just("propose"), places, others, st.none() | st.none() | spans)
approvals = st.tuples(st.just("approve"), nouns, places)
ends = st.tuples(st.sampled_from(["cancel", "end"]), nouns, places)
waits = st.tuples(st.just("wait"), st.integers(1, 2), st.booleans())
STEPS = st.one_of(plans, proposals, proposals, approvals, approvals, approvals, ends, waits)


class Thing:
    """An absence or a deputising: whose it is, and the half hours in it. What was approved is in force in them."""

    def __init__(self, person, span, absence=None):
        self.person, self.span, self.absence = person, span, absence
        self.approved = self.cancelled = False
        self.ended_in = None


class Plain:
    """The rules, told by sets of half hours. Things begin at even ones; acts happen within odd ones."""

    def __init__(self):
        self.now, self.absences, self.deputisings = -1, [], []

    def plan(self, person, hours):
        span = _halves(*hours)
        if not span:
            return "absence.times_reversed"
        if _any(self.absences, person, span):
            return "absence.overlap"
        if _any(self.deputisings, person, span):
            return "absence.is_deputy"
        self.absences.append(Thing(person, span))

    def propose(self, place, other, hours):
        absence = self.absences[place]
        deputy, span = (absence.person + other) % STAFF, _halves(*hours) if hours else absence.span
        if deputy == absence.person:
            return "deputising.self"
        if absence.cancelled or absence.ended_in or self.is_past(absence):
            return "deputising.absence_over"
        if not span or not span <= absence.span:
            return "deputising.outside_absence"
        if max(span) < self.now:
            return "deputising.over"
        if any(one.absence is absence and one.span & span for one in self.deputisings if not one.cancelled):
            return "deputising.overlap"
        if _any(self.absences, deputy, span):
            return "deputising.deputy_absent"
        self.deputisings.append(Thing(deputy, span, absence))

    def approve(self, noun, place):
        thing = self.of(noun)[place]
        if thing.approved or thing.cancelled:
            return f"{noun}.wrong_status"
        if thing.absence:
            if not thing.absence.approved:
                return "deputising.absence_not_approved"
            thing.span = {half for half in thing.span if half >= self.now}
        thing.approved = True

    def cancel(self, noun, place):
        thing = self.of(noun)[place]
        if thing.cancelled or thing.ended_in or (thing.approved and min(thing.span) <= self.now):
            return f"{noun}.wrong_status"
        thing.cancelled = True
        self.cut_short(thing)

    def end(self, noun, place):
        thing = self.of(noun)[place]
        if not self.is_on(thing):
            return f"{noun}.wrong_status"
        self.stop(thing)
        self.cut_short(thing)

    def cut_short(self, absence):
        """What the absence's end does to those who stand in."""
        for one in self.deputisings:
            if one.absence is absence and not one.cancelled and not one.ended_in:
                if self.is_on(one):
                    self.stop(one)
                elif not one.approved or min(one.span) > self.now:
                    one.cancelled = True

    def stop(self, thing):
        thing.ended_in, thing.span = self.now, {half for half in thing.span if half <= self.now}

    def wait(self, hours):
        self.now += 2 * hours
        for one in self.deputisings:
            if not one.approved and self.is_past(one):
                one.cancelled = True

    def of(self, noun):
        return self.absences if noun == "absence" else self.deputisings

    def existing(self, verb, *facts):
        """The facts with the place of a thing that there is; None when there is none yet."""
        if verb == "plan":
            return facts
        noun, place, *more = ("absence", *facts) if verb == "propose" else facts
        if known := len(self.of(noun)):
            return [place % known, *more] if verb == "propose" else [noun, place % known]

    def is_on(self, thing):
        return (
            thing.approved
            and not (thing.cancelled or thing.ended_in)
            and min(thing.span) <= self.now <= max(thing.span)
        )

    def is_past(self, thing):
        return max(thing.span) < self.now

    def deputy_at(self, person, half):
        """Who stands in for a person at a half hour, or None."""
        found = [
            one.person
            for one in self.deputisings
            if one.absence.person == person and one.approved and not one.cancelled and half in one.span - {one.ended_in}
        ]
        assert len(found) <= 1
        return found[0] if found else None


class Served:
    """The same things done at the service, by the mayor's office."""

    def __init__(self, process, person, tell):
        self.process, self.things = process, {"absence": [], "deputising": []}
        self.nermin, self.elif_ = person(process, "director"), person(process, "mayor")
        self.people = [str(uuid4()) for _ in range(STAFF)]
        for id in self.people:
            post = str(uuid4())
            facts = {"code": "X", "title": "X", "unit_id": None, "roles": ["unit_staff"]}
            held = {"person_id": id, "post_id": post, "from_on": "2024-01-01", "until_on": None}
            days = {"valid_from": "2020-01-01", "valid_to": None}
            hear(
                process,
                tell("person.changed.v1", f"person/{id}", {"active": True}),
                tell("post.changed.v1", f"post/{post}", facts | days),
                tell("holding.changed.v1", f"holding/{uuid4()}", held),
            )
        self.set_clock(-1)

    def set_clock(self, half):
        self.process.clock.set(FIRST + half * timedelta(minutes=30))

    def plan(self, person, hours):
        facts = {"person_id": self.people[person], "kind": "other"} | _span(*hours)
        self.things["absence"].append(self.nermin.plan_absence(**facts)["id"])

    def propose(self, place, other, hours):
        absence = self.nermin.get_absence(absence_id=self.things["absence"][place])
        deputy = self.people[(self.people.index(absence["person_id"]) + other) % STAFF]
        facts = {"absence_id": absence["id"], "deputy_id": deputy} | (_span(*hours) if hours else {})
        self.things["deputising"].append(self.nermin.propose_deputising(**facts)["id"])

    def do(self, verb, *facts):
        self.act(verb, *facts) if verb in ACTS else getattr(self, verb)(*facts)

    def act(self, verb, noun, place):
        named = {f"{noun}_id": self.things[noun][place]}
        version = self.nermin.call(f"get_{noun}", named)["version"]
        early = "_early" if (verb, noun) == ("end", "absence") else ""
        client = self.elif_ if verb == "approve" else self.nermin
        client.call(f"{verb}_{noun}{early}", named | {"version": version})

    def wait(self, half, jobs):
        self.set_clock(half)
        if jobs:
            do_what_is_due(self.process)

    def deputy_at(self, person, half):
        when = FIRST + half * timedelta(minutes=30) + timedelta(minutes=10)
        found = self.nermin.who_deputises(person_id=self.people[person], at=when.isoformat())["deputy_id"]
        return self.people.index(found) if found else None


@settings(max_examples=30, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=15, max_size=40))
def test_the_service_answers_as_the_rules_say(process, person, tell, steps):
    rules, served = Plain(), Served(process, person, tell)
    for verb, *facts in steps:
        if verb == "wait":
            rules.wait(facts[0])
            served.wait(rules.now, facts[1])
        elif facts := rules.existing(verb, *facts):
            expected, done = getattr(rules, verb)(*facts), partial(served.do, verb, *facts)
            event(f"{verb} {facts[0] if verb in ACTS else ''}: {expected}")
            assert _outcome(done) == expected, (verb, facts, steps)
    for one in range(STAFF):
        for half in range(2 * HOURS):
            assert served.deputy_at(one, half) == rules.deputy_at(one, half), (one, half)


@pytest.fixture
def process(process):
    """Without what another example left to be done."""
    do_what_is_due(process)
    return process


def _halves(first, last):
    return set(range(2 * first, 2 * last))


def _any(things, person, span):
    return any(one.person == person and one.span & span for one in things if not one.cancelled)


def _span(first, last):
    return {
        "from_at": (FIRST + timedelta(hours=first)).isoformat(),
        "until_at": (FIRST + timedelta(hours=last)).isoformat(),
    }


def _outcome(act):
    try:
        act()
    except MakamError as error:
        return error.code
