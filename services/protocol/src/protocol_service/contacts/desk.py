"""The RPC methods about contacts."""

from makam_kernel import audit
from makam_kernel.remote import Desk, command, query
from protocol_service.contacts import queries, schemas
from protocol_service.contacts.models import Contact


class ContactsDesk(Desk):
    """The book of those whom the office deals with."""

    @command(schemas.AddContact, returns=schemas.ContactView, allow="contact.manage")
    def add_contact(self, tx, **facts):
        """Put somebody into the book."""
        return tx.add(*Contact.add(at=tx.at, **facts))

    @command(schemas.ChangeContact, returns=schemas.ContactView, allow="contact.manage")
    def change_contact(self, tx, contact_id, version, **facts):
        """Set right what the book says."""
        contact = tx.get(Contact, contact_id, version=version)
        return tx.change(contact, contact.change(**facts))

    @command(schemas.EndContact, returns=schemas.ContactView, allow="contact.manage")
    def end_contact(self, tx, contact_id, version, until_on):
        """They leave the office."""
        contact = tx.get(Contact, contact_id, version=version)
        return tx.change(contact, contact.leave(until_on=until_on))

    @query(schemas.GetContact, returns=schemas.ContactView, allow="contact.read")
    def get_contact(self, reading, contact_id):
        """A contact."""
        return reading.get(Contact, contact_id)

    @command(schemas.UnmaskContact, returns=schemas.ReachView, allow="contact.unmask")
    def unmask_contact(self, tx, contact_id, reason):
        """How somebody is reached, whole; the reason goes on record."""
        contact = tx.get(Contact, contact_id)
        audit.put(tx, "contact.unmasked", contact.subject, {"reason": reason})
        return contact

    @query(schemas.ListContacts, returns=schemas.ContactPage, allow="contact.read")
    def list_contacts(self, reading, **filters):
        """A page of the book."""
        return queries.list_page(reading, **filters)
