"""The RPC methods about places in the queue.

Whatever changes a place first locks its public day: calls, admissions and the closing of a day stand in one line.
"""

from makam_kernel import audit
from makam_kernel.remote import Desk, command, query
from visitors_service.places import queries, schemas
from visitors_service.places.models import Place
from visitors_service.public_days.models import PublicDay

NEXT_ON_SCREEN = 4


class PlacesDesk(Desk):
    """What the desks of a public day do."""

    @command(schemas.RegisterPlace, returns=schemas.PlaceView, allow="place.manage")
    def register_place(self, tx, public_day_id, here, **person):
        """Give somebody a number; who is there already waits at once."""
        day = tx.get(PublicDay, public_day_id)
        place, registered = Place.register(day=day, number=day.take_number(), at=tx.at, **person)
        tx.add(place, registered)
        return self._arrive(tx, day, place) if here else place

    @command(schemas.ArrivePlace, returns=schemas.PlaceView, allow="place.manage")
    def arrive_place(self, tx, place_id, version):
        """Somebody who registered ahead is there and waits."""
        return self._arrive(tx, *self._take(tx, place_id, version))

    @command(schemas.CallNext, returns=schemas.PlaceView, allow="place.manage")
    def call_next(self, tx, public_day_id, room):
        """Call whose turn it is; each person is called once, however many desks press at once."""
        day = tx.get(PublicDay, public_day_id)
        day.check_running()
        day.check_room(room)
        place, reason = queries.next_in_line(tx.session, day)
        position = day.count_call(prioritised=place.prioritised)
        return tx.change(place, place.call(room=room, reason=reason, position=position, at=tx.at))

    @command(schemas.AdmitPlace, returns=schemas.PlaceView, allow="place.manage")
    def admit_place(self, tx, place_id, version):
        """The called person goes in."""
        day, place = self._take(tx, place_id, version)
        day.check_running()
        return tx.change(place, place.admit(at=tx.at))

    @command(schemas.FinishPlace, returns=schemas.PlaceView, allow="place.manage")
    def finish_place(self, tx, place_id, version):
        """The talk is over."""
        _day, place = self._take(tx, place_id, version)
        return tx.change(place, place.finish(at=tx.at))

    @command(schemas.SkipPlace, returns=schemas.PlaceView, allow="place.manage")
    def skip_place(self, tx, place_id, version):
        """The called person did not come."""
        _day, place = self._take(tx, place_id, version)
        return tx.change(place, place.skip())

    @command(schemas.RecallPlace, returns=schemas.PlaceView, allow="place.manage")
    def recall_place(self, tx, place_id, version, room):
        """Call again somebody who was skipped."""
        day, place = self._take(tx, place_id, version)
        day.check_running()
        day.check_room(room)
        return tx.change(place, place.recall(room=room, at=tx.at))

    @command(schemas.LeavePlace, returns=schemas.PlaceView, allow="place.manage")
    def leave_place(self, tx, place_id, version):
        """Somebody goes without having met the mayor."""
        _day, place = self._take(tx, place_id, version)
        return tx.change(place, place.leave(at=tx.at))

    @query(schemas.GetPlace, returns=schemas.PlaceView, allow="place.read")
    def get_place(self, reading, place_id):
        """A place in the queue."""
        return reading.get(Place, place_id)

    @command(schemas.UnmaskPlace, returns=schemas.ContactView, allow="place.unmask")
    def unmask_place(self, tx, place_id, reason):
        """How somebody is reached, whole; the reason goes on record."""
        place = tx.get(Place, place_id)
        audit.put(tx, "place.unmasked", place.subject, {"reason": reason})
        return place

    @query(schemas.ListPlaces, returns=schemas.PlacePage, allow="place.read")
    def list_places(self, reading, **filters):
        """A page of the places of a day."""
        return queries.list_page(reading, **filters)

    @query(schemas.ListQueue, returns=schemas.QueueView, allow="place.read")
    def list_queue(self, reading, public_day_id):
        """Who waits, in order, each with the reason."""
        return {"items": queries.queue(reading.session, reading.get(PublicDay, public_day_id))}

    @query(schemas.GetScreen, returns=schemas.ScreenView, allow="screen.read")
    def get_screen(self, reading, public_day_id):
        """Numbers and rooms for the display, and where the day stands."""
        day = reading.get(PublicDay, public_day_id)
        coming = queries.next_calls(reading.session, day, NEXT_ON_SCREEN)
        return {
            "items": queries.on_screen(reading.session, day.id),
            "next": [place.label for place in coming],
            "status": day.status,
            "resumes_at": day.resumes_at,
        }

    def _arrive(self, tx, day, place):
        day.check_today(tx.at)
        return tx.change(place, place.arrive(at=tx.at))

    def _take(self, tx, place_id, version):
        day = tx.get(PublicDay, queries.day_of_place(tx.session, place_id))
        return day, tx.get(Place, place_id, version=version)
