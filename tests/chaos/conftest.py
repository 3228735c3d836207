"""The ground of the chaos tests: for each kind of database one whole site of its own, which is hurt and mended."""

import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from makam_tools.hiring import hire
from makam_tools.site import SERVICES
from makam_tools.trial_databases import trial_on

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one

from history import History
from loads import Promises, Registrations, Units, Wishes, made
from office import Bookings, Ceremonies, Delegations, Expenses, Hostings, Papers
from stores import Store
from waiting import wait_until

PASSWORD = "deneme parolası"
PEOPLE = {"front_desk": "sevil", "director": "nermin", "protocol_officer": "okan"}


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def trial(request, tmp_path_factory):
    """A running site; whoever hurts it leaves it running."""
    with trial_on(request.param, tmp_path_factory.mktemp("chaos")) as trial:
        yield trial


@pytest.fixture(scope="session")
def unit_id(trial, stores):
    """The unit of the private office, known to every service."""
    facts = {"code": "OZEL", "name": "Özel Kalem Müdürlüğü", "detsis_no": "12345678", "valid_from": "2024-01-01"}
    unit = made(trial.operator().post("/units", json=facts))
    known = [(stores[name], "SELECT code FROM units WHERE code = 'OZEL'") for name in SERVICES]
    known.append((stores["documents"], "SELECT unit_id FROM detsis_numbers WHERE number IS NOT NULL"))
    wait_until("the unit is known", lambda: all(store.column(query) for store, query in known), 30)
    return unit["id"]


@pytest.fixture(scope="session")
def people(trial, unit_id, stores):
    """Signed-in clients by role, whose people agenda knows."""
    operator = trial.operator()
    for role, login in PEOPLE.items():
        hire(partial(_made, operator), login, login.title(), PASSWORD, roles=[role], unit_id=unit_id)
    known = "SELECT count(*) FROM people WHERE active"
    wait_until("the people are known", lambda: stores["agenda"].column(known)[0] > len(PEOPLE), 30)
    return {"operator": operator} | {role: trial.sign_in(login, PASSWORD) for role, login in PEOPLE.items()}


@pytest.fixture(scope="session")
def stores(trial):
    """The databases of the site, to look into, by service."""
    stores = {name: Store(trial, name) for name in trial.names}
    yield stores
    for store in stores.values():
        store.close()


@pytest.fixture(scope="session")
def loads(people, unit_id):
    """Every kind of write, ready to be written."""
    wishes, bookings = Wishes(), Bookings()
    loads = [Registrations(), Papers(), bookings, wishes, Expenses()]
    loads += [Units(), Hostings(), Promises(wishes), Ceremonies(), Delegations(bookings)]
    for load in loads:
        load.prepare(people, unit_id)
    return loads


@pytest.fixture(scope="session")
def history(trial):
    """What the clients of a site were ever told: every write of every test is in it, so that a phantom is seen."""
    return History()


@pytest.fixture
def site(trial, people, stores, loads, history):
    """The site with everything around it, all its processes running and ready, as they should be at the end, too."""
    yield SimpleNamespace(trial=trial, people=people, stores=stores, loads=loads, history=history)
    if not trial.broker.running:
        trial.broker.start()
    for name in trial.names:
        if name not in trial.processes or trial.processes[name].poll() is not None:
            trial.start(name)
    trial.wait_until_ready()


def _made(client, path, body):
    return made(client.post(path, json=body))
