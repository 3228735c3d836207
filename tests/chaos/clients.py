"""Clients that write over HTTP all the time, log what they hear, and ask again later, with the same key, for what they
do not know."""

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

import httpx

NOT_DELIVERED = {"service.away", "broker.away"}  # the gateway's word that the call reached nobody


class Clients:
    """``count`` people at work at once on a site, each with its loads in turn."""

    def __init__(self, site, count=8):
        self.site, self.history, self.count = site, site.history, count
        self._stopping = threading.Event()
        self._threads = []

    def __enter__(self):
        for number in range(self.count):
            self._threads.append(threading.Thread(target=self._work, args=(number,), daemon=True))
            self._threads[-1].start()
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """Let everybody end their present write; the gateway answers within ten seconds, whatever happened."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(30)
            assert not thread.is_alive(), "a client waits for ever"

    def ask_again(self):
        """Ask for everything that is unknown, with the same keys; a busy site is given three chances."""
        with ThreadPoolExecutor(self.count) as pool:
            for _ in range(3):
                list(pool.map(self.write, self.history.open))

    def write(self, key):
        """One attempt at the write with this key; whether it was acknowledged."""
        load = next(load for load in self.site.loads if key.startswith(load.name))
        path, body = load.command(key)
        self.history.invoke(key)
        try:
            answer = self.site.people[load.role].post(path, json=body, headers={"Idempotency-Key": key})
        except httpx.ConnectError as error:  # nothing was sent
            self.history.fail(key, repr(error))
            return False
        except httpx.HTTPError as error:
            self.history.unknown(key, repr(error))
            return False
        return self._note(key, answer)

    def _work(self, number):
        for load in islice(cycle(self.site.loads), number, None):
            if self._stopping.is_set():
                return
            if not self.write(load.new_key()):
                self._stopping.wait(0.05)  # a person breathes before the next try

    def _note(self, key, answer):
        done = answer.status_code in (200, 201)
        refused = answer.status_code < 500 or answer.json().get("code") in NOT_DELIVERED
        note = self.history.ok if done else self.history.fail if refused else self.history.unknown
        note(key, answer.json())
        return done
