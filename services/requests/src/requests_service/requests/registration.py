"""How a request comes to be, whatever door it came through: desk, public page, or a wish of a public day."""

from makam_kernel.actor import ANYONE
from makam_kernel.clock import day_of
from makam_kernel.contact import normal_phone
from makam_kernel.errors import Invalid
from makam_kernel.units import Unit
from requests_service.categories.queries import category_by_code
from requests_service.citizens.models import Citizen
from requests_service.citizens.queries import known_again
from requests_service.policy import POLICY
from requests_service.requests.models import Request
from requests_service.requests.notices import tell_citizen
from requests_service.rules.queries import first_match


def register(tx, *, citizen, category=None, received_at=None, **facts):
    """Register a request, apply the routing rules, and tell the citizen; one event for each step."""
    received_at = received_at or tx.at
    if received_at > tx.at:
        raise Invalid("request.received_in_future")
    category = category_by_code(tx.session, category) if category else None
    number = _number(tx)  # first: its lock lets registrations pass one by one, so that nobody becomes two citizens
    request, registered = Request.register(
        number=number,
        citizen=_citizen(tx, restricted=bool(category and category.restricted), **citizen),
        category=category,
        received_at=received_at,
        calendar=tx.process.calendar,
        actor=tx.actor,
        at=tx.at,
        **facts,
    )
    tx.add(request, registered)
    _route_by_rule(tx, request)
    tell_citizen(tx, request, "registered")
    return request


def _number(tx):
    year = day_of(tx.at).year
    return f"TLP-{year}-{tx.number('TLP', year):06d}"


def _citizen(tx, *, restricted, name, phone=None, email=None, national_id=None):
    """The citizen, known again or new. Only the office may change how a known one is reached: what a stranger writes on
    the public page must not turn another's messages to himself. And nobody is known again to whoever may not see the
    matters that they are known from."""
    phone = normal_phone(phone) if phone else None
    known = None
    if not restricted or POLICY.reach(tx.actor, "request.read").sees_restricted:
        known = known_again(tx.session, name=name, phone=phone, national_id=national_id, restricted=restricted)
    if known is None:
        citizen = Citizen(name=name, phone=phone, email=email, national_id=national_id, restricted=restricted)
        return tx.add(citizen, action="citizen.registered")
    if not tx.actor.has(ANYONE) and known.learn(phone=phone, email=email, national_id=national_id):
        tx.change(known, action="citizen.changed")
    return known


def _route_by_rule(tx, request):
    """Send it where the first matching rule says. A rule whose unit was closed routes nobody: a person has to."""
    category = request.category and request.category.code
    rule = first_match(tx.session, category=category, neighbourhood=request.neighbourhood)
    unit = rule and tx.session.get(Unit, rule.unit_id)
    if unit and unit.is_valid(day_of(tx.at)):
        tx.change(request, request.route(unit=unit, rule=rule, actor=tx.actor, at=tx.at))
