"""S56: field keys rotate while people work, and a restart in the middle loses nothing."""

import shutil
from dataclasses import replace

import pytest
from little_service.service import SERVICE
from sqlalchemy import LargeBinary, insert, select, type_coerce

from makam_kernel import resealing
from makam_kernel.idempotency import IdempotencyKey
from makam_kernel.messages import Message
from makam_kernel.service import Process

pytestmark = pytest.mark.check("S56")

MANY = 450  # more than two batches


class Site:
    """A process whose keys the test may change, on a database with many sealed values; nothing keeps it waiting."""

    def __init__(self, process, folder):
        self.folder, self.settings = folder, replace(process.settings, keys=str(folder))
        self.process = None
        self.restart()
        with self.process.database.transaction() as session:
            at = self.process.clock.now()
            facts = {"channel": "sms", "template": "t", "state": "sent", "written_at": at, "next_at": at}
            rows = [
                {"recipient": "0555", "body": f"söz {number}", "subject": f"thing/{number}", **facts}
                for number in range(MANY)
            ]
            session.execute(insert(Message), rows)
            key = {"actor_id": "a", "method": "m", "key": "k", "body_hash": "h", "used_at": at}
            session.add(IdempotencyKey(answer={"söz": "cevap"}, **key))

    def restart(self):
        """Another process takes the place of the one that was."""
        if self.process:
            self.process.stop()
        self.process = Process(SERVICE, self.settings)
        self.process.database.claim()
        self.worker = next(worker for worker in self.process.workers if worker.name == "resealer")
        self.worker.settles = 0

    def lay_key(self, number):
        """A new field key, noticed at once."""
        (self.folder / f"fields/{number}.key").write_text(f"{number:064x}")
        self.process.seal._scan()

    def take_away_key(self, number):
        (self.folder / f"fields/{number}.key").unlink()
        self.process.seal._scan()

    def walk(self, steps=1000):
        """Let the worker take so many steps at most."""
        assert self.process.lease.held()
        while steps and self.worker.step():
            steps -= 1

    def keys(self):
        """How many values there are under which key."""
        found = {}
        with self.process.database.reading() as session:
            for column in (Message.recipient, Message.body, IdempotencyKey.answer):
                for value in session.scalars(select(type_coerce(column, LargeBinary))):
                    found[value[1]] = found.get(value[1], 0) + 1
        return found

    def words(self):
        """What is read today."""
        with self.process.database.reading() as session:
            return set(session.scalars(select(Message.body))), session.scalar(select(IdempotencyKey.answer))

    def health(self):
        health = self.process.health()
        return health["field_key"], health["resealed"]


@pytest.fixture
def site(process, keys_folder, tmp_path):
    """The little service with keys of its own."""
    shutil.copytree(keys_folder / "little", tmp_path / "own")
    process.stop()
    site = Site(process, tmp_path / "own")
    yield site
    site.process.stop()


ALL = {f"söz {number}" for number in range(MANY)}, {"söz": "cevap"}


def test_all_is_sealed_anew_and_readable_without_the_old_key(site):
    site.walk()
    assert site.health() == (1, True)
    site.lay_key(2)
    assert site.health() == (2, False)
    site.walk()
    assert site.keys() == {2: 2 * MANY + 1} and site.health() == (2, True)
    site.take_away_key(1)
    site.restart()
    assert site.words() == ALL and site.health() == (2, True)


def test_a_restart_in_the_middle_goes_on(site):
    site.lay_key(2)
    site.walk(steps=2)
    assert site.keys().keys() == {1, 2} and site.words() == ALL
    site.restart()
    assert site.keys().keys() == {1, 2} and site.health() == (2, False)
    site.walk()
    assert site.keys() == {2: 2 * MANY + 1} and site.health() == (2, True)


def test_a_value_that_somebody_writes_meanwhile_is_not_lost(site, monkeypatch):
    site.lay_key(2)
    run = site.process.database.run

    def run_late(work, **facts):
        with site.process.database.transaction() as session:
            message = session.scalar(select(Message).where(Message.subject == "thing/7"))
            message.body = "yeni söz"
        monkeypatch.setattr(site.process.database, "run", run)
        return run(work, **facts)

    site.process.lease.held()
    monkeypatch.setattr(site.process.database, "run", run_late)
    site.walk()
    assert site.words()[0] == ALL[0] - {"söz 7"} | {"yeni söz"} and site.keys().keys() == {2}


def test_a_third_key_while_the_second_is_under_way_begins_anew(site):
    site.lay_key(2)
    site.walk(steps=2)
    site.lay_key(3)
    site.walk()
    assert site.keys() == {3: 2 * MANY + 1} and site.health() == (3, True)


def test_a_key_that_was_taken_away_too_early_is_missed_and_put_back(site, caplog):
    site.lay_key(2)
    site.walk(steps=2)
    early = (site.folder / "fields/1.key").rename(site.folder / "1.key")
    site.process.seal._scan()
    site.walk()
    assert site.health() == (2, False) and "fields.unreadable" in caplog.text
    early.rename(site.folder / "fields/1.key")
    site.restart()
    site.walk()
    assert site.health() == (2, True) and site.words() == ALL


def test_other_instances_get_time_to_notice_the_new_key(site):
    site.worker.settles = resealing.SETTLED_SECONDS
    site.lay_key(2)
    site.walk()
    assert site.keys() == {1: 2 * MANY + 1} and site.health() == (2, False)


def test_every_sealed_column_of_the_service_is_walked(site):
    walked = {column.type.place for place in resealing.sealed_tables() for column in place.columns.values()}
    assert walked == SERVICE.register.sealed.keys() | {"idempotency_keys.answer", "messages.recipient", "messages.body"}
