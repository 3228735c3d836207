"""How a service hears of others.

A handler is a class with two functions: ``fetch(owners, event)``, which may ask the owner for what the event does not
say, before any transaction; and ``apply(tx, event, fetched)``, in the transaction in which the event is claimed. It is
one of two things: a *copy* sets what is known of a subject, so an older fact is skipped; an *act* makes or does
something, so it is always run, once, however late. A copy hears the snapshots of its noun, too
(``makam_kernel.snapshots``), an act never does.
"""


def subscribe(*types, source, act=False):
    """Mark a class as the handler of the events of these ``types`` of the service ``source``."""

    if act and any(".snapshot." in type for type in types):
        raise TypeError("nothing happened that a snapshot tells of, so nobody acts on one")

    def mark(handler):
        handler.types, handler.source, handler.act = types, source, act
        handler.name = handler.__name__
        handler.fetch = getattr(handler, "fetch", None)
        return handler

    return mark
