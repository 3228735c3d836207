"""What is told about wishes: how they end, never what was said."""

from makam_kernel.events import Event
from makam_kernel.schema import Code, Id, Integer
from visitors_service.wishes.ends import End


class WishRecorded(Event):
    """What somebody wished of the mayor is on record. Whoever needs the words asks for them."""

    type = "wish.recorded.v1"

    end = Code(End, required=True)
    public_day_id = Id(required=True)
    place_number = Integer(required=True, metadata={"example": 17})
    unit_id = Id(allow_none=True)
