"""A worker outlives every failure of its step, and ends when asked."""

import time

from conftest import until

from makam_kernel.workers import Worker


class Clumsy(Worker):
    """Fails at every step, and while recovering from it."""

    sweep = 0.01

    def __init__(self):
        super().__init__("clumsy")
        self.steps = 0

    def step(self):
        """Fail."""
        self.steps += 1
        raise ValueError("Ayşe Yılmaz")


def test_a_failing_step_is_tried_again_after_a_growing_pause_and_its_words_are_not_logged(caplog):
    worker = Clumsy()
    worker.start()
    began = time.monotonic()
    until(lambda: worker.steps >= 3, 5)
    assert time.monotonic() - began > 0.25
    worker.stop()
    worker.join(2)
    assert not worker._thread.is_alive() and "Ayşe" not in caplog.text and "worker.failed" in caplog.text


def test_work_that_comes_while_it_works_is_not_slept_over():
    done = []

    class Slow(Worker):
        sweep = 60

        def step(self):
            done.append(1)
            if len(done) == 1:
                self.wake()
            return False

    worker = Slow("slow")
    worker.start()
    until(lambda: len(done) == 2, 5)
    worker.stop()
    worker.join(2)
