"""The RPC methods about wishes."""

from makam_kernel.clock import day_of
from makam_kernel.remote import Desk, command, query
from makam_kernel.units import known_unit
from visitors_service.notices import tell_office
from visitors_service.places.models import Place
from visitors_service.places.queries import day_of_place
from visitors_service.public_days.models import PublicDay
from visitors_service.wishes import queries, schemas
from visitors_service.wishes.ends import End
from visitors_service.wishes.models import Wish
from visitors_service.wishes.restrictions import is_restricted


class WishesDesk(Desk):
    """What the private office writes down while the mayor listens."""

    @command(schemas.RecordWish, returns=schemas.WishView, allow="wish.record")
    def record_wish(self, tx, place_id, unit_id, **facts):
        """Record a wish and its end; a request is made of its event, the other ends are told to who has to act."""
        day = tx.get(PublicDay, day_of_place(tx.session, place_id))
        day.check_under_way()
        if unit_id:
            known_unit(tx.session, unit_id, day_of(tx.at))
        place = tx.get(Place, place_id)
        restricted = is_restricted(tx.session, facts["category"])
        wish = tx.add(*Wish.record(day=day, place=place, unit_id=unit_id, restricted=restricted, at=tx.at, **facts))
        told = {"label": wish.origin_label, "name": place.name, "words": wish.words}
        if wish.end == End.REFERRAL:
            tell_office(tx, wish.subject, "wish_referred", f"unit/{unit_id}", **told)
        elif wish.end == End.APPOINTMENT:
            office = "role/director" if restricted else "role/secretary"
            tell_office(tx, wish.subject, "wish_appointment", office, **told)
        return wish

    @query(schemas.GetWish, returns=schemas.WishView, allow="wish.read")
    def get_wish(self, reading, wish_id):
        """A wish."""
        return reading.get(Wish, wish_id, queries.within(reading.actor))

    @query(schemas.ListWishes, returns=schemas.WishPage, allow="wish.read")
    def list_wishes(self, reading, **filters):
        """A page of wishes."""
        return queries.list_page(reading, **filters)

    @query(schemas.GetWishWords, returns=schemas.WishWordsView, allow="wish.hand_over")
    def get_wish_words(self, reading, wish_id):
        """The words of a wish that ends as a request. The identity number is never asked on a public day."""
        wish = reading.get(Wish, wish_id, Wish.end == End.REQUEST)
        reachable = {"phone": wish.place.phone, "email": wish.place.email, "national_id": None}
        return {
            "id": wish.id,
            "citizen": {"name": wish.place.name, **reachable},
            "words": wish.words,
            "category": wish.category,
            "neighbourhood": wish.neighbourhood,
            "origin_label": wish.origin_label,
        }
