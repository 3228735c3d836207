"""What is done with feeds."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select

from makam_gateway.feeds.models import Feed
from makam_gateway.feeds.schemas import CreateFeed, FeedsPage, FeedView, ListFeeds, NewFeedView, RevokeFeed
from makam_gateway.tokens.desk import check_term, newest_first
from makam_kernel.cursor import page
from makam_kernel.errors import Conflict
from makam_kernel.remote import Desk, command, query

MOST = 20


class FeedsDesk(Desk):
    """Everybody keeps their own feeds, and nobody those of another, not even who stands in for them."""

    @command(CreateFeed, returns=NewFeedView, allow="feed.keep")
    def create_feed(self, tx, expires_on, **facts):
        """Make a feed; its address is in this answer and nowhere else."""
        now = datetime.now(UTC)
        check_term(expires_on, now)
        mine = tx.session.scalars(_of(tx.actor)).all()
        if sum(feed.is_alive(now) for feed in mine) >= MOST:
            raise Conflict("feed.too_many", most=MOST)
        feed = Feed.issue(now=now, person_id=UUID(tx.actor.id), expires_on=expires_on, **facts)
        return tx.add(feed, action="feed.created", calendar=str(feed.calendar_id))

    @command(RevokeFeed, returns=FeedView, allow="feed.keep")
    def revoke_feed(self, tx, feed_id):
        """Make a feed's address worthless."""
        feed = tx.get(Feed, feed_id, Feed.person_id == UUID(tx.actor.id))
        feed.revoke(datetime.now(UTC))
        return tx.change(feed, action="feed.revoked")

    @query(ListFeeds, returns=FeedsPage, allow="feed.keep")
    def list_feeds(self, reading, limit, cursor):
        """A page of one's own feeds, the newest first."""
        return page(reading.session, _of(reading.actor), **newest_first(Feed), limit=limit, cursor=cursor)


def _of(actor):
    return select(Feed).where(Feed.person_id == UUID(actor.id))
