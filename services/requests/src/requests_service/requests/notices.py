"""What is written to whom when something happens to a request. The texts are data: ``notices/tr.json``."""

import json
from pathlib import Path

from makam_kernel.clock import ISTANBUL
from requests_service.requests import codes
from requests_service.requests.models import REOPEN_WINDOW, SILENCE

TEXTS = json.loads((Path(__file__).parent.parent / "notices" / "tr.json").read_text(encoding="utf-8"))


def tell_citizen(tx, request, template, **facts):
    """Write to the citizen, if they can be written to, from the facts of this moment."""
    if request.citizen.address:
        channel, to = request.citizen.address
        body = fill(template, request, tx.process.keys.secret, **facts)
        tx.send(channel, to, body, subject=request.subject, template=template)


def tell_office(tx, request, template, *recipients, **facts):
    """Write a notice inside the office: to ``unit/<id>`` or ``role/<role>``."""
    body = fill(template, request, tx.process.keys.secret, **facts)
    for recipient in recipients:
        tx.send("office", recipient, body, subject=request.subject, template=template)


def fill(template, request, secret, **facts):
    """The text of a template about a request; ``facts`` are what only this moment knows."""
    words = {
        "number": request.number,
        "name": request.citizen.name,
        "topic": request.topic,
        "received": f"{request.received_at.astimezone(ISTANBUL):%d.%m.%Y %H:%M}",
        "due": _day(request.statutory_due_on),
        "code": codes.tracking_code(secret, request),
        "token": codes.confirmation_token(secret, request),
        "decision_due": _day(request.decision_due_on),
        "answer_days": SILENCE.days,
        "reopen_days": REOPEN_WINDOW.days,
    }
    return TEXTS[template].format(**words, **facts)


def without_codes(notice, secret, request):
    """A notice as those may read it who do not speak for the citizen."""
    shown = ("channel", "recipient", "template", "written_at", "state")
    body = codes.without_codes(notice.body, secret, request)
    return {name: getattr(notice, name) for name in shown} | {"body": body}


def _day(day):
    return day and f"{day:%d.%m.%Y}"
