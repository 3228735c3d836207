"""What agenda hears: who is active and who holds which post, the newest fact of each, in whatever order."""

import pytest

from makam_kernel.errors import Conflict, NotFound
from makam_kernel.ids import new_id
from makam_kernel.inbox import open_counts
from makam_kernel.testing import hear


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of these is tested elsewhere."""
    return sqlite_uri


@pytest.fixture
def somebody_new(tell):
    """What is told of a person with a post: who, the post, and that they hold it."""

    def make(*, active=True, until_on=None, sequence=1):
        held = {"person_id": make.person, "post_id": make.post, "from_on": "2026-01-01", "until_on": until_on}
        facts = {"code": "X", "title": "X", "unit_id": None, "roles": ["unit_staff"], "valid_from": "2020-01-01"}
        return [
            tell("person.changed.v1", f"person/{make.person}", {"active": active}, sequence=sequence),
            tell("post.changed.v1", f"post/{make.post}", facts | {"valid_to": None}, sequence=sequence),
            tell("holding.changed.v1", f"holding/{make.holding}", held, sequence=sequence),
        ]

    make.person, make.post, make.holding = (str(new_id()) for _ in range(3))
    return make


def propose(who, absence, person_id):
    return who("nermin").propose_deputising(absence_id=absence["id"], deputy_id=person_id)


def test_whoever_was_never_told_of_is_not_planned_for(process, who):
    span = {"from_at": "2026-12-14T09:00:00+03:00", "until_at": "2026-12-18T17:00:00+03:00"}
    with pytest.raises(NotFound, match="person.not_found"):
        who("nermin").plan_absence(person_id=str(new_id()), kind="course", **span)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_person_with_a_post_may_stand_in_whatever_was_heard_first(process, who, an_absence, somebody_new, order):
    events = somebody_new()
    hear(process, *(events[place] for place in order))
    assert propose(who, an_absence(), somebody_new.person)["status"] == "proposed"


@pytest.mark.parametrize("change", [{"active": False}, {"until_on": "2026-12-13"}])
def test_who_is_inactive_or_holds_no_post_then_does_not_stand_in(process, who, an_absence, somebody_new, change):
    hear(process, *somebody_new(), *somebody_new(sequence=2, **change))
    with pytest.raises(Conflict, match="deputising.deputy_not_serving"):
        propose(who, an_absence(), somebody_new.person)


def test_an_older_or_repeated_fact_changes_nothing(process, who, an_absence, somebody_new):
    newest = somebody_new(sequence=3)
    hear(process, *newest, *somebody_new(sequence=2, active=False, until_on="2026-06-30"), *newest)
    assert propose(who, an_absence(), somebody_new.person)["status"] == "proposed"
    with process.database.reading() as session:
        assert open_counts(session) == {"waiting": 0, "parked": 0}
