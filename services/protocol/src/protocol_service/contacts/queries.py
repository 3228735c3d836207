"""Every SELECT about contacts."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from makam_kernel.cursor import page
from makam_kernel.turkish import fold, fold_name
from protocol_service.contacts.models import Contact


def list_page(reading, *, office, institution, name, on, limit, cursor):
    """One page of the book, by office and institution; those ``on`` a day, if one is given. An office is found by how
    it begins, a name only whole: it is sealed."""
    query = select(Contact)
    if office is not None:
        query = query.where(Contact.office_folded.startswith(fold(office), autoescape=True))
    if institution is not None:
        query = query.where(Contact.institution == institution)
    if name is not None:
        query = query.where(Contact.name_index == fold_name(name))
    if on is not None:
        query = query.where(Contact.from_on <= on, or_(Contact.until_on.is_(None), Contact.until_on >= on))
    order = (Contact.book_key, Contact.from_on, Contact.id)
    kinds = (str, date.fromisoformat, UUID)
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor)
