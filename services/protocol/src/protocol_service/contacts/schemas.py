"""What is asked and told about contacts."""

from makam_kernel.contact import ContactFacts
from makam_kernel.personal import UNMASK_REASONS
from makam_kernel.schema import Code, Command, Day, Id, Integer, ListOf, Masked, Nested, Page, Text, View

OFFICE = {"example": "Kaymakam"}
INSTITUTION = {"example": "Akçınar Kaymakamlığı"}
ADDRESS_FORM = {"example": "Sayın Kaymakamım"}
NAME = {"example": "Serdar ÜNLÜ"}
TITLE = {"example": "Dr."}
PHONE = {"example": "+905550000001"}
EMAIL = {"example": "ayse@example.org"}
FROM = {"example": "2024-09-01"}


class OfficeFacts(ContactFacts):
    """A person, how they are reached, and the office they are in."""

    title = Text(load_default=None, allow_none=True, most=100, metadata=TITLE)
    office = Text(required=True, most=200, metadata=OFFICE)
    institution = Text(required=True, most=200, metadata=INSTITUTION)
    address_form = Text(load_default=None, allow_none=True, most=200, metadata=ADDRESS_FORM)
    from_on = Day(required=True, metadata=FROM)
    until_on = Day(load_default=None, allow_none=True)


class AddContact(OfficeFacts):
    """Puts somebody into the book."""


class OfContact(Command):
    """Names a contact and the version that the caller saw."""

    contact_id = Id(required=True)
    version = Integer(required=True, least=1)


class ChangeContact(OfficeFacts, OfContact):
    """Sets right what the book says of somebody."""


class EndContact(OfContact):
    """Somebody leaves their office; ``until_on`` is their last day in it."""

    until_on = Day(required=True)


class GetContact(Command):
    """Asks for a contact."""

    contact_id = Id(required=True)


class UnmaskContact(Command):
    """Asks to see whole, for a reason, how somebody is reached."""

    contact_id = Id(required=True)
    reason = Code(UNMASK_REASONS, required=True)


class ListContacts(Page):
    """Asks for contacts by office: those whose office begins so, of an institution, of a name, in office ``on`` a
    day."""

    office = Text(load_default=None, allow_none=True, most=200, metadata=OFFICE)
    institution = Text(load_default=None, allow_none=True, most=200, metadata=INSTITUTION)
    name = Text(load_default=None, allow_none=True, most=200, metadata=NAME)
    on = Day(load_default=None, allow_none=True)


class ContactView(View):
    """A person in an office."""

    about = "contact"

    id = Id(required=True)
    version = Integer(required=True)
    office = Text(required=True, metadata=OFFICE)
    institution = Text(required=True, metadata=INSTITUTION)
    address_form = Text(required=True, allow_none=True, metadata=ADDRESS_FORM)
    name = Text(required=True, metadata=NAME)
    title = Text(required=True, allow_none=True, metadata=TITLE)
    phone = Masked("phone", unmask="contact.reach", required=True, allow_none=True, metadata=PHONE)
    email = Masked("email", unmask="contact.reach", required=True, allow_none=True, metadata=EMAIL)
    from_on = Day(required=True, metadata=FROM)
    until_on = Day(required=True, allow_none=True)


class ContactPage(View):
    """A page of contacts."""

    items = ListOf(Nested(ContactView), required=True)
    next_cursor = Text(allow_none=True)


class ReachView(View):
    """How somebody is reached, whole."""

    about = "contact"

    id = Id(required=True)
    name = Text(required=True, metadata=NAME)
    phone = Text(required=True, allow_none=True, metadata=PHONE)
    email = Text(required=True, allow_none=True, metadata=EMAIL)
