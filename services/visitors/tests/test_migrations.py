"""The migrations make the tables that the models expect, and keep what was there, on both databases."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import create_engine, select

from makam_kernel import migrations
from makam_kernel.ids import new_id
from makam_kernel.messages import Message
from makam_kernel.testing import bytes_of, differences, insert_row
from visitors_service.places.models import Place
from visitors_service.promises.models import Promise
from visitors_service.service import SERVICE
from visitors_service.visits.models import Visit
from visitors_service.wishes.models import Wish

AT = datetime(2026, 12, 2, 10, tzinfo=UTC)
CANARIES = ("Hatice ÖZDEMİR", "+905550000003", "hatice@example.org", "Ilgaz Sokak", "Anna WEISS", "Bürgermeisterin")


def test_an_empty_database_is_brought_to_what_the_models_say(database_uri):
    assert differences(SERVICE, database_uri) == []


def filled(connection):
    """A public day with a place, its wish and a promise, a visit and a message, as version 0.1 kept them."""
    ids = {name: new_id() for name in ("public_days", "places", "wishes", "promises", "visits")}
    day = {"day": date(2026, 12, 2), "starts": time(14), "ends": time(17), "capacity": 40, "minutes_per_person": 8}
    lists = {"rooms": ["Masa 1"], "priority_classes": []}
    counters = {"general_after": 3, "registered": 1, "calls": 0, "calls_since_general": 0}
    insert_row(connection, "public_days", id=ids["public_days"], version=1, status="open", **day, **lists, **counters)
    reached = {"phone": "+905550000003", "email": "hatice@example.org"}
    queue = {"priority_class": "general", "rank": 5, "prioritised": False, "status": "done", "recalls": 0}
    of_day = {"public_day_id": ids["public_days"], "number": 1, "registered_at": AT}
    named = {"name": "Hatice  ÖZDEMİR", "name_key": "1710313018"}
    insert_row(connection, "places", id=ids["places"], version=4, **of_day, **named, **reached, **queue)
    insert_row(connection, "places", id=new_id(), version=1, **of_day | {"number": 2}, **named, **queue)
    heard = {"words": "Ilgaz Sokak 12 önüne rampa", "end": "request", "recorded_at": AT}
    of_place = {"place_id": ids["places"], "public_day_id": ids["public_days"]}
    insert_row(connection, "wishes", id=ids["wishes"], version=1, **of_place, **heard)
    given = {"words": "Ilgaz Sokak'ta yapılacak", "due_on": date(2026, 12, 31), "given_at": AT}
    state = {"status": "given", "awaiting_citizen": False, "reopen_count": 0}
    insert_row(connection, "promises", id=ids["promises"], version=1, wish_id=ids["wishes"], **given, **state)
    visit = {"purpose": "Anna WEISS ile görüşme", "languages": [], "host_name": "Elif KARACA", "status": "planned"}
    insert_row(connection, "visits", id=ids["visits"], version=1, planned_at=AT, **visit)
    head = {"name": "Anna WEISS", "title": "Bürgermeisterin", "role": "head", "position": 1}
    insert_row(connection, "visit_members", id=new_id(), visit_id=ids["visits"], **head)
    notice = {"channel": "office", "recipient": "role/secretary", "template": "guest_arrived", "state": "sent"}
    written = {"body": "Misafiriniz geldi: Anna WEISS", "written_at": AT, "next_at": AT}
    insert_row(connection, "messages", id=new_id(), subject="visit/1", **notice, **written)
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
        place, wish = session.get(Place, ids["places"]), session.get(Wish, ids["wishes"])
        promise, visit = session.get(Promise, ids["promises"]), session.get(Visit, ids["visits"])
        message = session.scalars(select(Message)).one()
    assert (place.name, place.phone, place.email) == ("Hatice  ÖZDEMİR", "+905550000003", "hatice@example.org")
    assert (wish.words, wish.answer, wish.place.id) == ("Ilgaz Sokak 12 önüne rampa", None, place.id)
    assert (promise.words, promise.reason, promise.wish.id) == ("Ilgaz Sokak'ta yapılacak", None, wish.id)
    assert (visit.purpose, visit.reason, visit.head.title) == ("Anna WEISS ile görüşme", None, "Bürgermeisterin")
    assert (message.recipient, message.body) == ("role/secretary", "Misafiriniz geldi: Anna WEISS")


def test_who_was_there_before_is_found_by_the_indexes(migrated):
    process, ids = migrated
    with process.database.reading() as session:
        found = session.scalars(select(Place).where(Place.name_index == "hatice ozdemir").order_by(Place.number)).all()
        assert [(place.number, place.phone) for place in found] == [(1, "+905550000003"), (2, None)]
        assert session.scalars(select(Place.id).where(Place.phone_index == "+905550000003")).all() == [ids["places"]]


@pytest.mark.check("S55", part="what version 0.1 kept open, after the migration")
def test_nothing_is_left_open_in_the_databases_files(migrated):
    """S55: no word of a person in the files of the database, nor in what was free in them."""
    process, _ = migrated
    pages = bytes_of(process.database)
    assert b"Elif KARACA" in pages  # in public office
    assert [words for words in CANARIES if words.encode() in pages] == []
