"""Any order of acts by anybody on papers, their own and those that came in, does what a small model of their life says;
nobody sees more than that, and the numbers of signatures and of the register run on without a gap."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from machine import HOW, ONCE, STALE, Machine, acts, refusal, run
from town import NOBODY

CIRCLES = [("ilknur", "gulsen", "elif"), ("elif",), ("gulsen", "ilknur")]
WRITERS = {"okan", "ilknur"}
OFFICE = {"ipek", "nermin"}
SIGNERS = {"elif", "gulsen", "ilknur"}
ALL = {"elif", "gulsen", "nermin", "ipek", "cem", "pelin", "ilknur", "okan", "hakan"}
SIGNED, CAME_IN = "E-12345610-880", "G-2026"
FINAL = ("numbered", "distributed", "filed")
ROUTES = {
    "revise": None,
    "circulate": "circulation",
    "initial": "initials",
    "sign": "signature",
    "return": "return",
    "recall": "recall",
    "refuse": "refusal",
    "distribute": "distribution",
    "file": "filing",
    "forward": "forwarding",
    "close": "closing",
}
MOVES = {
    "revise": {"drafted"},
    "circulate": {"drafted"},
    "initial": {"in_review"},
    "sign": {"submitted"},
    "return": {"in_review", "submitted"},
    "recall": {"in_review", "submitted"},
    "refuse": {"submitted"},
    "forward": {"registered", "forwarded"},
    "close": {"registered", "forwarded"},
}
"""In which states an act is due."""


class Paper:
    """A paper of the Zabıta as a clerk would follow it on a sheet: where it is, whose turn it is, who has seen which
    version; FEN is whom it goes to, if anybody."""

    def __init__(self, circle, is_addressed):
        self.circle, self.is_addressed = circle, is_addressed
        self.status, self.edition, self.turn, self.number, self.was_sent = "drafted", 1, None, None, False
        self.seen = {login: set() for login in circle}

    def sees(self, login):
        """The versions that exist for somebody."""
        if login in WRITERS | OFFICE:
            return set(range(1, self.edition + 1))
        is_reader = login == "elif" or (login == "hakan" and self.was_sent)
        return self.seen.get(login, set()) | ({self.edition} if is_reader and self.status in FINAL else set())

    def right(self, act, login):
        """Why somebody may not do this, or None."""
        if login not in self._roles(act):
            return "action.not_allowed"
        if not self.sees(login):
            return "paper.not_found"
        if act in ("distribute", "file"):
            return None
        is_theirs = login in WRITERS if act in ("revise", "circulate", "recall") else login == self.waits_for
        return None if is_theirs else "action.not_allowed"

    def do(self, act, next_number):
        """Why the act is not due; otherwise what it changes. ``next_number`` gives that of a signature."""
        if refused := self._is_due(act):
            return refused
        match act:
            case "circulate":
                self._reach(0)
            case "initial":
                self._reach(self.turn + 1)
            case "sign":
                self.status, self.turn, self.number = "numbered", None, next_number()
            case "return" | "recall":
                self.status, self.turn, self.edition = "drafted", None, self.edition + 1
            case "refuse":
                self.status, self.turn = "refused", None
            case "distribute":
                self.status, self.was_sent = "distributed", True
            case "file":
                self.status = "filed"

    @property
    def waits_for(self):
        """Whose turn it is, or None."""
        return None if self.turn is None else self.circle[self.turn]

    @property
    def next(self):
        """What is due."""
        due = {"drafted": "circulate", "in_review": "initial", "submitted": "sign"}
        return due.get(self.status, "distribute" if self.status == "numbered" and self.is_addressed else "file")

    def who_may(self, act):
        """Somebody who may do this now, if anybody may."""
        if act in ("distribute", "file"):
            return "ipek"
        return "okan" if act in ("revise", "circulate", "recall") else self.waits_for or self.circle[0]

    def _roles(self, act):
        if act in ("revise", "circulate", "recall"):
            return WRITERS | OFFICE | {"hakan", "pelin"}
        if act in ("initial", "return"):
            return ALL - {"cem"}
        return SIGNERS | {"nermin", "hakan"} if act in ("sign", "refuse") else OFFICE

    def _is_due(self, act):
        if act == "distribute":
            if not self.is_addressed:
                return "paper.no_addressee"
            return None if self.status == "numbered" else "paper.wrong_status"
        if act == "file":
            if self.status == "numbered":
                return "paper.not_distributed" if self.is_addressed else None
            return None if self.status == "distributed" else "paper.wrong_status"
        if self.status in MOVES[act]:
            return None
        return "paper.not_a_draft" if act in ("revise", "circulate") else "paper.wrong_status"

    def _reach(self, turn):
        self.turn, self.status = turn, "submitted" if turn == len(self.circle) - 1 else "in_review"
        self.seen[self.circle[turn]].add(self.edition)


class Incoming:
    """A paper that came in: it has its number from the first, and goes to the units that it concerns."""

    edition, waits_for = 1, None

    def __init__(self, number):
        self.status, self.number, self.units = "registered", number, set()

    @property
    def next(self):
        return "close" if self.units else "forward"

    def who_may(self, _act):
        return "ipek"

    def sees(self, login):
        readers = OFFICE | {"elif"} | ({"hakan"} if "FEN" in self.units else set())
        return {1} if login in readers | (WRITERS if "ZABITA" in self.units else set()) else set()

    def right(self, _act, login):
        return None if login in OFFICE else "action.not_allowed"

    def do(self, act, unit):
        if self.status not in MOVES[act]:
            return "paper.wrong_status"
        if act == "forward" and unit in self.units:
            return "paper.addressee_repeated"
        self.status = "forwarded" if act == "forward" else "closed"
        self.units |= {unit} if act == "forward" else set()


OVER = ("filed", "refused", "closed")
WHO_MAY = "whoever may"
ANYBODY = st.sampled_from([*sorted(ALL), NOBODY])
LOGINS = st.sampled_from([*[WHO_MAY] * 6, *sorted(ALL), NOBODY])
WHICH = st.integers(0, 3)
OWN, THEIRS = [act for act in ROUTES if act not in ("forward", "close")], ["forward", "close"]
ACTS = acts(
    (12, "go_on", WHICH),
    (6, "try_own", WHICH, st.sampled_from(OWN), LOGINS),
    (2, "try_incoming", WHICH, st.sampled_from(THEIRS), st.sampled_from(["FEN", "ZABITA"]), LOGINS),
    (1, "draft", st.sampled_from(CIRCLES), st.booleans(), ANYBODY),
    (1, "register", ANYBODY),
)


class Papers(Machine):
    """Papers of the Zabıta and such as came in, in registers that all runs share."""

    def __init__(self):
        super().__init__()
        self.papers, self.ids, self.last = [], [], None

    @initialize(circle=st.sampled_from(CIRCLES), is_addressed=st.booleans())
    def one_of_each(self, circle, is_addressed):
        self.draft(ONCE, circle, is_addressed, "okan")
        self.register(ONCE, "ipek")

    @rule(how=HOW, act=ACTS)
    def one_act(self, how, act):
        verb, *facts = act
        getattr(self, verb)(how, *facts)

    def draft(self, how, circle, is_addressed, by):
        facts = self.words(circle, is_addressed) | {"kind": "internal", "unit_id": self.town.units["ZABITA"]}
        if made := self.make(how, by, "/papers", refusal(by, WRITERS), **facts):
            self.keep(made, Paper(circle, is_addressed))

    def register(self, how, by):
        facts = {"subject": "Tören", "sender": "Valilik", "origin_number": "E-1-051-7", "origin_on": "2026-05-24"}
        if made := self.make(how, by, "/incoming-papers", refusal(by, OFFICE), **facts):
            self.keep(made, Incoming(self.next_number(CAME_IN)))

    def go_on(self, how, which):
        """What is due, by the one whose turn it is: or hardly any paper would come far. When all is done, there is a
        new one."""
        under_way = [place for place, paper in enumerate(self.papers) if paper.status not in OVER]
        if not under_way:
            return self.draft(how, CIRCLES[0], True, "okan")
        which = under_way[which % len(under_way)]
        act = self.papers[which].next
        self.act_on(how, which, act, WHO_MAY, "ZABITA")

    def try_own(self, how, which, act, by):
        own = [place for place, paper in enumerate(self.papers) if isinstance(paper, Paper)]
        self.act_on(how, own[which % len(own)], act, by, None)

    def try_incoming(self, how, which, act, unit, by):
        theirs = [place for place, paper in enumerate(self.papers) if isinstance(paper, Incoming)]
        self.act_on(how, theirs[which % len(theirs)], act, by, unit)

    def act_on(self, how, which, act, by, unit):
        """One act, at the service and in the model."""
        self.last = which
        paper, facts = self.papers[which], {}
        by = paper.who_may(act) if by == WHO_MAY else by
        if act == "revise":
            facts = self.words(paper.circle, paper.is_addressed)
        elif act == "forward":
            facts = {"addressees": [{"unit_id": self.town.units[unit], "purpose": "action"}]}
        elif act in ("return", "refuse"):
            facts = {"note": "x"}
        expected = refusal(by, ALL) or paper.right(act, by) or ("version.stale" if how == STALE else None)
        expected = expected or paper.do(act, unit if isinstance(paper, Incoming) else self.next_number)
        self.act(how, by, f"/papers/{self.ids[which]}", ROUTES[act], expected, **facts)

    def look(self):
        """The paper that changed, as the private office sees it, and as the mayor does."""
        for login in ("nermin", "elif"):
            self.compare(login, self.ids[self.last], self.papers[self.last])

    def look_at_all(self):
        for login in ALL - {"cem"}:
            listed = {line["id"]: line["status"] for line in self.town.all(login, "/papers") if line["id"] in self.ids}
            papers = zip(self.ids, self.papers, strict=True)
            assert listed == {id: paper.status for id, paper in papers if paper.sees(login)}, login
            for id, paper in zip(self.ids, self.papers, strict=True):
                self.compare(login, id, paper)
        given = [paper["number"] for paper in self.town.all("nermin", "/papers") if paper["number"]]
        last = {book: self.town.numbers[book] for book in (SIGNED, CAME_IN)}
        assert sorted(given) == sorted(f"{book}-{number}" for book in last for number in range(1, last[book] + 1))

    def compare(self, login, id, paper):
        """Hold a paper as somebody sees it against the model."""
        if not paper.sees(login):
            answer = self.town.clients[login].get(f"/papers/{id}")
            assert (answer.status_code, answer.json()["code"]) == (404, "paper.not_found"), login
            return
        seen = self.town.get(login, f"/papers/{id}")
        assert {edition["number"] for edition in seen["editions"]} == paper.sees(login), login
        waits_for = paper.waits_for and self.town.people[paper.waits_for]
        assert (seen["status"], seen["number"], seen["waiting_for_id"]) == (paper.status, paper.number, waits_for)

    def keep(self, made, paper):
        self.last = len(self.ids)
        self.ids.append(made["id"])
        self.papers.append(paper)

    def next_number(self, book=SIGNED):
        """The next number of a register."""
        self.town.numbers[book] += 1
        return f"{book}-{self.town.numbers[book]}"

    def words(self, circle, is_addressed):
        """All that whoever drafts a paper sets."""
        people = [{"person_id": self.town.people[login], "name": login} for login in circle]
        to_fen = [{"unit_id": self.town.units["FEN"], "purpose": "action"}] if is_addressed else []
        return {"file_code": "880", "subject": "x", "body": "Uygun mudur?", "circle": people, "addressees": to_fen}


@pytest.mark.promise("P23", part="signatures and register, any order of acts over the API, refusals between")
@pytest.mark.promise("P12", part="a machine of papers asks every seventh act twice")
@pytest.mark.timeout(900)
def test_any_order_of_acts_does_what_the_model_says(town):
    run(Papers, town)
