"""What is written to those who invite, and inside the office. The texts are data: ``tr.json``."""

import json
from pathlib import Path

TEXTS = json.loads((Path(__file__).parent / "tr.json").read_text(encoding="utf-8"))


def tell_office(tx, subject, template, *recipients, **facts):
    """Write a notice to ``unit/<id>`` or ``role/<role>``, from the facts of this moment."""
    body = TEXTS[template].format(**facts)
    for recipient in recipients:
        tx.send("office", recipient, body, subject=subject, template=template)


def answer_sender(tx, invitation, template):
    """Write the answer to whoever invites, by mail or else by SMS; where there is neither, the protocol office is told
    to pass it on."""
    facts = invitation.notice_facts
    if not (invitation.sender_email or invitation.sender_phone):
        tell_office(tx, invitation.subject, "sender_out_of_reach", "role/protocol_officer", **facts)
        return
    channel = "email" if invitation.sender_email else "sms"
    to = invitation.sender_email or invitation.sender_phone
    tx.send(channel, to, TEXTS[template].format(**facts), subject=invitation.subject, template=template)
