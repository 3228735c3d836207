"""The chain: every tampering with what was sealed is found."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import an_event
from sqlalchemy import delete, select, update

from makam_kernel import audit
from makam_kernel.audit import AuditEntry, AuditHead, AuditSeal
from makam_kernel.ids import new_id
from makam_kernel.leases import LeaseRow
from makam_kernel.testing import do_what_is_due, hear


@pytest.fixture
def sealed(process, person):
    """A process with twelve sealed entries, in four batches."""
    clerk = person(process, "clerk")
    for place in range(4):
        for part in range(3):
            clerk.rename_thing(
                thing_id=clerk.keep_thing(label=f"{place}-{part}")["id"], version=1, label=f"{place}{part}"
            )
        sealer(process).step()
    return process


def sealer(process):
    """The worker that seals."""
    process.lease.held()
    return next(worker for worker in process.workers if worker.name == "sealer")


def faults(process, known=None):
    """What is found wrong."""
    with process.database.reading() as session:
        return [one["fault"] for one in audit.verify(session, process.keys, known=known)]


def entry(session, place):
    """The sealed entry at a place."""
    return session.get(AuditEntry, session.get(AuditSeal, place).entry_id)


def test_a_chain_that_nobody_touched_is_whole(sealed):
    assert faults(sealed) == []
    with sealed.database.reading() as session:
        assert audit.head(session)["place"] == 24


def edit(session):
    entry(session, 5).record = {"other": 1}


def edit_the_actor(session):
    entry(session, 5).actor_id = "someone-else"


def edit_the_time(session):
    entry(session, 5).machine_at += timedelta(microseconds=1)


def delete_entry(session):
    session.delete(entry(session, 5))


def delete_seal(session):
    session.delete(session.get(AuditSeal, 5))


def delete_both(session):
    session.delete(entry(session, 5))
    session.delete(session.get(AuditSeal, 5))


def insert_as_sealed(session):
    facts = {name: getattr(entry(session, 5), name) for name in AuditEntry.__table__.columns.keys()}
    session.add(AuditEntry(**{**facts, "id": new_id()}))


def insert_with_seal(session):
    insert_as_sealed(session)
    session.add(AuditSeal(place=25, entry_id=new_id(), hash="0" * 64))


def swap(session):
    one, two = session.get(AuditSeal, 5), session.get(AuditSeal, 6)
    ids = one.entry_id, two.entry_id
    one.entry_id = new_id()
    session.flush()
    two.entry_id = ids[0]
    session.flush()
    one.entry_id = ids[1]


def unseal(session):
    entry(session, 5).sealed = False


def cut_the_seals(session):
    session.execute(delete(AuditSeal).where(AuditSeal.place > 20))


def cut_the_heads(session):
    session.execute(delete(AuditHead).where(AuditHead.place > 20))


def edit_and_chain_anew(session):
    edit(session)
    before = session.get(AuditSeal, 4).hash
    for seal in session.scalars(select(AuditSeal).where(AuditSeal.place > 4).order_by(AuditSeal.place)):
        seal.hash = before = audit._link(before, session.get(AuditEntry, seal.entry_id).digest())
    session.execute(update(AuditHead).where(AuditHead.place == 24).values(hash=before))


def cut_the_end_but_not_its_heads(session):
    cut(session, 18)


def append_a_forged_end(session):
    facts = {name: getattr(entry(session, 5), name) for name in AuditEntry.__table__.columns.keys()}
    forged = AuditEntry(**{**facts, "id": new_id()})
    session.add(forged)
    end = session.get(AuditSeal, 24).hash
    session.add(AuditSeal(place=25, entry_id=forged.id, hash=audit._link(end, forged.digest())))


def sign_with_another_key(session):
    session.get(AuditHead, 24).signature = "00" * 64


def garble_the_signature(session):
    session.get(AuditHead, 24).signature = "imza"


def set_the_clock_back(session):
    """Not a tampering with the table, but with the machine: what is written after is sealed in good faith."""
    process_time = entry(session, 24).machine_at - timedelta(hours=1)
    late = AuditEntry(
        id=new_id(),
        action="thing.renamed",
        subject="thing/1",
        actor_id="p1",
        business_at=process_time,
        machine_at=process_time,
        record={},
        sealed=True,
    )
    session.add(late)
    session.flush()
    hash = audit._link(session.get(AuditSeal, 24).hash, late.digest())
    session.add(AuditSeal(place=25, entry_id=late.id, hash=hash))


def cut(session, place):
    """Take away all entries after a place, and their seals."""
    ids = session.scalars(select(AuditSeal.entry_id).where(AuditSeal.place > place)).all()
    session.execute(delete(AuditSeal).where(AuditSeal.place > place))
    session.execute(delete(AuditEntry).where(AuditEntry.id.in_(ids)))


TAMPERINGS = [
    edit,
    edit_the_actor,
    edit_the_time,
    delete_entry,
    delete_seal,
    delete_both,
    insert_as_sealed,
    insert_with_seal,
    swap,
    unseal,
    cut_the_seals,
    cut_the_heads,
    edit_and_chain_anew,
    cut_the_end_but_not_its_heads,
    append_a_forged_end,
    sign_with_another_key,
    garble_the_signature,
    set_the_clock_back,
]


@pytest.mark.promise("P24", part="tampering")
@pytest.mark.check("S58")
def test_tampering_is_found(sealed):
    """P24, S58: edit, deletion, insertion, swap, truncation and a clock that was set back are each detected; each
    tampering has really changed what is stored."""
    found = {tamper.__name__: found_out(sealed, tamper) for tamper in TAMPERINGS}
    assert [name for name, faults in found.items() if not faults] == []
    assert "clock_back" in found["set_the_clock_back"]
    assert faults(sealed) == []  # each tampering was taken back


def found_out(process, tamper):
    """What is found of a tampering; it is taken back."""
    with process.database.transaction() as session:
        before = stored(session)
        tamper(session)
        session.flush()
        assert stored(session) != before, f"{tamper.__name__} has changed nothing"
        found = [one["fault"] for one in audit.verify(session, process.keys)]
        session.rollback()
    return found


def stored(session):
    """All that the audit's tables hold."""
    tables = (AuditEntry.__table__, AuditSeal.__table__, AuditHead.__table__)
    return [session.execute(select(table).order_by(*table.primary_key)).all() for table in tables]


@pytest.mark.check("S58", part="a stretch at a time")
@pytest.mark.parametrize("most", [1, 5, 24, 30])
def test_a_long_chain_is_walked_in_stretches(sealed, most):
    def walk():
        found, after, hash, done = [], 0, audit.NOTHING, False
        while not done:
            with sealed.database.reading() as session:
                report = audit.walk(session, sealed.keys, after=after, hash=hash, most=most)
            after, hash, done = report["place"], report["hash"], report["done"]
            found += [one["fault"] for one in report["faults"]]
        return found, after

    assert walk() == ([], 24)
    sealed.database.run(edit)
    assert walk() == (["changed"], 4)


def test_an_entry_that_waits_too_long_for_its_seal_shows_in_health(process, person):
    person(process, "clerk").keep_thing(label="a")
    assert process.health()["audit"] == "ok"
    longer_ago = datetime.now(UTC) - timedelta(seconds=11)
    process.database.run(lambda session: session.execute(update(AuditEntry).values(machine_at=longer_ago)))
    assert process.health()["audit"] == "late"
    sealer(process).step()
    assert process.health()["audit"] == "ok"


@pytest.mark.check("S58", part="a head kept elsewhere")
def test_a_chain_cut_together_with_its_heads_is_found_by_a_head_kept_elsewhere(sealed):
    """S58: the head is copied elsewhere, so that a clean cut shows, too."""
    with sealed.database.reading() as session:
        known = audit.head(session)

    def cut_all(session):
        cut(session, 18)
        session.execute(delete(AuditHead).where(AuditHead.place > 18))

    sealed.database.run(cut_all)
    assert faults(sealed) == []
    assert faults(sealed, known) == ["cut"]


@pytest.mark.check("S58", part="cut and grown again")
def test_a_chain_that_was_cut_and_has_grown_since_does_not_fit_the_kept_head(sealed, person):
    with sealed.database.reading() as session:
        known = audit.head(session)

    def cut_all(session):
        cut(session, 18)
        session.execute(delete(AuditHead).where(AuditHead.place > 18))

    sealed.database.run(cut_all)
    for number in range(8):
        person(sealed, "clerk").keep_thing(label=f"new {number}")
    sealer(sealed).step()
    assert faults(sealed) == []
    assert faults(sealed, known) == ["head_changed"]


def test_the_end_is_told_for_others_to_keep(sealed, person):
    operator = person(sealed, "operator")
    end = operator.get_audit_head(earlier=12)
    assert end["head"]["place"] == 24
    with sealed.database.reading() as session:
        assert end["earlier_hash"] == session.get(AuditSeal, 12).hash
    assert operator.get_audit_head(earlier=99)["earlier_hash"] is None


def test_an_operator_verifies_by_a_call(sealed, person):
    report = person(sealed, "operator").verify_audit()
    assert (report["faults"], report["head"]["place"]) == ([], 24)


@pytest.mark.promise("P24", part="one entry per change")
def test_every_change_has_exactly_one_entry_and_a_refused_one_has_none(process, person):
    """P24: every change of state has exactly one entry in the chain."""
    clerk = person(process, "clerk", id="p1")
    kept = clerk.keep_thing(label="a")
    with pytest.raises(Exception, match=r"version\.stale"):
        clerk.rename_thing(thing_id=kept["id"], version=9, label="b")
    clerk.rename_thing(thing_id=kept["id"], version=1, label="b")
    hear(process, an_event())
    do_what_is_due(process)
    do_what_is_due(process)
    with process.database.reading() as session:
        seals = select(AuditSeal.entry_id).join(AuditEntry, AuditEntry.id == AuditSeal.entry_id)
        acts = session.execute(seals.add_columns(AuditEntry.action)).all()
    assert sorted(act for _, act in acts) == sorted(
        ["thing.kept.v1", "thing.renamed", "heard page.changed.v1", "heard page.changed.v1", "thing.finished.v1"]
    )


@pytest.mark.fault("F36", part="writes")
def test_where_the_audit_cannot_be_written_nothing_is_done(process, person, monkeypatch):
    """F36: with the audit unavailable, writes fail closed."""

    def broken(*_, **__):
        raise OSError("no space left")

    monkeypatch.setattr("makam_kernel.transaction.audit.put", broken)
    with pytest.raises(Exception, match=r"."):
        person(process, "clerk").keep_thing(label="a")
    assert person(process, "clerk").list_things()["items"] == []


def test_who_has_lost_the_lead_seals_nothing(process, person):
    worker = sealer(process)
    person(process, "clerk").keep_thing(label="a")
    process.database.run(lambda session: session.execute(update(LeaseRow).values(holder="another", token=7)))
    worker.step()
    assert faults(process) == []
    with process.database.reading() as session:
        assert audit.head(session) is None
