"""What is written to whom when something happens to a request. The texts are data: ``notices/tr.json``."""

import json
from pathlib import Path

from requests_service.requests.codes import confirmation_token, tracking_code

TEXTS = json.loads((Path(__file__).parent.parent / "notices" / "tr.json").read_text(encoding="utf-8"))


def tell_citizen(tx, request, template, **facts):
    """Write to the citizen, if they can be written to, from the facts of this moment."""
    if request.citizen.address is None:
        return
    channel, to = request.citizen.address
    secret = tx.process.keys.secret
    words = {
        "number": request.number,
        "name": request.citizen.name,
        "due": _day(request.statutory_due_on),
        "code": tracking_code(secret, request),
        "token": confirmation_token(secret, request),
        "unit": request.unit.name if request.unit else "",
        **facts,
    }
    tx.send(channel, to, TEXTS[template].format(**words), subject=request.subject, template=template)


def tell_office(tx, request, template, *recipients, **facts):
    """Write a notice inside the office: to ``unit/<id>`` or ``role/<role>``."""
    body = TEXTS[template].format(number=request.number, **facts)
    for recipient in recipients:
        tx.send("office", recipient, body, subject=request.subject, template=template)


def _day(day):
    return f"{day:%d.%m.%Y}"
