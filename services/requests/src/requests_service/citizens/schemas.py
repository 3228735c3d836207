"""What is asked and told about citizens."""

from marshmallow import ValidationError, validates
from stdnum.tr import tckimlik

from makam_kernel.contact import ContactFacts
from makam_kernel.schema import Id, Masked, Text, View


class PublicCitizenFacts(ContactFacts):
    """Who asks, and how they can be reached, in their own words: nobody saw their papers, so none are asked for."""


class CitizenFacts(PublicCitizenFacts):
    """Who asks, as the desk knows them. The identity number is checked by its digits alone, which proves nothing about
    the person."""

    national_id = Text(load_default=None, allow_none=True, most=11, metadata={"example": "10000000146"})

    @validates("national_id")
    def _national_id(self, value, **_kwargs):
        if value is not None and not tckimlik.is_valid(value):
            raise ValidationError("national_id")


class CitizenView(View):
    """A citizen, to those who work on the request; how they are reached is whole for those who call them back."""

    about = "citizen"

    id = Id(required=True)
    name = Text(required=True, metadata={"example": "Ayşe Yılmaz"})
    phone = Masked("phone", unmask="citizen.contact", allow_none=True, metadata={"example": "+905550000001"})
    email = Masked("email", unmask="citizen.contact", allow_none=True, metadata={"example": "ayse@example.org"})


class ContactView(View):
    """How a citizen is reached, and their identity number, whole."""

    about = "citizen"

    id = Id(required=True)
    name = Text(required=True, metadata={"example": "Ayşe Yılmaz"})
    phone = Text(allow_none=True, metadata={"example": "+905550000001"})
    email = Text(allow_none=True, metadata={"example": "ayse@example.org"})
    national_id = Text(allow_none=True, metadata={"example": "10000000146"})
