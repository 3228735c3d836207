"""What was heard lately, and from where somebody who returns may go on."""

import asyncio

import pytest

from makam_gateway.live.ring import OVERLAP_MS, Ring


class Hands:
    """A clock that the test moves."""

    now = 1_000_000

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Hands()


@pytest.fixture
def ring(clock):
    """A ring of three that has begun to hear."""
    ring = Ring(3, clock)
    ring.begin()
    return ring


def ids(ring, place):
    return [one.id for one in ring.since(place)]


def test_whoever_returns_is_told_what_came_after_and_a_little_more(ring, clock):
    for id in ("a", "b", "c"):
        ring.hear("requests", "request", id)
        clock.now += OVERLAP_MS
    assert ids(ring, ring.place_of(str(clock.now))) == ["c"]
    assert ids(ring, ring.place_of(str(clock.now - OVERLAP_MS))) == ["b", "c"]


@pytest.mark.parametrize("id", ["", "x", "-1", "999999", "9" * 15, "9" * 30, "1.5"])
def test_an_id_from_before_or_of_nobody_is_unknown(ring, id):
    assert ring.place_of(id) is None


def test_what_has_left_the_ring_is_unknown(ring, clock):
    before, place = str(clock.now), ring.end
    for id in "abcd":
        clock.now += 1
        ring.hear("requests", "request", id)
    assert ring.since(place) is None
    assert ring.place_of(before) is None
    assert ids(ring, ring.place_of(str(clock.now))) == ["b", "c", "d"]


def test_after_a_lost_connection_nobody_goes_on_from_what_they_know(ring, clock):
    before, place = str(clock.now), ring.end
    ring.lose()
    assert ring.place_of(before) is None
    clock.now += 10
    ring.begin()
    assert ring.since(place) is None
    assert ring.place_of(before) is None
    assert ring.place_of(str(clock.now)) == ring.end


def test_news_wake_whoever_waits(ring):
    async def wait():
        waiting = asyncio.create_task(ring.news(ring.end, 30))
        await asyncio.sleep(0)
        ring.hear("visitors", "place", "a")
        await asyncio.wait_for(waiting, 5)
        await asyncio.wait_for(ring.news(ring.end, 0.01), 5)

    asyncio.run(wait())
