"""What becomes of every request of the demonstration: a story each, step by step, the same on every run."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from fnmatch import fnmatchcase

from makam_tools.demonstration.citizens import Addresses, Citizens
from makam_tools.demonstration.days import A_DAY, AFTERNOON, LAST, PUBLIC_DAY
from makam_tools.demonstration.texts import data

SEED = 5393  # the law of municipalities
FIRST_OF_FORTNIGHT = 7 * A_DAY
LAST_OLD_MOMENT = 6 * A_DAY - 1
SILENCE_SEEN = 16 * A_DAY
"""Eleven working days after the last old answer: always later than the fortnight after which silence closes."""

LONGEST_LAG = 9
CHANNELS = {"phone": 45, "desk": 30, "web": 12, "email": 9, "letter": 4}
PHRASES = {
    "return": ("returned", "reason"),
    "call": ("not_reached", "note"),
    "yes": ("confirmed", "note"),
    "yes_by_link": ("confirmed", "note"),
    "reopen": ("reopened", "reason"),
    "solution_again": ("solved_again", "solution"),
    "close": ("closed_with_reason", "reason"),
    "withdrawal": ("withdrawn", "reason"),
    "voiding": ("voided", "reason"),
    "extension": ("extended", "reason"),
    "reopening": ("late_word", "note"),
}
"""Steps with words that fit any request: from which list they come, and what they are called on the wire."""


@dataclass
class Step:
    """One thing that is done at a moment, and what is said with it."""

    moment: int
    act: str
    words: dict = field(default_factory=dict)


@dataclass
class Story:
    """A request and what becomes of it. No two have one ``topic``: by it a request is found again.

    ``routed`` says whether a rule sends it to ``unit`` at once. One that came of a wish has no registration.
    """

    topic: str
    unit: str
    routed: bool
    restricted: bool
    steps: list
    facts: dict = None
    received_before: timedelta = timedelta()

    def version_before(self, place):
        """The request's version when this step begins: registration makes one, routing and each further step one."""
        registered = 2 if self.routed else 1
        if not self.facts:
            return registered + place
        return registered + place - 1 if place else 0


def all_requests():
    """The stories of the requests that came by the usual doors."""
    return Writer(SEED).stories()


def of_wishes(people):
    """The stories of the requests that came of the wishes of a public day."""
    writer = Writer(SEED + 1)
    return [writer.of_wish(wish) for person in people for wish in person.get("wishes", []) if "then" in wish]


class Writer:
    """Makes up stories, by the same chance each time."""

    def __init__(self, seed):
        self._chance = random.Random(seed)
        self._citizens, self._addresses = Citizens(self._chance), Addresses(self._chance)
        self._categories = data("topics")["categories"]

    def stories(self):
        """As many of each path as its file says."""
        paths = data("paths")
        return [self._story(name, path) for name, path in paths.items() for _ in range(path["count"])]

    def of_wish(self, wish):
        """What becomes of the request that came of a wish."""
        category = next(one for one in self._categories if one["code"] == wish["category"])
        acts = data("paths")[wish["then"]]["steps"]
        moments = self._moments(acts, AFTERNOON, LAST)
        unit = unit_by_rule(wish["category"], wish["neighbourhood"])
        steps = self._steps(moments, acts, wish.get("solution"), category)
        return Story(wish["words"], unit, True, category.get("restricted", False), steps)

    def _story(self, name, path):
        subject = self._subject(name, path["steps"])
        neighbourhood, street = self._addresses.somewhere(outside=["Sanayi"] if name == "registered" else [])
        topic, solution = self._chance.choice(subject["topics"])
        topic = topic.format(yer=f"{neighbourhood} Mah. {street}", mahalle=neighbourhood, sokak=street)
        channel = self._channel(subject)
        facts = {"kind": subject["kind"], "topic": topic, "neighbourhood": neighbourhood, "address": street}
        facts |= {"citizen": self._citizens.somebody()}
        if channel != "web":
            facts |= {"channel": channel, "category": subject.get("code")}
        unit = unit_by_rule(facts.get("category"), neighbourhood)
        acts = ["registration", *(["routing"] if path["steps"] and not unit else []), *path["steps"]]
        steps = self._steps(self._span(acts, path), acts, solution, subject)
        before = timedelta(minutes=self._chance.randint(2, 45))
        restricted = bool(facts.get("category")) and subject.get("restricted", False)
        return Story(topic, unit or subject["unit"], bool(unit), restricted, steps, facts, before)

    def _subject(self, name, acts):
        if name == "registered":
            return self._chance.choice(data("topics")["uncategorised"])
        if "extension" in acts:
            return next(one for one in self._categories if one.get("law") == "4982")
        return self._chance.choices(self._categories, [one["share"] for one in self._categories])[0]

    def _channel(self, subject):
        """Whoever asks for information or for help does so where the category can be set."""
        doors = [door for door in CHANNELS if door != "web" or not {"law", "restricted"} & set(subject)]
        return self._chance.choices(doors, [CHANNELS[door] for door in doors])[0]

    def _span(self, acts, path):
        if not path.get("old"):
            return self._moments(acts, FIRST_OF_FORTNIGHT, LAST)
        until_answer, calls = acts.index("solution") + 1, acts.count("call")
        moments = self._moments(acts[:until_answer], 0, LAST_OLD_MOMENT)
        moments += [moments[-1] + n * A_DAY for n in range(1, calls + 1)]
        return [*moments, *range(SILENCE_SEEN, SILENCE_SEEN + len(acts) - len(moments))]

    def _moments(self, acts, first, last):
        """A moment for each act, in order and somewhere in the span; never in the morning of the public day."""
        room = last - first - (AFTERNOON - PUBLIC_DAY)
        lags = [self._chance.randint(1, min(LONGEST_LAG, room // max(1, len(acts)))) for _ in acts]
        moment, moments = first + self._chance.randint(0, room - sum(lags)), []
        for lag in lags:
            moment += lag
            if PUBLIC_DAY <= moment < AFTERNOON:
                moment += AFTERNOON - PUBLIC_DAY
            moments.append(moment)
        return moments

    def _steps(self, moments, acts, solution, subject):
        return [
            Step(moment, act, self._words(act, solution, subject)) for moment, act in zip(moments, acts, strict=True)
        ]

    def _words(self, act, solution, subject):
        if act == "solution":
            return {"solution": solution}
        if act == "no":
            return {"note": self._chance.choice(subject.get("objections", ["Sorun sürüyor."]))}
        if act not in PHRASES:
            return {}
        phrases, name = PHRASES[act]
        return {name: self._chance.choice(data("topics")["phrases"][phrases])}


def unit_by_rule(category, neighbourhood):
    """The unit to which the town's rules send such a request, or None."""
    for rule in data("town")["rules"]:
        of_category = "category" not in rule or fnmatchcase(category or "", rule["category"])
        if of_category and rule.get("neighbourhood") in (None, neighbourhood):
            return rule["unit"]
    return None
