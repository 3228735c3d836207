"""What is done with people."""

from uuid import UUID

from sqlalchemy import select

from makam_gateway.credentials.second_factor import who_has_one
from makam_gateway.finding import begin_words_of
from makam_gateway.lines import ImportView
from makam_gateway.people import passwords
from makam_gateway.people.importing import import_file
from makam_gateway.people.models import Person
from makam_gateway.people.schemas import (
    ChangePerson,
    CreatePerson,
    DirectoryPage,
    GetPerson,
    ImportPeople,
    ListDirectory,
    ListPeople,
    PeoplePage,
    PersonView,
)
from makam_gateway.policy import POLICY
from makam_gateway.posts.last_operator import operator_remains
from makam_gateway.posts.queries import held_on
from makam_gateway.sessions.endings import end_all
from makam_kernel.clock import day_of
from makam_kernel.cursor import page
from makam_kernel.errors import Conflict
from makam_kernel.remote import Desk, command, query

BY_NAME = {"order": (Person.name_sort, Person.id), "kinds": (str, UUID)}
SHOWN = ("id", "version", "login", "name", "title", "active")


class PeopleDesk(Desk):
    """The people who use the product, kept by the operator."""

    @command(CreatePerson, returns=PersonView, allow="person.manage")
    def create_person(self, tx, login, password, **facts):
        """Add a person, with a password or without one."""
        if tx.session.scalar(select(Person.id).where(Person.login == login)):
            raise Conflict("person.exists", login=login)
        person = Person(login=login)
        fact = person.set(**facts)
        if password:
            passwords.check(password, login)
            person.set_password(password)
        return tx.add(person, fact, action="person.created")

    @command(ChangePerson, returns=PersonView, allow="person.manage")
    def change_person(self, tx, person_id, version, **facts):
        """Change who a person is; one who is no longer active is signed in no more."""
        person = tx.get(Person, person_id, version=version)
        with operator_remains(tx):
            fact = person.set(**facts)
            if not person.active:
                end_all(tx, person)
            return tx.change(person, fact, action="person.changed")

    @command(ImportPeople, returns=ImportView, allow="person.manage")
    def import_people(self, tx, csv):
        """Add and change people, and give them posts, by a file."""
        with operator_remains(tx):
            return import_file(tx, csv)

    @query(GetPerson, returns=PersonView, allow="person.read")
    def get_person(self, reading, person_id):
        """A person."""
        [view] = _views(reading, [reading.get(Person, person_id)])
        return view

    @query(ListPeople, returns=PeoplePage, allow="person.read")
    def list_people(self, reading, name, limit, cursor):
        """A page of people, by name."""
        query = select(Person) if name is None else select(Person).where(begin_words_of(Person.name_folded, name))
        found = page(reading.session, query, **BY_NAME, limit=limit, cursor=cursor)
        return {**found, "items": _views(reading, found["items"])}

    @query(ListDirectory, returns=DirectoryPage, allow="directory.read")
    def list_directory(self, reading, limit, cursor):
        """A page of those who work here, by name."""
        found = page(reading.session, select(Person).where(Person.active), **BY_NAME, limit=limit, cursor=cursor)
        held = held_on(reading.session, [person.id for person in found["items"]], day_of(reading.at))
        lines = [
            {"id": person.id, "name": person.name, "title": person.title, "posts": held.get(person.id, [])}
            for person in found["items"]
        ]
        return {"items": lines, "next_cursor": found["next_cursor"]}


def _views(reading, people):
    """The people as the reader sees them: how each signs in is for those alone who keep them."""
    views = [{name: getattr(person, name) for name in SHOWN} for person in people]
    if POLICY.may(reading.actor, "person.manage"):
        secured = who_has_one(reading.session, [person.id for person in people])
        views = [view | {"second_factor": view["id"] in secured} for view in views]
    return views
