"""The background workers of a process: each a thread that works when woken, and sweeps slowly behind that."""

import logging
import threading
import time

from makam_kernel.logs import what

log = logging.getLogger(__name__)

SHORTEST, LONGEST = 0.1, 2.0  # events shall flow again within five seconds of a broker's return


class Worker:
    """A loop around ``step``. A failing step is logged and tried again after a growing pause; nothing ends the loop but
    ``stop``. With a ``lease``, only the leading instance steps."""

    sweep = 1.0

    def __init__(self, name, lease=None):
        self.name, self.lease = name, lease
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)

    def start(self):
        """Begin to work."""
        self._thread.start()

    def wake(self):
        """Say that there may be work."""
        self._woken.set()

    def stop(self):
        """End after the present step."""
        self._stopping.set()
        self._woken.set()

    def join(self, seconds):
        """Wait for the end."""
        if self._thread.is_alive():
            self._thread.join(seconds)

    @property
    def stopping(self):
        """Whether the end was asked for."""
        return self._stopping.is_set()

    def step(self):
        """Do some work; true when there is more."""
        raise NotImplementedError

    def recover(self):
        """Put right what a failed step may have left."""

    def _loop(self):
        pause = SHORTEST
        while not self.stopping:
            self._woken.clear()
            try:
                more = (self.lease is None or self.lease.held()) and self.step()
                pause = SHORTEST
            except Exception as error:  # the loop must outlive every failure of its step
                log.warning("worker.failed", extra=what(error, worker=self.name))
                self.recover()
                self._stopping.wait(pause)
                pause = min(pause * 2, LONGEST)
                continue
            if more:
                time.sleep(0)  # SQLite never yields: a long backlog would keep all other green threads from their turn
            else:
                self._woken.wait(self.sweep)
        self.recover()
