"""What is done with people."""

from uuid import UUID

from sqlalchemy import select

from makam_gateway.people.models import Person
from makam_gateway.people.schemas import ChangePerson, CreatePerson, GetPerson, ListPeople, PeoplePage, PersonView
from makam_gateway.units.models import Unit
from makam_kernel.cursor import page
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.remote import Desk, command, query


class PeopleDesk(Desk):
    """The people who use the product, kept by the operator."""

    @command(CreatePerson, returns=PersonView, allow="person.manage")
    def create_person(self, tx, login, password, **facts):
        """Add a person with a sign-in of their own."""
        if tx.session.scalar(select(Person.id).where(Person.login == login)):
            raise Conflict("person.exists", login=login)
        _check_units(tx, facts["unit_ids"])
        person = Person(login=login)
        person.set(**facts)
        person.set_password(password)
        return tx.add(person, action="person.created")

    @command(ChangePerson, returns=PersonView, allow="person.manage")
    def change_person(self, tx, person_id, version, **facts):
        """Change what a person is; it holds from their next request on."""
        person = tx.get(Person, person_id, version=version)
        _check_units(tx, facts["unit_ids"])
        person.set(**facts)
        return tx.change(person, action="person.changed")

    @query(GetPerson, returns=PersonView, allow="person.read")
    def get_person(self, reading, person_id):
        """A person."""
        return reading.get(Person, person_id)

    @query(ListPeople, returns=PeoplePage, allow="person.read")
    def list_people(self, reading, limit, cursor):
        """A page of people, by name."""
        order, kinds = (Person.name_sort, Person.id), (str, UUID)
        return page(reading.session, select(Person), order=order, kinds=kinds, limit=limit, cursor=cursor)


def _check_units(tx, unit_ids):
    for unit_id in unit_ids:
        if tx.session.get(Unit, unit_id) is None:
            raise Invalid("unit.unknown", unit_id=str(unit_id))
