"""Every SELECT about citizens."""

from sqlalchemy import select

from requests_service.citizens.models import Citizen, folded


def known_again(session, *, name, phone, national_id):
    """The citizen who is meant, if known: by identity number, or by the same phone and the same name."""
    if national_id:
        same = select(Citizen).where(Citizen.national_id == national_id)
        if known := session.scalar(same.order_by(Citizen.id).limit(1).with_for_update()):
            return known
    if phone is None:
        return None
    same = select(Citizen).where(Citizen.phone == phone, Citizen.name_folded == folded(name))
    if national_id:
        same = same.where(Citizen.national_id.is_(None))  # father and son may share name and phone
    return session.scalar(same.order_by(Citizen.id).limit(1).with_for_update())
