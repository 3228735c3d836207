"""Who may read what of this service, noun by noun."""

from makam_kernel.sights import Sight
from visitors_service.hosting.kinds import TITLES
from visitors_service.hosting.models import HostingTask
from visitors_service.hosting.queries import within as hosting_within
from visitors_service.places.models import Place
from visitors_service.promises.models import Promise
from visitors_service.promises.queries import within as promises_within
from visitors_service.public_days.models import PublicDay
from visitors_service.visits.models import Visit
from visitors_service.visits.queries import within as visits_within
from visitors_service.wishes.models import Wish
from visitors_service.wishes.queries import within as wishes_within


def _place(place):
    return {"number": place.label, "status": place.status, "at": place.arrived_at or place.registered_at}


def _wish(wish):
    number = wish.request_number or wish.origin_label
    return {"number": number, "title": wish.words, "status": wish.end, "at": wish.recorded_at}


def _promise(promise):
    facts = {"number": promise.wish.origin_label, "title": promise.words}
    return facts | {"status": promise.status, "at": promise.given_at}


def _visit(visit):
    return {"title": visit.purpose, "status": visit.status, "at": visit.planned_at}


def _hosting_task(task):
    return {"title": task.note or TITLES[task.kind], "status": task.status, "at": task.due_at}


SIGHTS = (
    Sight(PublicDay, "public_day.read"),
    Sight(Place, "place.read", line=_place),
    Sight(Wish, "wish.read", wishes_within, _wish),
    Sight(Promise, "promise.read", promises_within, _promise),
    Sight(Visit, "visit.read", visits_within, _visit),
    Sight(HostingTask, "hosting_task.read", hosting_within, _hosting_task),
)
