"""How a request comes to be, whatever door it came through: desk, public page, or a wish of a public day."""

from makam_kernel.clock import day_of
from makam_kernel.errors import Invalid

from requests_service.categories.queries import category_by_code
from requests_service.citizens.models import Citizen
from requests_service.citizens.queries import known_again
from requests_service.citizens.schemas import normal_phone
from requests_service.requests.models import Request
from requests_service.requests.notices import tell_citizen
from requests_service.rules.queries import first_match
from requests_service.units.queries import known_unit


def register(tx, *, citizen, category=None, received_at=None, **facts):
    """Register a request, apply the routing rules, and tell the citizen; one event for each step."""
    received_at = received_at or tx.at
    if received_at > tx.at:
        raise Invalid("request.received_in_future")
    category = category_by_code(tx.session, category) if category else None
    request, registered = Request.register(
        citizen=_citizen(tx, **citizen),
        category=category,
        received_at=received_at,
        actor=tx.actor,
        number=_number(tx, received_at),
        calendar=tx.process.calendar,
        **facts,
    )
    tx.add(request, registered)
    rule = first_match(tx.session, category=category and category.code, neighbourhood=request.neighbourhood)
    if rule:
        unit = known_unit(tx.session, rule.unit_id, day_of(tx.at))
        tx.change(request, request.route(unit=unit, rule=rule, actor=tx.actor, at=tx.at))
    tell_citizen(tx, request, "registered")
    return request


def _number(tx, received_at):
    year = day_of(received_at).year
    return f"TLP-{year}-{tx.number('TLP', year):06d}"


def _citizen(tx, *, name, phone, email, national_id):
    phone = normal_phone(phone) if phone else None
    known = known_again(tx.session, name=name, phone=phone, national_id=national_id)
    if known is None:
        return tx.add(
            Citizen(name=name, phone=phone, email=email, national_id=national_id), action="citizen.registered"
        )
    if known.reach_at(phone=phone, email=email):
        tx.change(known, action="citizen.reached_elsewhere")
    return known
