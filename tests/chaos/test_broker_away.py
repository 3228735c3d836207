"""Scenario 21: the broker is away for a minute, and the writes of a service go on."""

import json
import time
from statistics import median
from uuid import uuid4

import pytest
from clients import Clients
from facts import told_by
from healing import check, drain
from running import HERE, start_again
from stores import plain_id
from waiting import wait_until

from makam_kernel.actor import Actor, Keys

AWAY = 60
PAIRS = 300
COMPARED = 30
"""Pairs with the broker there, at the same pace, before and again after: the slower of the two is normal, since other
work on this machine comes and goes."""

SLOWER = 2
"""How many times as long a write may take without a broker, by the median."""


@pytest.mark.scenario("requests.21", "60 s; the commands go to the service's process, since RPC needs the broker")
@pytest.mark.promise("P8", part="60 s, 600 events of one service, which a second one hears")
@pytest.mark.promise("P4", part="in order per request after an outage")
@pytest.mark.fault("F1", part="60 s away")
@pytest.mark.timeout(600)
def test_every_write_succeeds_while_the_broker_is_away(site, tmp_path):
    """RabbitMQ is killed and stays away for a minute. What is away with it is every call over the gateway; the
    promise is about the service. So `requests` runs with all its workers, on its database, and 300 registrations and
    300 routings come to it as its RPC entrypoint would bring them. All succeed, none twice as slow as with the broker
    there. After the broker's return all 600 events reach `visitors`, per request in order, each applied once."""
    unit_id = a_unit_known_to_requests(site)
    site.trial.stop("requests")
    site.trial.start("requests", program=(str(HERE / "driver.py"), str(tmp_path)))
    wait_until("the driver", (tmp_path / "ready").exists, 60)
    drive = Drive(site, tmp_path, unit_id)

    before = drive("before", COMPARED)
    killed = time.monotonic()
    site.trial.broker.kill()
    away = drive("away", PAIRS)
    wait_until("a minute without broker", lambda: time.monotonic() > killed + AWAY, AWAY + 5)
    assert unsent(site) >= 2 * PAIRS, "the broker was not away"
    site.trial.broker.start()
    back = time.monotonic()
    wait_until("the outbox is empty", lambda: not unsent(site), 60)
    print(f"{2 * PAIRS} events had left {time.monotonic() - back:.1f} s after the broker was back")
    after = drive("after", COMPARED)

    for name, place in (("registration", 1), ("routing", 2)):
        medians = [median(pair[place] for pair in pairs) for pairs in (away, before, after)]
        print(name, "{:.1f} ms without broker, {:.1f} and {:.1f} ms with it".format(*(m * 1000 for m in medians)))
        assert medians[0] <= SLOWER * max(medians[1:])
    start_again(site.trial, "requests")
    drain(site)
    verdicts = check(site)
    assert all(verdict.clean for verdict in verdicts.values()), {name: str(one) for name, one in verdicts.items()}
    assert_heard_in_order(site, [pair[0] for pair in away])


class Drive:
    """Gives the driver a plan and awaits what came of it; every pair must have succeeded."""

    def __init__(self, site, folder, unit_id):
        self.site, self.folder, self.unit_id = site, folder, unit_id
        self.keys = Keys(site.trial.site.keys / "gateway", "gateway")
        self.load = next(load for load in site.loads if load.name == "registration")

    def __call__(self, name, count):
        keys = [self.load.new_key() for _ in range(count)]
        token = self.keys.sign_person(Actor.of(uuid4(), "Sevil TAN", ["front_desk"]), audience="requests", call=name)
        plan = {"token": token, "keys": keys, "unit_id": self.unit_id, "pace": AWAY / PAIRS}
        for key in keys:
            self.site.history.invoke(key)
        (self.folder / f"{name}.new").write_text(json.dumps(plan))
        (self.folder / f"{name}.new").rename(self.folder / f"{name}.todo")
        done = self.folder / f"{name}.done"
        wait_until(f"the pairs {name}", lambda: done.exists() or self._has_died(), 4 * AWAY)
        pairs = json.loads(done.read_text())
        assert [pair[0] for pair in pairs if pair[3]] == keys
        for key in keys:
            self.site.history.ok(key)
        return pairs

    def _has_died(self):
        assert self.site.trial.processes["requests"].poll() is None, self.site.trial.logs()


def a_unit_known_to_requests(site):
    """The id of a fresh unit, as soon as the requests service has heard of it."""
    load = next(load for load in site.loads if load.name == "unit")
    key = load.new_key()
    assert Clients(site).write(key)
    query = "SELECT id FROM units WHERE code = :code"
    [id] = wait_until("the unit", lambda: site.stores["requests"].column(query, code=key), 60)
    return plain_id(id)


def unsent(site):
    """How many events wait in the outbox of requests."""
    [count] = site.stores["requests"].column("SELECT count(*) FROM outbox WHERE sent_at IS NULL")
    return count


def assert_heard_in_order(site, topics):
    """For each request visitors applied first its registration, then its routing: a copy skips what is older than
    what it has, so that both were applied at all shows the order."""
    store = site.stores["requests"]
    ids = {
        store.seal.open(bytes(row.topic), "requests.topic").decode(): f"request/{plain_id(row.id)}"
        for row in store.rows("SELECT id, topic FROM requests")
    }
    subjects = {ids[topic] for topic in topics}
    told = [event for event in told_by(site.stores["requests"]) if event.subject in subjects]
    heard = site.stores["visitors"].column("SELECT cause_id FROM audit_entries WHERE action LIKE 'heard request.%'")
    assert len(told) == 2 * len(topics)
    assert {event.id for event in told} <= set(heard)
