"""Every SELECT about citizens."""

from sqlalchemy import and_, or_, select

from makam_kernel.turkish import fold_name
from requests_service.citizens.models import Citizen

MOST_POSSIBLE = 50


def known_again(session, *, name, phone, national_id, restricted):
    """The citizen who is meant, if known: by identity number, or by the same phone and the same name; in a restricted
    matter among those of restricted matters alone, in any other among the others."""
    kept = select(Citizen).where(Citizen.restricted == restricted)
    if national_id:
        same = kept.where(Citizen.national_id_index == national_id)
        if known := session.scalar(same.order_by(Citizen.id).limit(1).with_for_update()):
            return known
    if phone is None:
        return None
    same = kept.where(Citizen.phone_index == phone, Citizen.name_index == fold_name(name))
    if national_id:
        same = same.where(Citizen.national_id_index.is_(None))  # father and son may share name and phone
    return session.scalar(same.order_by(Citizen.id).limit(1).with_for_update())


def fitting(session, *, national_id, phone, name):
    """``(certain, possible)``: the citizens whom these facts name, and those that fit only in part. The same telephone
    and name make certain as long as no identity number says otherwise."""
    same_number = Citizen.national_id_index == national_id
    same_phone, same_name = Citizen.phone_index == phone, Citizen.name_index == (name and fold_name(name))
    both = and_(same_phone, same_name)
    if national_id:
        both = and_(both, Citizen.national_id_index.is_(None))
    given = [same for same, fact in ((same_number, national_id), (both, phone and name)) if fact]
    certain = session.scalars(select(Citizen).where(or_(*given)).order_by(Citizen.id)).all() if given else []
    parts = [same for same, fact in ((same_phone, phone), (same_name, name)) if fact]
    if not parts:
        return certain, []
    others = select(Citizen).where(or_(*parts), Citizen.id.not_in([one.id for one in certain]))
    return certain, session.scalars(others.order_by(Citizen.id).limit(MOST_POSSIBLE)).all()
