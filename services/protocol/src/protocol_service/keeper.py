"""What protocol does with the data of persons: of those in the book, of those who invite, of those to whom something is
sent."""

from sqlalchemy import and_, false, or_, select

from makam_kernel import messages
from makam_kernel.clock import day_of
from makam_kernel.keeping import Keeper
from makam_kernel.turkish import fold_name
from protocol_service.contacts.models import Contact
from protocol_service.courtesies.models import Courtesy
from protocol_service.courtesies.workflow import TO_DELIVER
from protocol_service.expenses.models import Expense
from protocol_service.expenses.workflow import OPEN as UNSETTLED
from protocol_service.invitations.models import Invitation
from protocol_service.invitations.workflow import Status as Answer
from protocol_service.personal import AFTER_COURTESY, AFTER_EXPENSE, AFTER_INVITATION, AFTER_OFFICE

MOST_POSSIBLE = 50
FOUND_BY = (
    (Contact, Contact.phone_index, Contact.name_index),
    (Invitation, Invitation.sender_phone_index, Invitation.sender_index),
    (Courtesy, Courtesy.contact_phone_index, Courtesy.contact_index),
)
"""Each noun, with where a telephone and a name are looked for."""

CONTACT = ("office", "institution", "address_form", "name", "title", "phone", "email")
INVITATION = ("institution", "sender_name", "sender_phone", "sender_email", "occasion", "place", "status")
COURTESY = ("kind", "occasion", "words", "place", "contact_name", "contact_phone", "supplier", "proof", "reason")

EXPENSE = ("number", "purpose", "supplier", "amount", "status", "reason")


class ProtocolKeeper(Keeper):
    """Somebody is known by telephone and name; those with one of both fit in part."""

    nouns = (Contact, Invitation, Courtesy, Expense)

    def find(self, session, *, national_id, phone, name):
        """Contacts, senders of invitations, those to whom something was sent, and in part those who sold something."""
        certain, possible = [], []
        for model, by_phone, by_name in FOUND_BY:
            same = [column == fact for column, fact in ((by_phone, phone), (by_name, name and fold_name(name))) if fact]
            both = and_(*same) if len(same) == 2 else false()
            certain += session.scalars(select(model).where(both).order_by(model.id)).all()
            part = select(model).where(or_(false(), *same), ~both).order_by(model.id)
            possible += session.scalars(part.limit(MOST_POSSIBLE)).all()
        sold = select(Expense).where(Expense.supplier_index == (name and fold_name(name))).order_by(Expense.id)
        return certain, [*possible, *(session.scalars(sold.limit(MOST_POSSIBLE)).all() if name else [])]

    def tell(self, session, thing):
        """A contact; an invitation with what was sent instead and what was written; a courtesy; an expense."""
        match thing:
            case Contact():
                return _facts(thing, CONTACT, ("from_on", "until_on"))
            case Invitation():
                sent = [self.tell(session, courtesy) for courtesy in _sent_for(session, thing)]
                told = _facts(thing, INVITATION, ("starts_at", "ends_at", "received_at", "answered_at"))
                return told | {"courtesies": sent, "messages": _messages(session, thing)}
            case Expense():
                return _expense(thing)
        return _facts(thing, (*COURTESY, "status"), ("deliver_at", "delivered_at"))

    def open_matters(self, session, thing):
        """Somebody in office; an invitation without an answer; a courtesy not delivered; an expense not settled."""
        match thing:
            case Contact():
                return [thing.office] if thing.until_on is None else []
            case Invitation():
                waits = [thing.due_at.isoformat()] if thing.status == Answer.RECEIVED else []
                sent = _sent_for(session, thing)
                return waits + [matter for courtesy in sent for matter in self.open_matters(session, courtesy)]
            case Expense():
                return [thing.number] if thing.status in UNSETTLED else []
        return [thing.deliver_at.isoformat()] if thing.is_to_deliver else []

    def erase(self, tx, thing, **record):
        """Empty a contact, a courtesy, or an invitation with what was sent instead."""
        sent = _sent_for(tx.session, thing) if isinstance(thing, Invitation) else []
        emptied = [one for one in (thing, *sent) if one.erased_at is None]
        for one in emptied:
            tx.change(one, one.erase(at=tx.at), **record)
        return emptied, []

    def due(self, session, at, most):
        """Those who left their office, invitations, courtesies and expenses, so long ago that nobody needs to know."""
        left = Contact.until_on <= day_of(at - AFTER_OFFICE)
        over = Invitation.ends_at <= at - AFTER_INVITATION
        sent = and_(Courtesy.deliver_at <= at - AFTER_COURTESY, Courtesy.status.not_in(TO_DELIVER))
        paid = and_(Expense.needed_on <= day_of(at - AFTER_EXPENSE), Expense.status.not_in(UNSETTLED))
        found = []
        for model, old, by in (
            (Contact, left, Contact.until_on),
            (Invitation, over, Invitation.ends_at),
            (Courtesy, sent, Courtesy.deliver_at),
            (Expense, paid, Expense.needed_on),
        ):
            query = select(model).where(model.erased_at.is_(None), old).order_by(by, model.id)
            found += session.scalars(query.limit(most - len(found))).all()
        return found


def _expense(expense):
    costs = [cost.description for cost in expense.costs]
    reasons = [instruction.reason for instruction in expense.instructions if instruction.reason]
    return _facts(expense, EXPENSE, ("needed_on", "paid_at")) | {"costs": costs, "instructions": reasons}


def _sent_for(session, invitation):
    return session.scalars(select(Courtesy).where(Courtesy.invitation_id == invitation.id).order_by(Courtesy.id)).all()


def _messages(session, thing):
    found = messages.about(session, thing.subject)
    return [_facts(message, ("channel", "body", "state"), ("written_at",)) for message in found]


def _facts(thing, names, times):
    found = {name: getattr(thing, name) for name in names}
    return found | {name: (when := getattr(thing, name)) and when.isoformat() for name in times}
