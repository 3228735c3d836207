"""Every SELECT about citizens."""

from makam_kernel.turkish import fold
from sqlalchemy import select

from requests_service.citizens.models import Citizen


def known_again(session, *, name, phone, national_id):
    """The citizen who is meant, if known: by identity number, or by the same phone and the same name."""
    if national_id:
        return session.scalar(select(Citizen).where(Citizen.national_id == national_id).with_for_update())
    if phone:
        same = select(Citizen).where(Citizen.phone == phone, Citizen.name_folded == fold(name))
        return session.scalar(same.order_by(Citizen.id).limit(1).with_for_update())
    return None
