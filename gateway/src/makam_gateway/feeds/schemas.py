"""What is asked and told about feeds."""

from makam_gateway.feeds.models import VARIANTS
from makam_kernel.schema import Code, Command, Day, Id, Instant, Integer, ListOf, Nested, Page, Text, View


class CreateFeed(Command):
    """Makes a feed of a calendar for one's own telephone, until a day, two years ahead at most."""

    calendar_id = Id(required=True)
    name = Text(required=True, most=200, metadata={"example": "Telefonum"})
    variant = Code(VARIANTS, load_default="full")
    expires_on = Day(required=True, metadata={"example": "2027-12-31"})


class RevokeFeed(Command):
    """Makes a feed's address worthless at once, for good."""

    feed_id = Id(required=True)


class ListFeeds(Page):
    """Asks for one's own feeds, the newest first."""


class FeedView(View):
    """A feed of one's own; its address is nowhere."""

    id = Id(required=True)
    version = Integer(required=True)
    calendar_id = Id(required=True)
    name = Text(required=True, metadata={"example": "Telefonum"})
    variant = Code(VARIANTS, required=True)
    expires_on = Day(required=True, metadata={"example": "2027-12-31"})
    created_at = Instant(required=True)
    last_used_at = Instant(required=True, allow_none=True)
    revoked_at = Instant(required=True, allow_none=True)


class NewFeedView(FeedView):
    """A new feed with its address, which is shown this once."""

    path = Text(required=True, metadata={"example": "/feeds/mkm_dGhpcyBpcyBub3QgYSBrZXksIGJ1dCBhbiBleGFtcGxl.ics"})


class FeedsPage(View):
    """A page of feeds."""

    items = ListOf(Nested(FeedView), required=True)
    next_cursor = Text(allow_none=True)
