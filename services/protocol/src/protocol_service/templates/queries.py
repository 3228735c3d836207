"""Every SELECT about templates of ceremonies."""

from uuid import UUID

from sqlalchemy import select

from makam_kernel.cursor import page
from protocol_service.templates.models import CeremonyTemplate


def list_page(reading, *, code, limit, cursor):
    """One page of the templates by code: each in its present edition, or all editions of one."""
    query = select(CeremonyTemplate).where(CeremonyTemplate.code == code if code else CeremonyTemplate.is_current)
    order = (CeremonyTemplate.code, CeremonyTemplate.edition, CeremonyTemplate.id)
    return page(reading.session, query, order=order, kinds=(str, int, UUID), limit=limit, cursor=cursor)


def is_taken(session, code):
    """Whether there is a template of this code."""
    return session.scalar(select(CeremonyTemplate.id).where(CeremonyTemplate.code == code).limit(1)) is not None
