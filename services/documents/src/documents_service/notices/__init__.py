"""What is written to whom inside the office. The texts are data: ``tr.json``."""

import json
from pathlib import Path

TEXTS = json.loads((Path(__file__).parent / "tr.json").read_text(encoding="utf-8"))


def tell_office(tx, subject, template, *recipients, **facts):
    """Write a notice to ``unit/<id>``, ``role/<role>`` or ``person/<id>``, from the facts of this moment."""
    body = TEXTS[template].format(**facts)
    for recipient in recipients:
        tx.send("office", recipient, body, subject=subject, template=template)
