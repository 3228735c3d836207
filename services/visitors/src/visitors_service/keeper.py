"""What visitors does with the data of persons: of those who come to public days, and of the guests of the house."""

from sqlalchemy import and_, exists, false, or_, select

from makam_kernel import messages
from makam_kernel.clock import day_of
from makam_kernel.keeping import Keeper
from makam_kernel.turkish import fold_name
from visitors_service.hosting.queries import tasks_of, told_of
from visitors_service.personal import AFTER_PUBLIC_DAY, AFTER_VISIT
from visitors_service.places.models import Place
from visitors_service.places.workflow import Status as PlaceStatus
from visitors_service.promises.models import Promise
from visitors_service.promises.workflow import Status as PromiseStatus
from visitors_service.public_days.models import PublicDay
from visitors_service.visits.models import Visit, VisitMember
from visitors_service.visits.workflow import EXPECTED, INSIDE
from visitors_service.wishes.models import Wish

TO_KEEP = (PromiseStatus.GIVEN, PromiseStatus.OWNED)
ENDED = (PlaceStatus.DONE, PlaceStatus.LEFT)
UNDER_WAY = EXPECTED | INSIDE
MOST_POSSIBLE = 50

PLACE = ("label", "name", "phone", "email", "priority_class", "status", "room")
PLACE_TIMES = ("registered_at", "arrived_at", "called_at", "admitted_at", "finished_at", "left_at")
WISH = ("words", "answer", "category", "neighbourhood", "end", "request_number", "request_status")
PROMISE = ("words", "reason", "status")
VISIT = ("purpose", "institution", "host_name", "status", "reason")
VISIT_TIMES = ("planned_at", "arrived_at", "received_at", "departed_at")
MEMBER = ("name", "title", "role")
HOSTING = ("kind", "status", "note", "reason")


class VisitorsKeeper(Keeper):
    """Somebody of a public day is known by telephone and name; of a guest only the name is kept, so that a guest is
    never certain by it and has to be named by hand."""

    nouns = (Place, Visit, VisitMember)

    def find(self, session, *, national_id, phone, name):
        """Places of a public day by telephone and name; in part, those with one of both, and guests of that name."""
        index = name and fold_name(name)
        same_phone, same_name = Place.phone_index == phone, Place.name_index == index
        certain = []
        if phone and name:
            certain = session.scalars(select(Place).where(and_(same_phone, same_name)).order_by(Place.id)).all()
        parts = [same for same, fact in ((same_phone, phone), (same_name, name)) if fact]
        others = select(Place).where(or_(false(), *parts), Place.id.not_in([one.id for one in certain]))
        possible = session.scalars(others.order_by(Place.id).limit(MOST_POSSIBLE)).all()
        guests = select(VisitMember).where(VisitMember.name_index == index).order_by(VisitMember.id)
        return certain, [*possible, *(session.scalars(guests.limit(MOST_POSSIBLE)).all() if name else [])]

    def matters(self, session, thing):
        """A place with its wishes and promises, or the visit of a guest."""
        match thing:
            case Place():
                wishes = _wishes(session, thing)
                return [thing, *wishes, *(promise for wish in wishes for promise in _promises(session, wish))]
            case VisitMember():
                return [session.get(Visit, thing.visit_id)]
        return [thing]

    def tell(self, session, thing):
        """A place with its wishes and what was promised; a guest with the visit; or a whole visit."""
        match thing:
            case Place():
                return _place(session, thing)
            case VisitMember():
                return _facts(thing, MEMBER) | {"visit": _visit(session, session.get(Visit, thing.visit_id))}
        about = {"messages": _messages(session, thing)}
        return _visit(session, thing) | {"members": [_facts(member, MEMBER) for member in thing.members]} | about

    def open_matters(self, session, thing):
        """A turn that is still to come, a promise that is still to be kept, a guest who is expected or in the house."""
        match thing:
            case Place():
                waits = [] if thing.status in ENDED else [f"{_day(session, thing).isoformat()} {thing.label}"]
                given = [promise for wish in _wishes(session, thing) for promise in _promises(session, wish)]
                return waits + [promise.wish.origin_label for promise in given if promise.status in TO_KEEP]
            case VisitMember():
                return self.open_matters(session, session.get(Visit, thing.visit_id))
        return [thing.planned_at.isoformat()] if thing.status in UNDER_WAY else []

    def erase(self, tx, thing, **record):
        """Empty a place with its wishes and promises; one guest; or a whole visit."""
        if isinstance(thing, Place):
            return self._place(tx, thing, record)
        member = thing if isinstance(thing, VisitMember) else None
        visit = tx.get(Visit, member.visit_id) if member else thing
        left = [one for one in ([member] if member else visit.members) if one.erased_at is None]
        tx.change(visit, visit.erase(at=tx.at, member=member), **record)
        tasks = tasks_of(tx.session, visit.id) if visit.erased_at else []
        for task in tasks:
            tx.change(task, task.erase(), **record)
        return [*left, *[visit] * bool(visit.erased_at)], [visit.subject, *(task.subject for task in tasks)]

    def due(self, session, at, most):
        """Places of public days, and visits, that were so long ago that nothing needs them any more."""
        last_day = day_of(at - AFTER_PUBLIC_DAY)
        promised = exists().where(Wish.place_id == Place.id, Promise.wish_id == Wish.id, Promise.status.in_(TO_KEEP))
        places = select(Place).join(PublicDay, PublicDay.id == Place.public_day_id)
        places = places.where(Place.erased_at.is_(None), PublicDay.day <= last_day, ~promised)
        visits = select(Visit).where(Visit.erased_at.is_(None), Visit.planned_at <= at - AFTER_VISIT)
        visits = visits.where(Visit.status.not_in(UNDER_WAY))
        found = session.scalars(places.order_by(PublicDay.day, Place.id).limit(most)).all()
        return [*found, *session.scalars(visits.order_by(Visit.planned_at, Visit.id).limit(most)).all()][:most]

    def _place(self, tx, place, record):
        traces = []
        for wish in _wishes(tx.session, place):
            wish.erase()
            tx.change(wish, action="wish.erased", **record)
            traces.append(wish.subject)
            for promise in _promises(tx.session, wish):
                tx.change(promise, promise.erase(), **record)
                traces.append(promise.subject)
        tx.change(place, place.erase(at=tx.at), **record)
        return [place], traces


def _wishes(session, place):
    return session.scalars(select(Wish).where(Wish.place_id == place.id).order_by(Wish.recorded_at, Wish.id)).all()


def _promises(session, wish):
    return session.scalars(select(Promise).where(Promise.wish_id == wish.id).order_by(Promise.id)).all()


def _day(session, place):
    return session.get(PublicDay, place.public_day_id).day


def _place(session, place):
    wishes = [
        _facts(wish, WISH, ("recorded_at",))
        | {
            "promises": [
                _facts(promise, PROMISE, ("due_on", "given_at", "kept_at")) | {"messages": _messages(session, promise)}
                for promise in _promises(session, wish)
            ]
        }
        for wish in _wishes(session, place)
    ]
    messages = {"messages": _messages(session, place)}
    return _facts(place, PLACE, PLACE_TIMES) | {"day": _day(session, place).isoformat(), "wishes": wishes} | messages


def _visit(session, visit):
    hosting = [_facts(task, HOSTING, ("due_at",)) for task in told_of(session, visit.id)]
    return _facts(visit, VISIT, VISIT_TIMES) | {"languages": visit.languages, "hosting": hosting}


def _messages(session, thing):
    found = messages.about(session, thing.subject)
    return [_facts(message, ("channel", "body", "state"), ("written_at",)) for message in found]


def _facts(thing, names, times=()):
    found = {name: getattr(thing, name) for name in names}
    return found | {name: (when := getattr(thing, name)) and when.isoformat() for name in times}
