"""One instance leads; who has lost the lead marks nothing."""

import pytest
from conftest import parallel
from little_service.service import SERVICE
from sqlalchemy import update

from makam_kernel.leases import Lease, LeaseRow


@pytest.fixture
def second(a_process, process):
    """Another instance on the same database."""
    return Lease(process.database)


def expire(process):
    """Let the lease run out."""
    process.database.run(lambda session: session.execute(update(LeaseRow).values(until=0.0)))


def test_of_many_that_ask_at_once_one_leads(process):
    leases = [Lease(process.database) for _ in range(12)]
    assert sum(parallel([lease.held for lease in leases])) == 1


def test_who_comes_second_leads_when_the_first_gives_up(process, second):
    assert process.lease.held() and not second.held()
    process.lease.give_up()
    assert second.held() and second.token == 2


def test_after_a_crash_the_owner_of_an_sqlite_file_leads_at_once(a_process, sqlite_uri):
    dead = a_process(SERVICE, sqlite_uri)
    assert dead.lease.held()
    restarted = a_process(SERVICE, sqlite_uri)
    assert not restarted.lease.held()
    restarted.database.claim()
    assert restarted.lease.held() and restarted.lease.token == 2


@pytest.mark.fault("F14", part="the fence")
def test_who_slept_past_its_lease_is_refused_by_the_fence_and_notices(process, second):
    """F14: a leader that was stopped beyond its lease and goes on is refused by the token."""
    assert process.lease.held()
    expire(process)
    assert second.held()
    assert process.lease.held()  # it believes so still
    assert not process.database.run(process.lease.still_ours)
    assert not process.lease.held()
    assert second.held() and process.database.run(second.still_ours)


def test_a_leader_that_renews_keeps_its_token(process):
    process.lease.held()
    process.lease._renewed = -1e9
    assert process.lease.held() and process.lease.token == 1


def test_a_process_ends_though_its_database_is_away(a_process, sqlite_uri, monkeypatch):
    from makam_kernel.errors import Unavailable

    process = a_process(SERVICE, sqlite_uri)
    process.lease.held()

    def away(*_):
        raise Unavailable("database.away")

    monkeypatch.setattr(process.database, "run", away)
    process.stop()
