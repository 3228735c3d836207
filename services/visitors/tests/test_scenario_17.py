"""Many desks press "Sıradaki" at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from visitors_service.service import SERVICE

DESKS = ["Makam odası", "Masa 1", "Masa 2", "Masa 3"]
WAITING, CALLS = 400, 100
CLASSES = ["general", "elder", "general", "disabled", "general", "pregnant", "general", "veteran"]


@pytest.mark.scenario("visitors.S17")
def test_next_is_called_once(process, ipek, a_running_day, a_process, database_uri, person):
    """400 wait; four desks press within one barrier, 100 times each, on PostgreSQL over two instances of the service:
    400 distinct persons are called, none twice, none skipped, in the order of the rule."""
    day = a_running_day("2026-12-02", capacity=WAITING)
    for number in range(WAITING):
        ipek.register_place(
            public_day_id=day["id"], name=f"Misafir {number}", priority_class=CLASSES[number % len(CLASSES)]
        )
    foretold = [line["place"]["label"] for line in ipek.list_queue(public_day_id=day["id"])["items"]]
    is_postgres = database_uri.startswith("postgresql")
    instances = [process, a_process(SERVICE, database_uri)] if is_postgres else [process]
    together = threading.Barrier(len(DESKS))

    def press(desk):
        clerk = person(instances[desk % len(instances)], "front_desk", name=f"Masa {desk}")
        called = []
        for _call in range(CALLS):
            together.wait(60)
            called.append(clerk.call_next(public_day_id=day["id"], room=DESKS[desk]))
        return called

    with ThreadPoolExecutor(len(DESKS)) as desks:
        called = [place for places in desks.map(press, range(len(DESKS))) for place in places]

    called.sort(key=lambda place: place["call_position"])
    assert [place["call_position"] for place in called] == list(range(1, WAITING + 1))
    assert [place["label"] for place in called] == foretold
    assert ipek.list_queue(public_day_id=day["id"])["items"] == []


def test_the_same_key_calls_one_person_however_often_it_is_sent(ipek, a_running_day):
    day = a_running_day()
    for _one in range(3):
        ipek.register_place(public_day_id=day["id"], name="Misafir")
    pressed = {"public_day_id": day["id"], "room": "Masa 1"}
    first = ipek.call("call_next", pressed, key="bir-kez")
    assert ipek.call("call_next", pressed, key="bir-kez") == first
    assert len(ipek.list_queue(public_day_id=day["id"])["items"]) == 2
