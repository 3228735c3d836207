"""A town on a site, for those who operate it."""

import sqlite3
import time
from contextlib import closing

from makam_tools import hiring

PASSWORD = "operasyon için uzun bir söz"


class Town:
    """A site with a person at the desk; `./makam` is told of it by its folder."""

    def __init__(self, trial):
        self.trial, self.site = trial, trial.site
        self.operator = trial.operator()
        self.unit = self.post("/units", {"code": "FEN", "name": "Fen İşleri", "valid_from": "2020-01-01"})["id"]
        facts = {"roles": ["director"], "unit_id": self.unit}
        hiring.hire(self.post, "nermin", "Nermin ACAR", PASSWORD, **facts)
        self.desk = trial.sign_in("nermin", PASSWORD)

    def post(self, path, body):
        """What the operator made."""
        return must(self.operator.post(path, json=body))

    def verb(self, main, *words):
        """A verb of `./makam` against this site."""
        return main(["--var", str(self.site.folder), *words])

    def register(self, topic="Rampa"):
        """A new request."""
        body = {"channel": "desk", "topic": topic, "citizen": {"name": "Ayşe YILMAZ"}}
        return must(self.desk.post("/requests", json=body))["request"]

    def withdraw(self, request):
        """The citizen takes it back."""
        version = must(self.desk.get(f"/requests/{request['id']}"))["version"]
        headers = {"If-Match": f'"{version}"'}
        why = {"reason": "Vazgeçti"}
        return must(self.desk.put(f"/requests/{request['id']}/withdrawal", json=why, headers=headers))

    def rows(self, service, *tables):
        """All that stands in some tables of a service, in order."""
        with closing(self._file(service)) as database:
            return {table: sorted(database.execute(f"SELECT * FROM {table}").fetchall()) for table in tables}

    def lose(self, service, *tables):
        """Empty some tables of a service behind its back."""
        with closing(self._file(service)) as database, database:
            for table in tables:
                database.execute(f"DELETE FROM {table}")

    def put_back(self, service, table, rows):
        """Bring an earlier state of a table back."""
        with closing(self._file(service)) as database, database:
            database.execute(f"DELETE FROM {table}")
            database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)

    def _file(self, service):
        return sqlite3.connect(self.trial.database_of(service).removeprefix("sqlite:///"), timeout=20)


def must(answer):
    """The answer of a call that has to pass."""
    assert not answer.is_error, answer.text
    return answer.json()


def until(seen, seconds=30):
    """Wait for a condition, and return what it gave; the test fails when it does not come."""
    end = time.monotonic() + seconds
    while not (found := seen()):
        assert time.monotonic() < end, "did not come in time"
        time.sleep(0.05)
    return found
