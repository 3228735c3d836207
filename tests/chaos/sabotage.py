"""Runs one of our processes with a fault built in: ``python sabotage.py FAULT ARGUMENT MODULE``.

The product has no switches for faults; they are put over the kernel's methods here, before the module runs as it always
does. A fault of dying is `kill -9` by one's own hand, at the ARGUMENT-th time that the point is reached.
"""

import os
import runpy
import signal
import sys
from types import SimpleNamespace

FAULTS = {}


def fault(function):
    """Enter a fault under its name, with hyphens."""
    FAULTS[function.__name__.replace("_", "-")] = function
    return function


class Nth:
    """True at every n-th time, or only at the first of them."""

    def __init__(self, n, *, once=False):
        self.n, self.once, self.times = int(n), once, 0

    def __call__(self):
        self.times += 1
        return self.times == self.n if self.once else self.times % self.n == 0


def die():
    """At once, in the middle of everything."""
    os.kill(os.getpid(), signal.SIGKILL)


def dies(kernel_class, method, *, before, n, when=lambda *_: True):
    """Die before or after a method of the kernel, at its n-th fitting call."""
    whole, reached = getattr(kernel_class, method), Nth(n, once=True)

    def dying(self, *arguments, **named):
        fits = when(self, *arguments) and reached()
        if fits and before:
            die()
        answer = whole(self, *arguments, **named)
        if fits:
            die()
        return answer

    setattr(kernel_class, method, dying)


@fault
def dies_before_the_event(n, kernel):
    """In the transaction, when the change is made and its event is not."""
    dies(kernel.transaction.Transaction, "change", before=True, n=n, when=is_of_a_person)


@fault
def dies_before_the_commit(n, kernel):
    """In the transaction, when change, event and audit are written and nothing is committed."""
    work = kernel.service.Process.work
    reached = Nth(n, once=True)

    def dying(self, actor, command, **named):
        def command_then_die(tx):
            answer = command(tx)
            if not actor.service and reached():
                tx.session.flush()
                die()
            return answer

        return work(self, actor, command_then_die, **named)

    kernel.service.Process.work = dying


@fault
def dies_before_publishing(n, kernel):
    """The change is committed; its event has not left."""
    dies(kernel.outbox.Relay, "_publish", before=True, n=n)


@fault
def dies_before_the_confirm(n, kernel):
    """The event has left; nobody knows whether the broker has it."""
    dies(kernel.outbox.Relay, "_await_confirms", before=True, n=n)


@fault
def dies_before_marking(n, kernel):
    """The broker has the event; the outbox says that it waits."""
    dies(kernel.outbox.Relay, "_mark", before=True, n=n)


@fault
def dies_in_the_handler(n, kernel):
    """The handler has run; nothing is committed."""
    dies(kernel.inbox.Inbox, "_apply", before=False, n=n)


@fault
def dies_before_the_acknowledgement(n, kernel):
    """The effect is committed; the broker still has the event."""
    dies(kernel.inbox.Inbox, "take", before=False, n=n, when=lambda _, events: events)


@fault
def drops(n, kernel):
    """A relay that marks every n-th event as sent and never sends it."""
    send, dropped = kernel.outbox.Relay._send, Nth(n)

    def sends_most(self, row):
        if dropped():
            self._confirmed.append(row.position)
        else:
            send(self, row)

    kernel.outbox.Relay._send = sends_most


@fault
def doubles(n, kernel):
    """A relay that sends every n-th event twice."""
    send, doubled = kernel.outbox.Relay._send, Nth(n)

    def sends_more(self, row):
        send(self, row)
        if doubled():
            send(self, row)

    kernel.outbox.Relay._send = sends_more


@fault
def forgets(_argument, kernel):
    """An inbox that does not know what it has seen, and fences nothing off."""

    def applies_all(self, session, work):
        for event, handler, fetched in work:
            self._apply(session, event, handler, fetched)

    kernel.inbox.Inbox._apply_all = applies_all


@fault
def stumbles(word, kernel):
    """Handlers that fail at every event with this word in it."""
    apply = kernel.inbox.Inbox._apply

    def stumbling(self, session, event, handler, fetched):
        if word in map(str, event.data.values()):
            raise ValueError(word)
        apply(self, session, event, handler, fetched)

    kernel.inbox.Inbox._apply = stumbling


def is_of_a_person(tx, *_):
    """Whether a transaction is a command's, and not a handler's or a job's."""
    return not tx.actor.service


def main(name, argument, module):
    """Put the fault over the kernel, and run the module as `python -m` would."""
    if module != "makam_gateway":
        import eventlet

        eventlet.monkey_patch()
    from makam_kernel import inbox, outbox, service, transaction

    kernel = SimpleNamespace(inbox=inbox, outbox=outbox, service=service, transaction=transaction)
    FAULTS[name](argument, kernel)
    sys.argv = [module]
    runpy.run_module(module, run_name="__main__")


if __name__ == "__main__":
    main(*sys.argv[1:])
