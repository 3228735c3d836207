"""The migrations make the tables that the models expect, and keep what was there, on both databases."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import create_engine, text

from makam_kernel import migrations
from makam_kernel.ids import new_id
from makam_kernel.testing import bytes_of, differences, insert_row
from requests_service.citizens.models import Citizen
from requests_service.citizens.queries import known_again
from requests_service.requests.models import Request
from requests_service.service import SERVICE

AT = datetime(2026, 10, 19, 7, 12, tzinfo=UTC)
CANARIES = ("Ayşe Yılmaz", "ayse yilmaz", "+905550000001", "ayse@example.org", "10000000146", "Ihlamur", "kapatıldı")


def test_an_empty_database_is_brought_to_what_the_models_say(database_uri):
    assert differences(SERVICE, database_uri) == []


def filled(connection):
    """A citizen with a solved request, and one who only telephoned, as version 0.1 kept them."""
    ids = {name: new_id() for name in ("ayse", "ali", "request")}
    ayse = {"name": "Ayşe Yılmaz", "name_folded": "ayse yilmaz", "national_id": "10000000146"}
    reached = {"phone": "+905550000001", "email": "ayse@example.org"}
    insert_row(connection, "citizens", id=ids["ayse"], version=1, **ayse, **reached)
    ali = {"name": "Ali KAYA", "name_folded": "ali kaya", "phone": "+905550000002"}
    insert_row(connection, "citizens", id=ids["ali"], version=1, **ali)
    codes = {"number": "TLP-2026-000001", "kind": "complaint", "channel": "phone", "status": "solved", "law": "3071"}
    words = {"topic": "Ihlamur Sk. çukur", "address": "Ihlamur Sk. 12", "solution": "Çukur kapatıldı."}
    dates = {"received_at": AT, "received_on": date(2026, 10, 19), "statutory_due_on": date(2026, 11, 18)}
    counts = {"restricted": False, "answer_round": 1, "reopen_count": 0, "version": 5}
    of_ayse = {"citizen_id": ids["ayse"]}
    insert_row(connection, "requests", id=ids["request"], **of_ayse, **codes, **words, **dates, **counts)
    step = {"position": 1, "act": "solved", "actor_id": "1", "actor_name": "Derya", "at": AT, "to_status": "solved"}
    note = {"note": "Çukur kapatıldı."}
    insert_row(connection, "request_history", id=new_id(), request_id=ids["request"], **step, **note)
    return ids


@pytest.fixture
def migrated(database_uri, a_process):
    """``(process, ids)`` on a filled database of version 0001 that was brought to the present."""
    migrations.upgrade(SERVICE.home, database_uri, "0001")
    engine = create_engine(database_uri)
    with engine.begin() as connection:
        ids = filled(connection)
    engine.dispose()
    process = a_process(SERVICE, database_uri)
    return process, ids


def test_what_was_kept_is_sealed_and_read_as_it_was(migrated):
    process, ids = migrated
    with process.database.reading() as session:
        request = session.get(Request, ids["request"])
    assert (request.topic, request.address) == ("Ihlamur Sk. çukur", "Ihlamur Sk. 12")
    assert (request.solution, request.closing_reason) == ("Çukur kapatıldı.", None)
    assert [row.note for row in request.history] == ["Çukur kapatıldı."]
    ayse = request.citizen
    assert (ayse.name, ayse.phone, ayse.email) == ("Ayşe Yılmaz", "+905550000001", "ayse@example.org")


def test_who_came_before_is_known_again(migrated):
    process, ids = migrated
    with process.database.transaction() as session:
        ayse = known_again(session, name="başka", phone=None, national_id="10000000146", restricted=False)
        ali = known_again(session, name="ALİ  kaya", phone="+905550000002", national_id=None, restricted=False)
    assert (ayse.id, ali.id) == (ids["ayse"], ids["ali"])


def test_who_is_known_from_restricted_matters_alone_is_kept_apart(database_uri, a_process):
    migrations.upgrade(SERVICE.home, database_uri, "0001")
    engine = create_engine(database_uri)
    with engine.begin() as connection:
        ids = filled(connection)
        connection.execute(text("UPDATE requests SET restricted = :true"), {"true": True})
    engine.dispose()
    with a_process(SERVICE, database_uri).database.reading() as session:
        assert [session.get(Citizen, ids[name]).restricted for name in ("ayse", "ali")] == [True, False]


def test_the_days_of_calls_that_were_kept_are_counted(database_uri, a_process):
    """Those for the present answer: two on one day in Istanbul, which are two in UTC, and one on another day."""
    migrations.upgrade(SERVICE.home, database_uri, "0001")
    engine = create_engine(database_uri)
    with engine.begin() as connection:
        ids = filled(connection)
        connection.execute(text("UPDATE requests SET solved_at = :at"), {"at": AT})
        for position, (day, hour) in enumerate(((18, 9), (20, 22), (21, 12), (23, 9)), start=2):
            called = {"act": "not_reached", "actor_id": "1", "actor_name": "Sevil TAN", "to_status": "solved"}
            at = datetime(2026, 10, day, hour, tzinfo=UTC)
            of_it = {"request_id": ids["request"], "position": position, "at": at}
            insert_row(connection, "request_history", id=new_id(), **of_it, **called)
    engine.dispose()
    with a_process(SERVICE, database_uri).database.reading() as session:
        assert session.get(Request, ids["request"]).tried_days == 2


@pytest.mark.check("S55", part="what version 0.1 kept open, after the migration")
def test_nothing_is_left_open_in_the_databases_files(migrated):
    """S55: no word of a person in the files of the database, nor in what was free in them."""
    process, _ = migrated
    pages = bytes_of(process.database)
    assert b"TLP-2026-000001" in pages
    assert [words for words in CANARIES if words.encode() in pages] == []
