"""Every SELECT about public days."""

from datetime import date
from uuid import UUID

from sqlalchemy import exists, or_, select

from makam_kernel.cursor import page
from visitors_service.places.models import Place
from visitors_service.places.workflow import UNFINISHED
from visitors_service.places.workflow import Status as PlaceStatus
from visitors_service.public_days.models import PublicDay
from visitors_service.wishes.models import Wish


def list_page(reading, *, status, limit, cursor):
    """One page of the public days, the newest first."""
    query = select(PublicDay)
    if status is not None:
        query = query.where(PublicDay.status == status)
    order = (PublicDay.day, PublicDay.id)
    kinds = (date.fromisoformat, UUID)
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor, descending=True)


def unfinished_records(session, public_day_id):
    """The places whose record nobody finished: called or with the mayor, or done without a wish; with the reason."""
    without_wish = (Place.status == PlaceStatus.DONE) & ~exists().where(Wish.place_id == Place.id)
    open_ones = select(Place).where(
        Place.public_day_id == public_day_id, or_(Place.status.in_(UNFINISHED), without_wish)
    )
    return [
        {
            "place_id": str(place.id),
            "number": place.label,
            "reason": "without_wish" if place.status == PlaceStatus.DONE else place.status,
        }
        for place in session.scalars(open_ones.order_by(Place.number))
    ]
