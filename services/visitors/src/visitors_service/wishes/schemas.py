"""What is asked and told about wishes."""

from makam_kernel.schema import Code, Command, Day, Id, Instant, Integer, ListOf, Nested, Page, Text, View
from visitors_service.wishes.ends import End

WORDS = {"example": "Ilgaz Sokak 12 numaranın önüne rampa yapılmasını istiyorum."}
ANSWER = {"example": "Yılbaşına kadar yapılacak."}
CATEGORY = {"example": "YOL.RAMPA"}
NEIGHBOURHOOD = {"example": "Çınaraltı"}
NAME = {"example": "Hatice ÖZDEMİR"}


class RecordWish(Command):
    """Records what somebody asked of the mayor, the answer, and what becomes of it."""

    place_id = Id(required=True)
    words = Text(required=True, metadata=WORDS)
    answer = Text(load_default=None, allow_none=True, metadata=ANSWER)
    category = Text(load_default=None, allow_none=True, most=60, metadata=CATEGORY)
    neighbourhood = Text(load_default=None, allow_none=True, most=100, metadata=NEIGHBOURHOOD)
    end = Code(End, required=True)
    unit_id = Id(load_default=None, allow_none=True)


class OfWish(Command):
    """Names a wish."""

    wish_id = Id(required=True)


class GetWish(OfWish):
    """Asks for a wish."""


class GetWishWords(OfWish):
    """Asks, as the service that makes a request of the wish, for the words and for who spoke them."""


class ListWishes(Page):
    """Asks for wishes, in the order in which they were heard."""

    public_day_id = Id(load_default=None, allow_none=True)
    place_id = Id(load_default=None, allow_none=True)
    end = Code(End, load_default=None, allow_none=True)


class WishPlace(View):
    """Whose wish it is."""

    about = "place"

    id = Id(required=True)
    number = Integer(required=True, metadata={"example": 3})
    label = Text(required=True, metadata={"example": "A-03"})
    name = Text(required=True, metadata=NAME)


class WishDay(View):
    """On which public day it was heard."""

    id = Id(required=True)
    day = Day(required=True)


class WishView(View):
    """A wish; ``request_status`` is where its request stood when last heard of."""

    about = "wish"

    id = Id(required=True)
    version = Integer(required=True)
    public_day = Nested(WishDay, required=True)
    place = Nested(WishPlace, required=True)
    words = Text(required=True, metadata=WORDS)
    answer = Text(allow_none=True, metadata=ANSWER)
    category = Text(allow_none=True, metadata=CATEGORY)
    neighbourhood = Text(allow_none=True, metadata=NEIGHBOURHOOD)
    end = Code(End, required=True)
    unit_id = Id(allow_none=True)
    recorded_at = Instant(required=True)
    origin_label = Text(required=True, metadata={"example": "HALK_GUNU:2026-10-14#17"})
    request_id = Id(allow_none=True)
    request_number = Text(allow_none=True, metadata={"example": "TLP-2026-000001"})
    request_status = Text(allow_none=True, metadata={"example": "in_progress"})
    request_unit_id = Id(allow_none=True)


class WishPage(View):
    """A page of wishes."""

    items = ListOf(Nested(WishView), required=True)
    next_cursor = Text(allow_none=True)


class WishCitizen(View):
    """Who spoke; what the public day did not ask is null."""

    name = Text(required=True, metadata=NAME)
    phone = Text(required=True, allow_none=True, metadata={"example": "+905550000001"})
    email = Text(required=True, allow_none=True)
    national_id = Text(required=True, allow_none=True)


class WishWordsView(View):
    """The words of a wish, whole, to the service that makes a request of it."""

    about = "wish"

    id = Id(required=True)
    citizen = Nested(WishCitizen, required=True)
    words = Text(required=True, metadata=WORDS)
    category = Text(required=True, allow_none=True, metadata=CATEGORY)
    neighbourhood = Text(required=True, allow_none=True, metadata=NEIGHBOURHOOD)
    origin_label = Text(required=True, metadata={"example": "HALK_GUNU:2026-10-14#17"})
