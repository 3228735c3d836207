"""The RPC methods of the little service."""

from sqlalchemy import select, text

from little_service.models import Owner, Thing
from little_service.schemas import (
    AddOwner,
    Doze,
    Dozed,
    Fail,
    KeepThing,
    ListOwners,
    ListThings,
    OneOwner,
    OneThing,
    OwnerList,
    OwnerView,
    RenameOwner,
    RenameThing,
    ThingPage,
    ThingView,
)
from makam_kernel.cursor import page
from makam_kernel.remote import Desk, command, query


class ThingsDesk(Desk):
    """Things are kept by clerks."""

    @command(KeepThing, returns=ThingView, allow="thing.keep")
    def keep_thing(self, tx, label):
        """Keep a thing under the next number, tell a citizen, and plan its end."""
        thing = Thing(label=label, number=tx.number("things", tx.at.year), state="kept")
        tx.add(thing, thing.keep())
        tx.send("sms", "05321112233", f"{label} alındı", subject=thing.subject, template="kept")
        tx.later("finish", thing.subject, tx.at)
        return thing

    @command(RenameThing, returns=ThingView, allow="thing.keep")
    def rename_thing(self, tx, thing_id, version, label):
        """Give a thing another label."""
        thing = tx.get(Thing, thing_id, version=version)
        thing.label = label
        return tx.change(thing, action="thing.renamed")

    @query(OneThing, returns=ThingView, allow="thing.read")
    def get_thing(self, reading, thing_id):
        """A thing."""
        return reading.get(Thing, thing_id)

    @query(ListThings, returns=ThingPage, allow="thing.read")
    def list_things(self, reading, limit, cursor):
        """Things by number."""
        order = (Thing.number, Thing.label)
        return page(reading.session, select(Thing), order=order, kinds=(int, str), limit=limit, cursor=cursor)

    @command(AddOwner, returns=OwnerView, allow="owner.keep")
    def add_owner(self, tx, **facts):
        """Note a person."""
        owner = Owner(**facts)
        tx.session.add(owner)
        owner.version += 1
        return owner

    @command(RenameOwner, returns=OwnerView, allow="owner.keep")
    def rename_owner(self, tx, owner_id, version, name):
        """Write a person's name in another way."""
        owner = tx.get(Owner, owner_id, version=version)
        owner.name = name
        return tx.change(owner, action="owner.renamed")

    @query(OneOwner, returns=OwnerView, allow="owner.read")
    def get_owner(self, reading, owner_id):
        """A person."""
        return reading.get(Owner, owner_id)

    @query(ListOwners, returns=OwnerList, allow="owner.read")
    def list_owners(self, reading):
        """All persons, by their ids."""
        return {"items": reading.session.scalars(select(Owner).order_by(Owner.id)).all()}

    @query(Doze, returns=Dozed, allow="thing.read")
    def doze(self, reading, seconds):
        """Wait in the database."""
        reading.session.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": seconds})
        return {"done": True}

    @query(Fail, returns=Dozed, allow="thing.read")
    def fail(self, reading, words):
        """Fail as no one foresaw, with a person's words in the database's own error."""
        reading.session.execute(text("SELECT * FROM nowhere WHERE words = :words"), {"words": words})
