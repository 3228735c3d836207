"""Child processes that never outlive us, even when we are killed."""

import ctypes
import signal

PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None)  # loaded here: after the fork nothing may be imported


def end_with_parent(signum=signal.SIGTERM):
    """A `preexec_fn`: the child gets `signum` when the thread that started it dies (prctl(2))."""

    def in_child():
        libc.prctl(PR_SET_PDEATHSIG, signum)

    return in_child
