"""A backup is of one instant over all databases; what was on its way at that instant arrives after a restore."""

import sqlite3
import threading
from contextlib import closing

import pytest
from town import Town, until

from makam_tools import backup, replay, restore, running
from makam_tools.trial import Trial
from makam_tools.trouble import Trouble


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A site that these tests may stop."""
    with Trial(tmp_path_factory.mktemp("restored")) as trial:
        yield Town(trial)


def held(town):
    """The site as `./makam` finds it while it runs."""
    return running.only_one(town.site)


@pytest.fixture
def writing(alone):
    """Registers requests all the while, from four sides."""
    ending, made = threading.Event(), []

    def register():
        while not ending.is_set():
            made.append(alone.register()["number"])

    threads = [threading.Thread(target=register) for _ in range(4)]
    for thread in threads:
        thread.start()
    yield made
    ending.set()
    for thread in threads:
        thread.join()


@pytest.mark.promise("P15", part="a backup under load: whole, of one instant, nobody refused")
def test_a_backup_under_load_is_whole_and_of_one_instant(alone, writing, tmp_path):
    """P15: what one service knows of another in the backup, the other has told in the same backup."""
    until(lambda: len(writing) > 10)
    before = list(writing)
    assert alone.verb(backup.main, str(tmp_path / "b")) == 0
    with closing(sqlite3.connect(tmp_path / "b/requests.sqlite3")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        numbers = {number for (number,) in copy.execute("SELECT number FROM requests")}
        told = copy.execute("SELECT count(*) FROM outbox WHERE type = 'request.registered.v1'").fetchone()[0]
        assert set(before) <= numbers and told == len(numbers)
    heard = set()
    for name in ("visitors", "agenda"):
        with closing(sqlite3.connect(tmp_path / f"b/{name}.sqlite3")) as copy:
            heard |= {id.replace("-", "") for (id,) in copy.execute("SELECT event_id FROM inbox")}
    sent = set()
    for name in ("gateway", "requests", "visitors", "agenda"):
        with closing(sqlite3.connect(tmp_path / f"b/{name}.sqlite3")) as copy:
            sent |= {str(id).replace("-", "") for (id,) in copy.execute("SELECT id FROM outbox")}
    assert heard and heard <= sent


@pytest.mark.promise("P15", part="SQLite: restored, and what was on its way arrives")
def test_what_was_on_its_way_arrives_after_a_restore(alone, tmp_path):
    """P15: an event that had left and was not heard is sent again; what happened after the backup never was."""
    trial = alone.trial
    alone.register("Önce")
    trial.stop("visitors")
    unit = alone.post("/units", {"code": "PARK", "name": "Park ve Bahçeler", "valid_from": "2020-01-01"})
    until(lambda: not unsent(alone))
    alone.verb(backup.main, str(tmp_path / "b"))
    kept = alone.rows("requests", "requests", "citizens")
    alone.register("Sonra")
    with held(alone), pytest.raises(Trouble, match="down"):
        alone.verb(restore.main, str(tmp_path / "b"))
    for name in list(trial.processes):
        trial.stop(name)
    trial.broker.stop()
    assert alone.verb(restore.main, str(tmp_path / "b")) == 0
    trial.broker.start(trial.site.definitions({"observer": "observer"}))
    for name in trial.names:
        trial.start(name)
    trial.wait_until_ready()
    assert alone.rows("requests", "requests", "citizens") == kept
    wanted = alone.rows("gateway", "units")["units"]
    until(lambda: len(alone.rows("visitors", "units")["units"]) == len(wanted))
    assert unit["id"].replace("-", "") in {row[0] for row in alone.rows("visitors", "units")["units"]}


def unsent(town):
    with closing(town._file("gateway")) as database:
        return database.execute("SELECT count(*) FROM outbox WHERE sent_at IS NULL").fetchone()[0]


@pytest.mark.fault("F32", part="replay while the site runs: nothing is done twice")
def test_what_is_replayed_is_done_once(alone, capsys):
    """F32: events that leave once more change nothing where they were heard."""
    services = ("agenda", "requests", "visitors")
    alone.post("/units", {"code": "BIRKEZ", "name": "Bir Kez", "valid_from": "2020-01-01"})
    until(lambda: all("BIRKEZ" in str(alone.rows(name, "units")) for name in services))
    before = {name: alone.rows(name, "inbox", "units") for name in services}
    with held(alone):
        assert alone.verb(replay.main, "gateway", "--hours", "1") == 0
    assert int(capsys.readouterr().out.split()[1]) > 3
    until(lambda: not unsent(alone))
    assert {name: alone.rows(name, "inbox", "units") for name in services} == before


def test_a_damaged_backup_is_refused_and_nothing_is_touched(alone, tmp_path):
    alone.verb(backup.main, str(tmp_path / "b"))
    damaged = tmp_path / "b/requests.sqlite3"
    damaged.chmod(0o600)
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
    before = alone.rows("requests", "requests")
    with pytest.raises(Trouble, match="bozuk"):
        alone.verb(restore.main, str(tmp_path / "b"))
    assert alone.rows("requests", "requests") == before
