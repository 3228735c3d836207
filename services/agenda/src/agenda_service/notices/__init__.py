"""What is written to whom: to petitioners, and inside the office. The texts are data: ``tr.json``."""

import json
from pathlib import Path

TEXTS = json.loads((Path(__file__).parent / "tr.json").read_text(encoding="utf-8"))


def tell_person(tx, thing, template, **facts):
    """Write to the person whom a thing is about, if they can be written to, from the facts of this moment."""
    if thing.address:
        channel, to = thing.address
        tx.send(channel, to, TEXTS[template].format(**facts), subject=thing.subject, template=template)


def tell_office(tx, subject, template, *recipients, **facts):
    """Write a notice to ``person/<id>``, ``unit/<id>`` or ``role/<role>``, from the facts of this moment."""
    body = TEXTS[template].format(**facts)
    for recipient in recipients:
        tx.send("office", recipient, body, subject=subject, template=template)
