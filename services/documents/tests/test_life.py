"""Any order of acts by anybody on a paper does what a small model of its life says, and nobody sees more than that."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makam_kernel.errors import Conflict, Forbidden, NotFound
from makam_kernel.testing import at

CIRCLE = ("ilknur", "gulsen", "elif")
WRITERS = {"okan", "ilknur"}
OFFICE = {"ipek", "nermin"}
SIGNERS = {"elif", "gulsen", "ilknur"}
ACTS = ("revise", "circulate", "initial", "sign", "return", "recall", "refuse", "distribute", "file")
MORE = {
    "return": {"note": "Eksik"},
    "refuse": {"note": "Uygun değil"},
    "revise": {"file_code": "880", "subject": "Yeni", "circle": ...},
}


class Model:
    """A paper as a clerk would follow it on a sheet: where it is, whose turn it is, who has seen which version."""

    def __init__(self):
        self.status, self.edition, self.turn, self.was_sent = "drafted", 1, None, False
        self.seen = {login: set() for login in CIRCLE}

    def sees(self, login):
        """The versions that exist for somebody."""
        if login in WRITERS | OFFICE:
            return set(range(1, self.edition + 1))
        final = {self.edition} if self.status in ("numbered", "distributed", "filed") else set()
        is_reader = login == "elif" or (login == "hakan" and self.was_sent)
        return self.seen.get(login, set()) | (final if is_reader else set())

    def expected(self, act, login):
        """The error that an act must meet, or None."""
        if not self._may(act, login):
            return Forbidden
        if not self.sees(login):
            return NotFound
        if not self._is_allowed(act, login):
            return Forbidden
        return None if self._is_due(act) else Conflict

    def do(self, act):
        """What an act that is due changes."""
        match act:
            case "circulate":
                self._reach(0)
            case "initial":
                self._reach(self.turn + 1)
            case "sign":
                self.status, self.turn = "numbered", None
            case "return" | "recall":
                self.status, self.turn, self.edition = "drafted", None, self.edition + 1
            case "refuse":
                self.status, self.turn = "refused", None
            case "distribute":
                self.status, self.was_sent = "distributed", True
            case "file":
                self.status = "filed"

    def _may(self, act, login):
        if act in ("revise", "circulate", "recall"):
            return login in WRITERS | OFFICE | {"hakan"}
        if act in ("initial", "return"):
            return True
        if act in ("sign", "refuse"):
            return login in SIGNERS | {"nermin", "hakan"}
        return login in OFFICE

    def _is_allowed(self, act, login):
        if act in ("revise", "circulate", "recall"):
            return login in WRITERS
        if act in ("distribute", "file"):
            return True
        return self.turn is not None and CIRCLE[self.turn] == login

    def _is_due(self, act):
        return self.status in {
            "revise": ("drafted",),
            "circulate": ("drafted",),
            "initial": ("in_review",),
            "sign": ("submitted",),
            "return": ("in_review", "submitted"),
            "recall": ("in_review", "submitted"),
            "refuse": ("submitted",),
            "distribute": ("numbered",),
            "file": ("distributed",),
        }[act]

    def _reach(self, turn):
        self.turn, self.status = turn, "submitted" if turn == len(CIRCLE) - 1 else "in_review"
        self.seen[CIRCLE[turn]].add(self.edition)


LOGINS = (*CIRCLE, "okan", "ipek", "nermin", "hakan")
STEPS = st.lists(
    st.one_of(
        st.just("next"),  # what is due, by the one whose turn it is: or hardly any paper would come far
        st.tuples(st.sampled_from(ACTS), st.sampled_from(LOGINS)),
    ),
    max_size=12,
)
NEXT = {
    "drafted": ("circulate", "okan"),
    "in_review": ("initial", None),
    "submitted": ("sign", None),
    "numbered": ("distribute", "ipek"),
    "distributed": ("file", "nermin"),
}


def test_any_order_of_acts_does_what_the_model_says(process, who, do, to, someone, a_paper):
    clients = {login: who(login) for login in LOGINS}
    numbers = Counter()

    @given(STEPS)
    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    def runs(steps):
        paper, model = a_paper(circle=CIRCLE, addressees=[to("FEN")]), Model()
        for step in steps:
            act, login = step if step != "next" else NEXT.get(model.status, ("file", "ipek"))
            login = login or CIRCLE[model.turn]
            facts = dict(MORE.get(act, {}))
            if act == "revise":
                facts |= {"circle": [someone(one) for one in CIRCLE], "addressees": [to("FEN")]}
            wanted, now = model.expected(act, login), clients["nermin"].get_paper(paper_id=paper["id"])
            try:
                do(clients[login], f"{act}_paper", now, **facts)
            except (Conflict, Forbidden, NotFound) as refused:
                assert type(refused) is wanted, (act, login, model.status)
            else:
                assert wanted is None, (act, login, model.status)
                model.do(act)
                if act == "sign":
                    numbers["given"] += 1
            _compare({one: clients[one] for one in ("elif", "hakan", login)}, paper["id"], model, numbers)

    at(process, "2026-12-01 09:00")
    runs()


def _compare(clients, paper_id, model, numbers):
    for login, client in clients.items():
        try:
            seen = client.get_paper(paper_id=paper_id)
        except NotFound:
            assert model.sees(login) == set(), login
            assert paper_id not in [line["id"] for line in client.list_papers()["items"]]
            continue
        assert {edition["number"] for edition in seen["editions"]} == model.sees(login), login
        assert seen["status"] == model.status
        assert seen["waiting_for_id"] == (None if model.turn is None else str(_id(CIRCLE[model.turn], seen)))
    if model.status == "numbered":
        assert seen["number"] == f"E-12345610-880-{numbers['given']}"


def _id(login, seen):
    return seen["editions"][-1]["steps"][CIRCLE.index(login)]["person_id"]
