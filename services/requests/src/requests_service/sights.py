"""Who may read what of this service, noun by noun."""

from makam_kernel.sights import Sight
from requests_service.categories.models import Category
from requests_service.requests.models import Request
from requests_service.requests.queries import within
from requests_service.rules.models import RoutingRule


def _line(request):
    facts = {"number": request.number, "title": request.topic}
    return facts | {"status": request.status, "at": request.received_at}


SIGHTS = (
    Sight(Request, "request.read", within, _line),
    Sight(Category, "category.read"),
    Sight(RoutingRule, "rule.read"),
)
