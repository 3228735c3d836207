"""Rights as data: one table per service says which role may do what, and how far.

A right is checked twice: ``check`` before anything is read (may one do this at all?), and ``reach`` in the query (to
which things?). What is out of reach is not found, as if it did not exist.
"""

from dataclasses import dataclass, field, replace

from sqlalchemy import and_, false, or_, true

from makam_kernel.errors import Forbidden


@dataclass(frozen=True)
class Right:
    """How far a role reaches: all things, those of its unit, those of its unit and the units below, its own. Restricted
    things (personal matters, graded papers) exist for it only where the table says ``.restricted``."""

    scope: str
    sees_restricted: bool = False

    @property
    def restricted(self):
        """The same right over restricted things, too."""
        return replace(self, sees_restricted=True)

    @property
    def label(self):
        """The right as the contract writes it: ``unit``, ``unit+restricted``."""
        return f"{self.scope}+restricted" if self.sees_restricted else self.scope


ALL, UNIT, BELOW, OWN = (Right(scope) for scope in ("all", "unit", "below", "own"))


@dataclass(frozen=True)
class Reach:
    """How far one actor reaches by one action: each right with the units in which it is held, and who the actor is."""

    rights: tuple
    ids: tuple

    @property
    def sees_restricted(self):
        """Whether there are restricted things in it."""
        return any(right.sees_restricted for right, _ in self.rights)

    def where(self, *, units=(), own=None, restricted=None):
        """The criterion for a query: ``units`` are the columns that name a thing's units, ``own`` the one that names
        whose it is, ``restricted`` the one that says so."""
        found = []
        for right, held in self.rights:
            criterion = self._scope(right.scope, held, units, own)
            if restricted is not None and not right.sees_restricted:
                criterion = and_(criterion, restricted.is_(False))
            found.append(criterion)
        return or_(false(), *found)

    def _scope(self, scope, held, units, own):
        if scope == "all":
            return true()
        if scope == "own":
            return false() if own is None else own.in_(self.ids)
        return or_(false(), *(column.in_(held) for column in units)) if held else false()


EVERYTHING = Reach(rights=((ALL.restricted, frozenset()),), ids=())


@dataclass(frozen=True)
class Policy:
    """Who may do what, as one table: action → role → right, and method → the services that may. The actions in
    ``four_eyes`` need a second person, who proposed them."""

    actions: dict
    principals: dict = field(default_factory=dict)
    four_eyes: frozenset = frozenset()

    def check(self, actor, action, method):
        """Refuse with ``Forbidden("action.not_allowed")`` unless the table allows it, and with
        ``("action.needs_second")`` what one person alone may not do, nor a deputy together with whom they stand for."""
        if actor.service:
            allowed = actor.service == "gateway" or actor.service in self.principals.get(method, ())
        else:
            allowed = self.may(actor, action)
        if not allowed:
            raise Forbidden("action.not_allowed", action=action)
        if action in self.four_eyes and not (actor.second and actor.second.isdisjoint(actor.people)):
            raise Forbidden("action.needs_second", action=action)

    def may(self, actor, action):
        """Whether the actor may use this action on anything at all; a token only within its scopes."""
        return actor.has(*self.actions[action]) and (actor.scopes is None or action in actor.scopes)

    def allows(self, actor):
        """All that the actor may use, sorted."""
        return sorted(action for action in self.actions if self.may(actor, action))

    def reach(self, actor, action):
        """How far the actor reaches by this action; a service that acts by itself reaches everything."""
        if actor.service:
            return EVERYTHING
        held = {}
        for grant in actor.grants:
            if right := self.actions[action].get(grant.role):
                units = held.setdefault(right, set())
                units |= {grant.unit} - {None} | (grant.below if right.scope == "below" else set())
        return Reach(tuple((right, frozenset(units)) for right, units in held.items()), tuple(actor.people))
