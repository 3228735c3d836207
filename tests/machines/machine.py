"""What every machine does: it acts as somebody, in one of several ways, and holds the answer against what a model of
the rules expects of it.

The orders are the same in every run (``derandomize``); a failure prints its steps. They are not made shorter: each try
would be another story over HTTP.
"""

import sys
from uuid import uuid4

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, run_state_machine_as_test
from town import NOBODY

RUNS, STEPS = {True: 7, False: 4}, 25
"""More on SQLite; on PostgreSQL, which answers slower here, enough to see its SQL decide alike."""
STATUS = {
    "session.missing": 401,
    "action.not_allowed": 403,
    "expense.own_request": 403,
    "version.stale": 412,
    "idempotency.key_reused": 422,
}
"""The status of a refusal; any other is a conflict, or not found."""

ONCE, TWICE, STALE = "once", "twice", "stale"
HOW = st.sampled_from([*[ONCE] * 5, TWICE, STALE])
"""Acting twice is asking again with the same idempotency key, as if the answer had been lost; who is stale names
another version than the present one."""


def acts(*kinds):
    """One of these acts, each ``(how often among all, its name, a strategy for each of its facts)``. A machine has one
    rule for them all: of several rules a run would leave out some."""
    return st.one_of([st.tuples(st.just(name), *facts) for often, name, *facts in kinds for _ in range(often)])


def refusal(login, allowed):
    """Why somebody is refused, whatever it is about; None if they are among those allowed."""
    return "session.missing" if login == NOBODY else None if login in allowed else "action.not_allowed"


class Machine(RuleBasedStateMachine):
    """Acts in its ``town``, where the next run finds what this one has left."""

    town = None
    has_changed = False

    def act(self, how, login, path, step, expected, **body):
        """Do the next ``step`` with the thing at this path, or set it anew where there is none. ``expected`` is the
        code of the refusal that the model expects, or None; the answer is what was told of the thing, or None."""
        version = self.town.get("nermin", path)["version"]
        if how == STALE:
            version = version - 1 or version + 1
        path = f"{path}/{step}" if step else path
        headers = {"If-Match": f'"{version}"', "Idempotency-Key": str(uuid4())}
        answer = self._send(how, login, "PUT", path, expected, body, headers)
        if how == TWICE and expected is None:
            other = self.town.clients[login].put(path, json=body, headers=headers | {"If-Match": '"999999"'})
            assert _outcome(other) == (422, "idempotency.key_reused"), other.text
        return answer

    def make(self, how, login, path, expected, **body):
        """Make something; the same."""
        return self._send(how, login, "POST", path, expected, body, {"Idempotency-Key": str(uuid4())})

    def _send(self, how, login, verb, path, expected, body, headers):
        client, status = self.town.clients[login], 201 if verb == "POST" else 200
        answers = [client.request(verb, path, json=body, headers=headers) for _ in range(2 if how == TWICE else 1)]
        wanted = (_status(expected), expected) if expected else (status, None)
        for answer in answers:
            assert _outcome(answer) == wanted, f"{login} {verb} {path} {body}: {answer.text}"
        if expected is None:
            assert answers[0].json() == answers[-1].json()
            self.has_changed = True
            return answers[0].json()

    @invariant()
    def what_changed_is_seen(self):
        """What was refused is seen to have changed nothing by whatever is looked at next."""
        if self.has_changed:
            self.look()
            self.has_changed = False

    def look(self):
        """Hold what counts most against the model."""
        raise NotImplementedError

    def look_at_all(self):
        """Hold all that anybody is told against it."""
        raise NotImplementedError

    def teardown(self):
        if sys.exc_info()[0] is None:  # what comes after a failure tells nothing
            self.look_at_all()


def run(machine, town):
    """Let the machine run in this town."""
    kind = type(machine.__name__, (machine,), {"town": town})
    run_state_machine_as_test(
        kind,
        settings=settings(
            max_examples=RUNS[town.is_sqlite],
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


def _outcome(answer):
    return answer.status_code, None if answer.is_success else answer.json()["code"]


def _status(code):
    return 404 if code.endswith(".not_found") else STATUS.get(code, 409)
