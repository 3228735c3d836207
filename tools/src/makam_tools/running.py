"""What is known of a running site: one `up` per folder, and its processes for `status` and `down`."""

import fcntl
import json
import os
from contextlib import contextmanager

from makam_tools.site import write_json
from makam_tools.trouble import Trouble


@contextmanager
def only_one(site):
    """Hold the site; the kernel lets go of it when we die, however that happens."""
    site.run.mkdir(parents=True, exist_ok=True)
    with open(site.run / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            known = read(site)
            where = f"{known.get('url')} (süreç {known.get('pid')})"
            raise Trouble(f"Bu klasörde Makam zaten çalışıyor: {where}") from None
        write(site, "starting", {})
        try:
            yield
        finally:
            _file(site).unlink(missing_ok=True)


def is_held(site):
    try:
        with open(site.run / "lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def write(site, state, processes):
    broker = site.broker_address.rpartition("@")[2].removeprefix("amqp://")  # never with a password
    facts = {"pid": os.getpid(), "port": site.port, "url": site.url, "broker": broker, "state": state}
    write_json(_file(site), facts | {"processes": processes})


def read(site):
    try:
        return json.loads(_file(site).read_text())
    except FileNotFoundError:
        return {}


def _file(site):
    return site.run / "makam.json"
