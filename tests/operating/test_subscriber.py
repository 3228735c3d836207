"""Another system of the house hears events, by the example that comes with the product."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import amqp
import pytest
from amqp.exceptions import AccessRefused
from town import until

from broker_definitions import Subscriber, definitions
from makam_tools import keys, republish, status, subscriber
from makam_tools.folders import ROOT
from makam_tools.trouble import Trouble

TYPES = ("request.registered.v1", "request.withdrawn.v1", "request.snapshot.v1")
EXAMPLE = ROOT / "deploy/examples/follow_requests.py"


class Other:
    """The other system: the example as a process of its own, and the file that it keeps."""

    def __init__(self, uri, file):
        self.uri, self.file, self.process = uri, file, None

    def run(self):
        self.process = subprocess.Popen([sys.executable, EXAMPLE, self.uri, self.file], env={"PATH": "/usr/bin:/bin"})

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def knows(self, *requests):
        """Where it thinks that these stand."""
        with closing(sqlite3.connect(self.file)) as database:
            try:
                known = dict(database.execute("SELECT subject, status FROM requests").fetchall())
            except sqlite3.OperationalError:  # not begun yet
                known = {}
        return [known.get(f"request/{request['id']}") for request in requests]


@pytest.fixture
def added(town, capsys):
    """Adds a subscriber by the verb; its address, as printed."""
    names = []

    def add(name="web", types=TYPES):
        assert town.verb(subscriber.main, "add", name, "--types", *types) == 0
        names.append(name)
        return next(line.strip() for line in capsys.readouterr().out.splitlines() if "amqp://" in line)

    yield add
    for name in names:
        if name in town.site.facts()["subscribers"]:
            town.verb(subscriber.main, "remove", name)


@pytest.fixture
def other(tmp_path):
    """Starts the other system; it ends with the test."""
    made = []

    def run(uri):
        made.append(Other(uri, tmp_path / "requests.sqlite3"))
        made[-1].run()
        return made[-1]

    yield run
    for one in made:
        one.stop()


def depth(town, name="web"):
    one = next(one for one in town.site.subscribers() if one.name == name)
    return subscriber._depth(town.site, one)[0]


@pytest.mark.fault("F33", part="away and back, over the broker")
class TestTheExample:
    def test_follows_survives_repeats_and_catches_up(self, town, added, other):
        """F33: what happened while it was away waits for it; nobody else is held up, and a repeat changes nothing."""
        web = other(added())
        first = town.register()
        until(lambda: web.knows(first) == ["registered"])
        web.stop()
        while_away = [town.register(f"Rampa {number}") for number in range(30)]
        town.withdraw(first)
        until(lambda: depth(town) == 31)
        web.run()
        until(lambda: web.knows(first, *while_away) == ["withdrawn", *["registered"] * 30])
        assert town.verb(republish.main, "request") == 0
        until(lambda: depth(town) == 0)
        assert web.knows(first, *while_away) == ["withdrawn", *["registered"] * 30]

    def test_killed_between_writing_and_acknowledging_it_gets_the_event_again(self, town, added, other, tmp_path):
        """What it takes while its file is locked is neither written nor acknowledged, and comes again."""
        web = other(added())
        first = town.register()
        until(lambda: web.knows(first) == ["registered"])
        with closing(sqlite3.connect(web.file)) as lock:
            lock.execute("BEGIN IMMEDIATE")
            second = town.register()
            until(lambda: subscriber._depth(town.site, town.site.subscribers()[0])[1] == 1)
            web.stop()
            lock.rollback()
        web.run()
        until(lambda: web.knows(second) == ["registered"])

    def test_away_for_longer_than_the_queue_keeps_it_is_told_anew_where_all_stands(self, town, other):
        """F33: its oldest events are gone, the broker's disk is not full; one verb brings it up to date."""
        one = Subscriber("late", TYPES, length=5, days=2 / 86400)
        password = keys.subscriber_password(town.site.keys, "late")
        made = definitions(town.site.contracts(), {one.user: password}, subscribers=[one])
        subscriber._import(town.site, town.trial.broker, made)
        town.site.remember(subscribers={"late": list(TYPES)})
        requests = [town.register(f"Rampa {number}") for number in range(8)]
        until(lambda: depth(town, "late") == 0)
        late = other(subscriber._uri(town.site, one))
        until(lambda: subscriber._depth(town.site, one)[1] == 1)
        assert late.knows(*requests) == [None] * 8
        assert town.verb(republish.main, "request") == 0
        until(lambda: late.knows(*requests) == ["registered"] * 8)
        town.verb(subscriber.main, "remove", "late")


class TestTheVerb:
    @pytest.mark.check("S46", "a subscriber that is added while the broker runs")
    def test_gives_a_user_who_reads_one_queue_and_nothing_else(self, town, added):
        """S46: one user per external subscriber."""
        uri = added(types=("unit.changed.v1",))
        connection = amqp.Connection(
            f"127.0.0.1:{town.trial.broker.port}", *uri.partition("//")[2].partition("@")[0].split(":"),
            virtual_host="makam",
        )  # fmt: skip
        connection.connect()
        assert connection.channel().basic_get("ext.web") is None
        for act in (
            lambda channel: channel.basic_get("requests.inbox.v1"),
            lambda channel: channel.queue_bind("ext.web", "requests.events", "#"),
            lambda channel: channel.queue_delete("ext.web"),
        ):
            with pytest.raises(AccessRefused):
                act(connection.channel())
        connection.close()

    def test_keeps_the_password_to_its_owner(self, town, added):
        added()
        file = town.site.keys / "subscribers/web.secret"
        assert file.stat().st_mode & 0o777 == 0o400 and len(file.read_text()) >= 40

    def test_status_warns_when_the_queue_is_half_full(self, town, added, capsys, monkeypatch):
        monkeypatch.setattr(Subscriber, "__init__", _short(Subscriber.__init__))
        added()
        town.verb(status.main)
        assert "web" in (shown := capsys.readouterr().out) and "UYARI" not in shown
        for number in range(3):
            town.register(f"Kuyruk {number}")
        until(lambda: depth(town) == 3)
        town.verb(status.main)
        assert "3 / 6 olay bekliyor, bağlı değil  UYARI: kuyruğun yarısı dolu" in capsys.readouterr().out

    def test_what_is_removed_is_gone(self, town, added):
        uri = added()
        town.verb(subscriber.main, "remove", "web")
        user, _, password = uri.partition("//")[2].partition("@")[0].partition(":")
        address = f"127.0.0.1:{town.trial.broker.port}"
        with pytest.raises(AccessRefused):
            amqp.Connection(address, userid=user, password=password, virtual_host="makam").connect()
        assert not (town.site.keys / "subscribers/web.secret").exists() and town.site.subscribers() == []

    def test_is_defined_again_when_the_broker_starts_anew(self, town, added):
        added()
        made = town.site.definitions()
        assert "ext.web" in {queue["name"] for queue in made["queues"]}

    @pytest.mark.parametrize(
        ("name", "types"), [("Web!", TYPES), ("web", ("request.registred.v1",))], ids=["a name", "a type"]
    )
    def test_a_mistake_is_told(self, town, name, types):
        with pytest.raises(Trouble, match="eklenemedi"):
            town.verb(subscriber.main, "add", name, "--types", *types)
        assert town.site.subscribers() == []

    def test_twice_is_told(self, town, added):
        added()
        with pytest.raises(Trouble, match="zaten"):
            town.verb(subscriber.main, "add", "web", "--types", *TYPES)

    def test_a_type_that_nobody_tells_any_more_keeps_the_site_from_nothing(self, town):
        town.site.remember(subscribers={"old": ["request.registered.v1", "request.forgotten.v1"]})
        assert town.site.subscribers()[0].types == ("request.registered.v1",)
        town.site.remember(subscribers={})


def _short(made):
    """Subscribers whose queue holds six."""
    return lambda self, name, types: made(self, name, types, length=6)
