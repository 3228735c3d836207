"""How a person can be reached: checks that every intake needs."""

import re

import phonenumbers
from marshmallow import ValidationError, post_load, validates

from makam_kernel.schema import Command, Text

EMAIL = re.compile(r"[!-?A-~]+@[!-?A-~]+")  # printable ASCII with one @: no blank or line break gets into a mail's head
COUNTRY = "TR"


class ContactFacts(Command):
    """A person's name, telephone (kept in E.164 form) and mail address."""

    name = Text(required=True, most=200, metadata={"example": "Ayşe Yılmaz"})
    phone = Text(load_default=None, allow_none=True, most=30, metadata={"example": "+905550000001"})
    email = Text(load_default=None, allow_none=True, most=254, metadata={"example": "ayse@example.org"})

    @validates("phone")
    def _phone(self, value, **_kwargs):
        if value is not None and normal_phone(value) is None:
            raise ValidationError("phone")

    @validates("email")
    def _email(self, value, **_kwargs):
        if value is not None and not EMAIL.fullmatch(value):
            raise ValidationError("email")

    @post_load
    def _normal(self, facts, **_kwargs):
        return {**facts, "phone": facts["phone"] and normal_phone(facts["phone"])}


def normal_phone(value):
    """A telephone number of Turkey or with its country code, in E.164 form; None when it is no number."""
    try:
        number = phonenumbers.parse(value, COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
