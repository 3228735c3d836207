"""Every SELECT about people."""

from makam_kernel.errors import Invalid
from protocol_service.people.models import Person


def known_person(session, person_id):
    """The person, if they are known here and active; ``Invalid("person.unknown")`` otherwise."""
    person = session.get(Person, person_id)
    if person is None or not person.active:
        raise Invalid("person.unknown", person_id=str(person_id))
    return person
