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
        """One attempt at the write with this key; whether it was acknowledged. All its steps have the same key, so that
        one that was done in an earlier attempt is answered as it was then."""
        load = next(load for load in self.site.loads if key.startswith(load.name))
        self.history.invoke(key)
        steps = load.steps(key)
        step = next(steps)
        while step:
            try:
                answer = self.ask(step, key)
            except httpx.ConnectError as error:  # nothing was sent
                self.history.fail(key, repr(error))
                return False
            except httpx.HTTPError as error:
                self.history.unknown(key, repr(error))
                return False
            if answer.status_code not in (200, 201):
                self._note_failure(load, key, answer)
                return False
            step = _next(steps, answer.json())
        self.history.ok(key, answer.json())
        return True

    def ask(self, step, key):
        """Take one step of a write."""
        headers = {"Idempotency-Key": key} | step.headers
        return self.site.people[step.role].request(step.method, step.path, json=step.body, headers=headers)

    def _work(self, number):
        for load in islice(cycle(self.site.loads), number, None):
            if self._stopping.is_set():
                return
            if not self.write(load.new_key()):
                self._stopping.wait(0.05)  # a person breathes before the next try

    def _note_failure(self, load, key, answer):
        code = answer.json().get("code")
        not_done = answer.status_code < 500 or code in NOT_DELIVERED
        refused, failed = self.history.refuse, self.history.fail if not_done else self.history.unknown
        (refused if code in load.refusals else failed)(key, answer.json())


def _next(steps, made):
    """The step after the one that made this; None after the last."""
    try:
        return steps.send(made)
    except StopIteration:
        return None
