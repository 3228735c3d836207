"""A wish of a restricted category, and what was promised for it, exist for its unit, the mayor and the director."""

import pytest

from makam_kernel.errors import NotFound
from makam_kernel.ids import new_id
from makam_kernel.testing import hear

pytestmark = pytest.mark.check("S20", "a wish of a restricted category")
HELP = {"words": "Oğluma iş istiyorum.", "category": "SOSYAL.IS"}
CATEGORY = new_id()


@pytest.fixture
def tell_of_category(process, an_event):
    """What requests tells of the category: ``tell_of_category(restricted=True)``."""

    def tell(*, restricted=True, sequence=1):
        data = {"code": HELP["category"], "unit_id": str(new_id()), "law": "3071", "restricted": restricted}
        hear(process, an_event("category.changed.v1", "requests", f"category/{CATEGORY}", data, sequence=sequence))

    return tell


@pytest.fixture
def viewers(process, person, nermin, ipek, unit_id):
    """Who may see it, and who may not."""
    sosyal, fen = [unit_id("SOSYAL")], [unit_id("FEN")]
    return {
        "open": [nermin, person(process, "mayor"), person(process, "unit_director", units=sosyal)],
        "closed": [
            ipek,
            person(process, "deputy"),
            person(process, "front_desk"),
            person(process, "unit_director", units=fen),
        ],
    }


def seen_by(client, wish, promise):
    """Whether they find the wish and its promise, which is asked in every way there is."""
    found = set()
    for ask, facts in (("get_wish", {"wish_id": wish["id"]}), ("get_promise", {"promise_id": promise["id"]})):
        try:
            client.call(ask, facts)
            found.add(True)
        except NotFound:
            found.add(False)
    for ask, id in (("list_wishes", wish["id"]), ("list_promises", promise["id"])):
        found.add(id in {one["id"] for one in client.call(ask, {})["items"]})
    assert len(found) == 1
    return found.pop()


def all_of(viewers, wish, promise):
    return {name: {seen_by(client, wish, promise) for client in clients} for name, clients in viewers.items()}


@pytest.fixture
def promised(nermin, unit_id):
    """A promise for a wish, which its unit owns."""
    return lambda wish: nermin.give_promise(
        wish_id=wish["id"], words="Bakılacak.", due_on="2026-12-31", unit_id=unit_id("SOSYAL")
    )


def test_is_hidden_from_its_first_moment(tell_of_category, a_wish, promised, viewers, unit_id):
    tell_of_category()
    wish = a_wish(**HELP, end="referral", unit_id=unit_id("SOSYAL"))
    assert all_of(viewers, wish, promised(wish)) == {"open": {True}, "closed": {False}}


def test_is_hidden_when_its_category_closes_and_not_opened_again(tell_of_category, a_wish, promised, viewers, unit_id):
    wish = a_wish(**HELP, end="referral", unit_id=unit_id("SOSYAL"))
    promise = promised(wish)
    assert seen_by(viewers["closed"][0], wish, promise)
    tell_of_category(sequence=1)
    assert all_of(viewers, wish, promise) == {"open": {True}, "closed": {False}}
    tell_of_category(restricted=False, sequence=2)
    assert all_of(viewers, wish, promise) == {"open": {True}, "closed": {False}}


def test_is_hidden_as_soon_as_its_request_says_so(process, a_wish, promised, a_request_event, viewers):
    """Also where the category is not known here yet."""
    wish = a_wish(**HELP)
    promise = promised(wish)
    event = a_request_event(wish, "registered", 1, unit="SOSYAL")
    event.data["restricted"] = True
    hear(process, event)
    assert all_of(viewers, wish, promise) == {"open": {True}, "closed": {False}}


def test_counts_in_the_days_report_without_telling_what_it_was(
    tell_of_category, a_wish, promised, viewers, nermin, ipek, unit_id
):
    tell_of_category()
    wish = a_wish(**HELP, end="referral", unit_id=unit_id("SOSYAL"))
    promise = promised(wish)
    whole, cut = (who.get_public_day_report(public_day_id=wish["public_day"]["id"]) for who in (nermin, ipek))
    assert [one["id"] for one in whole["promises"]] == [promise["id"]] and cut["promises"] == []
    assert (whole["wishes"], whole["by_end"]) == (cut["wishes"], cut["by_end"])
    assert whole["by_category"] == [{"category": HELP["category"], "count": 1}]
    assert cut["by_category"] == [{"category": None, "count": 1}]
    assert [one["unit_id"] for one in whole["by_unit"]] == [unit_id("SOSYAL")] and cut["by_unit"] == []
