"""A noun is told anew, whole, so that a copy that was lost or never was comes to be what it ought to be."""

import random

import pytest
from conftest import an_event
from little_service.models import Copy, Effect, Thing
from sqlalchemy import delete, select, update

from makam_kernel import snapshots
from makam_kernel.audit import AuditEntry
from makam_kernel.errors import Forbidden, NotFound
from makam_kernel.subscribe import subscribe
from makam_kernel.testing import hear, told

TYPE = "page.snapshot.v1"


@pytest.fixture
def some(person):
    """Keeps some things in a process; their ids."""

    def keep(process, count):
        clerk = person(process, "clerk")
        return sorted(clerk.keep_thing(label=f"{number}")["id"] for number in range(count))

    return keep


def republish_all(client, noun="thing"):
    """Batch after batch, until the last; how many things each had."""
    counts, after = [], None
    while not counts or after:
        batch = client.republish(noun=noun, after=after)
        counts, after = [*counts, batch["count"]], batch["next"]
    return counts


def copies(process):
    """What is known of the pages."""
    with process.database.reading() as session:
        return {copy.subject: copy.state for copy in session.scalars(select(Copy))}


@pytest.mark.promise("P16", part="each thing is told anew with its present sequence, batch by batch")
def test_every_thing_is_told_anew_with_its_present_sequence(process, person, some, monkeypatch):
    """P16: a copy can be rebuilt from what its owner tells anew, without one transaction over all of it."""
    monkeypatch.setattr(snapshots, "BATCH", 3)
    ids = some(process, 7)
    person(process, "clerk").rename_thing(thing_id=ids[4], version=1, label="başka")
    assert republish_all(person(process, "operator")) == [3, 3, 1]
    anew = [row for row in told(process) if row.type == "thing.snapshot.v1"]
    assert [row.subject for row in anew] == [f"thing/{id}" for id in ids]
    assert [row.sequence for row in anew] == [1, 1, 1, 1, 2, 1, 1]
    assert [row.data for row in anew][:1] == [{"number": told(process)[0].data["number"]}]


def test_a_batch_that_ends_with_the_last_thing_is_followed_by_an_empty_one(sqlite_process, person, some, monkeypatch):
    monkeypatch.setattr(snapshots, "BATCH", 2)
    some(sqlite_process, 4)
    assert republish_all(person(sqlite_process, "operator")) == [2, 2, 0]


def test_of_what_nobody_was_told_nothing_is_told_anew(sqlite_process, person, some):
    ids = some(sqlite_process, 3)
    with sqlite_process.database.transaction() as session:
        session.execute(update(Thing).where(Thing.label == "1").values(state="finished"))
    assert republish_all(person(sqlite_process, "operator")) == [2] and len(ids) == 3


def test_only_an_operator_may_and_it_is_on_record(sqlite_process, person, some):
    some(sqlite_process, 1)
    with pytest.raises(Forbidden):
        person(sqlite_process, "clerk").republish(noun="thing")
    republish_all(person(sqlite_process, "operator"))
    with sqlite_process.database.reading() as session:
        entry = session.scalar(select(AuditEntry).where(AuditEntry.action == "noun.republished"))
    assert (entry.subject, entry.record) == ("noun/thing", {"count": 1})


@pytest.mark.parametrize("noun", ["owner", "nothing"])
def test_what_the_service_does_not_tell_anew_is_not_found(sqlite_process, person, noun):
    with pytest.raises(NotFound, match="noun.not_republished"):
        person(sqlite_process, "operator").republish(noun=noun)


@pytest.mark.promise("P16", part="a copy that was deleted; older and newer events among the snapshots; 40 orders")
def test_a_deleted_copy_converges_whatever_comes_among_the_snapshots(process):
    """P16: a projection that was deleted is again what it was, though its fence against older facts still stands."""
    pages = [f"page/{number}" for number in range(5)]
    for _ in range(40):
        with process.database.transaction() as session:
            session.execute(delete(Copy))
        start = {page: random.randint(1, 50) for page in pages}
        known = [an_event(f"s{start[page]}", sequence=start[page], subject=page) for page in pages]
        newer = [an_event(f"s{start[page] + 1}", sequence=start[page] + 1, subject=page) for page in pages[:2]]
        older = [an_event(f"s{start[page] - 1}", sequence=start[page] - 1, subject=page) for page in pages[2:4]]
        hear(process, *known)
        with process.database.transaction() as session:
            session.execute(delete(Copy))
        mixed = [an_event(one.data["state"], sequence=one.sequence, subject=one.subject, type=TYPE) for one in known]
        mixed += newer + older
        random.shuffle(mixed)
        while mixed:
            batch, mixed = mixed[: (size := random.randint(1, 4))], mixed[size:]
            hear(process, *batch)
        wanted = {page: f"s{start[page] + (page in pages[:2])}" for page in pages}
        assert copies(process) == wanted
        pages = [f"{page}x" for page in pages]


def test_nobody_acts_on_a_snapshot(sqlite_process):
    with pytest.raises(TypeError):
        subscribe("page.changed.v1", TYPE, source="other", act=True)
    hear(sqlite_process, an_event("open"))
    hear(sqlite_process, an_event("open", type=TYPE), an_event("open", type=TYPE))
    with sqlite_process.database.reading() as session:
        assert len(session.scalars(select(Effect)).all()) == 1
