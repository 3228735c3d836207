"""How a service hears of others.

A handler is a class with two functions: ``fetch(owners, event)``, which may ask the owner for what the event does not
say, before any transaction; and ``apply(tx, event, fetched)``, in the transaction in which the event is claimed. It is
one of two things: a *copy* sets what is known of a subject, so an older fact is skipped; an *act* makes or does
something, so it is always run, once, however late.
"""


def subscribe(type, *, source, act=False):
    """Mark a class as the handler of the events ``type`` of the service ``source``."""

    def mark(handler):
        handler.type, handler.source, handler.act = type, source, act
        handler.name = handler.__name__
        handler.fetch = getattr(handler, "fetch", None)
        return handler

    return mark
