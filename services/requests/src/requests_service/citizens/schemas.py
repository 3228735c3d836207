"""What is asked and told about citizens."""

import re

import phonenumbers
from marshmallow import ValidationError, validates
from stdnum.tr import tckimlik

from makam_kernel.schema import Command, Id, Text, View

EMAIL = re.compile(r"[!-?A-~]+@[!-?A-~]+")  # printable ASCII with one @: no blank or line break gets into a mail's head


class PublicCitizenFacts(Command):
    """Who asks, and how they can be reached, in their own words: nobody saw their papers, so none are asked for."""

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


class CitizenFacts(PublicCitizenFacts):
    """Who asks, as the desk knows them. The identity number is checked by its digits alone, which proves nothing about
    the person."""

    national_id = Text(load_default=None, allow_none=True, most=11, metadata={"example": "10000000146"})

    @validates("national_id")
    def _national_id(self, value, **_kwargs):
        if value is not None and not tckimlik.is_valid(value):
            raise ValidationError("national_id")


class CitizenView(View):
    """A citizen, to those who work on the request."""

    id = Id(required=True)
    name = Text(required=True, metadata={"example": "Ayşe Yılmaz"})
    phone = Text(allow_none=True, metadata={"example": "+905550000001"})
    email = Text(allow_none=True, metadata={"example": "ayse@example.org"})


def normal_phone(value):
    """A telephone number of Turkey or with its country code, in E.164 form; None when it is no number."""
    try:
        number = phonenumbers.parse(value, "TR")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
