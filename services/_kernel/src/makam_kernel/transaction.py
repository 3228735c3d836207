"""One transaction per command: the change, its event, its audit entry, its messages, jobs; together or not at all."""

from sqlalchemy import select, true

from makam_kernel import audit, jobs, messages, outbox
from makam_kernel.errors import Forbidden, NotFound
from makam_kernel.numbers import next_number


class Stale(Exception):
    """The caller changes a version that is no longer the present one; ``thing`` is as it is now."""

    def __init__(self, thing):
        super().__init__(thing.subject)
        self.thing = thing


class Reading:
    """A look at the database: the session, who looks and by which action of the policy, the business instant, and the
    process that it happens in."""

    def __init__(self, session, *, actor, process, action=None):
        self.session, self.actor, self.process, self.action = session, actor, process, action
        self.at = process.clock.now()

    def get(self, model, id, *visible):
        """The thing with this id among those that are ``visible``; otherwise ``NotFound("<noun>.not_found")``."""
        return self._row(select(model).where(model.id == id, *visible), model)[0]

    def _row(self, query, model):
        row = self.session.execute(query).first()
        if row is None:
            raise NotFound(f"{model.noun}.not_found")
        return row


class Transaction(Reading):
    """A command under way. Things are taken with ``get``, and told to have changed with ``add`` or ``change``;
    ``acted_on`` are the subjects that have an entry in the audit by now."""

    def __init__(self, session, **facts):
        super().__init__(session, **facts)
        self.acted_on = set()

    def get(self, model, id, *visible, version=None, allowed=None):
        """The thing, locked until the end; ``Stale`` when it is not in ``version``, the one that the caller saw, and
        ``Forbidden`` when it can be seen but is not among those ``allowed`` for what the caller wants to do."""
        found = select(model, true() if allowed is None else allowed).where(model.id == id, *visible)
        found = found.with_for_update(of=model).execution_options(populate_existing=True)
        thing, is_allowed = self._row(found, model)
        if not is_allowed:
            raise Forbidden("action.not_allowed", action=self.action)
        if version is not None and version != thing.version:
            raise Stale(thing)
        return thing

    def add(self, thing, *facts, **record):
        """Keep a new thing and tell its facts."""
        self.session.add(thing)
        return self.change(thing, *facts, **record)

    def change(self, thing, *facts, action=None, **record):
        """Raise the thing's version once per fact (once at least), and put each fact into outbox and audit.

        ``action`` names in the audit what no fact tells; ``record`` are codes and ids worth keeping there.
        """
        for fact in facts or (None,):
            thing.version += 1
            if fact:
                outbox.put(self, thing, fact)
            audit.put(self, action or fact.schema.type, thing.subject, record)
        return thing

    def number(self, book, year):
        """The next number of a book in a year: unique, without gaps, never given again."""
        return next_number(self.session, book, year)

    def later(self, kind, subject, due_at):
        """Have the job ``kind`` done for this subject at ``due_at`` (business time)."""
        jobs.put(self, kind, subject, due_at)

    def send(self, channel, to, text, *, subject, template):
        """Write a message to one recipient; it leaves after the commit."""
        messages.put(self, channel, to, text, subject=subject, template=template)
